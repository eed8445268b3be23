import { metrics } from '../metrics.ts'
import { type Child, ownProgram, type Program, startChild } from './child.ts'
import { type Lane, ParserBusy, ParserFailed, type ParserTask } from './task.ts'

type Waiting = {
  task: ParserTask<never, unknown>
  input: unknown
  key: string
  signal: AbortSignal | undefined
  seconds: number
  resolve: (value: unknown) => void
  reject: (reason: unknown) => void
  /** It waits no longer. */
  forget: () => void
}

type Queue = {
  program: Program
  most: number
  /** By whom it is for, in the order their turns come. */
  waiting: Map<string, Waiting[]>
  /** How many wait, of all together. */
  length: number
  running: Map<string, number>
  busy: number
  idle: Child[]
  timer?: NodeJS.Timeout
}

/** Processes of each lane at most, and how many of them work for one key. */
const most: Record<Lane, number> = { quick: 2, slow: 2, long: 2, sender: 2, picture: 1 }
const mostPerKey = 1
/** What may wait in all, and for one key. */
const longest = { all: 2_000, key: 400 }
/** Processes end when nothing came for so long. */
const idleMs = 15_000

type InParser = <Input, Output>(
  task: ParserTask<Input, Output>,
  input: Input,
  who: { key: string; signal?: AbortSignal | undefined; seconds?: number | undefined },
) => Promise<Output>

/** Processes that run one program, started when there is something to parse. */
export function parserPool(program: Program): InParser {
  const newQueue = (lane: Lane): Queue => ({
    program,
    most: most[lane],
    waiting: new Map(),
    length: 0,
    running: new Map(),
    busy: 0,
    idle: [],
  })
  const queues: Record<Lane, Queue> = {
    quick: newQueue('quick'),
    slow: newQueue('slow'),
    long: newQueue('long'),
    sender: newQueue('sender'),
    picture: newQueue('picture'),
  }
  return <Input, Output>(task: ParserTask<Input, Output>, input: Input, { key, signal, seconds = task.seconds }: Parameters<InParser>[2]) =>
    new Promise<Output>((resolve, reject) => {
      const queue = queues[task.lane]
      const mine = queue.waiting.get(key) ?? []
      if (signal?.aborted) return reject(signal.reason as Error)
      if (mine.length >= longest.key || queue.length >= longest.all) return reject(new ParserBusy())
      const left = () => leave(queue, waiting)
      const forget = () => signal?.removeEventListener('abort', left)
      const waiting = { task, input, key, signal, seconds, resolve, reject, forget } as Waiting
      queue.waiting.set(key, [...mine, waiting])
      queue.length += 1
      signal?.addEventListener('abort', left)
      start(queue)
    })
}

/**
 * Has foreign input parsed in a process of its own. Rejects with `ParserFailed` when the input cannot be read or took too much time or
 * memory, with the parser's own `AppError` when it refuses, with `ParserBusy` when too much waits, and with the signal's reason when that
 * aborts, which ends the work at once. `key`: for whom (a channel, a person); one with much to read does not keep others waiting. `seconds`: instead of the
 * task's own.
 */
export const inParser: InParser = parserPool(ownProgram())

/** Whatever is running ends by its own signal. */
function leave(queue: Queue, waiting: Waiting): void {
  const mine = queue.waiting.get(waiting.key)
  if (!mine?.includes(waiting)) return
  put(queue, waiting.key, mine.filter((one) => one !== waiting)) // prettier-ignore
  queue.length -= 1
  waiting.forget()
  waiting.reject(waiting.signal?.reason)
}

function put({ waiting }: Queue, key: string, some: Waiting[]): void {
  waiting.delete(key)
  if (some.length > 0) waiting.set(key, some)
}

function start(queue: Queue): void {
  while (queue.busy < queue.most) {
    const next = takeNext(queue)
    if (!next) return
    void work(queue, next)
  }
}

/** The first of the key whose turn it is; the key goes to the end of the line. */
function takeNext(queue: Queue): Waiting | undefined {
  const key = [...queue.waiting.keys()].find((one) => (queue.running.get(one) ?? 0) < mostPerKey)
  if (key === undefined) return undefined
  const [next, ...rest] = queue.waiting.get(key)!
  put(queue, key, rest)
  queue.length -= 1
  next?.forget()
  return next
}

async function work(queue: Queue, { task, input, key, signal, seconds, resolve, reject }: Waiting): Promise<void> {
  queue.busy += 1
  queue.running.set(key, (queue.running.get(key) ?? 0) + 1)
  try {
    const child = await lend(queue)
    try {
      const value = await child.run({ name: task.name, input, ms: seconds * 1000 }, signal)
      metrics.parsed.inc({ parser: task.name, outcome: 'done' })
      resolve(value)
    } finally {
      if (child.alive()) queue.idle.push(child)
    }
  } catch (error) {
    metrics.parsed.inc({ parser: task.name, outcome: error instanceof ParserFailed ? 'failed' : 'ended' })
    reject(error)
  } finally {
    queue.busy -= 1
    queue.running.set(key, queue.running.get(key)! - 1)
    if (queue.running.get(key) === 0) queue.running.delete(key)
    start(queue)
    endIdleLater(queue)
  }
}

async function lend(queue: Queue): Promise<Child> {
  for (let child = queue.idle.pop(); child; child = queue.idle.pop()) if (child.alive()) return child
  return startChild(queue.program)
}

function endIdleLater(queue: Queue): void {
  clearTimeout(queue.timer)
  queue.timer = setTimeout(() => {
    for (const child of queue.idle.splice(0)) child.end()
  }, idleMs).unref()
}
