import { v7 } from 'uuid'
import { adapterFor } from '../channels/index.ts'
import type { Input, Output } from '../contract/api.ts'
import type { Context } from '../server/context.ts'
import type { SqlTx } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import { emit } from '../server/events.ts'
import { log } from '../server/log.ts'
import { enqueue } from '../server/queue.ts'
import { lockConversation, previewOf, selectConversations, threadOf, toConversation, type ConversationRow } from './conversations.ts'
import { selectMessages, toMessage, type MessageRow } from './messages.ts'

type Reply = Input<'message.reply'>
type Agent = { id: string; name: string }

/**
 * An agent's answer to the customer, or a note for colleagues. The client makes the message's id: the same id again answers the
 * same message. Refused with `conflict` when the thread went on after `seen`. The answer is on its way when this returns, not yet out.
 */
export async function reply(context: Context, input: Reply): Promise<Output<'message.reply'>> {
  const agent = context.actor.type === 'user' ? context.actor : fail('forbidden', 'Only a person can write here.')
  const messageId = input.messageId ?? v7()
  const { message, isNew } = await context.sqlTransaction(async (tx) => {
    const conversation = await lockConversation(tx.sql, input.id)
    const earlier = await findEarlier(tx, messageId, conversation.id, agent)
    if (earlier) return { message: earlier, isNew: false }
    await assertCurrent(tx, conversation, input.seen, agent)
    assertAllowed(conversation, input)
    await writeMessage(tx, conversation, input, messageId, agent)
    const files = await attachUploads(tx, input.attachmentIds, messageId, agent, conversation)
    return { message: await advance(tx, conversation, input, messageId, agent, files), isNew: true }
  })
  // The job carries the message's id; this line ties it to the request that wrote it.
  log.info({ requestId: context.requestId, message: message.id, isNew }, 'a reply was taken in')
  if (isNew && message.status === 'queued') await enqueue('deliver', message.conversation_id)
  return toMessage(message)
}

async function findEarlier(tx: SqlTx, messageId: string, conversationId: string, agent: Agent): Promise<MessageRow | null> {
  const [row] = await tx.sql<MessageRow>(`${selectMessages} WHERE m.workspace_id = $1 AND m.id = $2`, [messageId])
  if (!row) return null
  const same = row.conversation_id === conversationId && row.author_id === agent.id
  return same ? row : fail('conflict', 'This message id is taken: make a new one (UUIDv7).', { field: 'messageId' })
}

async function assertCurrent(tx: SqlTx, conversation: ConversationRow, seen: number | undefined, agent: Agent): Promise<void> {
  if (seen === undefined || seen >= conversation.position) return
  const [newer] = await tx.sql<{ author_name: string }>(
    `SELECT author_name FROM messages WHERE workspace_id = $1 AND conversation_id = $2 AND position > $3 AND kind = 'text' AND author_id IS DISTINCT FROM $4
      ORDER BY position LIMIT 1`,
    [conversation.id, seen, agent.id],
  )
  if (newer) fail('conflict', `${newer.author_name} wrote meanwhile: read it, then send again.`, { field: 'seen' })
}

function assertAllowed(conversation: ConversationRow, input: Reply): void {
  if (!input.text.trim() && input.attachmentIds.length === 0) fail('invalid', 'Write something, or attach a file.', { field: 'text' })
  if (input.kind === 'note') return
  const { text, attachments } = adapterFor(conversation.channel_kind).capabilities
  const length = text.unit === 'bytes' ? Buffer.byteLength(input.text) : input.text.length
  if (length > text.n)
    fail('invalid', `This text is too long for the channel (${length} of at most ${text.n}). Shorten it or send it in parts.`, {
      field: 'text',
    })
  if (input.attachmentIds.length > attachments.maxCount)
    fail('invalid', `This channel takes at most ${attachments.maxCount} files in one message. Send the others in the next one.`, {
      field: 'attachmentIds',
    })
}

async function writeMessage(tx: SqlTx, conversation: ConversationRow, input: Reply, messageId: string, agent: Agent): Promise<void> {
  const isNote = input.kind === 'note'
  const [written] = await tx.sql(
    `INSERT INTO messages (id, workspace_id, conversation_id, channel_id, position, kind, direction, author_type, author_id, author_name, text, subject, status, due_at, sent_at)
     VALUES ($2, $1, $3, $4, $5, $6, $7, 'agent', $8, $9, $10, $11, $12, $13, now()) ON CONFLICT (id) DO NOTHING RETURNING id`,
    [
      messageId,
      conversation.id,
      conversation.channel_id,
      conversation.position + 1,
      input.kind,
      isNote ? 'none' : 'out',
      agent.id,
      agent.name,
      input.text.toWellFormed(),
      isNote ? null : conversation.subject,
      isNote ? 'sent' : 'queued',
      isNote ? null : new Date().toISOString(),
    ],
  )
  if (!written) fail('conflict', 'This message id is taken: make a new one (UUIDv7).', { field: 'messageId' })
}

/** Ties uploads to the message; each must be the agent's own, unused, and small enough for the channel. */
async function attachUploads(
  tx: SqlTx,
  ids: string[],
  messageId: string,
  agent: Agent,
  conversation: ConversationRow,
): Promise<{ name: string }[]> {
  if (ids.length === 0) return []
  const files = await tx.sql<{ name: string; size: number }>(
    `UPDATE attachments SET message_id = $2 WHERE workspace_id = $1 AND id = ANY ($3::uuid[]) AND message_id IS NULL AND uploader = $4 RETURNING name, size`,
    [messageId, ids, `user:${agent.id}`],
  )
  if (files.length !== new Set(ids).size)
    fail('invalid', 'A file is missing or was sent already: attach it again.', { field: 'attachmentIds' })
  const { maxBytes } = adapterFor(conversation.channel_kind).capabilities.attachments
  const large = files.find((file) => file.size > maxBytes)
  if (large)
    fail('invalid', `“${large.name}” is larger than this channel takes. Send a file of at most ${Math.floor(maxBytes / 1_048_576)} MB.`, {
      field: 'attachmentIds',
    })
  return files
}

/** Moves the conversation on. Who answers an unassigned conversation takes it. */
async function advance(
  tx: SqlTx,
  conversation: ConversationRow,
  input: Reply,
  messageId: string,
  agent: Agent,
  files: { name: string }[],
): Promise<MessageRow> {
  const isNote = input.kind === 'note'
  const takes = !isNote && conversation.assignee_id === null
  await tx.sql(
    `UPDATE conversations SET position = position + 1, version = version + 1, updated_at = now(), last_message_id = $3, last_preview = $4, last_kind = $5,
            last_direction = $6, last_status = $7, last_at = now(), assignee_id = coalesce(assignee_id, $8::uuid),
            waiting_since = CASE WHEN $9 THEN waiting_since END, unread = CASE WHEN $9 THEN unread ELSE 0 END
      WHERE workspace_id = $1 AND id = $2`,
    [
      conversation.id,
      messageId,
      previewOf(input.text, files),
      input.kind,
      isNote ? 'none' : 'out',
      isNote ? 'sent' : 'queued',
      takes ? agent.id : null,
      isNote,
    ],
  )
  const [message] = await tx.sql<MessageRow>(`${selectMessages} WHERE m.workspace_id = $1 AND m.id = $2`, [messageId])
  const [row] = await tx.sql<ConversationRow>(`${selectConversations} WHERE c.workspace_id = $1 AND c.id = $2`, [conversation.id])
  if (!message || !row) fail('internal', 'The message vanished while it was being written.')
  await emit(tx, isNote ? 'message.noted' : 'message.queued', {
    message: toMessage(message),
    thread: threadOf(row),
  })
  await emit(tx, takes ? 'conversation.assigned' : 'conversation.advanced', { conversation: toConversation(row) })
  return message
}
