import { v7 } from 'uuid'
import type { Input, Output } from '../../contract/api.ts'
import type { Label } from '../../contract/fields.ts'
import { audit } from '../../server/audit.ts'
import type { Context } from '../../server/context.ts'
import type { Sql, SqlTx } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'
import { emit } from '../../server/events.ts'
import { oneAtATime } from './one-at-a-time.ts'

/** A list people choose from by eye. */
export const mostLabels = 500

export async function findLabels(sql: Sql): Promise<Label[]> {
  return sql<Label>('SELECT id, version, name, tone FROM labels WHERE workspace_id = $1::uuid ORDER BY name, id')
}

export async function listLabels({ sql }: Context): Promise<Output<'label.list'>> {
  return { data: await findLabels(sql), next: null }
}

/** Makes a label; refuses a name that is taken. */
export function createLabel(context: Context, { name, tone }: Input<'label.create'>): Promise<Label> {
  const label: Label = { id: v7(), version: 1, name, tone }
  return context.sqlTransaction(async (tx) => {
    await oneAtATime(tx)
    if ((await findLabels(tx.sql)).length >= mostLabels) fail('conflict', `A workspace can have ${mostLabels} labels. Remove one first.`)
    await write(tx, label)
    await emit(tx, 'label.created', { label })
    await audit(tx, context, { action: 'label.create', target: { type: 'label', id: label.id }, after: { name, tone } })
    return label
  })
}

/** Renames a label or gives it another tone; every customer has it under its new name at once. */
export function updateLabel(context: Context, { id, name, tone }: Input<'label.update'>): Promise<Label> {
  return context.sqlTransaction(async (tx) => {
    await oneAtATime(tx)
    const before = await findLabel(tx.sql, id)
    const label: Label = { id, version: before.version + 1, name: name ?? before.name, tone: tone ?? before.tone }
    await write(tx, label)
    await emit(tx, 'label.updated', { label })
    await audit(tx, context, { action: 'label.update', target: { type: 'label', id }, before, after: label })
    return label
  })
}

/**
 * Removes a label, then takes it off every customer in small steps, so that nobody waits for all of them. Whoever sees the event takes it
 * off at once, so customers keep their version.
 */
export async function deleteLabel(context: Context, { id }: Input<'label.delete'>): Promise<Output<'label.delete'>> {
  await context.sqlTransaction(async (tx) => {
    await oneAtATime(tx)
    const { name } = await findLabel(tx.sql, id)
    await tx.sql('DELETE FROM labels WHERE workspace_id = $1::uuid AND id = $2::uuid', [id])
    await emit(tx, 'label.deleted', { id })
    await audit(tx, context, { action: 'label.delete', target: { type: 'label', id }, before: { name } })
  })
  while ((await context.sqlTransaction((tx) => takeOff(tx, id))) > 0);
  return {}
}

async function takeOff({ sql }: SqlTx, id: string): Promise<number> {
  const rows = await sql(
    `WITH few AS (SELECT id FROM customers WHERE workspace_id = $1::uuid AND label_ids @> ARRAY[$2::uuid] ORDER BY id LIMIT 500 FOR NO KEY UPDATE)
     UPDATE customers c SET label_ids = array_remove(c.label_ids, $2::uuid) FROM few WHERE c.id = few.id RETURNING c.id`,
    [id],
  )
  return rows.length
}

async function findLabel(sql: Sql, id: string): Promise<Label> {
  const rows = await sql<Label>('SELECT id, version, name, tone FROM labels WHERE workspace_id = $1::uuid AND id = $2::uuid', [id])
  return rows[0] ?? fail('not_found', 'This label does not exist (any more).')
}

async function write({ sql }: SqlTx, { id, version, name, tone }: Label): Promise<void> {
  const written = await sql(
    `INSERT INTO labels (id, workspace_id, version, name, tone)
     SELECT $2::uuid, $1::uuid, $3::int, $4, $5
      WHERE NOT EXISTS (SELECT 1 FROM labels WHERE workspace_id = $1::uuid AND name = $4 AND id <> $2::uuid)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name, tone = excluded.tone RETURNING id`,
    [id, version, name, tone],
  )
  if (written.length === 0)
    fail('conflict', `There is a label called ${name} already. Use that one, or choose another name.`, { field: 'name' })
}
