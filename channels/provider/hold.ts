import { setTimeout as sleep } from 'node:timers/promises'
import type { Sink } from '../adapter.ts'

const [shortestMs, longestMs] = [500, 60_000]

/**
 * Keeps one connection after another open until `signal` aborts. `connect` lives as long as its connection and calls `opened` once it stands;
 * what it throws is told as the channel's health, in `problem`'s words, and the next try waits longer and longer.
 */
export async function hold(
  sink: Sink,
  signal: AbortSignal,
  connect: (opened: () => Promise<void>) => Promise<void>,
  problem: (error: Error) => string,
): Promise<void> {
  let delay = shortestMs
  const opened = async () => {
    delay = shortestMs
    if (!signal.aborted) await sink.health('ok', null)
  }
  while (!signal.aborted) {
    try {
      await connect(opened)
    } catch (error) {
      if (signal.aborted) return
      await sink.health('failing', problem(error instanceof Error ? error : new Error('the connection was closed')))
      delay = Math.min(delay * 2, longestMs)
    }
    await sleep(delay * (0.75 + Math.random() / 2), undefined, { signal }).catch(() => undefined)
  }
}

/** What `work` comes to, or undefined as soon as `signal` aborts. Leaves nothing behind on the signal, however often it is asked. */
export function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve(undefined)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
