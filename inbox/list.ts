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
import { assigneeKey, groupOf, nobody, selectConversations, toConversation, type ConversationRow } from './conversations.ts'

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
  const params: unknown[] = [input.status]
  const param: Param = (value) => `$${params.push(value) + 1}`
  const where = ['c.workspace_id = $1', 'c.status = $2', visibleSql(context.actor, 'c.access', param), ...whose(context, input, param)]
  if (input.filter) where.push(await filterSql(context, input.filter, param))
  if (input.cursor) {
    const [key, id] = openCursor<[key: string | number, id: string]>(listOf(input), input.cursor)
    where.push(`(${order.key}, c.id) ${order.beyond} (${param(key)}::${order.type}, ${param(id)}::uuid)`)
  }
  const text = `${selectConversations} WHERE ${where.join(' AND ')} ORDER BY ${order.key} ${order.direction}, c.id ${order.direction} LIMIT ${param(input.limit + 1)}`
  const read = (sql: Sql) => sql<ConversationRow>(text, params)
  const rows = input.filter ? await withinBudget(context.workspaceId, longestMs, read) : await read(context.sql)
  if (!rows) return fail('invalid', 'Finding these conversations takes too long. Narrow the filter.', { field: 'filter' })
  const shown = rows.slice(0, input.limit)
  const last = shown.at(-1)
  return {
    data: shown.map(toConversation),
    next: rows.length > input.limit && last ? sealCursor(listOf(input), [order.row(last), last.id]) : null,
  }
}

const listOf = ({ sort }: Input<'conversation.list'>) => `conversations.${sort}`

function whose({ actor }: Context, { view, teamId, customerId }: Input<'conversation.list'>, param: Param): string[] {
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
