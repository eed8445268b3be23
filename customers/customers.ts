import type { Customer, IdentityKind } from '../contract/customers.ts'
import type { Sql } from '../server/db.ts'
import { fail } from '../server/errors.ts'

/** A customer as `selectCustomers` or `pg` in ingest gives it. */
export type CustomerRow = {
  id: string
  version: number
  name: string
  createdAt: Date | string
  lastSeenAt: Date | string | null
  identities: { id: string; kind: string; value: string; verified: boolean }[]
}

export function toCustomer(row: CustomerRow): Customer {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    identities: row.identities.map(({ id, kind, value, verified }) => ({ id, kind: kind as IdentityKind, value, verified })),
    createdAt: iso(row.createdAt),
    lastSeenAt: row.lastSeenAt && iso(row.lastSeenAt),
  }
}

function iso(time: Date | string): string {
  return new Date(time).toISOString()
}

/** The beginning of a statement that reads customers `c` as `CustomerRow`; oldest identity first, the one they came with. */
export const selectCustomers = `
  SELECT c.id, c.version, c.name, c.created_at AS "createdAt", c.last_seen_at AS "lastSeenAt", i.identities
    FROM customers c CROSS JOIN LATERAL (
      SELECT coalesce(json_agg(json_build_object('id', id, 'kind', kind, 'value', value, 'verified', verified)
                               ORDER BY created_at, id), '[]') AS identities
        FROM identities WHERE customer_id = c.id) i`

/** One customer; refuses with not_found, as it also does for another workspace's. Takes a context or a transaction. */
export async function getCustomer({ sql }: { sql: Sql }, id: string): Promise<Customer> {
  const rows = await sql<CustomerRow>(`${selectCustomers} WHERE c.workspace_id = $1::uuid AND c.id = $2::uuid`, [id])
  return rows[0] ? toCustomer(rows[0]) : fail('not_found', 'This customer does not exist (any more).')
}
