import * as z from 'zod'
import { v7 } from 'uuid'
import { visible, type Actor } from '../../contract/can.ts'
import type { Sql } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'
import { getCustomer } from '../customers.ts'
import { normalizeIdentity } from './normalize.ts'
import { isPhone } from './phones.ts'
import { phoneRegion } from './region.ts'

type Claim = { customerId: string; kind: 'email' | 'phone'; value: string; field: string }

/**
 * Gives a customer an address or a phone number, as claimed; refuses with invalid what is none, and with conflict, naming the owner if
 * `actor` may see them, what somebody has. Comes before any lock on a customer's row, as in `identifyAll`, so that the two never wait
 * for each other. Answers the value as it is kept.
 */
export async function claim({ sql }: { sql: Sql }, actor: Actor, { customerId, kind, value, field }: Claim): Promise<string> {
  const normalized = kind === 'phone' ? normalizeIdentity(kind, value, await phoneRegion(sql)) : normalizeIdentity(kind, value)
  assertReachable(kind, normalized, field)
  const won = await sql(
    `INSERT INTO identities (id, customer_id, workspace_id, kind, value, verified)
     VALUES ($2::uuid, $3::uuid, $1::uuid, $4, $5, false) ON CONFLICT (workspace_id, kind, value) DO NOTHING RETURNING id`,
    [v7(), customerId, kind, normalized],
  )
  if (won.length === 0) await refuse(sql, actor, { customerId, kind, value: normalized, field })
  return normalized
}

function assertReachable(kind: Claim['kind'], normalized: string, field: string): void {
  if (kind === 'email' && !isAddress(normalized)) fail('invalid', 'This is no mail address: write it as name@example.com.', { field })
  if (kind === 'phone' && !isPhone(normalized))
    fail('invalid', 'This is no phone number: write it as 138 0013 8000, or with its country as +44 20 7946 0958.', { field })
}

/** Like the browser's own check, but with a local part beyond ASCII, as RFC 6531 allows; the domain is punycode by now. */
export function isAddress(normalized: string): boolean {
  return z.regexes.html5Email.test(normalized.replace(/[^\0-\x7f](?=.*@)/gu, 'x'))
}

async function refuse(sql: Sql, actor: Actor, { kind, value, field }: Claim): Promise<never> {
  const [identity] = await sql<{ customerId: string }>(
    `SELECT customer_id AS "customerId" FROM identities WHERE workspace_id = $1::uuid AND kind = $2 AND value = $3`,
    [kind, value],
  )
  const owner = identity && (await getCustomer({ sql }, identity.customerId))
  if (!owner || !visible(actor, owner.access))
    return fail('conflict', `“${value}” already belongs to a customer you may not see. Ask a colleague who may.`, { field })
  return fail('conflict', `“${value}” already belongs to ${owner.name}. Open that customer, or unlink the address there first.`, {
    field,
    customerId: owner.id,
  })
}
