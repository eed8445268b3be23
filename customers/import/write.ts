import type pg from 'pg'
import type { Customer } from '../../contract/customers.ts'
import { txOn, type SqlTx } from '../../server/db.ts'
import { emitAll, type NewEvent } from '../../server/events.ts'
import { findCustomers } from '../customers.ts'
import { profileColumns, saveProfiles } from '../profile/profile.ts'
import { byActor, recordAll, type EntryBy, type NewEntry } from '../timeline-entries.ts'
import { todayIn } from '../profile/today.ts'
import type { Work, Working } from './apply.ts'
import type { Job, Line } from './batch.ts'
import { insertLines } from './lines.ts'
import { askForReviews } from './reviews.ts'

type Done = { work: Work; lines: Line[]; working: Working[] }

/** Writes everything a batch came to, a statement for each kind of thing, and its events. */
export async function writeWork(client: pg.ClientBase, { context, row }: Job, { work, lines, working }: Done): Promise<void> {
  const tx = txOn(client, context.workspaceId)
  const made = working.filter(({ before }) => before === null)
  const changed = working.filter((one) => one.before !== null && one.changed)
  await insertCustomers(tx, made, row.id)
  await saveProfiles(tx, changed.map(({ customer }) => customer)) // prettier-ignore
  await askForReviews(tx, work.reviews)
  await insertConsents(tx, work, { evidence: row.fileName, by: byActor(context.actor) })
  await recordAll(tx, await entriesOf(tx, { work, made, changed, by: byActor(context.actor) }))
  await insertLines(tx, row.id, lines)
  await emitAll(client, await eventsOf(tx, { made, changed }))
}

async function insertCustomers(tx: SqlTx, made: Working[], importId: string): Promise<void> {
  if (made.length === 0) return
  const today = await todayIn(tx.sql)
  const rows = made.map(({ customer, since }) => ({ ...profileColumns(customer, today), since }))
  await tx.sql(
    `INSERT INTO customers (id, workspace_id, import_id, created_at, name, name_tokens, company, birthday, birthday_day, owner_id, team_id, label_ids,
                            preferences, fields, states)
     SELECT p.id, w.id, $3::uuid, coalesce(p.since::timestamp AT TIME ZONE w.time_zone, now()), p.name, p.name_tokens, p.company, p.birthday,
            p.birthday_day, p.owner_id, p.team_id, p.label_ids, p.preferences, p.fields, p.states
       FROM jsonb_to_recordset($2::jsonb) AS p (id uuid, name text, name_tokens text[], company text, birthday jsonb, birthday_day int,
         owner_id uuid, team_id uuid, label_ids uuid[], preferences jsonb, fields jsonb, states jsonb, since text)
       JOIN workspaces w ON w.id = $1::uuid
     RETURNING workspace_id`,
    [JSON.stringify(rows), importId],
  )
}

async function insertConsents({ sql }: SqlTx, { consents }: Work, { evidence, by }: { evidence: string; by: EntryBy }): Promise<void> {
  if (consents.length === 0) return
  await sql(
    `INSERT INTO consents (id, workspace_id, customer_id, purpose, state, source, evidence, by_id, by_name)
     SELECT c.id, $1::uuid, c."customerId", 'marketing', c.state, 'import', $3, $4::uuid, $5
       FROM jsonb_to_recordset($2::jsonb) AS c (id uuid, "customerId" uuid, state text) RETURNING workspace_id`,
    [JSON.stringify(consents), evidence, by.id, by.name],
  )
}

type Touched = { made: Working[]; changed: Working[] }

async function entriesOf(tx: SqlTx, { work, made, changed, by }: Touched & { work: Work; by: EntryBy }): Promise<NewEntry[]> {
  const { importId } = work
  const known = await recordedBefore(tx, importId, changed)
  const line =
    (created: boolean) =>
    ({ customer }: Working): NewEntry => ({ customerId: customer.id, type: 'import', by, data: { importId, created } })
  return [
    ...made.map(line(true)),
    ...changed.filter(({ customer }) => !known.has(customer.id)).map(line(false)),
    ...work.notes.map(({ id, customerId, text }): NewEntry => ({ id, customerId, type: 'note', by, data: { text } })),
    ...work.consents.map(({ customerId, state }): NewEntry => ({
      ...{ customerId, type: 'consent', by },
      data: { purpose: 'marketing', channelKind: null, state, source: 'import' },
    })),
  ]
}

/** Whose timeline says already that this import touched them: it says so once. */
async function recordedBefore({ sql }: SqlTx, importId: string, changed: Working[]): Promise<Set<string>> {
  const rows = await sql<{ id: string }>(
    `SELECT customer_id AS id FROM timeline_entries
      WHERE workspace_id = $1::uuid AND customer_id = ANY ($2::uuid[]) AND type = 'import' AND data ->> 'importId' = $3`,
    [changed.map(({ customer }) => customer.id), importId],
  )
  return new Set(rows.map(({ id }) => id))
}

async function eventsOf(tx: SqlTx, { made, changed }: Touched): Promise<(NewEvent & { workspaceId: string })[]> {
  await tx.sql('UPDATE customers SET version = version + 1 WHERE workspace_id = $1::uuid AND id = ANY ($2::uuid[])', [
    changed.map(({ customer }) => customer.id),
  ])
  const before = new Map([...made, ...changed].map((one) => [one.customer.id, one.before]))
  const customers = await findCustomers(tx, [...before.keys()])
  return customers.flatMap((customer) => tellings(customer, before.get(customer.id) ?? null).map((event) => ({ ...event, workspaceId: tx.workspaceId }))) // prettier-ignore
}

function tellings(customer: Customer, before: Customer | null): NewEvent[] {
  if (before === null) return [{ name: 'customer.created', data: { customer } }]
  const lost = before.access.filter((key) => !customer.access.includes(key))
  const hidden: NewEvent[] = lost.length > 0 ? [{ name: 'customer.hidden', data: { id: customer.id, lost, access: customer.access } }] : []
  return [{ name: 'customer.updated', data: { customer } }, ...hidden]
}
