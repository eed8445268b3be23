import type { Input, Output } from '../contract/api.ts'
import type { Counts, Sort } from '../contract/conversations.ts'
import { withinBudget } from '../server/budget.ts'
import type { Context } from '../server/context.ts'
import { openCursor, sealCursor } from '../server/cursor.ts'
import type { Sql } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import type { Param } from '../server/conditions/catalogue.ts'
import { visibleSql } from '../server/visible.ts'
import { filterSql } from './conditions.ts'
import { assigneeKey, groupOf, nobody, selectOwn, toConversation, type ConversationRow, type OwnRow } from './conversations.ts'
import { asOwn, joinReading, unreadSql } from './readings.ts'

type Order = {
  key: string
  type: 'timestamptz' | 'float8'
  row: (row: ConversationRow) => string | number
  direction: 'ASC' | 'DESC'
  beyond: '<' | '>'
}

/** How each order is kept by an index: its key, and which way it runs. */
const orders: Record<Sort, Order> = {
  newest: { key: 'c.last_at', type: 'timestamptz', row: (row) => row.last_at, direction: 'DESC', beyond: '<' },
  waiting: {
    key: `coalesce(c.waiting_since, 'infinity'::timestamptz)`,
    type: 'timestamptz',
    row: (row) => row.waiting_since ?? 'infinity',
    direction: 'ASC',
    beyond: '>',
  },
  mood: { key: 'coalesce(c.mood, 2)', type: 'float8', row: (row) => row.mood ?? 2, direction: 'ASC', beyond: '>' },
}

/** For a filter nothing can find quickly: longer, and whoever asks would rather be told to narrow it. */
const longestMs = 5_000

/** The inbox, of what the actor may see: one bound index range whatever the history holds. `next` continues after the last row. */
export async function listConversations(context: Context, input: Input<'conversation.list'>): Promise<Output<'conversation.list'>> {
  const order = orders[input.sort]
  if (input.sort === 'mood' && input.status !== 'open')
    return fail('invalid', 'Only open conversations are kept in the order of their mood. Choose another order.', { field: 'sort' })
  const { where, params, param } = await meant(context, input)
  if (input.cursor) {
    const [key, id] = openCursor<[key: string | number, id: string]>(listOf(input), input.cursor)
    where.push(`(${order.key}, c.id) ${order.beyond} (${param(key)}::${order.type}, ${param(id)}::uuid)`)
  }
  const text = `${selectOwn} ${joinReading('$3')} WHERE ${where.join(' AND ')} ORDER BY ${order.key} ${order.direction}, c.id ${order.direction} LIMIT ${param(input.limit + 1)}`
  const read = (sql: Sql) => sql<OwnRow>(text, params)
  const rows = isBound(input) ? await read(context.sql) : await withinBudget(context.workspaceId, longestMs, read)
  if (!rows) return fail('invalid', 'Finding these conversations takes too long. Narrow the filter.', { field: 'filter' })
  const shown = rows.slice(0, input.limit)
  const last = shown.at(-1)
  return {
    data: shown.map((row) => asOwn(context.actor, toConversation(row), row)),
    next: rows.length > input.limit && last ? sealCursor(listOf(input), [order.row(last), last.id]) : null,
  }
}

type Meant = Omit<Input<'conversation.list'>, 'sort' | 'cursor' | 'limit'>

/** Which conversations are meant, of those the actor may see, on `selectOwn` with `joinReading('$3')`. */
async function meant(context: Context, input: Meant): Promise<{ where: string[]; params: unknown[]; param: Param }> {
  const params: unknown[] = [input.status, context.actor.type === 'user' ? context.actor.id : null]
  const param: Param = (value) => `$${params.push(value) + 1}`
  const where = ['c.workspace_id = $1', 'c.status = $2', visibleSql(context.actor, 'c.access', param), ...whose(context, input, param)]
  if (input.channelId) where.push(`c.channel_id = ${param(input.channelId)}`)
  if (input.only === 'unread') where.push(`${unreadSql} > 0`)
  if (input.filter) where.push(await filterSql(context, input.filter, param))
  return { where, params, param }
}

/** Whether an index finds the page whatever there is; else it may have to look through everything that is open. */
const isBound = ({ filter, only, channelId }: Meant) => !filter && !only && !channelId

/** How many are counted at most. */
const mostCounted = 1_000

/** How many conversations a list has, up to a thousand; `more` also when counting them takes too long. */
export async function countListed(context: Context, input: Input<'conversation.count'>): Promise<Output<'conversation.count'>> {
  const n = await countUpTo(context, input, mostCounted + 1, countingMs)
  return n === null ? { n: 0, more: true } : { n: Math.min(n, mostCounted), more: n > mostCounted }
}

const countingMs = 2_000

/** The same up to `most`; null when it takes longer than `ms`. */
export async function countUpTo(context: Context, input: Meant, most: number, ms: number): Promise<number | null> {
  const { where, params, param } = await meant(context, input)
  const text = `SELECT count(*)::int AS n FROM (${selectOwn} ${joinReading('$3')} WHERE ${where.join(' AND ')} LIMIT ${param(most)}) AS counted`
  const rows = await withinBudget(context.workspaceId, ms, (sql) => sql<{ n: number }>(text, params))
  return rows === undefined ? null : (rows[0]?.n ?? 0)
}

const listOf = ({ sort }: Input<'conversation.list'>) => `conversations.${sort}`

function whose({ actor }: Context, { view, teamId, customerId }: Meant, param: Param): string[] {
  const where: string[] = []
  if (view === 'unassigned') where.push(`${assigneeKey} = ${param(nobody)}`)
  if (view === 'mine') where.push(`${assigneeKey} = ${param(actor.type === 'user' ? actor.id : null)}`)
  if (teamId) where.push(`c.team_id = ${param(teamId)}`)
  if (customerId) where.push(`c.customer_id = ANY (${groupOf(param(customerId))})`)
  return where
}

/**
 * Open conversations by view. Who sees all gets the sums a trigger keeps (prisma/migrations, `open_counts`); for others their open work is
 * counted, which an index finds whatever the history holds.
 */
export async function countConversations({ sql, actor }: Context): Promise<Counts> {
  const params: unknown[] = [actor.type === 'user' ? actor.id : null]
  const seen = visibleSql(actor, 'access', (value) => `$${params.push(value) + 1}`)
  const [counts] = await sql<Counts>(`${seen === 'true' ? keptCounts : `${openCounts} AND ${seen}`}`, params)
  return counts ?? fail('internal', 'The counters could not be read. Try again.')
}

const keptCounts = `
  SELECT coalesce(sum(n) FILTER (WHERE assignee_id = $2::uuid), 0)::int AS mine, coalesce(sum(n) FILTER (WHERE assignee_id IS NULL), 0)::int AS unassigned,
         coalesce(sum(n), 0)::int AS all FROM open_counts WHERE workspace_id = $1`

const openCounts = `
  SELECT (count(*) FILTER (WHERE assignee_id = $2::uuid))::int AS mine, (count(*) FILTER (WHERE assignee_id IS NULL))::int AS unassigned,
         count(*)::int AS all FROM conversations WHERE workspace_id = $1 AND status = 'open'`
