import type { Input, Output } from '../../contract/api.ts'
import type { SentimentLabel } from '../../contract/messages.ts'
import type { Context } from '../../server/context.ts'
import type { SqlTx } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'
import { emit } from '../../server/events.ts'
import { lockConversation, moodIn, selectConversations, threadOf, toConversation, type ConversationRow } from '../conversations.ts'
import { findMessage, toMessage, type MessageRow } from '../messages.ts'
import { moodOf, turnedSour, type Sounds } from './mood.ts'
import { readMessage } from './read.ts'
import { writeMood } from './write-mood.ts'

/** What a corrected label counts as: a person is sure. */
const scoreOf: Record<SentimentLabel, number> = { positive: 1, neutral: 0, negative: -1 }

/**
 * A person says how a customer's message really sounds: it is kept as training data (the model's first word beside it), and the
 * conversation's mood is found anew. Refuses messages that are not a customer's words.
 */
export function judgeMessage(context: Context, { id, label }: Input<'message.judge'>): Promise<Output<'message.judge'>> {
  return context.sqlTransaction(async (tx) => {
    const found = await findMessage({ sql: tx.sql, actor: context.actor }, id)
    const conversation = await lockConversation(tx, context, found.conversation_id)
    const before = await findMessage({ sql: tx.sql, actor: context.actor }, id)
    if (before.sentiment === null) fail('conflict', 'Only a customer’s words have a mood: choose one of their messages.', { field: 'id' })
    const message = before.sentiment === label && before.corrected_by_id !== null ? before : await correct(tx, context, before, label)
    if (message !== before) {
      await emit(tx, 'message.judged', { message: toMessage(message), thread: threadOf(conversation) })
      await reread(tx, conversation)
    }
    return toMessage(message)
  })
}

/** Takes back what a person said of a message's mood: it is no training data any more, and the model's word counts again. */
export function unjudgeMessage(context: Context, { id }: Input<'message.unjudge'>): Promise<Output<'message.unjudge'>> {
  return context.sqlTransaction(async (tx) => {
    const found = await findMessage({ sql: tx.sql, actor: context.actor }, id)
    const conversation = await lockConversation(tx, context, found.conversation_id)
    const before = await findMessage({ sql: tx.sql, actor: context.actor }, id)
    if (before.corrected_by_id === null) return toMessage(before)
    await tx.sql('DELETE FROM corrections WHERE workspace_id = $1 AND message_id = $2 RETURNING workspace_id', [id])
    const { sentiment, sentiment_score, confidence, model } = readMessage(before, undefined)
    await tx.sql(
      `UPDATE messages SET sentiment = $3, sentiment_score = $4, confidence = $5, model = $6, corrected_by_id = NULL, version = version + 1
        WHERE workspace_id = $1 AND id = $2`,
      [id, sentiment, sentiment_score, confidence, model],
    )
    const message = await findMessage({ sql: tx.sql, actor: context.actor }, id)
    await emit(tx, 'message.judged', { message: toMessage(message), thread: threadOf(conversation) })
    await reread(tx, conversation)
    return toMessage(message)
  })
}

async function correct(tx: SqlTx, context: Context, { id, sentiment, model }: MessageRow, label: SentimentLabel): Promise<MessageRow> {
  const me = context.actor.type === 'user' ? context.actor : fail('forbidden', 'Only a person can correct a sentiment.')
  await tx.sql(
    `INSERT INTO corrections (message_id, workspace_id, label, was, model, by_id, by_name) VALUES ($2, $1, $3, $4, $5, $6, $7)
     ON CONFLICT (message_id) DO UPDATE SET label = EXCLUDED.label, by_id = EXCLUDED.by_id, by_name = EXCLUDED.by_name, at = now()
     RETURNING workspace_id`,
    [id, label, sentiment, model ?? '', me.id, me.name],
  )
  await tx.sql(
    `UPDATE messages SET sentiment = $3, sentiment_score = $4, confidence = 1, corrected_by_id = $5, version = version + 1
      WHERE workspace_id = $1 AND id = $2`,
    [id, label, scoreOf[label], me.id],
  )
  return findMessage({ sql: tx.sql, actor: context.actor }, id)
}

/** Finds a conversation's mood anew from its newest messages, and tells it; the conversation is locked. */
async function reread(tx: SqlTx, conversation: ConversationRow): Promise<void> {
  const rows = await tx.sql<Sounds>(
    `SELECT sentiment_score AS score, sentiment AS label FROM messages
      WHERE workspace_id = $1 AND conversation_id = $2 AND sentiment IS NOT NULL ORDER BY position DESC LIMIT 50`,
    [conversation.id],
  )
  const mood = moodOf(rows.reverse())
  await writeMood(tx, conversation.id, mood)
  const [row] = await tx.sql<ConversationRow>(`${selectConversations} WHERE c.workspace_id = $1 AND c.id = $2`, [conversation.id])
  const name = turnedSour(moodIn(conversation), mood) ? 'conversation.soured' : 'conversation.advanced'
  if (row) await emit(tx, name, { conversation: toConversation(row) })
}
