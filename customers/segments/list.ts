import type { Input, Output } from '../../contract/api.ts'
import type { CustomerCount } from '../../contract/customers.ts'
import { contactPattern } from '../../contract/mask.ts'
import { withinBudget } from '../../server/budget.ts'
import type { Param } from '../../server/conditions/catalogue.ts'
import type { Context } from '../../server/context.ts'
import { openCursor, sealCursor } from '../../server/cursor.ts'
import type { Sql } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'
import { maskedFor } from '../../server/mask.ts'
import { selectCustomers, toCustomer, type CustomerRow } from '../customers.ts'
import { countWhere } from './count.ts'
import { narrow, type Narrowed } from './query.ts'

type Sort = Input<'customer.list'>['sort']

/** `list`: what its cursors are of. The key, how the database reads one, and which way it runs are as an index has them. */
type Order = { list: string; key: string; cast: string; direction: 'ASC' | 'DESC'; of: (row: CustomerRow) => string }

const newest: Order = {
  list: 'customers.newest',
  key: 'c.created_at',
  cast: 'timestamptz',
  direction: 'DESC',
  of: (row) => iso(row.createdAt),
}
const byName: Order = { list: 'customers.name', key: 'c.name', cast: 'text', direction: 'ASC', of: (row) => row.name }
const seen: Order = {
  list: 'customers.seen',
  key: `coalesce(c.last_seen_at, '-infinity'::timestamptz)`,
  cast: 'timestamptz',
  direction: 'DESC',
  of: (row) => (row.lastSeenAt === null ? '-infinity' : iso(row.lastSeenAt)),
}

/** The same key the other way round; its cursors are its own. */
const reversed = (order: Order): Order => ({
  ...order,
  list: `${order.list}.reversed`,
  direction: order.direction === 'ASC' ? 'DESC' : 'ASC',
})

const orders: Record<Sort, Order> = {
  newest,
  oldest: reversed(newest),
  name: byName,
  name_desc: reversed(byName),
  seen,
  seen_oldest: reversed(seen),
}

const contact = new RegExp(contactPattern, 'u')

/** Names that are a number or an address stand together at one end: between others they would tell their digits. */
const byNameInPart: Order = {
  ...byName,
  list: 'customers.name.in_part',
  key: `CASE WHEN c.name ~ '${contactPattern}' THEN '' ELSE c.name END`,
  of: (row) => (contact.test(row.name) ? '' : row.name),
}

function orderOf({ actor }: Context, sort: Sort): Order {
  const isInPart = maskedFor(actor).length > 0
  if (sort === 'name' && isInPart) return byNameInPart
  return sort === 'name_desc' && isInPart ? reversed(byNameInPart) : orders[sort]
}

/** How long a sample may be counted for the size of a list. */
const sampleMs = 300

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
  const counted = [...values]
  const read = async (sql: Sql) => {
    const broad = await broadOnes(sql, narrowed, values)
    return sql<CustomerRow>(pageSql(narrowed, broad, { ...input, order }, param), values)
  }
  const isSlow = input.filter !== undefined || input.segmentId !== undefined
  const [rows, total] = await Promise.all([
    isSlow ? withinBudget(context.workspaceId, longestMs, read) : read(context.sql),
    input.total === 'true' ? countTotal(context, narrowed, counted) : null,
  ])
  if (!rows)
    return fail('invalid', 'Finding these customers takes too long. Narrow the condition, or sort differently.', { field: 'filter' })
  const last = rows.length > input.limit ? rows[input.limit - 1] : undefined
  return {
    data: rows.slice(0, input.limit).map(toCustomer),
    next: last ? sealCursor(order.list, [order.of(last), last.id]) : null,
    total,
  }
}

/** Counted beside the page, which does not wait for it much longer than it takes itself. */
function countTotal(context: Context, { where, matches }: Narrowed, values: unknown[]): Promise<CustomerCount | null> {
  const whole = matches.length === 0 ? where : `${where} AND (${matches.join(' OR ')})`
  return countWhere(context, whole, values, sampleMs)
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
