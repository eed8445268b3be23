import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { log } from '../log.ts'

/** A PostgreSQL server as its `postmaster.pid` describes it. */
export type Server = { pid: number; data: string; port: number; socketFolder: string | null }

/**
 * The server that runs on this data folder and takes connections; null when there is none. Waits for one that is starting or stopping, until
 * `leaving` aborts: then it rejects.
 */
export async function liveServer(data: string, leaving?: AbortSignal): Promise<Server | null> {
  for (;;) {
    const found = readPidFile(data)
    if (!found || !runsOn(data, found.server.pid)) return null
    if (found.status === 'ready') return found.server
    await sleep(20, undefined, leaving && { signal: leaving })
  }
}

/** Removes a pid file whose process is gone or is another program by now: PostgreSQL would take that program for itself and not start. */
export async function clearStale(data: string): Promise<void> {
  // An empty one is being written at this moment, or was when the power went.
  for (let look = 0; look < 40 && readPidFile(data)?.server.pid === 0; look += 1) await sleep(50)
  const found = readPidFile(data)
  if (found && !runsOn(data, found.server.pid)) rmSync(pidFile(data), { force: true })
}

/** One that hears says at once that it is stopping, however long that takes it. */
const deafMs = 2_500

/**
 * Asks a server to stop ("fast": open transactions are rolled back, everything committed is kept) and waits until it is gone. One that hangs and so
 * does not hear is killed: what was committed is kept then too, and the next start reads it from the log.
 */
export async function stopServer({ pid, data }: Server): Promise<void> {
  if (isPostgres(pid)) process.kill(pid, 'SIGINT')
  for (const asked = performance.now(); isPostgres(pid); await sleep(10)) {
    if (performance.now() - asked < deafMs || readPidFile(data)?.status !== 'ready') continue
    log.warn('PostgreSQL hangs and is killed')
    process.kill(pid, 'SIGKILL')
  }
}

const pidFile = (data: string) => path.join(data, 'postmaster.pid')

// Lines: pid, data folder, start time, port, socket folder, listen address, shared memory, status.
function readPidFile(data: string): { server: Server; status: string } | null {
  const text = textOf(pidFile(data))
  if (text === null) return null
  const lines = text.split('\n')
  const server = { pid: Number(lines[0]), data, port: Number(lines[3]), socketFolder: lines[4]?.trim() || null }
  return { server, status: lines[7]?.trim() ?? '' }
}

/** Null when there is no such file, or not any more. */
function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function runsOn(data: string, pid: number): boolean {
  if (!isPostgres(pid)) return false
  if (process.platform !== 'linux') return true
  // A server works inside its data folder; another cluster's may have got the same pid since.
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data)
  } catch {
    // It ended at this moment.
    return false
  }
}

function isPostgres(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 2) return false
  try {
    if (process.platform === 'linux') return /\(postgres\) [^ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
    if (process.platform === 'win32') return execFileSync('tasklist', ['/fi', `pid eq ${pid}`], { encoding: 'utf8' }).includes('postgres')
    return execFileSync('ps', ['-p', String(pid), '-o', 'comm='], { encoding: 'utf8' }).includes('postgres')
  } catch {
    // No such process.
    return false
  }
}
