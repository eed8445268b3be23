import { type ChildProcess, fork } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { AppError } from '../errors.ts'
import { log } from '../log.ts'
import { type Answer, crashed, ParserFailed, type Request, tooSlow } from './task.ts'

/** A process that parses. `run` rejects with `ParserFailed` when the input is at fault, `AppError` when the parser refuses. */
export type Child = {
  run: (request: Request, signal: AbortSignal | undefined) => Promise<unknown>
  /** Whether it can be asked again. */
  alive: () => boolean
  end: () => void
}

/** Heap of a parser, in MB: many times what the largest mail or a row of a workbook takes. */
const heapMb = 512
/** Longer than it takes on a machine that is busy with everything else. */
const startMs = 60_000
/** What is left to a parser to stop by itself before its process is killed. */
const graceMs = 1_000

/**
 * Starts a parser process. It gets nothing of our environment, which holds secrets. A process and not a thread: V8 ends the whole program
 * when one allocation passes a thread's limit (docs/decisions/0009-parsers-in-processes.md).
 */
export async function startChild({ file, execArgv }: Program): Promise<Child> {
  const child = fork(file, [], {
    execArgv: [...execArgv, `--max-old-space-size=${heapMb}`, '--max-semi-space-size=4'],
    env: { TZ: process.env['TZ'], TMPDIR: process.env['TMPDIR'], SystemRoot: process.env['SystemRoot'] },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  logEnd(child)
  await ready(child)
  hold(child, false)
  return {
    run: (request, signal) => run(child, request, signal),
    alive: () => child.connected && !child.killed,
    end: () => void (child.connected && child.disconnect()),
  }
}

/** A file node can run, and what it needs for that. */
export type Program = { file: string; execArgv: string[] }

/** The program of our parser processes: beside us where we are bundled, else `parsers.ts` as it is. */
export function ownProgram(): Program {
  const { filename, dirname } = import.meta
  return filename.endsWith('.js')
    ? { file: path.join(dirname, 'parsers.js'), execArgv: [] }
    : sourceProgram(path.join(dirname, '../../parsers.ts'))
}

/** A source file under the loader that tests and scripts use. */
export function sourceProgram(file: string): Program {
  return { file, execArgv: ['--import', createRequire(import.meta.filename).resolve('tsx')] }
}

/** Whether the process keeps ours from ending. */
function hold(child: ChildProcess, held: boolean): void {
  const streams = child.stderr as (NodeJS.ReadableStream & { ref: () => void; unref: () => void }) | null
  for (const one of [child, child.channel, streams]) {
    if (held) one?.ref()
    else one?.unref()
  }
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => stop(new Error(`no parser process within ${startMs} ms`)), startMs)
    const stop = (error: Error | null) => {
      clearTimeout(timer)
      child.removeAllListeners('message').removeListener('exit', died).removeListener('error', stop)
      if (error) child.kill('SIGKILL')
      if (error) reject(error)
      else resolve()
    }
    const died = () => stop(new Error('a parser process could not start'))
    child
      .once('message', () => stop(null))
      .once('exit', died)
      .once('error', stop)
  })
}

function run(child: ChildProcess, request: Request, signal: AbortSignal | undefined): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const kill = (error: Error) => {
      child.kill('SIGKILL')
      settle(() => reject(error))
    }
    const gone = () => settle(() => reject(crashed()))
    const aborted = () => kill(signal?.reason as Error)
    const timer = setTimeout(() => kill(tooSlow(request.ms)), request.ms + graceMs)
    const settle = (then: () => void) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', aborted)
      child.removeAllListeners('message').removeListener('exit', gone).removeListener('error', gone)
      hold(child, false)
      then()
    }
    hold(child, true)
    if (signal?.aborted) return aborted()
    signal?.addEventListener('abort', aborted)
    child.once('message', (answer: Answer) => settle(() => (answer.ok ? resolve(answer.value) : reject(errorOf(answer.error, request)))))
    child.once('exit', gone).once('error', gone)
    child.send(request, (error) => error && gone())
  })
}

function errorOf({ message, refusal, tooSlow: slow }: Extract<Answer, { ok: false }>['error'], { ms }: Request): Error {
  if (refusal) return new AppError(refusal.code, message, refusal.field === undefined ? {} : { field: refusal.field })
  return slow ? tooSlow(ms) : new ParserFailed(message)
}

/** Why a process ended is for the log; what V8 prints at its end is no line of ours. */
function logEnd(child: ChildProcess): void {
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => (said = (said + piece).slice(-2_000)))
  child.on('error', (error) => log.warn({ error: error.message }, 'a parser process failed'))
  child.once('exit', (code, signal) => {
    if (code !== 0)
      log.warn({ code, signal, said: /FATAL ERROR: [^\n]{1,200}|\w*Error: [^\n]{1,200}/.exec(said)?.[0] }, 'a parser process ended')
  })
}
