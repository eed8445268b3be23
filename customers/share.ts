import type { Sql } from '../server/db.ts'
import { changedAll } from './change.ts'
import { findCustomers } from './customers.ts'

/**
 * Runs a change of conversations from which follows who may see their customers; tells those who gained sight of one, and those who
 * lost it. `rootIds`: the customers before and after the change, locked by the caller. Answers what `change` does.
 */
export async function sharing<T>(tx: { sql: Sql }, rootIds: string[], change: () => Promise<T>): Promise<T> {
  if (rootIds.length === 0) return change()
  const before = await findCustomers(tx, rootIds)
  const result = await change()
  const now = await tx.sql<{ id: string; access: string[] }>(
    'SELECT id, access FROM customers WHERE workspace_id = $1::uuid AND id = ANY ($2::uuid[])',
    [rootIds],
  )
  const access = new Map(now.map((row) => [row.id, row.access.join()]))
  const shared = before.filter((customer) => access.get(customer.id) !== customer.access.join())
  if (shared.length > 0) await changedAll(tx, shared)
  return result
}
