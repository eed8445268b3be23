import { v7 } from 'uuid'
import type { Input, Output } from '../../contract/api.ts'
import type { Condition } from '../../contract/conditions.ts'
import type { Segment } from '../../contract/segments.ts'
import { audit } from '../../server/audit.ts'
import { fieldsOf } from '../../server/conditions/catalogue.ts'
import { compile, whyBroken } from '../../server/conditions/compile.ts'
import { rightsOf, termsOf } from '../../server/conditions/terms.ts'
import type { Context } from '../../server/context.ts'
import type { Sql, SqlTx } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'
import { emit } from '../../server/events.ts'
import { customerCatalogue, customerCatalogues } from './conditions.ts'
import { oneAtATime } from '../profile/one-at-a-time.ts'

/** A list people choose from by eye. */
const most = 500

/** What the editor may offer for customers. */
export async function listConditionFields(context: Context): Promise<Output<'condition.fields'>> {
  return { data: fieldsOf(await customerCatalogue(context), 'customer', rightsOf(context.actor)), next: null }
}

/** Segments by name; one that can no longer be asked says why, and takes no other with it. */
export async function listSegments(context: Context): Promise<Output<'segment.list'>> {
  const [segments, catalogue, terms] = await Promise.all([
    findSegments(context.sql),
    customerCatalogues(context),
    termsOf(context, () => '$1'),
  ])
  const data = segments.map((segment) => ({ ...segment, broken: whyBroken(memberOf(segment.id), catalogue(), terms) }))
  return { data, next: null }
}

/** Keeps a condition under a name; refuses a name that is taken, and what the condition cannot be. */
export function createSegment(context: Context, { name, condition }: Input<'segment.create'>): Promise<Segment> {
  const id = v7()
  return context.sqlTransaction(async (tx) => {
    await oneAtATime(tx)
    if ((await findSegments(tx.sql)).length >= most) fail('conflict', `A workspace can have ${most} segments. Remove one first.`)
    const segment = await write(tx, { id, name, condition })
    await assertSound(context, tx, segment)
    await emit(tx, 'segment.created', { segment })
    await audit(tx, context, { action: 'segment.create', target: { type: 'segment', id }, after: { name, condition } })
    return segment
  })
}

/** Renames a segment or gives it another condition; with `version`, only if nobody changed it since (else conflict). */
export function updateSegment(context: Context, { id, version, name, condition }: Input<'segment.update'>): Promise<Segment> {
  return context.sqlTransaction(async (tx) => {
    await oneAtATime(tx)
    const before = await findSegment(tx.sql, id)
    if (version !== undefined && version !== before.version)
      fail('conflict', 'Somebody changed this segment meanwhile. Load it again, then repeat your change.', { field: 'version' })
    const segment = await write(tx, { id, name: name ?? before.name, condition: condition ?? before.condition })
    if (condition) await assertSound(context, tx, segment)
    await emit(tx, 'segment.updated', { segment })
    await audit(tx, context, { action: 'segment.update', target: { type: 'segment', id }, before, after: segment })
    return segment
  })
}

/** Removes a segment that no other is made of. */
export function deleteSegment(context: Context, { id }: Input<'segment.delete'>): Promise<Output<'segment.delete'>> {
  return context.sqlTransaction(async (tx) => {
    await oneAtATime(tx)
    const before = await findSegment(tx.sql, id)
    const user = (await findSegments(tx.sql)).find((other) => other.id !== id && names(other.condition, id))
    if (user) fail('conflict', `The segment “${user.name}” is made of this one. Change that first.`)
    await tx.sql('DELETE FROM segments WHERE workspace_id = $1::uuid AND id = $2::uuid', [id])
    await emit(tx, 'segment.deleted', { id })
    await audit(tx, context, { action: 'segment.delete', target: { type: 'segment', id }, before })
    return {}
  })
}

/** What is written is sound, and what is read may not be: see `listSegments`. */
const columns = `id, version, name, condition, NULL AS broken, created_at AS "createdAt", updated_at AS "updatedAt"`

function findSegments(sql: Sql): Promise<Segment[]> {
  return sql<Segment>(`SELECT ${columns} FROM segments WHERE workspace_id = $1::uuid ORDER BY name, id`)
}

/** One segment; refuses with not_found. */
export async function findSegment(sql: Sql, id: string): Promise<Segment> {
  const [segment] = await sql<Segment>(`SELECT ${columns} FROM segments WHERE workspace_id = $1::uuid AND id = $2::uuid`, [id])
  return segment ?? fail('not_found', 'This segment does not exist (any more).')
}

async function write({ sql }: SqlTx, { id, name, condition }: Pick<Segment, 'id' | 'name' | 'condition'>): Promise<Segment> {
  const taken = await sql('SELECT id FROM segments WHERE workspace_id = $1::uuid AND name = $2 AND id <> $3::uuid', [name, id])
  if (taken.length > 0) fail('conflict', `There is a segment “${name}” already. Give this one another name.`, { field: 'name' })
  const [segment] = await sql<Segment>(
    `INSERT INTO segments (id, workspace_id, name, condition) VALUES ($2::uuid, $1::uuid, $3, $4::jsonb)
     ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, condition = EXCLUDED.condition, version = segments.version + 1, updated_at = now()
     RETURNING ${columns}`,
    [id, name, JSON.stringify(condition)],
  )
  return segment ?? fail('internal', 'The segment vanished while it was being written.')
}

/** Compiled as who saves it may ask it, and as members of other segments will be: what names itself or what is not there is refused now. */
async function assertSound(context: Context, tx: SqlTx, { id, condition }: Pick<Segment, 'id' | 'condition'>): Promise<void> {
  const [catalogue, terms] = [await customerCatalogues(tx), await termsOf(context, () => '$1')]
  compile(condition, catalogue(), terms)
  compile(memberOf(id), catalogue(), terms)
}

const memberOf = (id: string): Condition => ({ field: 'segment', op: 'is', value: id })

function names(condition: Condition, id: string): boolean {
  if ('all' in condition) return condition.all.some((part) => names(part, id))
  if ('any' in condition) return condition.any.some((part) => names(part, id))
  if ('not' in condition) return names(condition.not, id)
  return condition.field === 'segment' && [condition.value].flat().includes(id)
}
