import { setTimeout as sleep } from 'node:timers/promises'
import type { Sink } from '../adapter.ts'
import { NoAnswer } from './ask.ts'

/**
 * Asks a provider again and again until `signal` aborts: every `everyMs`, less and less often, down to `longestMs`, while `round` gives a
 * problem (in words for a person), or gets no answer; that is told as the channel's health.
 */
export async function poll(
  { everyMs, longestMs }: { everyMs: number; longestMs: number },
  sink: Sink,
  signal: AbortSignal,
  round: () => Promise<string | null>,
): Promise<void> {
  let delay = everyMs
  while (!signal.aborted) {
    const problem = await round().catch(wordsOf)
    await sink.health(problem === null ? 'ok' : 'failing', problem)
    delay = problem === null ? everyMs : Math.min(delay * 2, longestMs)
    await sleep(delay, undefined, { signal }).catch(() => undefined)
  }
}

function wordsOf(failure: unknown): string {
  if (failure instanceof NoAnswer) return failure.message
  throw failure
}
