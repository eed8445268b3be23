import type { Input, Output } from '../contract/api.ts'
import type { Context } from '../server/context.ts'
import { changeConversation } from './change.ts'

/** An agent has the thread before them up to `position`: what came in up to there is unread no longer. */
export function seen(context: Context, input: Input<'conversation.read'>): Promise<Output<'conversation.read'>> {
  return changeConversation(context, input.id, async (row, tx) => {
    if (row.unread === 0) return null
    const [left] = await tx.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM (SELECT 1 FROM messages WHERE workspace_id = $1 AND conversation_id = $2 AND position > $3 AND direction = 'in' LIMIT $4) AS later`,
      [row.id, input.position, row.unread],
    )
    const unread = Math.min(row.unread, left?.n ?? 0)
    return unread === row.unread ? null : { set: { unread }, event: 'conversation.seen' }
  })
}
