import { v7 } from 'uuid'
import type { Input, Output } from '../contract/api.ts'
import type { TemplateUse } from '../contract/messages.ts'
import type { Context } from '../server/context.ts'
import type { SqlTx } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import { log } from '../server/log.ts'
import { enqueue } from '../server/queue.ts'
import { findConversation, lockConversation, type ConversationRow } from './conversations.ts'
import { envelopeOf } from './envelope.ts'
import { findForwarded } from './forward.ts'
import { toMessage } from './messages.ts'
import { discardReplaced, findReplaced } from './replace.ts'
import { prepare, type Prepared } from './template.ts'
import { findEarlier, write } from './write.ts'

type Reply = Input<'message.reply'>

/**
 * An agent's answer to the customer, a message passed on to somebody else, or a note for colleagues. The client makes the message's id: the same id again answers the
 * same message. Refused with `conflict` when the thread went on after `seen`. The answer is on its way when this returns, not yet out.
 */
export async function reply(context: Context, input: Reply): Promise<Output<'message.reply'>> {
  const agent = context.actor.type === 'user' ? context.actor : fail('forbidden', 'Only a person can write here.')
  const messageId = input.messageId ?? v7()
  const prepared = input.template ? await preparedFor(context, { ...input, template: input.template }) : null
  const { message, isNew } = await context.sqlTransaction(async (tx) => {
    const conversation = await lockConversation(tx, context, input.id)
    const earlier = await findEarlier(tx, messageId, (row) => row.conversation_id === conversation.id && row.author_id === agent.id)
    if (earlier) return { message: earlier, isNew: false }
    await assertCurrent(tx, conversation, input.seen, agent)
    const said = prepared ? { text: prepared.text, prepared: prepared.use } : { text: input.text, prepared: null }
    const forwarded = input.forward === undefined ? null : await findForwarded(tx, conversation, input)
    const replaced = input.replaces === undefined ? null : await findReplaced(tx, conversation, input)
    const envelope = await envelopeOf(tx, context, conversation, input)
    const message = await write(tx, conversation, { ...input, ...said, messageId, agent, envelope, forwarded, replaced })
    if (replaced) await discardReplaced(tx, conversation, replaced)
    return { message, isNew: true }
  })
  // The job carries the message's id; this line ties it to the request that wrote it.
  log.info({ requestId: context.requestId, message: message.id, isNew }, 'a reply was taken in')
  if (isNew && message.status === 'queued') await enqueue('deliver', message.conversation_id)
  return toMessage(message)
}

async function preparedFor(context: Context, { id, kind, text, template }: Reply & { template: TemplateUse }): Promise<Prepared> {
  if (kind === 'note') fail('invalid', 'A prepared message is for the customer. Write the note as a text.', { field: 'template' })
  const { channel_id: channelId, channel_kind: channelKind } = await findConversation(context, id)
  return prepare(context, { id: channelId, kind: channelKind }, template, text)
}

async function assertCurrent(tx: SqlTx, conversation: ConversationRow, seen: number | undefined, agent: { id: string }): Promise<void> {
  if (seen === undefined || seen >= conversation.position) return
  const [newer] = await tx.sql<{ author_name: string }>(
    `SELECT author_name FROM messages WHERE workspace_id = $1 AND conversation_id = $2 AND position > $3 AND kind = 'text' AND author_id IS DISTINCT FROM $4
      ORDER BY position LIMIT 1`,
    [conversation.id, seen, agent.id],
  )
  if (newer) fail('conflict', `${newer.author_name} wrote meanwhile: read it, then send again.`, { field: 'seen' })
}
