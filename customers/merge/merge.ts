import { v7 } from 'uuid'
import type { Input } from '../../contract/api.ts'
import type { Customer } from '../../contract/customers.ts'
import { audit } from '../../server/audit.ts'
import type { Context } from '../../server/context.ts'
import type { SqlTx } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'
import { emit } from '../../server/events.ts'
import { tellHidden } from '../change.ts'
import { getCustomer } from '../customers.ts'
import { settleWithin } from '../duplicates/settle.ts'
import { alone, lockGroups, visibleRoot } from './groups.ts'
import { fill } from './merge-fields.ts'
import { contentOf, saveProfile, type FieldKey } from '../profile/profile.ts'
import { askForReview } from '../profile/propose.ts'
import { byActor, recordAll } from '../timeline-entries.ts'

/** Merges another customer into this one, which stays; refuses two that are one already, and somebody who was erased. */
export function mergeCustomers(context: Context, { id, otherId }: Input<'merge.create'>): Promise<Customer> {
  return context.sqlTransaction((tx) => merge(tx, context, { intoId: id, fromId: otherId }))
}

/**
 * The same inside a transaction that has locked no customer yet. A merge is an edge: what `from` and all merged into it have stays
 * theirs and is read together with `into` from now on; what `into` lacks it is given, and both is written down for `unmerge`.
 */
export async function merge(tx: SqlTx, context: Context, { intoId, fromId }: { intoId: string; fromId: string }): Promise<Customer> {
  await lockGroups(tx, [intoId, fromId])
  const into = await visibleRoot(tx, context.actor, intoId)
  const from = await visibleRoot(tx, context.actor, fromId)
  assertTwo(into, from)
  const mergeId = v7()
  await draw(tx, context, { mergeId, into, from })
  const given = await give(tx, { mergeId, into, from })
  const merged = await getCustomer(tx, into.id)
  await emit(tx, 'customer.merged', { customer: merged, fromId: from.id })
  await tellHidden(tx, from.access, { id: from.id, access: merged.access })
  await settleWithin(tx, into.id)
  await writeDown(tx, context, { mergeId, into, from, given })
  return merged
}

type Edge = { mergeId: string; into: Customer; from: Customer }

function assertTwo(into: Customer, from: Customer): void {
  if (into.id === from.id) fail('conflict', 'These two are one customer already.', { field: 'otherId' })
  if (into.erased || from.erased) fail('conflict', 'Who was erased stays apart: there is nothing left to merge.', { field: 'otherId' })
}

async function draw({ sql }: SqlTx, { actor }: Context, { mergeId, into, from }: Edge): Promise<void> {
  await sql(
    `INSERT INTO merges (id, workspace_id, from_id, into_id, by_type, by_id, by_name, seen_before)
     SELECT $2, $1, $3, id, $5, $6, $7, last_seen_at FROM customers WHERE workspace_id = $1 AND id = $4`,
    [mergeId, from.id, into.id, actor.type, actor.type === 'user' ? actor.id : null, actor.name],
  )
  await sql('UPDATE customers SET root_id = $3, version = version + 1 WHERE workspace_id = $1 AND root_id = $2', [from.id, into.id])
  await sql(
    `UPDATE customers i SET version = i.version + 1, last_seen_at = greatest(i.last_seen_at, f.last_seen_at)
       FROM customers f WHERE i.workspace_id = $1 AND i.id = $2 AND f.workspace_id = $1 AND f.id = $3`,
    [into.id, from.id],
  )
}

/** Answers the keys of the fields that were given. */
async function give(tx: SqlTx, { mergeId, into, from }: Edge): Promise<FieldKey[]> {
  const [receiver, giver] = [await alone(tx, into.id), await alone(tx, from.id)]
  const { profile, filled, disagreeing } = fill(receiver, giver, mergeId)
  await saveProfile(tx, profile)
  await tx.sql('UPDATE merges SET filled = $3::jsonb WHERE workspace_id = $1 AND id = $2', [mergeId, JSON.stringify(filled)])
  for (const field of disagreeing)
    await askForReview(tx, profile, { field, value: contentOf(giver, field), source: 'merge', sourceId: mergeId })
  return [...Object.keys(filled.fields), ...(filled.labels.length > 0 ? ['labels'] : [])]
}

async function writeDown(tx: SqlTx, context: Context, { mergeId, into, from, given }: Edge & { given: FieldKey[] }): Promise<void> {
  const by = byActor(context.actor)
  await recordAll(tx, [
    { customerId: into.id, type: 'merge', data: { mergeId, other: from.name, undone: false }, by },
    { customerId: from.id, type: 'merge', data: { mergeId, other: into.name, undone: false }, by },
  ])
  await audit(tx, context, {
    action: 'merge.create',
    target: { type: 'customer', id: into.id },
    before: { intoId: into.id, fromId: from.id },
    after: { mergeId, given },
  })
}
