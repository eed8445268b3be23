import { setTimeout as sleep } from 'node:timers/promises'
import type { DomainEvent } from '../contract/events.ts'
import { pool, quietTransaction, txOn } from './db.ts'
import { feedHeldBack, parts, readStretch, tidyEvents } from './events.ts'
import type { Job, Singleton, Subscriber } from './feature.ts'
import { groupBy } from './group.ts'
import { metrics } from './metrics.ts'
import { waitForWake, wake, wakesSoFar } from './wake.ts'
import type pg from 'pg'

const batchSize = 200
const gatherMs = 50
const heldBackMs = 5
/** How long events are kept for clients to catch up with `GET /sync`, and for subscribers that were down. */
const keptDays = 7

/** A durable subscriber as a singleton: one process of the installation runs it. */
export function following(subscriber: Subscriber): Singleton {
  return {
    name: `feed/${subscriber.name}`,
    run: async (signal) => {
      while (!signal.aborted) {
        const seen = wakesSoFar('events')
        if ((await advance(subscriber)) === batchSize) continue
        await waitForMore(seen, 1_000, signal)
        // What commits right behind the first comes along: many small batches would cost a transaction each.
        await sleep(gatherMs)
      }
    },
  }
}

/** Waits until there may be more to read: for the next wake-up after `seen`, or a moment when something is committed and only held back. */
export async function waitForMore(seen: number, ms: number, signal: AbortSignal): Promise<void> {
  await waitForWake('events', (await feedHeldBack()) ? heldBackMs : ms, signal, seen)
}

/**
 * Handles the next events of a subscriber; its effects and its cursor commit together. Answers how many it went past. Another process that
 * was quicker with them has moved the cursor: then nothing is done here.
 */
export async function advance(subscriber: Subscriber): Promise<number> {
  const from = await cursorOf(subscriber.name)
  const stretch = await readStretch(from, batchSize, subscriber.events)
  metrics.feedLag.set({ subscriber: subscriber.name }, stretch ? (Date.now() - Date.parse(stretch.since)) / 1_000 : 0)
  if (!stretch) return 0
  await quietTransaction(async (client) => {
    const isOurs = await moveCursor(client, subscriber.name, from, stretch.end)
    if (isOurs) for (const run of runsByWorkspace(stretch.events)) await subscriber.handle(txOn(client, run[0]!.workspaceId), run)
  })
  if (stretch.events.length > 0) wake('events')
  return stretch.length
}

/** Where a subscriber stands; one that is new begins where the feed stands, not with history. */
async function cursorOf(name: string): Promise<string> {
  const find = () => pool().query<{ cursor: string }>({ name: 'feed-cursor', text: selectCursor, values: [name] })
  const [known] = (await find()).rows
  if (known) return known.cursor
  await pool().query(
    `INSERT INTO feed_cursors (subscriber, xact, id) VALUES ($1, pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1, 9223372036854775807) ON CONFLICT DO NOTHING`,
    [name],
  )
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

/** Once an hour: removes events that are old and that every subscriber has handled, and keys nobody will repeat. */
export const tidyFeed: Job = {
  name: 'tidy-feed',
  every: 3_600_000,
  run: async () => {
    await tidyEvents(keptDays)
    await pool().query(`DELETE FROM idempotency_keys WHERE created_at < now() - interval '1 day'`)
  },
}
