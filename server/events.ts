import type pg from 'pg'
import { events, type DomainEvent, type EventData, type EventName } from '../contract/events.ts'
import { pool, type Sql } from './db.ts'

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
const readable = `xact < pg_snapshot_xmin(pg_current_snapshot())::text::bigint`

const following = `(xact, id) > ($1::bigint, $2::bigint) AND ${readable} ORDER BY events.xact, events.id LIMIT $3`

/** The next events of all workspaces after `cursor`, at most `limit`, in feed order. */
export async function readFeed(cursor: string, limit: number): Promise<DomainEvent[]> {
  const { rows } = await pool().query<Row>({
    name: 'read-feed',
    text: `SELECT ${columns} FROM events WHERE ${following}`,
    values: [...parts(cursor), limit],
  })
  return rows.map(toEvent)
}

/** A stretch of the feed for who follows only some events: those among it, how many it has in all, when the first was, where it ends. */
type Stretch = { events: DomainEvent[]; length: number; since: string; end: string }

/** The next stretch after `cursor`, at most `limit` events long; null when there is nothing (yet). Only what is wanted crosses the wire whole. */
export async function readStretch(cursor: string, limit: number, names: readonly EventName[]): Promise<Stretch | null> {
  const { rows } = await pool().query<Row>({
    name: 'read-stretch',
    text: `SELECT xact::text, id::text, workspace_id, name, CASE WHEN name = ANY ($4::text[]) THEN data END AS data, at FROM events WHERE ${following}`,
    values: [...parts(cursor), limit, names],
  })
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last) return null
  return { events: rows.filter(({ data }) => data !== null).map(toEvent), length: rows.length, since: first.at, end: cursorAt(last) }
}

/** Whether something has committed that readers may not have yet, because an older transaction still runs: it will be readable in a moment. */
export async function feedHeldBack(): Promise<boolean> {
  // The newest alone tells, at the end of the index. Looking for any that is held back reads them all when there is none.
  const { rows } = await pool().query<{ held: boolean }>({
    name: 'feed-held-back',
    text: `SELECT EXISTS (SELECT FROM (SELECT xact FROM events ORDER BY xact DESC LIMIT 1) AS events WHERE NOT ${readable}) AS held`,
  })
  return rows[0]?.held === true
}

/** The next events of one workspace after `cursor`. */
export async function readWorkspace(sql: Sql, cursor: string, limit: number): Promise<DomainEvent[]> {
  const rows = await sql<Row>(
    `SELECT ${columns} FROM events WHERE workspace_id = $1 AND (xact, id) > ($2::bigint, $3::bigint) AND ${readable} ORDER BY events.xact, events.id LIMIT $4`,
    [...parts(cursor), limit],
  )
  return rows.map(toEvent)
}

/** Where the feed stands: every event committed so far is at or before it, every later one after. */
export async function feedEnd(): Promise<string> {
  const { rows } = await pool().query<{ xact: string }>(`SELECT (pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1)::text AS xact`)
  return `${rows[0]!.xact}.9223372036854775807`
}

/** Up to where events were tidied away; a cursor before it cannot be followed any more. `origin` while nothing was. */
export async function feedStart(): Promise<string> {
  const { rows } = await pool().query<{ cursor: string }>(`SELECT xact || '.' || id AS cursor FROM feed_cursors WHERE subscriber = $1`, [
    tidied,
  ])
  return rows[0]?.cursor ?? origin
}

/** Forgets events older than `days` that every subscriber has handled, and remembers how far that went. */
export async function tidyEvents(days: number): Promise<void> {
  await pool().query(
    `WITH gone AS (
       DELETE FROM events e WHERE at < now() - make_interval(days => $1)
          AND NOT EXISTS (SELECT 1 FROM feed_cursors c WHERE c.subscriber <> $2 AND (c.xact, c.id) < (e.xact, e.id))
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
  if (!(row.name in events)) throw new Error(`the feed holds an event this version does not know: ${row.name}`)
  return { cursor: cursorAt(row), workspaceId: row.workspace_id, name: row.name, data: row.data, at: row.at } as DomainEvent
}

const cursorAt = ({ xact, id }: Row) => `${xact}.${id}`
