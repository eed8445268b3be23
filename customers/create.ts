import { v7 } from 'uuid'
import type { Input } from '../contract/api.ts'
import type { Customer } from '../contract/customers.ts'
import type { Context } from '../server/context.ts'
import { emit } from '../server/events.ts'
import { claim } from './claim.ts'
import { getCustomer } from './customers.ts'

/** Makes a customer, with a claimed mail address if one is given; refuses with conflict, naming its owner, when that is taken. */
export function createCustomer(context: Context, { name, email }: Input<'customer.create'>): Promise<Customer> {
  return context.transaction(async (tx) => {
    const id = v7()
    if (email !== undefined) await claim(tx, { customerId: id, kind: 'email', value: email, field: 'email' })
    await tx.sql('INSERT INTO customers (id, workspace_id, name) VALUES ($2::uuid, $1::uuid, $3) RETURNING id', [id, name])
    const customer = await getCustomer(tx, id)
    await emit(tx, 'customer.created', { customer })
    return customer
  })
}
