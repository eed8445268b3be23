import { adapterFor } from '../channels/index.ts'
import type { Input, Output } from '../contract/api.ts'
import type { Context } from '../server/context.ts'
import type { SqlTx } from '../server/db.ts'
import { enqueue } from '../server/queue.ts'
import { changeConversation } from './change.ts'
import type { ConversationRow } from './conversations.ts'

/**
 * An agent has the thread before them up to `position`: what came in up to there is unread no longer, and where the channel can show it, the
 * customer is told so.
 */
export async function seen(context: Context, input: Input<'conversation.read'>): Promise<Output<'conversation.read'>> {
  let changed = false
  const conversation = await changeConversation(context, input.id, async (row, tx) => {
    const unread = await unreadAfter(tx, row, input.position)
    changed = unread !== row.unread
    return changed ? { set: { unread }, event: 'conversation.seen' } : null
  })
  if (changed && adapterFor(conversation.channelKind).markRead) await enqueue('mark-read', conversation.id)
  return conversation
}

async function unreadAfter(tx: SqlTx, row: ConversationRow, position: number): Promise<number> {
  if (row.unread === 0) return 0
  const [left] = await tx.sql<{ n: number }>(
    `SELECT count(*)::int AS n FROM (SELECT 1 FROM messages WHERE workspace_id = $1 AND conversation_id = $2 AND position > $3 AND direction = 'in' LIMIT $4) AS later`,
    [row.id, position, row.unread],
  )
  return Math.min(row.unread, left?.n ?? 0)
}
