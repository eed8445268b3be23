import { setTimeout as sleep } from 'node:timers/promises'
import type { DomainEvent } from '../contract/events.ts'
import { isPassing } from './away.ts'
import { pool, quietTransaction, txOn } from './db.ts'
import { feedEnd, parts, readStretch, type Stretch, tidyEvents } from './events.ts'
import type { Job, Singleton, Subscriber } from './feature.ts'
import { waitForMore } from './feed-wait.ts'
import { groupBy } from './group.ts'
import { forgetHorizon } from './horizon.ts'
import { log } from './log.ts'
import { metrics } from './metrics.ts'
import { parkEvent, tellParked, unreadable } from './parked-events.ts'
import { wake, wakesSoFar } from './wake.ts'
import type pg from 'pg'

const batchSize = 200
const gatherMs = 50
/** How long events are kept for clients to catch up with `GET /sync`, and for subscribers that were down. */
const keptDays = 7
/** Pauses before a stretch whose handling failed is tried again; after the last its events are handled one by one, and those that fail parked. */
const pausesMs = [500, 2_000]

/** A durable subscriber as a singleton: one process of the installation runs it. */
export function following(subscriber: Subscriber): Singleton {
  return {
    name: `feed/${subscriber.name}`,
    run: async (signal) => {
      const reader = { name: subscriber.name, cursor: () => cursorOf(subscriber.name) }
      while (!signal.aborted) {
        const seen = wakesSoFar('events')
        if ((await advanceInSpite(subscriber, signal)) === batchSize) continue
        await waitForMore(reader, seen, 1_000, signal)
        // What commits right behind the first comes along: many small batches would cost a transaction each.
        await sleep(gatherMs)
      }
    },
  }
}

/** Goes on in spite of an event that cannot be handled. Throws what is wrong with the database or the disk: then time mends it, not parking. */
async function advanceInSpite(subscriber: Subscriber, signal: AbortSignal): Promise<number> {
  for (const pause of pausesMs) {
    try {
      return await advance(subscriber)
    } catch (error) {
      if (isPassing(error)) {
        forgetHorizon()
        throw error
      }
      log.warn({ subscriber: subscriber.name, err: error }, 'events could not be handled; trying again')
      await sleep(pause, undefined, { signal }).catch(() => undefined)
      if (signal.aborted) return 0
    }
  }
  return advance(subscriber, handleOneByOne)
}

/**
 * Handles the next events of a subscriber; its effects and its cursor commit together. Answers how many it went past. Another process that
 * was quicker with them has moved the cursor: then nothing is done here.
 */
export async function advance(subscriber: Subscriber, handle = handleTogether): Promise<number> {
  const from = await cursorOf(subscriber.name)
  const stretch = await readStretch(from, batchSize, subscriber.events)
  metrics.feedLag.set({ subscriber: subscriber.name }, stretch?.age ?? 0)
  if (!stretch) return 0
  await handle(subscriber, from, stretch)
  if (stretch.events.length > 0) wake('events')
  return stretch.length
}

async function handleTogether(subscriber: Subscriber, from: string, stretch: Stretch): Promise<void> {
  const parked = await quietTransaction(async (client) => {
    if (!(await moveCursor(client, subscriber.name, from, stretch.end))) return []
    const parking = []
    for (const event of stretch.unreadable) parking.push(await parkEvent(client, subscriber.name, event, unreadable))
    for (const run of runsByWorkspace(stretch.events)) await subscriber.handle(txOn(client, run[0]!.workspaceId), run)
    return parking
  })
  tellParked(parked)
}

/** Each event in a transaction of its own; one that cannot be read or handled is parked in its place. */
async function handleOneByOne(subscriber: Subscriber, from: string, stretch: Stretch): Promise<void> {
  let at = from
  for (const event of stretch.known) {
    await handleOne(subscriber, at, event, stretch.unreadable.includes(event))
    at = event.cursor
  }
  await handleTogether(subscriber, at, { ...stretch, events: [], unreadable: [] })
}

async function handleOne(subscriber: Subscriber, from: string, event: DomainEvent, isUnreadable: boolean): Promise<void> {
  const step = <T>(work: (client: pg.PoolClient) => Promise<T>) =>
    quietTransaction(async (client) => ((await moveCursor(client, subscriber.name, from, event.cursor)) ? work(client) : null))
  try {
    if (isUnreadable) throw unreadable
    await step((client) => subscriber.handle(txOn(client, event.workspaceId), [event]))
  } catch (error) {
    if (isPassing(error)) throw error
    tellParked([await step((client) => parkEvent(client, subscriber.name, event, error))])
  }
}

/** Makes the cursors of new subscribers, which begin where the feed stands; says of all that somebody follows them. For the start of any process. */
export async function claimCursors(subscribers: Subscriber[]): Promise<void> {
  await pool().query(
    `INSERT INTO feed_cursors (subscriber, xact, id) SELECT name, $2, $3 FROM unnest($1::text[]) AS name ORDER BY name
         ON CONFLICT (subscriber) DO UPDATE SET seen_at = now()`,
    [subscribers.map(({ name }) => name), ...parts(await feedEnd())],
  )
}

/** Where a subscriber stands; one that is new begins where the feed stands, not with history. */
async function cursorOf(name: string): Promise<string> {
  const find = () => pool().query<{ cursor: string }>({ name: 'feed-cursor', text: selectCursor, values: [name] })
  const [known] = (await find()).rows
  if (known) return known.cursor
  await claimCursors([{ name, events: [], handle: async () => undefined }])
  return (await find()).rows[0]!.cursor
}

const selectCursor = `SELECT xact || '.' || id AS cursor FROM feed_cursors WHERE subscriber = $1`

/** Moves a cursor, and holds it until the transaction ends; false when it is not at `from` any more. */
async function moveCursor(client: pg.PoolClient, name: string, from: string, to: string): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'feed-move',
    text: 'UPDATE feed_cursors SET xact = $4, id = $5 WHERE subscriber = $1 AND xact = $2 AND id = $3',
    values: [name, ...parts(from), ...parts(to)],
  })
  return rowCount === 1
}

function runsByWorkspace(events: DomainEvent[]): DomainEvent[][] {
  return [...groupBy(events, (event) => event.workspaceId).values()]
}

/** Which of these subscribers stand still: their next event could be read, and has waited for more than a minute. */
export async function stuckSubscribers(names: string[]): Promise<string[]> {
  const { rows } = await pool().query<{ name: string }>(
    `SELECT subscriber AS name FROM feed_cursors c WHERE subscriber = ANY ($1::text[]) AND (
       SELECT at < now() - interval '1 minute' AND xact < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
         FROM events e WHERE (e.xact, e.id) > (c.xact, c.id) ORDER BY e.xact, e.id LIMIT 1) ORDER BY 1`,
    [names],
  )
  return rows.map(({ name }) => name)
}

/** Once an hour: removes events that are old and that every subscriber has handled, and keys nobody will repeat. */
export const tidyFeed = (subscribers: Subscriber[]): Job => ({
  name: 'tidy-feed',
  every: 3_600_000,
  run: async () => {
    await claimCursors(subscribers)
    await tidyEvents(keptDays)
    await pool().query(`DELETE FROM idempotency_keys WHERE created_at < now() - interval '1 day'`)
  },
})
