import type { Actor } from '../../contract/can.ts'
import type { Customer } from '../../contract/customers.ts'
import type { Sql } from '../../server/db.ts'
import { assertVisible } from '../../server/visible.ts'
import { customerColumns, getCustomer, toCustomer, type CustomerRow } from '../customers.ts'

type Tx = { sql: Sql }

/**
 * Lets one transaction of a workspace merge or take apart at a time, so that nobody's root changes under another's hands, and locks
 * every customer of the groups `ids` belong to: what opens a conversation for one of them waits.
 */
export async function lockGroups({ sql }: Tx, ids: string[]): Promise<void> {
  await sql(`SELECT pg_advisory_xact_lock(hashtextextended('merge ' || workspace_id, 0))::text FROM (SELECT $1::uuid AS workspace_id) here`)
  await sql(
    `SELECT id FROM customers WHERE workspace_id = $1::uuid AND root_id IN (
       SELECT root_id FROM customers WHERE workspace_id = $1::uuid AND id = ANY ($2::uuid[])) ORDER BY id FOR UPDATE`,
    [ids],
  )
}

/** The root of a customer, if `actor` may see it; refuses with not_found. */
export async function visibleRoot(tx: Tx, actor: Actor, id: string): Promise<Customer> {
  return assertVisible(actor, await getCustomer(tx, id), 'This customer does not exist (any more).')
}

/** A customer by itself, whatever it is merged into or has had merged into it: its own fields and identities. */
export async function alone({ sql }: Tx, id: string): Promise<Customer> {
  const [row] = await sql<CustomerRow>(
    `SELECT ${customerColumns}, '{}'::uuid[] AS "mergedIds", i.identities
       FROM customers c CROSS JOIN LATERAL (
         SELECT coalesce(json_agg(json_build_object('id', id, 'kind', kind, 'value', value, 'verified', verified) ORDER BY created_at, id), '[]') AS identities
           FROM identities WHERE customer_id = c.id) i
      WHERE c.workspace_id = $1::uuid AND c.id = $2::uuid`,
    [id],
  )
  if (!row) throw new Error(`the customer ${id} of a merge is not there`)
  return toCustomer(row)
}
