import type { Input, Output } from '../../contract/api.ts'
import { visible } from '../../contract/can.ts'
import type { Customer } from '../../contract/customers.ts'
import { audit } from '../../server/audit.ts'
import type { Context } from '../../server/context.ts'
import type { SqlTx } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'
import { emit } from '../../server/events.ts'
import { tellHidden } from '../change.ts'
import { getCustomer } from '../customers.ts'
import { reopenBetween } from '../duplicates/settle.ts'
import { alone, lockGroups, visibleRoot } from './groups.ts'
import { takeBack } from './merge-undo.ts'
import { edgeColumns, type Edge } from './merges.ts'
import { byActor, recordAll } from '../timeline-entries.ts'

/**
 * Takes a merge apart: what `from` brought stands alone again, with everything that came in for it meanwhile; what `into` was given goes
 * back unless somebody changed it since. In any order, whatever was merged before or after. Answers who whoever asks may see of the two.
 */
export async function unmerge(context: Context, { id }: Input<'merge.undo'>): Promise<Output<'merge.undo'>> {
  return context.sqlTransaction(async (tx) => {
    const { edge, before } = await lockEdge(tx, context, id)
    await takeBack(tx, edge)
    await letStand(tx, edge, before.id)
    const [root, restored] = [await getCustomer(tx, before.id), await getCustomer(tx, edge.fromId)]
    await tell(tx, before, root, restored)
    await reopenBetween(tx, root.id, restored.id)
    await writeDown(tx, context, edge)
    return { data: [root, restored].filter(({ access }) => visible(context.actor, access)), next: null }
  })
}

async function lockEdge(tx: SqlTx, context: Context, id: string): Promise<{ edge: Edge; before: Customer }> {
  const first = await findEdge(tx, id)
  if (!first) return fail('not_found', 'There is no such merge in this workspace.')
  await lockGroups(tx, [first.intoId])
  const edge = (await findEdge(tx, id)) ?? first
  const before = await visibleRoot(tx, context.actor, edge.intoId)
  if (edge.undoneAt !== null) fail('conflict', 'This merge was taken apart already.')
  return { edge, before }
}

async function findEdge({ sql }: SqlTx, id: string): Promise<Edge | undefined> {
  const [edge] = await sql<Edge>(`SELECT ${edgeColumns} FROM merges WHERE workspace_id = $1 AND id = $2`, [id])
  return edge
}

/** The branch of `from` gets its own root back, and both are as newly seen as what is theirs. */
async function letStand({ sql }: SqlTx, edge: Edge, rootId: string): Promise<void> {
  await sql('UPDATE merges SET undone_at = now() WHERE workspace_id = $1 AND id = $2', [edge.id])
  await sql(
    `WITH RECURSIVE branch AS (
       SELECT $2::uuid AS id UNION
       SELECT m.from_id FROM merges m JOIN branch b ON m.into_id = b.id WHERE m.workspace_id = $1 AND m.undone_at IS NULL)
     UPDATE customers SET root_id = $2, version = version + 1 WHERE workspace_id = $1 AND id IN (SELECT id FROM branch)`,
    [edge.fromId],
  )
  await sql(seenAgain, [[rootId, edge.fromId]])
}

/** The root's own last sight is what it was before its first merge, or its own last message since. */
const seenAgain = `
  UPDATE customers r SET version = version + 1, last_seen_at = greatest(
      (SELECT max(m.last_seen_at) FROM customers m WHERE m.workspace_id = $1 AND m.root_id = r.id AND m.id <> r.id),
      (SELECT seen_before FROM merges e WHERE e.workspace_id = $1 AND e.into_id = r.id ORDER BY at, id LIMIT 1),
      (SELECT max(said.created_at) FROM conversations v CROSS JOIN LATERAL (
         SELECT created_at FROM messages WHERE conversation_id = v.id AND direction = 'in' ORDER BY position DESC LIMIT 1) said
        WHERE v.workspace_id = $1 AND v.customer_id = r.id))
   WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) AND EXISTS (SELECT 1 FROM merges e WHERE e.workspace_id = $1 AND e.into_id = r.id)`

async function tell(tx: SqlTx, before: Customer, root: Customer, restored: Customer): Promise<void> {
  await emit(tx, 'customer.unmerged', { customer: root, restoredId: restored.id })
  await emit(tx, 'customer.updated', { customer: restored })
  await tellHidden(tx, before.access, root)
}

async function writeDown(tx: SqlTx, context: Context, { id, fromId, intoId }: Edge): Promise<void> {
  const [from, into] = [await alone(tx, fromId), await alone(tx, intoId)]
  const by = byActor(context.actor)
  await recordAll(tx, [
    { customerId: intoId, type: 'merge', data: { mergeId: id, other: from.name, undone: true }, by },
    { customerId: fromId, type: 'merge', data: { mergeId: id, other: into.name, undone: true }, by },
  ])
  const target = { type: 'customer', id: intoId }
  await audit(tx, context, { action: 'merge.undo', target, before: { mergeId: id, fromId }, after: { intoId } })
}
