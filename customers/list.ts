import * as z from 'zod'
import type { Input, Output } from '../contract/api.ts'
import type { Context } from '../server/context.ts'
import { fail } from '../server/errors.ts'
import { selectCustomers, toCustomer, type CustomerRow } from './customers.ts'

/** Customers, newest first; `q` matches the beginning of a name or of an identity, whatever its case or width. */
export async function listCustomers(context: Context, input: Input<'customer.list'>): Promise<Output<'customer.list'>> {
  const prefix = input.q?.replaceAll('\0', '').trim()
  const params = [...afterParams(input.cursor), input.limit + 1]
  const rows = prefix
    ? await context.sql<CustomerRow>(pageOf(matching), [...params, likePrefix(prefix), likePrefix(prefix.normalize('NFKC'))])
    : await context.sql<CustomerRow>(pageOf(everyone), params)
  const last = rows.length > input.limit ? rows[input.limit - 1] : undefined
  return { data: rows.slice(0, input.limit).map(toCustomer), next: last ? encodeCursor(last) : null }
}

const bounded = `
  ($2::timestamptz IS NULL OR (c.created_at, c.id) < ($2::timestamptz, $3::uuid)) ORDER BY c.created_at DESC, c.id DESC LIMIT $4::int`

const everyone = `SELECT c.id FROM customers c WHERE c.workspace_id = $1::uuid AND ${bounded}`

// Two index scans with a limit each, instead of one OR that would read every customer.
const matching = `
  (SELECT c.id FROM customers c WHERE c.workspace_id = $1::uuid AND lower(c.name) LIKE lower($5::text) AND ${bounded})
  UNION
  (SELECT c.id FROM customers c
    WHERE c.workspace_id = $1::uuid
      AND c.id IN (SELECT customer_id FROM identities WHERE workspace_id = $1::uuid AND lower(value) LIKE lower($6::text)) AND ${bounded})`

function pageOf(ids: string): string {
  return `${selectCustomers} JOIN (${ids}) page ON page.id = c.id
           WHERE c.workspace_id = $1::uuid ORDER BY c.created_at DESC, c.id DESC LIMIT $4::int`
}

/** A LIKE pattern for "begins with", in which `%`, `_` and the backslash stand for themselves. */
function likePrefix(text: string): string {
  return `${text.replace(/[\\%_]/g, '\\$&')}%`
}

const cursorParts = z.tuple([z.iso.datetime(), z.uuid()])

function encodeCursor(row: CustomerRow): string {
  return `${new Date(row.createdAt).toISOString()}_${row.id}`
}

function afterParams(cursor: string | undefined): [string | null, string | null] {
  if (cursor === undefined) return [null, null]
  const parts = cursorParts.safeParse(cursor.split('_'))
  return parts.success ? parts.data : fail('invalid', 'Send as `cursor` the `next` of the page before.', { field: 'cursor' })
}
