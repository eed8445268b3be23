import { v7 } from 'uuid'
import type { Input } from '../../contract/api.ts'
import type { Field } from '../../contract/fields.ts'
import { audit } from '../../server/audit.ts'
import type { Context } from '../../server/context.ts'
import type { SqlTx } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'
import { emit } from '../../server/events.ts'
import { findFields, findField } from './fields.ts'
import { oneAtATime } from './one-at-a-time.ts'

/** More would make a profile nobody reads, and travel with every customer. */
const most = 200

/** Adds a custom field; refuses a name that is taken, bounds that contradict, and options where there is nothing to choose. */
export function createField(context: Context, input: Input<'field.create'>): Promise<Field> {
  const field: Field = { id: v7(), version: 1, archived: false, ...input }
  assertSound(field)
  return context.sqlTransaction(async (tx) => {
    await oneAtATime(tx)
    const others = await findFields(tx.sql)
    if (others.length >= most) fail('conflict', `A workspace can have ${most} fields. Use one that was put away again.`)
    await write(tx, field)
    await emit(tx, 'field.created', { field })
    await audit(tx, context, { action: 'field.create', target: { type: 'field', id: field.id }, after: input })
    return field
  })
}

/** Changes a custom field. What it holds stays readable: its type is fixed, an option in use can be renamed but not removed. */
export function updateField(context: Context, { id, ...given }: Input<'field.update'>): Promise<Field> {
  return context.sqlTransaction(async (tx) => {
    await oneAtATime(tx)
    const before = await findField(tx.sql, id)
    const field: Field = { ...before, ...stated(given), version: before.version + 1 }
    assertSound(field)
    await assertOptionsUnused(tx, before, field)
    await write(tx, field)
    await emit(tx, 'field.updated', { field })
    await audit(tx, context, { action: 'field.update', target: { type: 'field', id }, before, after: field })
    return field
  })
}

/** Without what was left out, which an object spread would set to undefined. */
function stated<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

function assertSound({ type, min, max, currency, options }: Field): void {
  if (min !== null && max !== null && min > max) fail('invalid', 'The least is more than the most. Exchange them.', { field: 'min' })
  if (type === 'money' && currency === null) fail('invalid', 'Say in which currency the amounts are.', { field: 'currency' })
  const chosen = type === 'choice' || type === 'choices'
  if (chosen && options.length === 0) fail('invalid', 'Give at least one option to choose from.', { field: 'options' })
  if (!chosen && options.length > 0) fail('invalid', 'Only fields of the type choice have options. Leave them out.', { field: 'options' })
  const [ids, labels] = [new Set(options.map(({ id }) => id)), new Set(options.map(({ label }) => label))]
  if (Math.min(ids.size, labels.size) < options.length)
    fail('invalid', 'Two options are the same. Give each a name of its own.', { field: 'options' })
}

async function assertOptionsUnused({ sql }: SqlTx, before: Field, after: Field): Promise<void> {
  const kept = new Set(after.options.map(({ id }) => id))
  for (const { id, label } of before.options.filter((option) => !kept.has(option.id))) {
    const used = await sql(
      `SELECT 1 FROM customers WHERE workspace_id = $1::uuid AND (fields -> $2 = to_jsonb($3::text) OR fields -> $2 @> to_jsonb(ARRAY[$3::text])) LIMIT 1`,
      [before.id, id],
    )
    if (used.length > 0)
      fail('conflict', `“${label}” is chosen for some customers, so it cannot be removed. Rename it, or change those customers first.`, {
        field: 'options',
      })
  }
}

async function write({ sql }: SqlTx, field: Field): Promise<void> {
  const written = await sql(
    `INSERT INTO fields (id, workspace_id, version, name, type, required, min, max, currency, options, help, archived)
     SELECT $2::uuid, $1::uuid, $3::int, $4, $5, $6::bool, $7::float8, $8::float8, $9, $10::jsonb, $11, $12::bool
      WHERE NOT EXISTS (SELECT 1 FROM fields WHERE workspace_id = $1::uuid AND name = $4 AND id <> $2::uuid)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name, required = excluded.required, min = excluded.min,
       max = excluded.max, options = excluded.options, help = excluded.help, archived = excluded.archived
     RETURNING id`,
    [
      field.id,
      field.version,
      field.name,
      field.type,
      field.required,
      field.min,
      field.max,
      field.currency,
      JSON.stringify(field.options),
      field.help,
      field.archived,
    ],
  )
  if (written.length === 0) fail('conflict', `There is a field called ${field.name} already. Choose another name.`, { field: 'name' })
}
