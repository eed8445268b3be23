import { visible, type Actor } from '../contract/can.ts'
import type { Customer } from '../contract/customers.ts'
import type { Sql } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import { emit } from '../server/events.ts'
import { findCustomers, getCustomer } from './customers.ts'

type Tx = { sql: Sql }

/**
 * A customer, by its own id or one merged into it, whose row nobody else changes until the transaction ends. Refuses with not_found,
 * also what `actor` may not see. Several are locked in the order of their ids, customers before conversations.
 */
export async function lockCustomer(tx: Tx, actor: Actor, id: string): Promise<Customer> {
  const [locked] = await tx.sql<{ id: string }>(
    `SELECT r.id FROM customers c JOIN customers r ON r.id = c.root_id WHERE c.workspace_id = $1::uuid AND c.id = $2::uuid FOR NO KEY UPDATE OF r`,
    [id],
  )
  const customer = await getCustomer(tx, id)
  if (!visible(actor, customer.access)) fail('not_found', 'This customer does not exist (any more).')
  if (customer.id !== locked?.id) fail('conflict', 'This customer was merged into another at this moment. Look again, then try once more.')
  return customer
}

/**
 * Ends a change: next version, and the event with the customer as it now is; `before` is as it was locked, so that who lost sight of it
 * is told.
 */
export async function changed(tx: Tx, before: Customer): Promise<Customer> {
  const [customer] = await changedAll(tx, [before])
  return customer ?? fail('not_found', 'This customer does not exist (any more).')
}

/** The same for many, in the order of their ids. */
export async function changedAll(tx: Tx, before: Customer[]): Promise<Customer[]> {
  const ids = before.map(({ id }) => id)
  await tx.sql('UPDATE customers SET version = version + 1 WHERE workspace_id = $1::uuid AND id = ANY ($2::uuid[]) RETURNING id', [ids])
  const customers = await findCustomers(tx, ids)
  const access = new Map(before.map((one) => [one.id, one.access]))
  for (const customer of customers) {
    await emit(tx, 'customer.updated', { customer })
    await tellHidden(tx, access.get(customer.id) ?? [], customer)
  }
  return customers
}

/** Tells those who could see a customer and no longer can. */
export async function tellHidden(tx: Tx, before: readonly string[], { id, access }: Pick<Customer, 'id' | 'access'>): Promise<void> {
  const lost = before.filter((key) => !access.includes(key))
  if (lost.length > 0) await emit(tx, 'customer.hidden', { id, lost, access })
}
