import { randomBytes } from 'node:crypto'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { StartError } from '../env.ts'
import { type Binaries, findBinaries, openTo, program } from './binaries.ts'
import { freePort } from './free-port.ts'
import { handTo, launchAs, ownerOf, type Owner } from './owner.ts'
import { clearStale, liveServer, type Server } from './postmaster.ts'

/** A running cluster: the address of its database `postgres`, and its server process. */
export type Cluster = { url: string; server: Server }

type Place = { folder: string; data: string; run: string; log: string; password: string; owner: Owner }

const superuser = 'parley'
// A socket's path may have 107 characters on Linux, 103 on macOS.
const longestSocket = 100

/**
 * Starts the PostgreSQL cluster in `folder`, making it when there is none; takes over a server that outlived its last Parley. Only its
 * owner reaches it: by a socket in a closed folder (loopback where sockets do not do) and with a generated password.
 * `settings` are server settings, as in `{fsync: 'off'}`. When `leaving` aborts meanwhile it rejects, and what it began is ended.
 */
export async function startCluster(folder: string, settings: Record<string, string> = {}, leaving?: AbortSignal): Promise<Cluster> {
  const place = prepare(folder)
  const running = await liveServer(place.data, leaving)
  if (running) return { url: urlOf(place, running), server: running }
  const binaries = openTo(place.owner, findBinaries(majorOf(place.data)))
  if (!existsSync(place.data)) await initialise(place, binaries, leaving)
  clearStale(place.data)
  const server = await launch(place, binaries, settings, leaving)
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
  return { folder, data: path.join(folder, 'cluster'), run, log, password: path.join(folder, 'password'), owner }
}

function majorOf(data: string): number | undefined {
  const file = path.join(data, 'PG_VERSION')
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined
}

// Made beside its place and renamed when whole: a start that is cut off leaves nothing that looks like a cluster.
async function initialise(place: Place, binaries: Binaries, leaving?: AbortSignal): Promise<void> {
  const draft = `${place.data}.new`
  rmSync(draft, { recursive: true, force: true })
  writeFileSync(place.password, randomBytes(24).toString('base64url'), { mode: 0o600 })
  handTo(place.owner, place.password)
  const options = [`--pgdata=${draft}`, `--username=${superuser}`, `--pwfile=${place.password}`, '--auth=scram-sha-256', '--encoding=UTF8']
  const initdb = program(binaries.folder, 'initdb')
  const { command, args, identity } = launchAs(place.owner, initdb, [...options, ...localeOptions(binaries)], [initdb, draft])
  const surroundings = { ...identity, cwd: place.folder, env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' } }
  await promisify(execFile)(command, args, { ...surroundings, ...(leaving && { signal: leaving }) }).catch(
    (error: Error & { stderr?: string }) => {
      throw new StartError(`PostgreSQL could not make its data folder: ${lastLine(error.stderr ?? error.message)}`, { cause: error })
    },
  )
  renameSync(draft, place.data)
}

// Under the locale C, trigrams and lower() see no Chinese. Only Linux is sure to have C.UTF-8; PostgreSQL 17 brings its own elsewhere.
function localeOptions({ major }: Binaries): string[] {
  if (process.platform === 'linux' || major < 17) return ['--locale=C.UTF-8']
  return ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
}

async function launch(place: Place, binaries: Binaries, settings: Record<string, string>, leaving?: AbortSignal): Promise<Server> {
  const all = { timezone: 'UTC', jit: 'off', ...(await listening(place)), ...settings }
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const postgres = program(binaries.folder, 'postgres')
  const { command, args, identity } = launchAs(place.owner, postgres, ['-D', place.data, ...options], [postgres, place.data])
  leaving?.throwIfAborted()
  const log = openSync(place.log, existsSync(place.log) && statSync(place.log).size < 10_000_000 ? 'a' : 'w', 0o600)
  // In a process group of its own: Ctrl-C is for us, who still need the database to finish what runs.
  const child = spawn(command, args, { ...identity, cwd: place.folder, detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  child.unref()
  const starting = new AbortController()
  leaving?.addEventListener('abort', () => child.kill('SIGINT'), { signal: starting.signal })
  return Promise.race([failure(child, place, starting.signal), ready(place.data)]).finally(() => starting.abort())
}

// Heard only while we start: later ends are seen by the pool. Another Parley on this folder may have been quicker; then its server is ours.
async function failure(child: ChildProcess, place: Place, starting: AbortSignal): Promise<Server> {
  const options = { signal: starting }
  const ended = once(child, 'exit', options)
  await ended.catch((cause: Error) => {
    if (!starting.aborted) throw new StartError(`PostgreSQL could not be started: ${cause.message}`, { cause })
  })
  const other = await liveServer(place.data)
  if (other) return other
  throw new StartError(`PostgreSQL did not start: ${lastLine(readFileSync(place.log, 'utf8'))} (see ${place.log}).`)
}

async function listening(place: Place): Promise<Record<string, string>> {
  const socketFits = Buffer.byteLength(path.join(place.run, '.s.PGSQL.5432')) <= longestSocket && process.platform !== 'win32'
  if (socketFits) return { listen_addresses: '', unix_socket_directories: place.run, unix_socket_permissions: '0700', port: '5432' }
  return { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(await freePort()) }
}

// Recovery after a crash may take minutes; as long as the server lives we wait.
async function ready(data: string): Promise<Server> {
  for (let server = await liveServer(data); ; server = await liveServer(data)) {
    if (server) return server
    await sleep(20)
  }
}

function urlOf(place: Place, { port, socketFolder }: Server): string {
  const password = readFileSync(place.password, 'utf8').trim()
  const url = new URL(`postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`)
  if (socketFolder) url.searchParams.set('host', socketFolder)
  return url.href
}

function lastLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return (lines.findLast((line) => /FATAL|PANIC|error/i.test(line)) ?? lines.at(-1) ?? 'it said nothing').trim()
}
