import { setImmediate } from 'node:timers/promises'

/** What is done at one go, in ms, before others are let in. */
const longestMs = 20

let line: Promise<unknown> = Promise.resolve()
let begun = performance.now()

/** Runs short work on this thread, one after the other; between two of them whoever else waits for the thread comes in, at the latest after 20 ms. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = line.then(async () => {
    if (performance.now() - begun > longestMs) {
      await setImmediate()
      begun = performance.now()
    }
    return work()
  })
  line = done.catch(() => undefined)
  return done
}
