import type { Input, Output } from '../contract/api.ts'
import type { Counts, Sort } from '../contract/conversations.ts'
import type { Context } from '../server/context.ts'
import { fail } from '../server/errors.ts'
import { assigneeKey, nobody, selectConversations, toConversation, type ConversationRow } from './conversations.ts'

/** How each order is kept by an index: its key, and which way it runs. */
const orders: Record<Sort, { key: string; row: (row: ConversationRow) => string; direction: 'ASC' | 'DESC'; beyond: '<' | '>' }> = {
  newest: { key: 'c.last_at', row: (row) => row.last_at, direction: 'DESC', beyond: '<' },
  waiting: {
    key: `coalesce(c.waiting_since, 'infinity'::timestamptz)`,
    row: (row) => row.waiting_since ?? 'infinity',
    direction: 'ASC',
    beyond: '>',
  },
}

/** The inbox: one bound index range whatever the history holds. `next` continues after the last row. */
export async function listConversations(context: Context, input: Input<'conversation.list'>): Promise<Output<'conversation.list'>> {
  const order = orders[input.sort]
  const params: unknown[] = [input.status]
  const param = (value: unknown) => `$${params.push(value) + 1}`
  const where = ['c.workspace_id = $1', 'c.status = $2', ...whose(context, input, param)]
  if (input.cursor) {
    const [key, id] = readCursor(input.cursor)
    where.push(`(${order.key}, c.id) ${order.beyond} (${param(key)}::timestamptz, ${param(id)}::uuid)`)
  }
  const rows = await context.sql<ConversationRow>(
    `${selectConversations} WHERE ${where.join(' AND ')} ORDER BY ${order.key} ${order.direction}, c.id ${order.direction} LIMIT ${param(input.limit + 1)}`,
    params,
  )
  const shown = rows.slice(0, input.limit)
  const last = shown.at(-1)
  return { data: shown.map(toConversation), next: rows.length > input.limit && last ? writeCursor(order.row(last), last.id) : null }
}

function whose(context: Context, input: Input<'conversation.list'>, param: (value: unknown) => string): string[] {
  const where: string[] = []
  if (input.view === 'unassigned') where.push(`${assigneeKey} = ${param(nobody)}`)
  if (input.view === 'mine') where.push(`${assigneeKey} = ${param(context.actor.type === 'user' ? context.actor.id : null)}`)
  if (input.customerId) where.push(`c.customer_id = ${param(input.customerId)}`)
  return where
}

const writeCursor = (key: string, id: string) => Buffer.from(`${key} ${id}`).toString('base64url')

function readCursor(cursor: string): [string, string] {
  const [key, id, ...rest] = Buffer.from(cursor, 'base64url').toString().split(' ')
  const valid =
    key &&
    id &&
    rest.length === 0 &&
    /^(infinity|[\d:.TZ-]{20,30})$/.test(key) &&
    !(key !== 'infinity' && Number.isNaN(Date.parse(key))) &&
    /^[\da-f-]{36}$/.test(id)
  return valid ? [key, id] : fail('invalid', 'This cursor is not one of ours: start again from the first page.', { field: 'cursor' })
}

/** Open conversations by view, from the sums a trigger keeps (prisma/migrations, `open_counts`). */
export async function countConversations(context: Context): Promise<Counts> {
  const me = context.actor.type === 'user' ? context.actor.id : null
  const [counts] = await context.sql<Counts>(
    `SELECT coalesce(sum(n) FILTER (WHERE assignee_id = $2::uuid), 0)::int AS mine, coalesce(sum(n) FILTER (WHERE assignee_id IS NULL), 0)::int AS unassigned,
            coalesce(sum(n), 0)::int AS all FROM open_counts WHERE workspace_id = $1`,
    [me],
  )
  return counts ?? fail('internal', 'The counters could not be read. Try again.')
}
