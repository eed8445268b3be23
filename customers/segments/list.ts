import type { Input, Output } from '../../contract/api.ts'
import { withinBudget } from '../../server/budget.ts'
import type { Param } from '../../server/conditions/catalogue.ts'
import type { Context } from '../../server/context.ts'
import { openCursor, sealCursor } from '../../server/cursor.ts'
import type { Sql } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'
import { selectCustomers, toCustomer, type CustomerRow } from '../customers.ts'
import { narrow, type Narrowed } from './query.ts'

type Sort = Input<'customer.list'>['sort']

/** How each order is kept by an index: its key, how the database reads one, and which way it runs. */
const orders: Record<Sort, { key: string; cast: string; direction: 'ASC' | 'DESC'; of: (row: CustomerRow) => string }> = {
  newest: { key: 'c.created_at', cast: 'timestamptz', direction: 'DESC', of: (row) => iso(row.createdAt) },
  name: { key: 'c.name', cast: 'text', direction: 'ASC', of: (row) => row.name },
  seen: {
    key: `coalesce(c.last_seen_at, '-infinity'::timestamptz)`,
    cast: 'timestamptz',
    direction: 'DESC',
    of: (row) => (row.lastSeenAt === null ? '-infinity' : iso(row.lastSeenAt)),
  },
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
  const narrowed = withScope(context, await narrow(context, input, param))
  const read = async (sql: Sql) => {
    const broad = await broadOnes(sql, narrowed, values)
    return sql<CustomerRow>(pageSql(narrowed, broad, input, param), values)
  }
  const rows = input.filter || input.segmentId ? await withinBudget(context.workspaceId, longestMs, read) : await read(context.sql)
  if (!rows)
    return fail('invalid', 'Finding these customers takes too long. Narrow the condition, or sort differently.', { field: 'filter' })
  const last = rows.length > input.limit ? rows[input.limit - 1] : undefined
  return {
    data: rows.slice(0, input.limit).map(toCustomer),
    next: last ? sealCursor(listOf(input.sort), [orders[input.sort].of(last), last.id]) : null,
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

function pageSql({ where, matches }: Narrowed, broad: boolean[], { sort, cursor, limit }: Input<'customer.list'>, param: Param): string {
  const { key, cast, direction } = orders[sort]
  const order = `ORDER BY ${key} ${direction}, c.id ${direction} LIMIT ${param(limit + 1)}::int`
  const after = cursor === undefined ? 'true' : afterSql(key, cast, direction, openCursor(listOf(sort), cursor), param)
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

const listOf = (sort: Sort): string => `customers.${sort}`

const iso = (time: Date | string): string => new Date(time).toISOString()
