import type { Customer } from '../../../../../contract/customers.ts'
import { ApiError, call } from '../../../api.ts'
import { learnCustomer, overwriteCustomer, useStore } from '../../../sync/store.ts'
import { explain } from '../../../ui/failure.ts'
import { baseOf, changeOf, isSame, type ProfileValue, valueOf, withValue } from './profile-keys.ts'

/** How it went: taken; somebody else changed the same field meanwhile; or refused, and why. */
export type Outcome = { type: 'saved' } | { type: 'conflict'; current: Customer } | { type: 'refused'; why: string }

/**
 * Writes one field: shown at once, and taken back when the server will not have it. `from` is the profile as it stood when the person
 * began to write; a change of the same field since then is a conflict, a change of any other is none.
 */
export async function saveField(from: Customer, key: string, value: ProfileValue): Promise<Outcome> {
  if (isSame(valueOf(from, key), value)) return { type: 'saved' }
  const before = useStore.getState().customers[from.id] ?? from
  overwriteCustomer(withValue(before, key, value))
  try {
    learnCustomer(await call('customer.update', { id: from.id, changes: changeOf(key, value, baseOf(from, key)) }))
    return { type: 'saved' }
  } catch (error) {
    takeBack(before, key)
    if (!(error instanceof ApiError)) throw error
    return error.code === 'conflict' ? { type: 'conflict', current: await fresh(before) } : { type: 'refused', why: explain(error) }
  }
}

/** Only while nothing newer came: what the server sent since is the truth already. */
function takeBack(before: Customer, key: string): void {
  const now = useStore.getState().customers[before.id]
  if (now?.version === before.version) overwriteCustomer(withValue(now, key, valueOf(before, key)))
}

async function fresh(known: Customer): Promise<Customer> {
  const customer = await call('customer.get', { id: known.id }).catch(() => null)
  if (customer) learnCustomer(customer)
  return customer ?? useStore.getState().customers[known.id] ?? known
}
