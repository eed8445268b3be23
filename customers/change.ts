import type { Customer } from '../contract/customers.ts'
import type { Sql } from '../server/db.ts'
import { emit } from '../server/events.ts'
import { getCustomer } from './customers.ts'

type Tx = { sql: Sql }

/** A customer whose row nobody else changes until the transaction ends; refuses with not_found. */
export async function lockCustomer(tx: Tx, id: string): Promise<Customer> {
  await tx.sql('SELECT id FROM customers WHERE workspace_id = $1::uuid AND id = $2::uuid FOR NO KEY UPDATE', [id])
  return getCustomer(tx, id)
}

/** Ends a change: next version, and the event with the customer as it now is. */
export async function changed(tx: Tx, id: string): Promise<Customer> {
  await tx.sql('UPDATE customers SET version = version + 1 WHERE workspace_id = $1::uuid AND id = $2::uuid RETURNING id', [id])
  const customer = await getCustomer(tx, id)
  await emit(tx, 'customer.updated', { customer })
  return customer
}
