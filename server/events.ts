import type pg from 'pg'
import type * as z from 'zod'
import { events, type DomainEvent, type EventData, type EventName } from '../contract/events.ts'
import { pool, type Sql } from './db.ts'
import { knownHorizon } from './horizon.ts'
import { log } from './log.ts'
import { metrics } from './metrics.ts'

/** One event about to be written. */
export type NewEvent = { [N in EventName]: { name: N; data: EventData<N> } }[EventName]

/** Writes an event in the caller's transaction (either kind), so that a change and its event commit together or not at all. */
export async function emit<N extends EventName>(tx: { sql: Sql }, name: N, data: EventData<N>): Promise<void> {
  await tx.sql('INSERT INTO events (workspace_id, name, data) VALUES ($1::uuid, $2, $3::jsonb)', [name, JSON.stringify(data)])
}

/** Writes many events of many workspaces at once, in order: for feeds and ingest. */
export async function emitAll(client: pg.ClientBase, batch: (NewEvent & { workspaceId: string })[]): Promise<void> {
  if (batch.length === 0) return
  await client.query({
    name: 'emit-all',
    text: `INSERT INTO events (workspace_id, name, data)
           SELECT "workspaceId", name, data FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS ("workspaceId" uuid, name text, data jsonb))
             WITH ORDINALITY AS e ("workspaceId", name, data, n) ORDER BY n`,
    values: [JSON.stringify(batch)],
  })
}

/** Before the first event. */
export const origin = '0.0'

type Row = { xact: string; id: string; workspace_id: string; name: string; data: unknown; at: string }

// Transactions commit out of the order of their ids, so a reader only goes below the oldest one still running:
// nothing can appear behind it any more (see docs/decisions/0003-event-cursor.md).
// Sort by `events.xact, events.id`: a bare `xact` would be the text made here, in which 1000 comes before 999.
const columns = `xact::text, id::text, workspace_id, name, data, at`
const readable = (known: string) => `xact < greatest(pg_snapshot_xmin(pg_current_snapshot())::text::bigint, ${known}::bigint)`
const following = `(xact, id) > ($1::bigint, $2::bigint) AND ${readable('$4')} ORDER BY events.xact, events.id LIMIT $3`

/**
 * A stretch of the feed. `known`: the events a reader wants and this version knows, of which `unreadable` cannot be read and `events` can; `length`: how
 * many rows it has in all; `age`: of the first, in seconds by the database's clock; `end`: the cursor behind it.
 */
export type Stretch = {
  known: DomainEvent[]
  events: DomainEvent[]
  unreadable: DomainEvent[]
  length: number
  age: number
  end: string
}

/** The next stretch of all workspaces after `cursor`, at most `limit` rows long; null when there is nothing to read (yet). */
export async function readFeed(cursor: string, limit: number): Promise<Stretch | null> {
  const { rows } = await pool().query<Row & { age: number }>({
    name: 'read-feed',
    text: `SELECT ${columns}, extract(epoch FROM clock_timestamp() - at)::float8 AS age FROM events WHERE ${following}`,
    values: [...parts(cursor), limit, knownHorizon()],
  })
  return stretchOf(rows)
}

/** The same for who follows only some events: of the others nothing but their place crosses the wire. */
export async function readStretch(cursor: string, limit: number, names: readonly EventName[]): Promise<Stretch | null> {
  const { rows } = await pool().query<Row & { age: number; wanted: boolean }>({
    name: 'read-stretch',
    text: `SELECT xact::text, id::text, workspace_id, name, name = ANY ($5::text[]) AS wanted, CASE WHEN name = ANY ($5::text[]) THEN data END AS data, at,
                  extract(epoch FROM clock_timestamp() - at)::float8 AS age FROM events WHERE ${following}`,
    values: [...parts(cursor), limit, knownHorizon(), names],
  })
  return stretchOf(rows, (row) => row.wanted)
}

function stretchOf<R extends Row & { age: number }>(rows: R[], wanted: (row: R) => boolean = () => true): Stretch | null {
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last) return null
  const known = knownOf(rows.filter(wanted))
  return {
    known,
    events: known.filter(hasShape),
    unreadable: known.filter((event) => !hasShape(event)),
    length: rows.length,
    age: first.age,
    end: cursorAt(last),
  }
}

/** Steps over events of names this version does not know: a newer process beside it wrote them. */
function knownOf(rows: Row[]): DomainEvent[] {
  const unknown = rows.filter(({ name }) => !Object.hasOwn(events, name))
  const names = unknown.map(({ name }) => name.slice(0, 60))
  for (const name of names) metrics.unknownEvents.inc({ name })
  if (unknown.length > 0) log.warn({ names: [...new Set(names)].slice(0, 20) }, 'events of a newer version were stepped over')
  return rows.filter(({ name }) => Object.hasOwn(events, name)).map(toEvent)
}

/** Whether what an event says is there at all, as far as its contract asks for it; what is wrong deeper inside shows when it is used. */
function hasShape({ name, data }: DomainEvent): boolean {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return false
  return needed.get(name)!.every((key) => (data as Record<string, unknown>)[key] != null)
}

const mayBeMissing = (schema: z.ZodType) => schema.safeParse(undefined).success || schema.safeParse(null).success

/** The fields an event of each name must have. */
const needed = new Map(
  Object.entries(events).map(([name, { shape }]) => [
    name as EventName,
    Object.entries<z.ZodType>(shape).flatMap(([key, schema]) => (mayBeMissing(schema) ? [] : [key])),
  ]),
)

/** Whether something has committed that readers may not have yet, because an older transaction still runs: it will be readable in a moment. */
export async function feedHeldBack(): Promise<boolean> {
  // The newest alone tells, at the end of the index. Looking for any that is held back reads them all when there is none.
  const { rows } = await pool().query<{ held: boolean }>({
    name: 'feed-held-back',
    text: `SELECT EXISTS (SELECT FROM (SELECT xact FROM events ORDER BY xact DESC LIMIT 1) AS events WHERE NOT ${readable('$1')}) AS held`,
    values: [knownHorizon()],
  })
  return rows[0]?.held === true
}

/** For how many seconds the oldest event after `cursor` has waited, readable or not, by the database's clock; 0 when there is none. */
export async function feedAge(cursor: string): Promise<number> {
  const { rows } = await pool().query<{ age: number }>({
    name: 'feed-age',
    text: `SELECT extract(epoch FROM clock_timestamp() - at)::float8 AS age FROM events WHERE (xact, id) > ($1::bigint, $2::bigint)
            ORDER BY events.xact, events.id LIMIT 1`,
    values: parts(cursor),
  })
  return rows[0]?.age ?? 0
}

/** The next stretch of one workspace after `cursor`. */
export async function readWorkspace(sql: Sql, cursor: string, limit: number): Promise<Stretch | null> {
  const rows = await sql<Row & { age: number }>(
    `SELECT ${columns}, 0 AS age FROM events WHERE workspace_id = $1 AND (xact, id) > ($2::bigint, $3::bigint) AND ${readable('$5')}
      ORDER BY events.xact, events.id LIMIT $4`,
    [...parts(cursor), limit, knownHorizon()],
  )
  return stretchOf(rows)
}

/** Where the feed stands: every event committed so far is at or before it, every later one after. */
export async function feedEnd(): Promise<string> {
  const { rows } = await pool().query<{ xact: string }>(
    `SELECT (greatest(pg_snapshot_xmin(pg_current_snapshot())::text::bigint, $1::bigint) - 1)::text AS xact`,
    [knownHorizon()],
  )
  return `${rows[0]!.xact}.${lastId}`
}

/** Past everything any process can have read: another one may have looked further past foreign transactions than this one. */
export async function feedLimit(): Promise<string> {
  const { rows } = await pool().query<{ xact: string }>(`SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS xact`)
  return `${rows[0]!.xact}.${lastId}`
}

const lastId = '9223372036854775807'

/** Up to where events were tidied away; a cursor before it cannot be followed any more. `origin` while nothing was. */
export async function feedStart(): Promise<string> {
  const { rows } = await pool().query<{ cursor: string }>(`SELECT xact || '.' || id AS cursor FROM feed_cursors WHERE subscriber = $1`, [
    tidied,
  ])
  return rows[0]?.cursor ?? origin
}

/**
 * Forgets events older than `days` that every subscriber somebody still follows has handled, and that are not parked; remembers how far that went.
 */
export async function tidyEvents(days: number): Promise<void> {
  await pool().query(
    `WITH gone AS (
       DELETE FROM events e WHERE at < now() - make_interval(days => $1)
          AND NOT EXISTS (SELECT 1 FROM feed_cursors c WHERE c.subscriber <> $2 AND c.seen_at > now() - make_interval(days => $1) AND (c.xact, c.id) < (e.xact, e.id))
          AND NOT EXISTS (SELECT 1 FROM parked_events p WHERE p.xact = e.xact AND p.id = e.id)
       RETURNING xact, id)
     INSERT INTO feed_cursors (subscriber, xact, id) SELECT $2, xact, id FROM gone ORDER BY xact DESC, id DESC LIMIT 1
     ON CONFLICT (subscriber) DO UPDATE SET xact = EXCLUDED.xact, id = EXCLUDED.id`,
    [days, tidied],
  )
}

/** No subscriber has this name: the row says where the kept feed begins. */
const tidied = '(tidied)'

/** A cursor as the columns `xact` and `id`. */
export function parts(cursor: string): [string, string] {
  const [xact = '0', id = '0'] = cursor.split('.')
  return [xact, id]
}

function toEvent(row: Row): DomainEvent {
  return { cursor: cursorAt(row), workspaceId: row.workspace_id, name: row.name, data: row.data, at: row.at } as DomainEvent
}

const cursorAt = ({ xact, id }: Row) => `${xact}.${id}`
