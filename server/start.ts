import { setMaxListeners } from 'node:events'
import { accessSync, constants, mkdirSync } from 'node:fs'
import { appSecret } from './app-secret.ts'
import { blockedBy } from './blockers.ts'
import { syncClock } from './clock.ts'
import { databaseAway } from './database-watch.ts'
import { closePool, openPool } from './db.ts'
import { env, StartError } from './env.ts'
import type { Feature, Singleton } from './feature.ts'
import { heldBackBy } from './feed-wait.ts'
import { claimCursors, following, stuckSubscribers, tidyFeed } from './feeds.ts'
import { alarmWhen, readyWhen } from './health.ts'
import { closeHttp, listen, makeHealthHttp, makeHttp } from './http.ts'
import { dropLeases, heartbeat, holdLease, unheldLeases } from './leases.ts'
import { log } from './log.ts'
import { migrate } from './migrate.ts'
import { type Database, openDatabase } from './postgres/index.ts'
import { closePrisma } from './prisma.ts'
import { startQueue, stopQueue } from './queue.ts'
import { startRealtime } from './realtime.ts'
import { startRelay } from './relay.ts'
import { unless, within } from './within.ts'
import { watchWorkers } from './worker-watch.ts'

/** A running Parley process. `port` is null where SERVICES leaves out the web. */
export type Running = {
  port: number | null
  /** Where a process without the web tells how it is. */
  workerPort: number | null
  stop: () => Promise<void>
  /** Rejects when Parley cannot go on, with a `StartError` that says why. */
  failed: Promise<never>
}

/** How a part that was started is ended; its name is for the log. */
type Undo = { part: string; end: () => Promise<unknown> }

// Longer than any part should need, so that one that hangs does not keep Parley from ending; without the database none can end well.
const [endingMs, endingWithoutMs] = [5_000, 500]

/**
 * Starts what SERVICES asks for, over a migrated database. When a step fails, the ones before it are undone and its error is thrown: a
 * `StartError` where the person who starts Parley can mend it; likewise when `leaving` aborts before all is started. `stop` takes nothing new,
 * finishes what runs, and closes everything; asked again meanwhile, it is the same stop.
 */
export async function start(features: Feature[], leaving: AbortSignal): Promise<Running> {
  const undo: Undo[] = []
  let stopping: Promise<void> | undefined
  const stop = () => (stopping ??= undoAll(undo))
  try {
    const { failed } = await openStores(undo, leaving)
    leaving.throwIfAborted()
    await joinOthers(undo)
    leaving.throwIfAborted()
    const worker = env().SERVICES.includes('worker')
    undo.push({ part: 'queue', end: stopQueue })
    const subscribers = features.flatMap((feature) => feature.subscribers ?? [])
    // Before anything can happen in this process: what happens is counted, also when the first worker starts later.
    await claimCursors(subscribers)
    watchFeed(subscribers.map(({ name }) => name))
    await startQueue([tidyFeed(subscribers), ...features.flatMap((feature) => feature.jobs ?? [])], { work: worker })
    leaving.throwIfAborted()
    const web = env().SERVICES.includes('web')
    const tasks = tasksOf(features)
    const missing = worker ? startTasks(tasks, undo) : undefined
    undo.push({
      part: 'watch on workers',
      end: watchWorkers({ tasks: () => alwaysRun(tasks), waitingSeconds: () => longestWait(features) }),
    })
    // Who serves people goes on doing so when nobody follows: that is an alarm, and no reason to be taken out of service.
    if (missing && !web) readyWhen('followers', missing)
    const port = web ? await startWeb(features, undo) : null
    return { port, workerPort: web ? null : await startHealth(undo), stop, failed }
  } catch (error) {
    await stop()
    throw error
  }
}

const ourDatabase = 'PostgreSQL'

async function undoAll(undo: Undo[]): Promise<void> {
  for (const { part, end } of undo.splice(0).reverse()) {
    // One part that cannot be closed is no reason to leave the others open.
    const ms = databaseAway() === null || part === ourDatabase ? endingMs : endingWithoutMs
    await within(ms, end()).catch((error: unknown) => log.error({ part, err: error }, 'a part of Parley could not be closed'))
  }
}

async function openStores(undo: Undo[], leaving: AbortSignal): Promise<Database> {
  prepareFolder(env().DATA_DIR)
  appSecret()
  const database = await openDatabase(leaving, dropLeases)
  // Heard by whoever runs us, once all is started.
  database.failed.catch(() => undefined)
  undo.push({ part: ourDatabase, end: database.stop })
  // Another process may be migrating, for minutes.
  await unless(leaving, migrate(database.url))
  openPool(database.url)
  await syncClock()
  undo.push({ part: 'database connections', end: closePool }, { part: 'Prisma', end: closePrisma })
  return database
}

function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new StartError(`DATA_DIR (${folder}) cannot be written: make it writable, or set DATA_DIR to a folder that is.`, { cause })
  }
}

async function joinOthers(undo: Undo[]): Promise<void> {
  const alive = new AbortController()
  const { ended } = await heartbeat(alive.signal)
  const lastBeat = () => {
    alive.abort()
    return ended
  }
  undo.push({ part: 'heartbeat', end: lastBeat })
  undo.push({ part: 'relay', end: await startRelay() })
}

/** What one process of the installation runs at a time. */
function tasksOf(features: Feature[]): Singleton[] {
  return features.flatMap((feature) => [...(feature.singletons ?? []), ...(feature.subscribers ?? []).map(following)])
}

const alwaysRun = (tasks: Singleton[]) => tasks.filter(({ mayEnd }) => !mayEnd).map(({ name }) => name)

async function longestWait(features: Feature[]): Promise<number> {
  return Math.max(0, ...(await Promise.all(features.map(async (feature) => (await feature.waitingSeconds?.()) ?? 0))))
}

/** Takes part in running `tasks`; gives a check of which of them nobody runs. */
function startTasks(tasks: Singleton[], undo: Undo[]): () => Promise<string | null> {
  const stopping = new AbortController()
  // Each task hears it, in several places.
  setMaxListeners(0, stopping.signal)
  const wanted = new Set(tasks.map(({ name }) => name))
  // One that returns by itself has nothing to do here (a receiver that is switched off), and nobody waits for it.
  const ended = tasks.map(({ name, run }) => holdLease(name, stopping.signal, run).then(() => wanted.delete(name)))
  const stopAll = () => {
    stopping.abort()
    return Promise.all(ended)
  }
  undo.push({ part: 'singletons', end: stopAll })
  return async () => missingFollowers(await unheldLeases([...wanted]))
}

/** Says when the screens, or a subscriber, do not get what is committed. */
function watchFeed(names: string[]): void {
  alarmWhen('open transaction', async () => heldBackBy())
  alarmWhen('locks', blockedBy)
  alarmWhen('subscribers', async () => {
    const stuck = await stuckSubscribers(names)
    return stuck.length ? `${stuck.join(', ')} have not got on for a minute` : null
  })
}

function missingFollowers(names: string[]): string | null {
  return names.length ? `nobody runs ${names.join(', ')}` : null
}

const usualWorkerPort = 3001

/** A worker tells how it is on a port of its own: WORKER_PORT, else 3001, else any, because several may run on one machine. */
async function startHealth(undo: Undo[]): Promise<number> {
  const { HOST, WORKER_PORT } = env()
  const http = makeHealthHttp()
  undo.push({ part: 'health', end: () => closeHttp(http) })
  const taken = (cause: NodeJS.ErrnoException) => {
    if (WORKER_PORT === undefined && cause.code === 'EADDRINUSE') return listen(http, 0, HOST)
    throw new StartError(cannotListen(cause, HOST, WORKER_PORT ?? usualWorkerPort, 'WORKER_PORT'), { cause })
  }
  return listen(http, WORKER_PORT ?? usualWorkerPort, HOST).catch(taken)
}

async function startWeb(features: Feature[], undo: Undo[]): Promise<number> {
  const { HOST, PORT } = env()
  const http = makeHttp(features)
  const stopRealtime = await startRealtime(http, features)
  // Together: requests end when they are answered, sockets only when they are cut.
  undo.push({ part: 'web', end: () => Promise.all([closeHttp(http), stopRealtime()]) })
  const port = await listen(http, PORT, HOST).catch((cause: NodeJS.ErrnoException) => {
    throw new StartError(cannotListen(cause, HOST, PORT, 'PORT'), { cause })
  })
  return port
}

function cannotListen({ code, message }: NodeJS.ErrnoException, host: string, port: number, setting: string): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is taken, perhaps by another Parley: stop that, or set ${setting} to another number.`
  if (code === 'EACCES') return `Port ${port} may be opened by root only: set ${setting} to a number above 1023.`
  if (code === 'EADDRNOTAVAIL')
    return `HOST ${host} is no address of this machine: set HOST to 127.0.0.1, or to 0.0.0.0 to be reachable from outside.`
  return `Parley cannot listen on ${host}:${port}: ${message}.`
}
