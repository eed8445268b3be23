import type { Input } from '../contract/api.ts'
import type { Birthday, Customer, FieldState, FieldValue, IdentityKind } from '../contract/customers.ts'
import type { Context } from '../server/context.ts'
import type { Sql } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import { assertVisible } from '../server/visible.ts'

/** A customer as `selectCustomers` or `pg` in ingest gives it. */
export type CustomerRow = {
  id: string
  version: number
  name: string
  createdAt: Date | string
  lastSeenAt: Date | string | null
  company: string | null
  birthday: Birthday | null
  ownerId: string | null
  teamId: string | null
  labelIds: string[]
  preferences: { channel?: string | null; locale?: string | null }
  fields: Record<string, FieldValue>
  states: Record<string, FieldState>
  mergedIds: string[]
  access: string[]
  erasedAt: Date | string | null
  identities: { id: string; kind: string; value: string; verified: boolean }[]
}

export function toCustomer(row: CustomerRow): Customer {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    identities: row.identities.map(({ id, kind, value, verified }) => ({ id, kind: kind as IdentityKind, value, verified })),
    company: row.company,
    birthday: row.birthday,
    ownerId: row.ownerId,
    teamId: row.teamId,
    labelIds: row.labelIds,
    preferences: { channel: row.preferences.channel ?? null, locale: row.preferences.locale ?? null },
    fields: row.fields,
    states: row.states,
    mergedIds: row.mergedIds,
    access: row.access,
    erased: row.erasedAt !== null,
    createdAt: iso(row.createdAt),
    lastSeenAt: row.lastSeenAt && iso(row.lastSeenAt),
  }
}

function iso(time: Date | string): string {
  return new Date(time).toISOString()
}

/** Columns of a customer `c` as `CustomerRow` names them, without identities. */
export const customerColumns = `c.id, c.version, c.name, c.company, c.birthday, c.owner_id AS "ownerId", c.team_id AS "teamId", c.label_ids AS "labelIds",
  c.preferences, c.fields, c.states, c.access, c.erased_at AS "erasedAt", c.created_at AS "createdAt", c.last_seen_at AS "lastSeenAt"`

/** The beginning of a statement that reads roots `c` with all merged into them as `CustomerRow`; oldest identity first, the one they came with. */
export const selectCustomers = `
  SELECT ${customerColumns}, g."mergedIds", i.identities
    FROM customers c CROSS JOIN LATERAL (
      SELECT array_agg(id) AS ids, array_remove(array_agg(id ORDER BY id), c.id) AS "mergedIds" FROM customers m WHERE m.root_id = c.id) g
    CROSS JOIN LATERAL (
      SELECT coalesce(json_agg(json_build_object('id', id, 'kind', kind, 'value', value, 'verified', verified)
                               ORDER BY created_at, id), '[]') AS identities
        FROM identities WHERE customer_id = ANY (g.ids)) i`

/** One customer, of those whoever asks may see. */
export async function seeCustomer(context: Context, { id }: Input<'customer.get'>): Promise<Customer> {
  return assertVisible(context.actor, await getCustomer(context, id), notThere)
}

/** One customer; refuses with not_found, as it also does for another workspace's. Takes a context or a transaction. */
export async function getCustomer({ sql }: { sql: Sql }, id: string): Promise<Customer> {
  const rows = await sql<CustomerRow>(
    `${selectCustomers} WHERE c.workspace_id = $1::uuid AND c.id = (SELECT root_id FROM customers WHERE workspace_id = $1::uuid AND id = $2::uuid)`,
    [id],
  )
  return rows[0] ? toCustomer(rows[0]) : fail('not_found', notThere)
}

/** Roots by their ids, in the order of these; what is no root is left out. */
export async function findCustomers({ sql }: { sql: Sql }, ids: string[]): Promise<Customer[]> {
  const rows = await sql<CustomerRow>(
    `${selectCustomers} WHERE c.workspace_id = $1::uuid AND c.root_id = c.id AND c.id = ANY ($2::uuid[]) ORDER BY c.id`,
    [ids],
  )
  return rows.map(toCustomer)
}

const notThere = 'This customer does not exist (any more).'
