import type { Input, Output } from '../../contract/api.ts'
import { visible } from '../../contract/can.ts'
import type { Customer } from '../../contract/customers.ts'
import { audit } from '../../server/audit.ts'
import type { Context } from '../../server/context.ts'
import type { SqlTx } from '../../server/db.ts'
import { applyAll, type NewContent, type Plan } from './apply-changes.ts'
import { checkChanges } from './check-changes.ts'
import { findCustomers } from '../customers.ts'
import { erasedReason } from './update.ts'

/** So many are locked and written at a time: others wait for no more than these. */
const atOnce = 100
const mostLabels = 50

type Set = Input<'customer.update_many'>['set']

/** Changes one field of many customers; leaves out, and names, those the person cannot see and those that were erased. */
export async function updateMany(context: Context, { ids, set }: Input<'customer.update_many'>): Promise<Output<'customer.update_many'>> {
  const wanted = [...new Set(ids)].sort()
  const answer: Output<'customer.update_many'> = { changed: 0, skipped: [] }
  for (let at = 0; at < wanted.length; at += atOnce) {
    const part = await context.sqlTransaction((tx) => updatePart(tx, context, wanted.slice(at, at + atOnce), set))
    answer.changed += part.changed
    answer.skipped.push(...part.skipped)
  }
  return answer
}

async function updatePart(tx: SqlTx, context: Context, ids: string[], set: Set): Promise<Output<'customer.update_many'>> {
  const roots = await lockRoots(tx, ids)
  const customers = new Map((await findCustomers(tx, [...new Set(roots.values())])).map((customer) => [customer.id, customer]))
  const skipped: { id: string; reason: string }[] = []
  const plans = new Map<string, Plan>()
  for (const id of ids) {
    const customer = customers.get(roots.get(id) ?? '')
    const reason = reasonToSkip(context, customer, set)
    if (reason !== null) skipped.push({ id, reason })
    else if (customer) plans.set(customer.id, { customer, contents: [contentFor(customer, set)] })
  }
  const [first] = plans.values()
  if (first)
    await checkChanges(
      tx,
      first.customer,
      first.contents.map(({ key, value }) => ({ key, value, base: undefined, path: 'set' })),
    )
  const { customers: after } = await applyAll(tx, context, [...plans.values()], 'person')
  if (after.length > 0) await audit(tx, context, { action: 'customer.update_many', after: { ...set, ids: after.map(({ id }) => id) } })
  return { changed: after.length, skipped }
}

/** Locks whom the ids lead to, in the order of these; answers the root of each. */
async function lockRoots({ sql }: SqlTx, ids: string[]): Promise<Map<string, string>> {
  const rows = await sql<{ id: string; rootId: string }>(
    `SELECT c.id, r.id AS "rootId" FROM customers c JOIN customers r ON r.id = c.root_id
      WHERE c.workspace_id = $1::uuid AND c.id = ANY ($2::uuid[]) ORDER BY r.id FOR NO KEY UPDATE OF r`,
    [ids],
  )
  return new Map(rows.map(({ id, rootId }) => [id, rootId]))
}

function reasonToSkip({ actor }: Context, customer: Customer | undefined, set: Set): string | null {
  if (!customer || !visible(actor, customer.access)) return 'This customer does not exist (any more).'
  if (customer.erased) return erasedReason
  return 'addLabelId' in set && customer.labelIds.length >= mostLabels ? `This customer has ${mostLabels} labels already.` : null
}

function contentFor({ labelIds }: Customer, set: Set): NewContent {
  if ('ownerId' in set) return { key: 'owner', value: set.ownerId }
  if ('teamId' in set) return { key: 'team', value: set.teamId }
  if ('addLabelId' in set) return { key: 'labels', value: [...labelIds, set.addLabelId] }
  return { key: 'labels', value: labelIds.filter((id) => id !== set.removeLabelId) }
}
