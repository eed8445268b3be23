import { adapterFor } from '../channels/index.ts'
import type { Input, Output } from '../contract/api.ts'
import { holds } from '../contract/can.ts'
import type { Conversation } from '../contract/conversations.ts'
import type { Context } from '../server/context.ts'
import type { SqlTx } from '../server/db.ts'
import { enqueue } from '../server/queue.ts'
import { applyChange } from './change.ts'
import { findConversation, lockConversation, toConversation, type ConversationRow } from './conversations.ts'
import { markUnread, ownOf, readUpTo } from './readings.ts'

/**
 * The actor has the thread before them up to `position`: they have read what came in up to there. The first who answers customers to open it
 * is, where the channel can show it, told to the customer; for all others nothing but their own row is written.
 */
export async function seen(context: Context, input: Input<'conversation.read'>): Promise<Output<'conversation.read'>> {
  const { actor } = context
  const { own, isFirst } = await context.sqlTransaction(async (tx) => {
    const row = await findConversation({ sql: tx.sql, actor }, input.id)
    const opened = row.unread > 0 && holds(actor, 'inbox.work') ? await openFirst(tx, context, input) : null
    if (actor.type === 'user') await readUpTo(tx, actor.id, input)
    return { own: await ownOf(tx.sql, actor, opened ?? toConversation(row)), isFirst: opened !== null }
  })
  if (isFirst && adapterFor(own.channelKind).markRead) await enqueue('mark-read', own.id)
  return own
}

/** Marks a conversation unread for the actor alone, until they look again. */
export async function unread(context: Context, { id }: Input<'conversation.unread'>): Promise<Output<'conversation.unread'>> {
  const { actor } = context
  return context.sqlTransaction(async (tx) => {
    const row = await findConversation({ sql: tx.sql, actor }, id)
    if (actor.type === 'user') await markUnread(tx, actor.id, id)
    return ownOf(tx.sql, actor, toConversation(row))
  })
}

async function openFirst(tx: SqlTx, context: Context, { id, position }: Input<'conversation.read'>): Promise<Conversation | null> {
  const row = await lockConversation(tx, context, id)
  const unread = await unseenAfter(tx, row, position)
  return unread === row.unread ? null : applyChange(tx, context, row, { set: { unread }, event: 'conversation.seen' })
}

async function unseenAfter(tx: SqlTx, row: ConversationRow, position: number): Promise<number> {
  const [left] = await tx.sql<{ n: number }>(
    `SELECT count(*)::int AS n FROM (SELECT 1 FROM messages WHERE workspace_id = $1 AND conversation_id = $2 AND position > $3 AND direction = 'in' AND NOT auto
      LIMIT $4) AS later`,
    [row.id, position, row.unread],
  )
  return Math.min(row.unread, left?.n ?? 0)
}
