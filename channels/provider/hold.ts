import { setTimeout as sleep } from 'node:timers/promises'
import { log } from '../../server/log.ts'
import type { Sink } from '../adapter.ts'

const [shortestMs, longestMs] = [500, 60_000]
/** A connection that stood so long was sound, whatever ends it. */
const soundMs = 10_000

/** What a connection says of itself: that it stands and has brought what was waiting, and meanwhile that it brings something. */
export type Report = { opened: () => Promise<void>; progress: () => void }

/**
 * Keeps one connection after another open until `signal` aborts. `connect` lives as long as its connection. Each try waits longer than the one
 * before until a connection was sound: it brought something, or stood for a while. What it throws is told as the channel's health, in `problem`'s
 * words, unless it ended a sound one, which the next try mends; and a channel whose connections open and break works again once one is sound.
 */
export async function hold(
  sink: Sink,
  signal: AbortSignal,
  connect: (opened: Report['opened'], progress: Report['progress']) => Promise<void>,
  problem: (error: Error) => string,
): Promise<void> {
  let delay = shortestMs
  let isUnsteady = false
  while (!signal.aborted) {
    const life = lifeOf(sink, signal, isUnsteady)
    try {
      await connect(life.opened, life.progress)
    } catch (error) {
      if (signal.aborted) return
      const { opened, isSound } = life.end()
      isUnsteady = opened && !isSound
      if (isSound) delay = shortestMs
      else await sink.health('failing', problem(error instanceof Error ? error : new Error('the connection was closed')))
      delay = Math.min(delay * 2, longestMs)
    } finally {
      life.end()
    }
    await sleep(delay * (0.75 + Math.random() / 2), undefined, { signal }).catch(() => undefined)
  }
}

/** One connection's life, for its health: said to be well as it opens, or, where the last one broke right after that, once it is sound. */
function lifeOf(sink: Sink, signal: AbortSignal, isUnsteady: boolean): Report & { end: () => { opened: boolean; isSound: boolean } } {
  let openedAt: number | null = null
  let hasProgress = false
  let timer: NodeJS.Timeout | undefined
  const sayWell = async () => {
    if (!signal.aborted) await sink.health('ok', null)
  }
  const sayWellLater = () =>
    void sayWell().catch((error: unknown) => log.warn({ error: (error as Error).message }, 'a channel’s health could not be noted'))
  return {
    progress: () => (hasProgress = true),
    opened: async () => {
      openedAt ??= performance.now()
      if (!isUnsteady || hasProgress || performance.now() - openedAt >= soundMs) await sayWell()
      else timer ??= setTimeout(sayWellLater, soundMs)
    },
    end: () => {
      clearTimeout(timer)
      return { opened: openedAt !== null, isSound: hasProgress || (openedAt !== null && performance.now() - openedAt >= soundMs) }
    },
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
