import { createServer } from 'node:net'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { liveServer, stopServer } from '../../server/postgres/postmaster.ts'
import { cloneDatabase, dropDatabase } from '../support/database.ts'
import { startProcess } from '../support/process.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'parley-start-'))
const data = path.join(folder, 'data')
afterAll(async () => {
  const left = await liveServer(path.join(data, 'postgres/cluster'))
  if (left) await stopServer(left)
  rmSync(folder, { recursive: true, force: true })
})

const answer = async (port: number, url: string) => (await fetch(`http://127.0.0.1:${port}${url}`)).status
const metrics = async (port: number) => (await fetch(`http://127.0.0.1:${port}/metrics`)).text()

describe('Parley on a bare machine', { timeout: 120_000 }, () => {
  it('brings its own database, says where it is, and stops whole', async () => {
    const parley = await startProcess({ DATA_DIR: data })
    await parley.ready
    expect(parley.out()).toBe(`Parley is ready at http://localhost:${parley.port}\n`)
    expect(await answer(parley.port, '/healthz')).toBe(200)
    parley.kill('SIGTERM')
    expect(await parley.ended).toBe(0)
    expect(await liveServer(path.join(data, 'postgres/cluster'))).toBeNull()
  })

  it('just starts again after kill -9, and waits for no lease of the dead', async () => {
    const killed = await startProcess({ DATA_DIR: data })
    await killed.ready
    killed.kill('SIGKILL')
    await killed.ended
    const secret = readFileSync(path.join(data, 'app-secret'), 'utf8')
    const again = await startProcess({ DATA_DIR: data })
    await again.ready
    await expect.poll(() => metrics(again.port), { timeout: 8000 }).toMatch(/^parley_worker_silent_seconds 0$/m)
    expect(readFileSync(path.join(data, 'app-secret'), 'utf8')).toBe(secret)
    // As a terminal and npm do together at one Ctrl-C.
    again.kill('SIGINT')
    again.kill('SIGINT')
    expect(await again.ended).toBe(0)
    expect(await liveServer(path.join(data, 'postgres/cluster'))).toBeNull()
  })
})

describe('asked to stop before it is ready, it leaves nothing running', { timeout: 120_000 }, () => {
  const home = path.join(folder, 'early')
  const postgres = path.join(home, 'postgres')
  const moments: [string, (port: number) => Promise<boolean>][] = [
    [
      'PostgreSQL’s folder is made',
      async () => existsSync(postgres) && readdirSync(postgres).some((name) => name.startsWith('cluster.new-')),
    ],
    ['PostgreSQL starts', async () => existsSync(path.join(postgres, 'cluster/postmaster.pid'))],
    ['the demo is made', async (port) => (await answer(port, '/healthz').catch(() => 0)) === 200],
  ]

  it.each(moments)('while %s', async (_, isNow) => {
    const parley = await startProcess({ DATA_DIR: home, DEMO: '1' })
    await expect.poll(() => isNow(parley.port), { timeout: 60_000, interval: 5 }).toBe(true)
    parley.kill('SIGTERM')
    expect(await parley.ended).toBe(0)
    expect(parley.err()).toBe('')
    expect(await liveServer(path.join(postgres, 'cluster'))).toBeNull()
  })

  it('and the next start goes on from there', async () => {
    const parley = await startProcess({ DATA_DIR: home, DEMO: '1' })
    await parley.ready
    await expect.poll(parley.out).toContain('Sign in as demo@parley.local')
    parley.kill('SIGTERM')
    expect(await parley.ended).toBe(0)
  })

  it.each([0, 60, 240])('while it migrates, %i ms after PostgreSQL is there', async (ms) => {
    const folderOfOne = path.join(folder, `migrates-${ms}`)
    const server = path.join(folderOfOne, 'postgres/cluster')
    const parley = await startProcess({ DATA_DIR: folderOfOne })
    await expect.poll(() => existsSync(path.join(folderOfOne, 'postgres/run/.s.PGSQL.5432')), { timeout: 60_000, interval: 5 }).toBe(true)
    await new Promise((done) => setTimeout(done, ms))
    parley.kill('SIGTERM')
    expect([await parley.ended, parley.err()]).toEqual([0, ''])
    expect(await liveServer(server)).toBeNull()
  })

  it('while another process migrates', async () => {
    const url = await cloneDatabase()
    const other = new pg.Client({ connectionString: url })
    await other.connect()
    await other.query('SELECT pg_advisory_lock(72707369)')
    const waiting = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
    const parley = await startProcess({ DATA_DIR: home, DATABASE_URL: url })
    await expect.poll(async () => (await other.query(waiting)).rowCount, { timeout: 60_000 }).toBe(1)
    parley.kill('SIGTERM')
    expect(await parley.ended).toBe(0)
    await other.end()
    await dropDatabase(url)
  })
})

describe('what cannot be, is said in one sentence', { timeout: 120_000 }, () => {
  const words = async (settings: Record<string, string>) => {
    const parley = await startProcess({ DATA_DIR: path.join(folder, 'other'), ...settings })
    expect(await parley.ended).toBe(1)
    expect(parley.out()).toBe('')
    expect(parley.err().trim().split('\n')).toHaveLength(1)
    return parley.err()
  }

  it('a wrong setting', async () => {
    expect(await words({ SERVICES: 'everything' })).toContain('The setting SERVICES is wrong: use web, worker or web,worker.')
  })

  it('a database that is not there', async () => {
    const said = await words({ DATABASE_URL: 'postgres://nobody:secret-word@127.0.0.1:1/none' })
    expect(said).toContain('The database in DATABASE_URL cannot be reached')
    expect(said).not.toContain('secret-word')
  })

  it('a data folder that is none', async () => {
    writeFileSync(path.join(folder, 'file'), '')
    expect(await words({ DATA_DIR: path.join(folder, 'file', 'data') })).toContain('cannot be written')
  })

  it('a port that is taken, and then it leaves nothing running', async () => {
    const squatter = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => squatter.once('listening', resolve))
    const { port } = squatter.address() as { port: number }
    const url = await cloneDatabase()
    expect(await words({ DATABASE_URL: url, PORT: String(port) })).toContain(`Port ${port} on 127.0.0.1 is taken`)
    await dropDatabase(url)
    squatter.close()
  })
})

it('a demo that cannot be made is said in one sentence, and Parley starts without it', { timeout: 120_000 }, async () => {
  const url = await cloneDatabase()
  const database = new pg.Client({ connectionString: url })
  await database.connect()
  await database.query(`ALTER TABLE teams ADD CONSTRAINT none CHECK (false)`)
  const parley = await startProcess({ DATA_DIR: path.join(folder, 'other'), DATABASE_URL: url, DEMO: '1' })
  await parley.ready
  await expect.poll(parley.out).toContain(`Parley is ready at http://localhost:${parley.port}`)
  expect(parley.out()).toContain('The demo could not be made or finished, so Parley starts without it')
  expect(await answer(parley.port, '/readyz')).toBe(200)
  parley.kill('SIGTERM')
  expect(await parley.ended).toBe(0)
  await database.end()
  await dropDatabase(url)
})
