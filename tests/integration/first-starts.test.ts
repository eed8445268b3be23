import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { startCluster } from '../../server/postgres/cluster.ts'
import { lockFolder } from '../../server/postgres/lock.ts'
import { liveServer, stopServer } from '../../server/postgres/postmaster.ts'
import { startProcess } from '../support/process.ts'

const root = path.resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(path.join(tmpdir(), 'parley-first-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const children: ChildProcess[] = []
afterEach(async () => {
  for (const child of children.splice(0)) await kill(child)
})

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

function script(code: string): ChildProcess {
  const args = ['--import', 'tsx', '--input-type=module', '-e', code]
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  return child
}

/** The first line a process says. */
const firstLine = async (child: ChildProcess) => String((await once(child.stdout!, 'data'))[0]).trim()

/** Starts the cluster in a folder, says by its system identifier which it is, and stays. */
const starter = (home: string) =>
  script(`const { default: pg } = await import('pg')
    const { url } = await (await import('./server/postgres/cluster.ts')).startCluster(${JSON.stringify(home)})
    const client = new pg.Client({ connectionString: url }).on('error', () => process.exit(0))
    await client.connect()
    const { rows } = await client.query('SELECT system_identifier::text AS id FROM pg_control_system()')
    process.stdout.write(rows[0].id)`)
const drafts = (home: string) => (existsSync(home) ? readdirSync(home).filter((name) => name.startsWith('cluster.new')) : [])

async function stopCluster(home: string): Promise<void> {
  const server = await liveServer(path.join(home, 'cluster'))
  if (server) await stopServer(server)
}

describe('many first starts in one empty folder', { timeout: 120_000 }, () => {
  it.each([
    ['at once', 0],
    ['one after the other within three seconds', 600],
    ['while an earlier one is busy with initdb', 250],
  ])('%s end in one cluster', async (name, pauseMs) => {
    const home = path.join(folder, name)
    const said: Promise<string>[] = []
    for (let n = 0; n < 6; n++) {
      said.push(firstLine(starter(home)))
      await sleep(pauseMs)
    }
    expect(new Set(await Promise.all(said)).size).toBe(1)
    expect(drafts(home)).toEqual([])
    await stopCluster(home)
    const again = await startCluster(home)
    await stopServer(again.server)
  })

  it('after one that was killed in the middle of initdb', async () => {
    const home = path.join(folder, 'killed')
    const killed = starter(home)
    await expect.poll(() => drafts(home), { timeout: 30_000, interval: 5 }).toHaveLength(1)
    await sleep(200)
    await kill(killed)
    expect(existsSync(path.join(home, 'cluster'))).toBe(false)
    const ids = await Promise.all([1, 2, 3].map(() => firstLine(starter(home))))
    expect(new Set(ids).size).toBe(1)
    await stopCluster(home)
  })

  it('of whole Parleys: all work, and the last to leave stops the server', async () => {
    const data = path.join(folder, 'whole')
    const all = await Promise.all(['web', 'worker', 'web,worker', 'worker'].map((SERVICES) => startProcess({ DATA_DIR: data, SERVICES })))
    await Promise.all(all.map((one) => one.ready))
    for (const one of all) one.kill('SIGTERM')
    expect(await Promise.all(all.map((one) => one.ended))).toEqual([0, 0, 0, 0])
    expect(all.map((one) => one.err())).toEqual(['', '', '', ''])
    await expect.poll(() => liveServer(path.join(data, 'postgres/cluster'))).toBeNull()
  })
})

it('a cluster of an earlier version, with its password beside it, goes on', { timeout: 60_000 }, async () => {
  const home = path.join(folder, 'earlier')
  const made = await startCluster(home)
  await stopServer(made.server)
  renameSync(path.join(home, 'cluster/parley-password'), path.join(home, 'password'))
  expect(await firstLine(starter(home))).toMatch(/^\d+$/)
  await stopCluster(home)
})

describe('the lock on a folder', { timeout: 60_000 }, () => {
  it.each([
    ['short', 'locks'],
    ['too long for a socket', `locks/${'long/'.repeat(30)}`],
  ])('has one holder at a time, where the path is %s', async (_, name) => {
    const home = path.join(folder, name)
    let [inside, held] = [0, 0]
    const contend = async () => {
      const release = await lockFolder(home)
      held += 1
      expect(++inside).toBe(1)
      await sleep(5)
      inside -= 1
      await release()
    }
    await Promise.all(Array.from({ length: 12 }, contend))
    expect(held).toBe(12)
    expect(readdirSync(home)).toEqual([])
  })

  it('is respected while its holder is stopped, and free when its holder was killed', async () => {
    const home = path.join(folder, 'dies')
    const holder = script(`await (await import('./server/postgres/lock.ts')).lockFolder(${JSON.stringify(home)})
      process.stdout.write('holds')`)
    expect(await firstLine(holder)).toBe('holds')
    holder.kill('SIGSTOP')
    const enough = AbortSignal.timeout(1500)
    await expect(lockFolder(home, enough)).rejects.toThrow()
    await kill(holder)
    const release = await lockFolder(home, AbortSignal.timeout(5000))
    await release()
  })
})
