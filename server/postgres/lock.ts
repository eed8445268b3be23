import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sha256 } from '../crypto.ts'
import { log } from '../log.ts'

/** Gives the lock back. */
type Release = () => Promise<void>

// A socket's path may have 107 characters on Linux, 103 on macOS.
const longestPath = 100
const patienceMs = 10_000
const abandonedMs = 10 * 60_000

/**
 * Waits until no other process holds `folder`, and holds it: one holder at a time on this machine, containers that share the folder included.
 * The lock ends with its process, however that ends, for it is a listening socket: what nobody listens on is nobody's. Rejects when
 * `leaving` aborts meanwhile.
 */
export async function lockFolder(folder: string, leaving?: AbortSignal): Promise<Release> {
  const began = performance.now()
  for (let told = false; ;) {
    leaving?.throwIfAborted()
    const release = process.platform === 'win32' ? await claimPipe(folder) : await claimSocket(folder)
    if (release) return release
    if (!told && performance.now() - began > patienceMs) {
      told = true
      log.warn({ folder }, 'another Parley process is starting or stopping the database here: waiting for it')
    }
    // At random, so that those who were in each other's way do not meet again.
    await sleep(20 + Math.random() * 150, undefined, leaving && { signal: leaving })
  }
}

/**
 * Who wants the lock first listens under a name of its own and then looks around: seeing nobody else, it holds. Of two at once the later one to
 * listen sees the other, so at most one holds; who sees somebody steps back.
 */
async function claimSocket(folder: string): Promise<Release | null> {
  const short = shortWay(folder)
  const name = `lock-${randomBytes(6).toString('hex')}`
  try {
    if (await anyoneIn(folder, short.way, name)) return null
    // Named at last when it listens already: a lock by its name that refuses a caller has lost its process for sure.
    const draft = path.join(short.way, `${name}.new`)
    const server = await listenOn(draft)
    renameSync(draft, path.join(folder, name))
    const release = async () => {
      rmSync(path.join(folder, name), { force: true })
      await close(server)
    }
    if (!(await anyoneIn(folder, short.way, name))) return release
    await release()
    return null
  } finally {
    short.end()
  }
}

/** Whether somebody listens in this folder; what is left of those who are gone is removed. */
async function anyoneIn(folder: string, way: string, except: string): Promise<boolean> {
  const all = readdirSync(folder)
  for (const draft of all.filter((name) => name.endsWith('.new')).map((name) => path.join(folder, name)))
    if (isAbandoned(draft)) rmSync(draft, { force: true })
  for (const name of all.filter((one) => /^lock-[0-9a-f]+$/.test(one) && one !== except)) {
    if (await isHeld(path.join(way, name))) return true
    rmSync(path.join(folder, name), { force: true })
  }
  return false
}

/** One is renamed as soon as it listens, unless its process was killed. */
function isAbandoned(draft: string): boolean {
  const made = statSync(draft, { throwIfNoEntry: false })?.mtimeMs ?? Infinity
  return Date.now() - made > abandonedMs
}

/** Only a refusal says that nobody is there; a queue that is full, say, is of somebody who is. */
async function isHeld(socket: string): Promise<boolean> {
  const caller = connect(socket)
  try {
    await once(caller, 'connect')
    return true
  } catch (error) {
    return !['ECONNREFUSED', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')
  } finally {
    caller.destroy()
  }
}

async function listenOn(address: string): Promise<Server> {
  const server = createServer((caller) => caller.destroy())
  server.listen(address)
  await once(server, 'listening')
  return server
}

async function close(server: Server): Promise<void> {
  server.close()
  await once(server, 'close')
}

/** A way into the folder that is short enough for a socket's path; `end` takes it away. */
function shortWay(folder: string): { way: string; end: () => void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (Buffer.byteLength(folder) + 30 <= longestPath) return { way: folder, end: () => undefined }
  const home = mkdtempSync(path.join(tmpdir(), 'parley-'))
  const way = path.join(home, 'f')
  symlinkSync(realpathSync(folder), way)
  return { way, end: () => rmSync(home, { recursive: true }) }
}

/** A named pipe is held by who made it, and gone with them. */
async function claimPipe(folder: string): Promise<Release | null> {
  mkdirSync(folder, { recursive: true })
  try {
    const server = await listenOn(`\\\\.\\pipe\\parley-${sha256(realpathSync(folder).toLowerCase()).slice(0, 32)}`)
    return () => close(server)
  } catch (error) {
    if (['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
}
