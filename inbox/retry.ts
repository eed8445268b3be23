import type { Input, Output } from '../contract/api.ts'
import type { Message, MessageStatus } from '../contract/messages.ts'
import type { Context } from '../server/context.ts'
import { transaction, txOn } from '../server/db.ts'
import { emitAll } from '../server/events.ts'
import { fail } from '../server/errors.ts'
import { enqueue } from '../server/queue.ts'
import { findMessage, toMessage } from './messages.ts'
import { applyWaiting } from './progress.ts'
import { tellStatus } from './receipts.ts'

/**
 * Sends a failed message again, from the part that failed; an unknown one too, because a person asked for it knowing it may arrive twice. One
 * that came back after all of it was out goes out whole. Where it reached some, it goes only to the others. One that waits for another try is
 * tried now.
 */
export async function retry(context: Context, input: Input<'message.retry'>): Promise<Output<'message.retry'>> {
  const message = await decide(context, input.id, {
    where: `(status IN ('failed', 'unknown', 'queued') OR status IN ('sent', 'delivered', 'read') AND undelivered <> '[]')`,
    set: `status = 'queued', parts_sent = CASE WHEN parts_sent < parts THEN parts_sent ELSE 0 END,
          undelivered = coalesce((SELECT jsonb_agg(one || '{"again": true}') FROM jsonb_array_elements(undelivered) AS one), '[]')`,
    refusal: 'Only a message that failed, waits, or whose fate is unknown, can be sent again.',
  })
  await enqueue('deliver', message.conversationId)
  return message
}

/** A person knows that an unknown message, or the part of it that was being sent, did arrive; parts behind that one go out now. */
export async function settleUnknown(context: Context, input: Input<'message.settle'>): Promise<Output<'message.settle'>> {
  const message = await decide(context, input.id, {
    where: `status = 'unknown'`,
    set: `parts_sent = least(parts_sent + 1, parts), status = CASE WHEN parts_sent + 1 < parts THEN 'queued' ELSE 'sent' END`,
    refusal: 'Only a message whose fate is unknown can be marked as arrived.',
  })
  if (message.status === 'queued') await enqueue('deliver', message.conversationId)
  return message
}

/** A person lets a failed message be: nothing sends it any more, not even a person. */
export function discard(context: Context, input: Input<'message.discard'>): Promise<Output<'message.discard'>> {
  return decide(context, input.id, {
    where: `status = 'failed'`,
    set: `status = 'discarded', undelivered = '[]'`,
    refusal: 'Only a message that failed can be discarded.',
  })
}

type Decision = { /** SQL of which may be decided on. */ where: string; /** SQL of what changes besides. */ set: string; refusal: string }

function decide(context: Context, id: string, { where, set, refusal }: Decision): Promise<Message> {
  return transaction(async (client) => {
    const { sql } = txOn(client, context.workspaceId)
    const { actor } = context
    const before = await findMessage({ sql, actor }, id)
    await sql('SELECT 1 FROM conversations WHERE workspace_id = $1 AND id = $2 FOR UPDATE', [before.conversation_id])
    const changed = await sql<{ status: MessageStatus }>(
      `UPDATE messages SET ${set}, reason = NULL, version = version + 1, attempts = 0, due_at = now(), sending_by = NULL, unanswered_at = NULL
        WHERE workspace_id = $1 AND id = $2 AND direction = 'out' AND ${where} RETURNING status`,
      [id],
    )
    if (!changed[0]) fail('conflict', refusal)
    await emitAll(client, await tellStatus(client, [id]))
    if (changed[0]?.status === 'sent') await applyWaiting(client, before)
    return toMessage(await findMessage({ sql, actor }, id))
  })
}
