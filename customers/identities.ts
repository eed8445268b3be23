import * as z from 'zod'
import type { Input } from '../contract/api.ts'
import type { Customer } from '../contract/customers.ts'
import type { Context } from '../server/context.ts'
import { fail } from '../server/errors.ts'
import { changed, lockCustomer } from './change.ts'
import { claim } from './claim.ts'
import { normalizeIdentity } from './normalize.ts'

/** More than anybody has, few enough to travel with every event of the customer. */
const most = 50

/** Links an address to a customer, as claimed; refuses what is no address, what is taken (naming the owner), and the 51st. */
export function addIdentity(context: Context, { id, kind, value }: Input<'identity.add'>): Promise<Customer> {
  if (!isAddress(value)) fail('invalid', 'This is no mail address: write it as name@example.com.', { field: 'value' })
  return context.transaction(async (tx) => {
    await claim(tx, { customerId: id, kind, value, field: 'value' })
    const customer = await lockCustomer(tx, context.actor, id)
    if (customer.identities.length > most) fail('conflict', `A customer can have ${most} addresses. Unlink one first.`)
    return changed(tx, customer)
  })
}

/** Like the browser's own check, but with a local part beyond ASCII, as RFC 6531 allows; the domain is punycode by now. */
function isAddress(value: string): boolean {
  const ascii = normalizeIdentity('email', value).replace(/[^\0-\x7f](?=.*@)/gu, 'x')
  return z.regexes.html5Email.test(ascii)
}

/** Unlinks a claimed address; one the channel proved, and the last one, stay. */
export function removeIdentity(context: Context, { id, identityId }: Input<'identity.remove'>): Promise<Customer> {
  return context.transaction(async (tx) => {
    const customer = await lockCustomer(tx, context.actor, id)
    assertRemovable(customer, identityId)
    await tx.sql('DELETE FROM identities WHERE workspace_id = $1::uuid AND customer_id = $2::uuid AND id = $3::uuid RETURNING id', [
      id,
      identityId,
    ])
    return changed(tx, customer)
  })
}

function assertRemovable({ identities }: Customer, identityId: string): void {
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
}
