import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { io } from 'socket.io-client'
import pg from 'pg'
import { afterAll, afterEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Session } from '../../contract/users.ts'
import { startCluster } from '../../server/postgres/cluster.ts'
import { liveServer, stopServer } from '../../server/postgres/postmaster.ts'
import { cloneDatabase, dropDatabase } from '../support/database.ts'
import { familyOf, signalAll } from '../support/family.ts'
import { type Parley, startProcess } from '../support/process.ts'
import { type Answer, type Api, apiOf } from './http.ts'
import { visitorToken } from './scene.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'parley-away-'))
const settings = { APP_SECRET: process.env['APP_SECRET'] ?? '', LOG_LEVEL: 'info' }

const processes: Parley[] = []
const homes: string[] = []
afterEach(async () => {
  for (const one of processes.splice(0)) {
    one.kill('SIGKILL')
    await one.ended
  }
  for (const home of homes.splice(0)) {
    await signalServer(home, 'SIGCONT')
    const server = await liveServer(clusterIn(home))
    if (server) await stopServer(server)
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const clusterIn = (home: string) => path.join(home, 'postgres/cluster')

async function start(name: string, more: Record<string, string> = {}): Promise<Parley> {
  const home = path.join(folder, name)
  const parley = await startProcess({ DATA_DIR: home, ...settings, ...more })
  processes.push(parley)
  homes.push(home)
  await parley.ready
  return parley
}

type Owner = { api: Api; channelId: string; write: (text: string) => Promise<Answer> }

/** An installation with its first owner, who connects a web chat. */
async function setUp(parley: Parley): Promise<Owner> {
  const url = () => `http://127.0.0.1:${parley.port}`
  const owner = { name: 'Owner', email: 'owner@example.com', password: 'a long password', workspaceName: 'Away' }
  const { body } = await apiOf(url, null)('POST', 'setup', owner)
  const api = apiOf(url, (body as Session & { token: string }).token)
  const channel = (await api('POST', 'channels', { kind: 'webchat', name: 'Chat', config: {} })).body as { id: string }
  const visitor = apiOf(url, visitorToken(channel.id))
  const write = (text: string) => visitor('POST', `/webhooks/${channel.id}`, { type: 'message', id: crypto.randomUUID(), text })
  return { api, channelId: channel.id, write }
}

const previews = async ({ api }: Owner) => JSON.stringify((await api('GET', 'conversations')).body)

/** Sends `signal` to the server below `home` and all its sessions, where it runs. */
async function signalServer(home: string, signal: NodeJS.Signals): Promise<void> {
  const server = await liveServer(clusterIn(home))
  if (server) signalAll(familyOf(server.pid), signal)
}

const isJson = (line: string) => {
  try {
    return typeof JSON.parse(line) === 'object'
  } catch {
    return false
  }
}
const plainLines = (parley: Parley) =>
  parley
    .err()
    .split('\n')
    .filter((line) => line !== '' && !isJson(line))

describe.skipIf(process.platform !== 'linux')('when our PostgreSQL', { timeout: 180_000 }, () => {
  it('is killed, one of the processes that share it starts it again, and all go on', async () => {
    const web = await start('killed', { SERVICES: 'web' })
    const worker = await start('killed', { SERVICES: 'worker' })
    const owner = await setUp(web)
    const home = path.join(folder, 'killed')
    for (const round of [1, 2]) {
      const before = (await liveServer(clusterIn(home)))!
      process.kill(before.pid, 'SIGKILL')
      const answers: Answer[] = []
      await expect
        .poll(
          async () => {
            const tried = [
              owner.api('POST', 'customers', { name: 'Lin' }),
              owner.api('GET', 'conversations'),
              owner.write(`round ${round}`),
            ]
            answers.push(...(await Promise.all(tried)))
            return answers.at(-1)!.status
          },
          { timeout: 60_000 },
        )
        .toBe(200)
      for (const { status, headers } of answers.filter((answer) => answer.status !== 200))
        expect([status, headers.get('Retry-After')]).toEqual([503, '5'])
      await expect.poll(() => previews(owner), { timeout: 60_000 }).toContain(`round ${round}`)
      expect((await liveServer(clusterIn(home)))!.pid).not.toBe(before.pid)
    }
    for (const parley of [web, worker]) {
      expect(plainLines(parley)).toEqual([])
      expect(parley.err()).not.toContain('by our own fault')
      parley.kill('SIGTERM')
      expect(await parley.ended).toBe(0)
    }
    expect(await liveServer(clusterIn(home))).toBeNull()
  })

  it('is killed while a session of it is busy, it is waited for until that has left', async () => {
    const parley = await start('busy')
    const home = path.join(folder, 'busy')
    const { url, server } = await startCluster(path.join(home, 'postgres'))
    const busy = new pg.Client({ connectionString: url })
    busy.on('error', () => undefined)
    await busy.connect()
    const ended = busy.query('SELECT count(*) FROM generate_series(1, 60000000) AS n WHERE n % 7 = 3').catch(() => undefined)
    await new Promise((done) => setTimeout(done, 300))
    process.kill(server.pid, 'SIGKILL')
    await expect.poll(async () => (await liveServer(clusterIn(home)))?.pid ?? server.pid, { timeout: 60_000 }).not.toBe(server.pid)
    await ended
    const api = apiOf(() => `http://127.0.0.1:${parley.port}`, null)
    await expect.poll(async () => (await api('GET', '/readyz')).status, { timeout: 30_000 }).toBe(200)
    expect(readFileSync(path.join(home, 'postgres/server.log'), 'utf8')).toContain('pre-existing shared memory block')
  })

  it('hangs, requests, webhooks and sockets are refused until it answers again, and nothing is lost', async () => {
    const parley = await start('hangs')
    const owner = await setUp(parley)
    const home = path.join(folder, 'hangs')
    await signalServer(home, 'SIGSTOP')
    // Each of these would wait for as long as the database is silent.
    const waiting = await Promise.all([
      owner.api('GET', 'conversations'),
      owner.write('lost?'),
      owner.api('POST', 'customers', { name: 'Lin' }),
    ])
    for (const { status, headers } of waiting) expect([status, headers.get('Retry-After')]).toEqual([503, '5'])
    expect(waiting[0]!.body).toMatchObject({ error: { code: 'upstream', message: expect.stringContaining('database') } })
    const socket = io(`http://127.0.0.1:${parley.port}`, { path: '/realtime', transports: ['websocket'], auth: { token: 'x'.repeat(43) } })
    const refused = await new Promise<Error>((resolve) => socket.on('connect_error', resolve))
    expect(refused.message).toBe('upstream')
    socket.close()
    expect(await owner.api('GET', '/readyz')).toMatchObject({ status: 503, body: { missing: { database: 'it does not answer' } } })
    expect((await owner.api('GET', '/healthz')).status).toBe(200)
    expect((await owner.api('GET', '/metrics')).text).toContain('parley_database_up 0')
    await signalServer(home, 'SIGCONT')
    await expect.poll(async () => (await owner.write('and then')).status, { timeout: 30_000 }).toBe(200)
    await expect.poll(() => previews(owner), { timeout: 30_000 }).toContain('and then')
    expect((await owner.api('GET', '/readyz')).status).toBe(200)
    expect(plainLines(parley)).toEqual([])
    expect(parley.err()).not.toContain('by our own fault')
  })

  it('hangs when Parley is asked to stop, it stops all the same, and leaves no server behind', async () => {
    const parley = await start('stuck', { LOG_LEVEL: 'fatal' })
    const home = path.join(folder, 'stuck')
    const { pid } = (await liveServer(clusterIn(home)))!
    const family = familyOf(pid)
    signalAll(family, 'SIGSTOP')
    onTestFinished(() => signalAll(family, 'SIGCONT'))
    parley.kill('SIGTERM')
    const ended = await parley.ended
    expect([ended, parley.err()]).toEqual([0, ''])
    expect(await liveServer(clusterIn(home))).toBeNull()
  })

  it('comes and goes, few lines are written of it', async () => {
    const parley = await start('often', { LOG_LEVEL: 'warn' })
    const home = path.join(folder, 'often')
    const api = apiOf(() => `http://127.0.0.1:${parley.port}`, null)
    const deaths = 4
    for (let death = 0; death < deaths; death++) {
      const { pid } = (await liveServer(clusterIn(home)))!
      process.kill(pid, 'SIGKILL')
      await expect.poll(async () => (await liveServer(clusterIn(home)))?.pid ?? pid, { timeout: 60_000 }).not.toBe(pid)
      await expect.poll(async () => (await api('GET', '/readyz')).status, { timeout: 60_000 }).toBe(200)
    }
    expect(parley.err().trim().split('\n').length).toBeLessThan(deaths * 15)
  })

  it('cannot be started again, Parley leaves with a sentence', async () => {
    const parley = await start('gone', { LOG_LEVEL: 'fatal' })
    const home = path.join(folder, 'gone')
    const { pid } = (await liveServer(clusterIn(home)))!
    renameSync(path.join(clusterIn(home), 'global/pg_control'), path.join(home, 'pg_control'))
    process.kill(pid, 'SIGKILL')
    expect(await parley.ended).toBe(1)
    const lines = parley.err().trim().split('\n')
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0]!)).toMatchObject({
      msg: expect.stringMatching(/PostgreSQL ended and could not be started again\..*pg_control/),
    })
  })
})

/** A way to a database of its own that can swallow all that travels on it, as a network or firewall does. */
async function wayTo(url: string) {
  const target = new URL(url)
  const socket = target.searchParams.get('host')
  const pairs = new Set<net.Socket>()
  let open = true
  const server = net.createServer((near) => {
    pairs.add(near)
    near.on('error', () => undefined)
    if (!open) return
    const far = socket ? net.connect(path.join(socket, `.s.PGSQL.${target.port}`)) : net.connect(Number(target.port), target.hostname)
    pairs.add(far)
    far.on('error', () => undefined)
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const one of pairs) one.destroy()
    server.close()
  })
  const through = new URL(url)
  through.searchParams.delete('host')
  through.hostname = '127.0.0.1'
  through.port = String((server.address() as net.AddressInfo).port)
  return {
    url: through.href,
    /** What is connected hears nothing any more, for ever, nor does who connects now. */
    swallow: () => {
      open = false
      for (const one of pairs) one.unpipe().pause()
    },
    reopen: () => {
      open = true
    },
  }
}

it('a network that swallows everything costs what was on it, and not more', { timeout: 120_000 }, async () => {
  const url = await cloneDatabase()
  const way = await wayTo(url)
  const parley = await start('swallowed', { DATABASE_URL: way.url })
  const owner = await setUp(parley)
  way.swallow()
  for (const { status } of await Promise.all([owner.api('GET', 'conversations'), owner.write('swallowed')])) expect(status).toBe(503)
  await new Promise((done) => setTimeout(done, 3000))
  expect((await owner.api('GET', 'conversations')).status).toBe(503)
  way.reopen()
  await expect.poll(async () => (await owner.write('afterwards')).status, { timeout: 60_000 }).toBe(200)
  await expect.poll(() => previews(owner), { timeout: 60_000 }).toContain('afterwards')
  parley.kill('SIGTERM')
  expect(await parley.ended).toBe(0)
  await dropDatabase(url)
})

it('what libraries and Node print is JSON too, in a worker whose database comes and goes', { timeout: 120_000 }, async () => {
  const noise = `process.on('SIGUSR2', () => { process.emitWarning('a warning'); console.error('a %s', 'word'); console.log({ a: 1 }) })`
  const NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(noise)}`
  const worker = await start('noise', { SERVICES: 'worker', WORKER_PORT: '0', NODE_OPTIONS })
  const { url } = await startCluster(path.join(folder, 'noise/postgres'))
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  for (let cut = 0; cut < 3; cut++) {
    worker.kill('SIGUSR2')
    await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    )
    await new Promise((done) => setTimeout(done, 1500))
  }
  await client.end()
  const cluster = (await liveServer(clusterIn(path.join(folder, 'noise'))))!
  process.kill(cluster.pid, 'SIGKILL')
  await expect.poll(() => worker.err(), { timeout: 30_000 }).toContain('the database is away')
  await expect.poll(() => worker.err(), { timeout: 30_000 }).toContain('the database answers again')
  expect(plainLines(worker)).toEqual([])
  for (const said of ['a warning', 'a word', '{ a: 1 }']) expect(worker.err()).toContain(said)
})
