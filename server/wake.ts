import { EventEmitter } from 'node:events'

/** What readers wait for: new domain events, new raw events, new due sends. */
export type Topic = 'events' | 'raw'

const bell = new EventEmitter().setMaxListeners(0)
const rung: Record<Topic, number> = { events: 0, raw: 0 }
let relay: ((topic: Topic) => void) | undefined

/** Tells readers in this process, and through the relay those in others, that there may be something new. Never carries data. */
export function wake(topic: Topic): void {
  wakeHere(topic)
  relay?.(topic)
}

/** A wake-up that came from another process: not relayed again. */
export function wakeHere(topic: Topic): void {
  rung[topic] += 1
  bell.emit(topic)
}

/** Sets how other processes are told (PostgreSQL NOTIFY outside transactions, or Redis). */
export function relayWakes(send: ((topic: Topic) => void) | undefined): void {
  relay = send
}

/** How many wake-ups there were: taken before looking for work and given to `waitForWake`, so that none is lost between the two. */
export function wakesSoFar(topic: Topic): number {
  return rung[topic]
}

/** Resolves at the next wake-up after `seen`, after `ms` at the latest (the safety net), or when `signal` aborts. */
export function waitForWake(topic: Topic, ms: number, signal?: AbortSignal, seen = rung[topic]): Promise<void> {
  if (rung[topic] !== seen) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      bell.off(topic, done)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    bell.once(topic, done)
    signal?.addEventListener('abort', done)
    if (signal?.aborted) done()
  })
}
