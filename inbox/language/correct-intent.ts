import type { Input, Output } from '../../contract/api.ts'
import type { Context } from '../../server/context.ts'
import { pool } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'
import { emit } from '../../server/events.ts'
import { lockConversation, threadOf } from '../conversations.ts'
import { findMessage, toMessage } from '../messages.ts'
import { modelsOf } from './intents.ts'
import { listIntents } from './phrases.ts'
import { readMessage } from './read.ts'

/**
 * A person says what a customer's message really wants, or with null that it wants none of what is known. Their word stays when the text is
 * read anew. Refuses intents that are not known here, and messages that are not a customer's words.
 */
export async function setIntent(context: Context, { id, intent }: Input<'message.set_intent'>): Promise<Output<'message.set_intent'>> {
  const me = context.actor.type === 'user' ? context.actor : fail('forbidden', 'Only a person can correct an intent.')
  const { data } = await listIntents(context)
  if (intent !== null && !data.some(({ name }) => name === intent))
    fail('invalid', 'Parley does not know this intent yet. Teach it a phrase first.', { field: 'intent' })
  return write(context, id, { intent, intent_score: intent === null ? null : 1, by: me.id })
}

/** Takes back what a person said of a message's intent: the model's word counts again. */
export async function resetIntent(context: Context, { id }: Input<'message.reset_intent'>): Promise<Output<'message.reset_intent'>> {
  const message = await findMessage(context, id)
  if (message.intent_by_id === null) return toMessage(message)
  const models = await modelsOf(pool(), [context.workspaceId])
  const { intent, intent_score } = readMessage(message, models.get(context.workspaceId))
  return write(context, id, { intent, intent_score, by: null })
}

type Word = { intent: string | null; intent_score: number | null; by: string | null }

function write(context: Context, id: string, { intent, intent_score, by }: Word): Promise<Output<'message.set_intent'>> {
  return context.sqlTransaction(async (tx) => {
    const reader = { sql: tx.sql, actor: context.actor }
    const { conversation_id } = await findMessage(reader, id)
    const conversation = await lockConversation(tx, context, conversation_id)
    const { sentiment } = await findMessage(reader, id)
    if (sentiment === null) fail('conflict', 'Only a customer’s words have an intent: choose one of their messages.', { field: 'id' })
    await tx.sql(
      `UPDATE messages SET intent = $3, intent_score = $4, intent_by_id = $5, version = version + 1 WHERE workspace_id = $1 AND id = $2`,
      [id, intent, intent_score, by],
    )
    const message = toMessage(await findMessage(reader, id))
    await emit(tx, 'message.judged', { message, thread: threadOf(conversation) })
    return message
  })
}
