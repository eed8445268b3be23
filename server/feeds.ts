import { setTimeout as sleep } from 'node:timers/promises'
import type { DomainEvent } from '../contract/events.ts'
import { pool, quietTransaction, txOn } from './db.ts'
import { feedHeldBack, readFeed, tidyEvents } from './events.ts'
import type { Job, Singleton, Subscriber } from './feature.ts'
import { groupBy } from './group.ts'
import { metrics } from './metrics.ts'
import { waitForWake, wake, wakesSoFar } from './wake.ts'
import type pg from 'pg'

const batchSize = 200
const gatherMs = 25
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
        const read = await advance(subscriber)
        if (read < batchSize) await waitForMore(seen, 1_000, signal)
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

/** Handles the next events of a subscriber; its effects and its cursor commit together. Answers how many were read. */
export async function advance(subscriber: Subscriber): Promise<number> {
  const { read, handled } = await quietTransaction(async (client) => {
    const cursor = await holdCursor(client, subscriber.name)
    const events = await readFeed(cursor, batchSize, client)
    const last = events.at(-1)
    metrics.feedLag.set({ subscriber: subscriber.name }, events[0] ? (Date.now() - Date.parse(events[0].at)) / 1_000 : 0)
    if (!last) return { read: 0, handled: 0 }
    const runs = runsByWorkspace(events.filter((event) => subscriber.events.includes(event.name)))
    for (const run of runs) await subscriber.handle(txOn(client, run[0]!.workspaceId), run)
    await client.query('UPDATE feed_cursors SET xact = $2, id = $3 WHERE subscriber = $1', [subscriber.name, ...last.cursor.split('.')])
    return { read: events.length, handled: runs.length }
  })
  if (handled > 0) wake('events')
  return read
}

/** The subscriber's cursor, locked; one that is new begins where the feed stands, not with history. */
async function holdCursor(client: pg.PoolClient, name: string): Promise<string> {
  await client.query(
    `INSERT INTO feed_cursors (subscriber, xact, id) VALUES ($1, pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1, 9223372036854775807) ON CONFLICT DO NOTHING`,
    [name],
  )
  const { rows } = await client.query<{ cursor: string }>(
    `SELECT xact || '.' || id AS cursor FROM feed_cursors WHERE subscriber = $1 FOR UPDATE`,
    [name],
  )
  return rows[0]!.cursor
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
