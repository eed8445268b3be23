import type { Input } from '../../contract/api.ts'
import type { Actor } from '../../contract/can.ts'
import type { Customer } from '../../contract/customers.ts'
import { maskContact } from '../../contract/mask.ts'
import type { Context } from '../../server/context.ts'
import type { SqlTx } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'
import { applyChanges } from './apply-changes.ts'
import { lockCustomer } from '../change.ts'
import { checkChanges } from './check-changes.ts'
import { noteChanges } from './look-ups.ts'
import { contentOf, isSame, type Content } from './profile.ts'
import { shown, showerOf } from './shown.ts'
import { wantedChanges, type WantedChange } from './wanted-changes.ts'

/**
 * Changes fields of a profile, each only if it is still as it was read (`base`). One that somebody else changed meanwhile refuses the
 * whole request with conflict, naming the field, who changed it and to what; two people at different fields never meet.
 */
export async function updateCustomer(context: Context, { id, changes }: Input<'customer.update'>): Promise<Customer> {
  await noteChanges(context, changes, id)
  const wanted = wantedChanges(changes)
  return context.sqlTransaction(async (tx) => {
    const customer = await lockCustomer(tx, context.actor, id)
    assertNotErased(customer)
    const stale = wanted.find((change) => isStale(customer, change))
    if (stale) await refuse(tx, context.actor, customer, stale)
    return applyChanges(tx, context, customer, await checkChanges(tx, customer, wanted))
  })
}

/** Refuses to write on who was erased: nothing of them is to be kept again. */
export function assertNotErased({ erased }: Customer): void {
  if (erased) fail('conflict', erasedReason)
}

export const erasedReason = 'This person was erased at their wish, so nothing can be written about them any more.'

function isStale(customer: Customer, { key, value, base }: WantedChange): boolean {
  if (base === undefined || isSame(contentOf(customer, key), value as Content)) return false
  return base !== (customer.states[key]?.version ?? 0)
}

async function refuse({ sql }: SqlTx, actor: Actor, customer: Customer, { key, path }: WantedChange): Promise<never> {
  const content = contentOf(customer, key)
  const state = customer.states[key]
  const shower = await showerOf(sql, [
    { key, content },
    { key: 'owner', content: state?.by ?? null },
  ])
  const who = state?.source === 'person' && state.by !== null ? shower.names.get(state.by) : undefined
  const what = [shown(shower, key, content) ?? ''].flat().join(', ')
  const seen = actor.type === 'user' ? maskContact(what, actor.masked) : what
  if (who === undefined)
    fail('conflict', `This was changed to “${seen}” meanwhile. Look again, then decide which is right.`, { field: path })
  return fail('conflict', `${who} changed this to “${seen}” meanwhile. Look again, then decide which is right.`, { field: path })
}
