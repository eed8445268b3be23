import type { Input, Output } from '../../contract/api.ts'
import { contactPattern } from '../../contract/mask.ts'
import { withinBudget } from '../../server/budget.ts'
import type { Param } from '../../server/conditions/catalogue.ts'
import type { Context } from '../../server/context.ts'
import { openCursor, sealCursor } from '../../server/cursor.ts'
import type { Sql } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'
import { maskedFor } from '../../server/mask.ts'
import { selectCustomers, toCustomer, type CustomerRow } from '../customers.ts'
import { narrow, type Narrowed } from './query.ts'

type Sort = Input<'customer.list'>['sort']

/** `list`: what its cursors are of. The key, how the database reads one, and which way it runs are as an index has them. */
type Order = { list: string; key: string; cast: string; direction: 'ASC' | 'DESC'; of: (row: CustomerRow) => string }

const byTime = { cast: 'timestamptz', direction: 'DESC' } as const
const byName = { cast: 'text', direction: 'ASC' } as const

const orders: Record<Sort, Order> = {
  newest: { ...byTime, list: 'customers.newest', key: 'c.created_at', of: (row) => iso(row.createdAt) },
  name: { ...byName, list: 'customers.name', key: 'c.name', of: (row) => row.name },
  seen: {
    ...byTime,
    list: 'customers.seen',
    key: `coalesce(c.last_seen_at, '-infinity'::timestamptz)`,
    of: (row) => (row.lastSeenAt === null ? '-infinity' : iso(row.lastSeenAt)),
  },
}

const contact = new RegExp(contactPattern, 'u')

/** Names that are a number or an address stand first: between others they would tell their digits. */
const byNameInPart: Order = {
  ...byName,
  list: 'customers.name.in_part',
  key: `CASE WHEN c.name ~ '${contactPattern}' THEN '' ELSE c.name END`,
  of: (row) => (contact.test(row.name) ? '' : row.name),
}

function orderOf({ actor }: Context, sort: Sort): Order {
  return sort === 'name' && maskedFor(actor).length > 0 ? byNameInPart : orders[sort]
}

/** For a condition nothing can find quickly: longer, and whoever asks would rather be told to narrow it. */
const longestMs = 8_000

/**
 * Customers the actor may see, a page at a time; merged ones stand with who they were merged into. `q` finds by the beginning of a name
 * (pinyin and initials too) or of an identity, `segmentId` and `filter` by condition.
 */
export async function listCustomers(context: Context, input: Input<'customer.list'>): Promise<Output<'customer.list'>> {
  const values: unknown[] = []
  const param: Param = (value) => `$${values.push(value) + 1}`
  const order = orderOf(context, input.sort)
  const narrowed = withScope(context, await narrow(context, input, param))
  const read = async (sql: Sql) => {
    const broad = await broadOnes(sql, narrowed, values)
    return sql<CustomerRow>(pageSql(narrowed, broad, { ...input, order }, param), values)
  }
  const rows = input.filter || input.segmentId ? await withinBudget(context.workspaceId, longestMs, read) : await read(context.sql)
  if (!rows)
    return fail('invalid', 'Finding these customers takes too long. Narrow the condition, or sort differently.', { field: 'filter' })
  const last = rows.length > input.limit ? rows[input.limit - 1] : undefined
  return {
    data: rows.slice(0, input.limit).map(toCustomer),
    next: last ? sealCursor(order.list, [order.of(last), last.id]) : null,
  }
}

/** Who sees only some customers is asked about like a search: theirs may lie anywhere in the order, and be few. */
function withScope({ actor }: Context, narrowed: Narrowed): Narrowed {
  const isScoped = actor.type === 'user' && actor.keys !== null
  return isScoped && narrowed.matches.length === 0 ? { ...narrowed, matches: ['true'] } : narrowed
}

/** Fewer are all looked up and sorted; among more, walking the order soon meets a page of them. The planner guesses which, and often wrong. */
const few = 3_000

/** Which ways to match are met by more than a few customers. */
async function broadOnes(sql: Sql, { where, matches }: Narrowed, values: unknown[]): Promise<boolean[]> {
  if (matches.length === 0) return []
  const counted = matches.map(
    (match, n) => `(SELECT count(*)::int FROM (SELECT FROM customers c WHERE ${where} AND ${match} LIMIT ${few + 1}) b) AS n${n}`,
  )
  const [counts] = await sql<Record<string, number>>(`SELECT ${counted.join(', ')} WHERE $1::uuid IS NOT NULL /* workspace_id */`, [
    ...values,
  ])
  return matches.map((_, n) => (counts?.[`n${n}`] ?? 0) > few)
}

type Page = Pick<Input<'customer.list'>, 'cursor' | 'limit'> & { order: Order }

function pageSql(
  { where, matches }: Narrowed,
  broad: boolean[],
  { order: { list, key, cast, direction }, cursor, limit }: Page,
  param: Param,
): string {
  const order = `ORDER BY ${key} ${direction}, c.id ${direction} LIMIT ${param(limit + 1)}::int`
  const after = cursor === undefined ? 'true' : afterSql(key, cast, direction, openCursor(list, cursor), param)
  const walked = (match: string) => `(SELECT c.id FROM customers c WHERE ${where} AND ${match} AND ${after} ${order})`
  // OFFSET 0 keeps the planner from walking the order after all.
  const sorted = (match: string) =>
    `(SELECT c.id FROM (SELECT * FROM customers c WHERE ${where} AND ${match} OFFSET 0) c WHERE ${after} ${order})`
  const found = matches.length === 0 ? [walked('true')] : matches.map((match, n) => (broad[n] ? walked(match) : sorted(match)))
  return `${selectCustomers} JOIN (${found.join(' UNION ')}) page ON page.id = c.id WHERE c.workspace_id = $1::uuid ${order}`
}

function afterSql(key: string, cast: string, direction: 'ASC' | 'DESC', [value, id]: [string, string], param: Param): string {
  return `(${key}, c.id) ${direction === 'ASC' ? '>' : '<'} (${param(value)}::${cast}, ${param(id)}::uuid)`
}

const iso = (time: Date | string): string => new Date(time).toISOString()
