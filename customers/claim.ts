import { v7 } from 'uuid'
import type { IdentityKind } from '../contract/customers.ts'
import type { Sql } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import { normalizeIdentity } from './normalize.ts'

/**
 * Gives a customer an identity, as claimed; refuses with conflict, naming the owner, when somebody has it.
 * Comes before any lock on a customer's row, as in `identifyAll`, so that the two never wait for each other.
 */
export async function claim(
  { sql }: { sql: Sql },
  { customerId, kind, value, field }: { customerId: string; kind: IdentityKind; value: string; field: string },
): Promise<void> {
  const normalized = normalizeIdentity(kind, value)
  const won = await sql(
    `INSERT INTO identities (id, customer_id, workspace_id, kind, value, verified)
     VALUES ($2::uuid, $3::uuid, $1::uuid, $4, $5, false) ON CONFLICT (workspace_id, kind, value) DO NOTHING RETURNING id`,
    [v7(), customerId, kind, normalized],
  )
  if (won.length === 0) await refuse(sql, kind, normalized, field)
}

async function refuse(sql: Sql, kind: IdentityKind, value: string, field: string): Promise<never> {
  const owners = await sql<{ name: string }>(
    `SELECT c.name FROM identities i JOIN customers c ON c.id = i.customer_id WHERE i.workspace_id = $1::uuid AND i.kind = $2 AND i.value = $3`,
    [kind, value],
  )
  const owner = owners[0]?.name ?? 'another customer'
  return fail('conflict', `“${value}” already belongs to ${owner}. Open that customer, or unlink the address there first.`, { field })
}
