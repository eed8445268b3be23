import { setTimeout as sleep } from 'node:timers/promises'
import { setHealth } from '../channels/index.ts'
import { isPassing } from '../server/away.ts'
import { transaction } from '../server/db.ts'
import { AppError } from '../server/errors.ts'
import { groupBy } from '../server/group.ts'
import { log } from '../server/log.ts'
import { metrics } from '../server/metrics.ts'
import { ParserTooSlow } from '../server/parsers/task.ts'
import { enqueue } from '../server/queue.ts'
import { waitForWake, wakeHere, wakesSoFar } from '../server/wake.ts'
import type { Arrival } from './arrival.ts'
import { newAside, type Aside } from './aside.ts'
import { ingest, type Due } from './ingest.ts'
import { boundParked } from './raw-retention.ts'
import { arrive, nextRaws, pendingRaw, type Raw } from './raws.ts'
import { countUnknown, unknownReason } from './unknown.ts'

/** For how long what is read already waits for the rest that was begun with it, in ms. */
const patience = 100
/** What a body may take before it is set aside: the more slow ones wait in its channel the less, so that many do not hold it up either. */
const quickSeconds = { most: 2, least: 0.1 }

/** What was begun and is not taken in yet. */
type Reading = {
  /** Channels of which nothing more is begun meanwhile. */
  quick: Set<string>
  /** Channels whose slow one is being read. */
  slow: Set<string>
  aside: Aside
  done: Done[]
}
/** `after`: once the arrivals are taken in. */
type Done = { arrivals: Arrival[]; after: () => void } | { error: unknown }

const newReading = (): Reading => ({ quick: new Set(), slow: new Set(), aside: newAside(), done: [] })

/**
 * Follows the raw feed: parses what channels stored and turns it into messages, in the order it was stored. A slow body holds up its own line alone:
 * no other channel, and none of its channel but what must keep its order behind it. One process of the installation runs it; what is taken in
 * together is one transaction, so a crash repeats it and changes nothing twice.
 */
export async function receiveLoop(signal: AbortSignal): Promise<void> {
  await receiveWhile(newReading(), () => !signal.aborted, signal)
}

/** Takes in the next raw events, slow ones too; answers how many there were. */
export async function receiveBatch(): Promise<number> {
  const reading = newReading()
  return receiveWhile(reading, () => reading.quick.size + reading.aside.ids().length > 0)
}

async function receiveWhile(reading: Reading, goesOn: () => boolean, signal?: AbortSignal): Promise<number> {
  let total = 0
  do {
    const seen = wakesSoFar('raw')
    const handled = await receiveSome(reading)
    total += handled
    if (handled === 0 && goesOn()) await waitForWake('raw', 1_000, signal, seen)
  } while (goesOn())
  return total
}

/** One round: begins what may be begun, and takes in what is read. */
async function receiveSome(reading: Reading): Promise<number> {
  const { quick, aside } = reading
  for (const first of aside.firsts()) if (!reading.slow.has(first.channelId)) void beginSlow(reading, first)
  const raws = await nextRaws({ channels: [...quick], ids: aside.ids() })
  const begun = [...groupBy(raws, (raw) => raw.channel_id)].map(([channelId, some]) => beginQuick(reading, channelId, some))
  if (begun.length > 0) await Promise.race([Promise.all(begun), sleep(patience)])
  return takeInDone(reading)
}

function beginQuick(reading: Reading, channelId: string, raws: Raw[]): Promise<void> {
  reading.quick.add(channelId)
  return begin(
    reading,
    () => readQuick(reading.aside, raws),
    () => reading.quick.delete(channelId),
  )
}

function beginSlow(reading: Reading, { id, channelId }: { id: string; channelId: string }): Promise<void> {
  reading.slow.add(channelId)
  return begin(
    reading,
    async () => {
      const raw = await pendingRaw(id)
      return raw ? [await arrive(raw, 'slow')] : []
    },
    () => {
      reading.aside.remove(id)
      reading.slow.delete(channelId)
    },
  )
}

/** Never rejects: what went wrong is found by the round that takes in what is done. */
async function begin({ done }: Reading, read: () => Promise<Arrival[]>, after: () => void): Promise<void> {
  try {
    done.push({ arrivals: await read(), after })
  } catch (error) {
    done.push({ error })
  }
  wakeHere('raw')
}

/** What can be read of these, which are of one channel; the first slow one, and what is behind it in its line, is set aside. */
async function readQuick(aside: Aside, raws: Raw[]): Promise<Arrival[]> {
  const seconds = Math.max(quickSeconds.least, quickSeconds.most / (1 + aside.slowOf(raws[0]!.channel_id)))
  const turns = raws.map(() => new AbortController())
  const read = await Promise.all(
    raws.map(async (raw, n) => {
      try {
        return await arrive(raw, { seconds, signal: turns[n]!.signal })
      } catch (error) {
        if (turns[n]!.signal.aborted) return 'unread'
        if (!(error instanceof ParserTooSlow)) throw error
        // Those behind it have their turn when those before it are taken in.
        for (const turn of turns.slice(n + 1)) turn.abort()
        return 'slow'
      }
    }),
  )
  const arrivals: Arrival[] = []
  for (const [n, raw] of raws.entries()) {
    const one = read[n]!
    if (one === 'unread') break
    if (await aside.waits(raw)) continue
    if (one === 'slow') await aside.addSlow(raw)
    else arrivals.push(one)
  }
  return arrivals
}

async function takeInDone(reading: Reading): Promise<number> {
  const done = reading.done.splice(0)
  const read = done.flatMap((one) => ('error' in one ? [] : [one]))
  const arrivals = read.flatMap((one) => one.arrivals).sort((a, b) => Number(BigInt(a.rawId) - BigInt(b.rawId)))
  if (arrivals.length > 0) await takeIn(arrivals)
  for (const arrival of arrivals) note(arrival)
  const parkedIn = new Set(arrivals.flatMap(({ unreadable, channelId }) => (unreadable === null ? [] : [channelId])))
  if (parkedIn.size > 0) await boundParked([...parkedIn])
  for (const { after } of read) after()
  for (const one of done) if ('error' in one) throw one.error
  return arrivals.length
}

function note(arrival: Arrival): void {
  const { channelKind, unreadable, requestId, rawId, items } = arrival
  const outcome = unreadable !== null ? 'parked' : unknownReason(arrival) !== null ? 'unknown' : 'done'
  countUnknown(arrival)
  metrics.rawEvents.inc({ kind: channelKind, outcome })
  log.info({ requestId, rawEvent: rawId, outcome, items: items.length }, 'a raw event was taken in')
}

/**
 * One transaction for all; should the database refuse something in it, each alone, so that only the one at fault is parked (what had
 * merely met another process's batch goes in now). A lost database is nobody's fault: it is thrown, and the batch comes again.
 */
async function takeIn(arrivals: Arrival[], alone = false): Promise<void> {
  try {
    await warn(arrivals)
    await enqueueDue(await transaction((client) => ingest(client, arrivals)))
  } catch (error) {
    if (isPassing(error)) throw error
    if (!alone) for (const arrival of arrivals) await takeIn([arrival], true)
    else if (arrivals[0]) await park(arrivals[0], error)
  }
}

/** What providers say of their channels themselves. Told before it counts as taken in: a crash between tells it again. */
async function warn(arrivals: Arrival[]): Promise<void> {
  for (const arrival of arrivals)
    for (const item of arrival.items)
      if (item.type === 'ignored' && item.warning !== undefined)
        await setHealth(arrival, 'failing', [item.reason, item.warning].join('\n')).catch(unlessGone)
}

/** A channel that was deleted meanwhile needs no warning. */
function unlessGone(error: unknown): void {
  if (!(error instanceof AppError && error.code === 'not_found')) throw error
}

/** Has what waits with the provider fetched at once; whatever the queue loses, each job's sweeper finds. */
async function enqueueDue({ files, channels, identities }: Due): Promise<void> {
  for (const id of files) await enqueue('inbox.fetch-media', id)
  for (const id of channels) await enqueue('channels.pull', id)
  for (const id of identities) await enqueue('inbox.ask-profile', id)
}

async function park(arrival: Arrival, error: unknown): Promise<void> {
  log.error({ rawEvent: arrival.rawId, error: reasonOf(error) }, 'a raw event could not be taken in and is parked')
  metrics.rawEvents.inc({ kind: arrival.channelKind, outcome: 'parked' })
  await transaction((client) => ingest(client, [{ ...arrival, items: [], unreadable: reasonOf(error) }]))
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 500)
