import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartError } from '../env.ts'
import { type Binaries, findBinaries, openTo, program } from './binaries.ts'
import { freePort } from './free-port.ts'
import { initialise, lastLine, passwordOf, removeOldDrafts, superuser, type Place } from './initialise.ts'
import { lockFolder } from './lock.ts'
import { handTo, launchAs, ownerOf } from './owner.ts'
import { clearStale, liveServer, type Server } from './postmaster.ts'

/** A running cluster: the address of its database `postgres`, and its server process. */
export type Cluster = { url: string; server: Server }

/** `settings` are server settings, as in `{fsync: 'off'}`. When `leaving` aborts meanwhile it rejects, and what it began is ended. */
type How = { settings?: Record<string, string>; leaving?: AbortSignal | undefined }

// A socket's path may have 107 characters on Linux, 103 on macOS.
const longestSocket = 100

/**
 * Starts the PostgreSQL cluster in `folder`, making it when there is none; takes over a server that outlived its last Parley. Only its
 * owner reaches it: by a socket in a closed folder (loopback where sockets do not do) and with a generated password.
 */
export function startCluster(folder: string, settings: Record<string, string> = {}): Promise<Cluster> {
  return withCluster(folder, { settings }, async (cluster) => cluster)
}

/** The same, and does `use` before another process may start or stop it. */
export async function withCluster<T>(folder: string, { settings = {}, leaving }: How, use: (cluster: Cluster) => Promise<T>): Promise<T> {
  const place = prepare(folder)
  const release = await lockFolder(path.join(folder, 'lock'), leaving)
  try {
    return await use(await bringUp(place, settings, leaving))
  } finally {
    await release()
  }
}

/** Does `use` with the server that runs in `folder`, if one does, while nobody else may start or stop it. */
export async function withServer(folder: string, use: (server: Server) => Promise<void>): Promise<void> {
  const { data } = prepare(folder)
  const release = await lockFolder(path.join(folder, 'lock'))
  try {
    const server = await liveServer(data)
    if (server) await use(server)
  } finally {
    await release()
  }
}

async function bringUp(place: Place, settings: Record<string, string>, leaving?: AbortSignal): Promise<Cluster> {
  const running = await liveServer(place.data, leaving)
  if (running) return { url: urlOf(place, running), server: running }
  removeOldDrafts(place)
  const binaries = openTo(place.owner, findBinaries(majorOf(place.data)))
  if (!existsSync(place.data)) await initialise(place, binaries, leaving)
  const server = await launchPatiently(place, binaries, settings, leaving)
  return { url: urlOf(place, server), server }
}

function prepare(folder: string): Place {
  mkdirSync(path.dirname(folder), { recursive: true })
  const owner = ownerOf(folder)
  const run = path.join(folder, 'run')
  for (const made of [folder, run]) {
    mkdirSync(made, { recursive: true, mode: 0o700 })
    handTo(owner, made)
  }
  const log = path.join(folder, 'server.log')
  return { folder, data: path.join(folder, 'cluster'), run, log, owner }
}

function majorOf(data: string): number | undefined {
  const file = path.join(data, 'PG_VERSION')
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined
}

const leftoversMs = 60_000

/** After kill -9 of a server its sessions live on until they notice, and hold its memory: it is tried again until they are gone. */
async function launchPatiently(place: Place, binaries: Binaries, settings: Record<string, string>, leaving?: AbortSignal): Promise<Server> {
  for (const began = performance.now(); ;) {
    await clearStale(place.data)
    try {
      return await launch(place, binaries, settings, leaving)
    } catch (error) {
      const passes = error instanceof StartError && error.message.includes('pre-existing shared memory block')
      if (!passes || performance.now() - began > leftoversMs) throw error
    }
    await sleep(250, undefined, leaving && { signal: leaving })
  }
}

async function launch(place: Place, binaries: Binaries, settings: Record<string, string>, leaving?: AbortSignal): Promise<Server> {
  const all = { timezone: 'UTC', jit: 'off', ...(await listening(place)), ...settings }
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const postgres = program(binaries.folder, 'postgres')
  const { command, args, identity } = launchAs(place.owner, postgres, ['-D', place.data, ...options], [postgres, place.data])
  leaving?.throwIfAborted()
  const logged = existsSync(place.log) ? statSync(place.log).size : 0
  const from = logged < 10_000_000 ? logged : 0
  const log = openSync(place.log, from === logged ? 'a' : 'w', 0o600)
  // In a process group of its own: Ctrl-C is for us, who still need the database to finish what runs.
  const child = spawn(command, args, { ...identity, cwd: place.folder, detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  child.unref()
  const starting = new AbortController()
  leaving?.addEventListener('abort', () => child.kill('SIGINT'), { signal: starting.signal })
  const failed = failure(child, place, from, starting.signal)
  return Promise.race([failed, ready(place.data, starting.signal)]).finally(() => starting.abort())
}

// Heard only while we start: later ends are seen by the pool. Another Parley on this folder may have been quicker; then its server is ours.
async function failure(child: ChildProcess, place: Place, from: number, starting: AbortSignal): Promise<Server> {
  const options = { signal: starting }
  const ended = once(child, 'exit', options)
  await ended.catch((cause: Error) => {
    if (!starting.aborted) throw new StartError(`PostgreSQL could not be started: ${cause.message}`, { cause })
  })
  const other = await liveServer(place.data)
  if (other) return other
  const said = readFileSync(place.log).subarray(from).toString('utf8')
  throw new StartError(`PostgreSQL did not start: ${lastLine(said)} (see ${place.log}).`)
}

async function listening(place: Place): Promise<Record<string, string>> {
  const socketFits = Buffer.byteLength(path.join(place.run, '.s.PGSQL.5432')) <= longestSocket && process.platform !== 'win32'
  if (socketFits) return { listen_addresses: '', unix_socket_directories: place.run, unix_socket_permissions: '0700', port: '5432' }
  return { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(await freePort()) }
}

// Recovery after a crash may take minutes; as long as the server lives we wait.
async function ready(data: string, starting: AbortSignal): Promise<Server> {
  for (;;) {
    const server = await liveServer(data, starting)
    if (server) return server
    await sleep(20, undefined, { signal: starting })
  }
}

function urlOf(place: Place, { port, socketFolder }: Server): string {
  const url = new URL(`postgres://${superuser}:${passwordOf(place)}@127.0.0.1:${port}/postgres`)
  if (socketFolder) url.searchParams.set('host', socketFolder)
  return url.href
}
