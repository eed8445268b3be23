import type { Input, Output } from '../contract/api.ts'
import type { Message, MessageStatus } from '../contract/messages.ts'
import type { Context } from '../server/context.ts'
import { transaction, txOn } from '../server/db.ts'
import { emitAll } from '../server/events.ts'
import { fail } from '../server/errors.ts'
import { enqueue } from '../server/queue.ts'
import { findMessage, toMessage } from './messages.ts'
import { tellStatus } from './receipts.ts'

/** Sends a failed message again; an unknown one too, because a person asked for it knowing it may arrive twice. */
export async function retry(context: Context, input: Input<'message.retry'>): Promise<Output<'message.retry'>> {
  const message = await decide(
    context,
    input.id,
    ['failed', 'unknown'],
    'queued',
    'Only a message that failed, or whose fate is unknown, can be sent again.',
  )
  await enqueue('deliver', message.conversationId)
  return message
}

/** A person knows that an unknown message did arrive. */
export function settleUnknown(context: Context, input: Input<'message.settle'>): Promise<Output<'message.settle'>> {
  return decide(context, input.id, ['unknown'], 'sent', 'Only a message whose fate is unknown can be marked as arrived.')
}

function decide(context: Context, id: string, from: MessageStatus[], to: 'queued' | 'sent', refusal: string): Promise<Message> {
  return transaction(async (client) => {
    const { sql } = txOn(client, context.workspaceId)
    const { actor } = context
    const before = await findMessage({ sql, actor }, id)
    await sql('SELECT 1 FROM conversations WHERE workspace_id = $1 AND id = $2 FOR UPDATE', [before.conversation_id])
    const changed = await sql(
      `UPDATE messages SET status = $3, reason = NULL, version = version + 1, attempts = 0, due_at = now(), sending_by = NULL
        WHERE workspace_id = $1 AND id = $2 AND direction = 'out' AND status = ANY ($4::text[]) RETURNING id`,
      [id, to, from],
    )
    if (changed.length === 0) fail('conflict', refusal)
    await emitAll(client, await tellStatus(client, [id]))
    return toMessage(await findMessage({ sql, actor }, id))
  })
}
