import type { Input } from '../../contract/api.ts'
import type { Customer, Identity } from '../../contract/customers.ts'
import { audit } from '../../server/audit.ts'
import type { Context } from '../../server/context.ts'
import { fail } from '../../server/errors.ts'
import { changed, lockCustomer } from '../change.ts'
import { claim } from './claim.ts'
import { noteLookUps } from './look-up.ts'
import { visibleRoot } from '../merge/groups.ts'
import { byActor, record } from '../timeline-entries.ts'

/** More than anybody has, few enough to travel with every event of the customer. */
const most = 50

/** Links an address or a phone number to a customer, as claimed; refuses what is none, what is taken (naming the owner), and the 51st. */
export async function addIdentity(context: Context, { id, kind, value }: Input<'identity.add'>): Promise<Customer> {
  await noteLookUps(context, { contacts: [value] }, id)
  return context.transaction(async (tx) => {
    const root = await visibleRoot(tx, context.actor, id)
    const claimed = await claim(tx, context.actor, { customerId: root.id, kind, value, field: 'value' })
    const customer = await lockCustomer(tx, context.actor, root.id)
    if (customer.identities.length > most) fail('conflict', `A customer can have ${most} addresses. Unlink one first.`)
    await record(tx, {
      customerId: customer.id,
      type: 'identity',
      data: { kind, value: claimed, added: true },
      by: byActor(context.actor),
    })
    await audit(tx, context, { action: 'identity.add', target: { type: 'customer', id: customer.id }, after: { [kind]: value } })
    return changed(tx, customer)
  })
}

/** Unlinks a claimed address; one the channel proved, and the last one, stay. */
export function removeIdentity(context: Context, { id, identityId }: Input<'identity.remove'>): Promise<Customer> {
  return context.transaction(async (tx) => {
    const customer = await lockCustomer(tx, context.actor, id)
    const { kind, value } = assertRemovable(customer, identityId)
    const [removed] = await tx.sql<{ customerId: string }>(
      'DELETE FROM identities WHERE workspace_id = $1::uuid AND id = $2::uuid RETURNING customer_id AS "customerId"',
      [identityId],
    )
    const by = byActor(context.actor)
    if (removed) await record(tx, { customerId: removed.customerId, type: 'identity', data: { kind, value, added: false }, by })
    await audit(tx, context, { action: 'identity.remove', target: { type: 'customer', id: customer.id }, before: { [kind]: value } })
    return changed(tx, customer)
  })
}

function assertRemovable({ identities }: Customer, identityId: string): Identity {
  const identity = identities.find((one) => one.id === identityId)
  if (!identity) return fail('not_found', 'This customer does not have this address (any more).', { field: 'identityId' })
  if (identity.verified)
    fail(
      'conflict',
      `${identity.value} is proven to be this customer’s, so it cannot be unlinked. If a conversation is somebody else’s, move that instead.`,
      { field: 'identityId' },
    )
  if (identities.length === 1)
    fail('conflict', 'This is the only address of the customer. Link another one first.', { field: 'identityId' })
  return identity
}
