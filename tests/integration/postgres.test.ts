import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { type Cluster, startCluster } from '../../server/postgres/cluster.ts'
import { stopServer } from '../../server/postgres/postmaster.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'parley-postgres-'))
const home = path.join(folder, 'postgres')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return (await client.query(sql).finally(() => client.end())).rows
}

const start = () => startCluster(home)
const until = (cluster: Cluster, gone: boolean) => vi.waitFor(() => expect(existsSync(`/proc/${cluster.server.pid}`)).toBe(!gone), 10_000)

describe.skipIf(process.platform !== 'linux')('our own PostgreSQL', { timeout: 60_000 }, () => {
  it('is made for its owner alone: a closed folder, a password, no network', async () => {
    const { url, server } = await start()
    expect(await ask(url, 'SELECT lower($$ÀÉ$$) AS lower, current_setting($$listen_addresses$$) AS network')).toEqual([
      { lower: 'àé', network: '' },
    ])
    expect(statSync(home).mode & 0o077).toBe(0)
    const guess = new URL(url)
    guess.password = 'a guess'
    await expect(ask(guess.href, 'SELECT 1')).rejects.toThrow('password')
    await stopServer(server)
  })

  it('keeps its data, and is quick the second time', async () => {
    const first = await start()
    await ask(first.url, 'CREATE TABLE kept AS SELECT 1 AS one')
    await stopServer(first.server)
    const began = Date.now()
    const second = await start()
    expect(Date.now() - began).toBeLessThan(15_000)
    expect(await ask(second.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }])
    await stopServer(second.server)
  })

  it('is taken over when it outlived its Parley', async () => {
    const first = await start()
    const second = await start()
    expect(second).toEqual(first)
    await stopServer(second.server)
  })

  it('starts again after kill -9, also when its pid is another program’s by now', async () => {
    const killed = await start()
    await ask(killed.url, 'CREATE TABLE committed AS SELECT 2 AS two')
    process.kill(killed.server.pid, 'SIGKILL')
    await until(killed, true)
    // The children of a killed server end by themselves a moment later.
    await sleep(1000)
    const file = path.join(home, 'cluster/postmaster.pid')
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)))
    const again = await start()
    expect(await ask(again.url, 'SELECT two FROM committed')).toEqual([{ two: 2 }])
    await stopServer(again.server)
  })

  it('goes by loopback where a socket’s path would be too long', async () => {
    const long = path.join(folder, 'a'.repeat(100), 'postgres')
    const { url, server } = await startCluster(long)
    expect(server.socketFolder).toBeNull()
    expect(await ask(url, 'SELECT current_setting($$listen_addresses$$) AS network')).toEqual([{ network: '127.0.0.1' }])
    await stopServer(server)
  })

  const itAsRoot = process.getuid?.() === 0 ? it : undefined
  itAsRoot?.('runs as another than root, in a folder only root may enter too', async () => {
    const closed = mkdtempSync(path.join(tmpdir(), 'parley-closed-'))
    chmodSync(closed, 0o700)
    const { url, server } = await startCluster(path.join(closed, 'postgres'))
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    expect(execFileSync('ps', ['-o', 'user=', '-p', String(server.pid)], { encoding: 'utf8' }).trim()).not.toBe('root')
    await stopServer(server)
    rmSync(closed, { recursive: true })
  })
})
