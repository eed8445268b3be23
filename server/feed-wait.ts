import { setTimeout as sleep } from 'node:timers/promises'
import { feedAge, feedHeldBack } from './events.ts'
import { type Culprit, oldestTransaction, raiseHorizon } from './horizon.ts'
import { log, nowAndThen } from './log.ts'
import { metrics } from './metrics.ts'
import { waitForWake } from './wake.ts'

/** Who follows the feed, and up to where; `name` is for the metric. */
export type FeedReader = { name: string; cursor: () => Promise<string> | string }

/** How long a reader that is held back waits before it looks again: at first hardly at all, since ordinary transactions end in a moment. */
const [firstMs, longestMs] = [5, 250]
/** After so long it looks past transactions of other databases; after so long again somebody is told who is in the way. */
const [lookPastMs, tellMs] = [75, 1_000]

/** Where a reader is held back, since when, and how long it waits next. */
type Hold = { cursor: string; since: number; pauseMs: number }
const holds = new Map<FeedReader, Hold>()
/** Whether the last look past foreign transactions helped: then the next event is behind the same one, most likely. */
let foreignInTheWay = false
let said: string | null = null
const tellCulprit = nowAndThen()

/** For a person: since when readers wait for an open transaction of our own database, and for which; null while they do not. */
export function heldBackBy(): string | null {
  return said
}

/** Waits until there may be more to read: for the next wake-up after `seen`, or a moment when something is committed and only held back. */
export async function waitForMore(reader: FeedReader, seen: number, ms: number, signal: AbortSignal): Promise<void> {
  if (!(await feedHeldBack())) {
    release(reader)
    return waitForWake('events', ms, signal, seen)
  }
  const hold = holdOf(reader, await reader.cursor())
  const heldMs = performance.now() - hold.since
  metrics.feedLag.set({ subscriber: reader.name }, await feedAge(hold.cursor))
  if (foreignInTheWay || heldMs >= lookPastMs) {
    foreignInTheWay = await raiseHorizon()
    if (!(await feedHeldBack())) return release(reader)
  }
  if (heldMs >= tellMs) await tell(heldMs)
  // What commits meanwhile is held back as well: nobody needs to wake for it.
  await sleep(hold.pauseMs, undefined, { signal }).catch(() => undefined)
  hold.pauseMs = Math.min(hold.pauseMs * 2, longestMs)
}

function holdOf(reader: FeedReader, cursor: string): Hold {
  const known = holds.get(reader)
  // One that has got on meanwhile waits for another transaction than before.
  if (known?.cursor === cursor) return known
  const hold = { cursor, since: performance.now(), pauseMs: firstMs }
  holds.set(reader, hold)
  return hold
}

function release(reader: FeedReader): void {
  holds.delete(reader)
  if (holds.size > 0) return
  said = null
  metrics.feedHeld.set(0)
}

async function tell(heldMs: number): Promise<void> {
  const culprit = await oldestTransaction()
  metrics.feedHeld.set(heldMs / 1_000)
  const seconds = Math.round(heldMs / 1_000)
  said = culprit
    ? `for ${seconds} s the screens wait for a transaction that process ${culprit.pid} of the database has ${openFor(culprit)}`
    : `for ${seconds} s the screens wait for a transaction we may not look into`
  tellCulprit(String(culprit?.pid), () =>
    log.warn({ heldSeconds: seconds, ...culprit }, 'an open transaction keeps readers of the feed from what is committed'),
  )
}

const openFor = ({ seconds }: Culprit) => (seconds === null ? 'open' : `had open for ${Math.round(seconds)} s`)
