import { v7 } from 'uuid'
import type { Actor } from '../contract/can.ts'
import type { TimelineEntry } from '../contract/timeline.ts'
import type { Sql } from '../server/db.ts'

type Entry = Exclude<TimelineEntry, { type: 'message' }>
export type EntryType = Entry['type']
export type EntryBy = Entry['by']
type EntryData<T extends EntryType> = Omit<Extract<Entry, { type: T }>, 'type' | 'id' | 'at' | 'by'>

/** One line for a customer's timeline; `data` is what `contract/timeline.ts` gives its type. `by` is Parley itself unless it is said. */
export type NewEntry = {
  [T in EntryType]: { id?: string; customerId: string; type: T; data: EntryData<T>; by?: EntryBy; at?: Date | string }
}[EntryType]

/** Writes a line on a customer's timeline, in the caller's transaction (either kind). The customer is the original, not its root. */
export function record(tx: { sql: Sql }, entry: NewEntry): Promise<void> {
  return recordAll(tx, [entry])
}

/** Writes many lines with one statement, in their order. */
export async function recordAll({ sql }: { sql: Sql }, entries: NewEntry[]): Promise<void> {
  if (entries.length === 0) return
  await sql(
    `INSERT INTO timeline_entries (id, workspace_id, customer_id, at, type, by_type, by_id, by_name, data)
     SELECT e.id, $1::uuid, e.customer_id, coalesce(e.at, now()), e.type, e.by_type, e.by_id, e.by_name, e.data
       FROM jsonb_to_recordset($2::jsonb)
         AS e (id uuid, customer_id uuid, at timestamptz, type text, by_type text, by_id uuid, by_name text, data jsonb)
     RETURNING workspace_id`,
    [JSON.stringify(entries.map(toRow))],
  )
}

/** Who acts, as a timeline names them. */
export function byActor(actor: Actor): EntryBy {
  return { type: actor.type, id: actor.type === 'user' ? actor.id : null, name: actor.name }
}

const parley: EntryBy = { type: 'system', id: null, name: 'Parley' }

function toRow({ id = v7(), customerId, type, data, by = parley, at }: NewEntry) {
  return { id, customer_id: customerId, at: at ?? null, type, by_type: by.type, by_id: by.id, by_name: by.name, data }
}
