import { adapterFor } from '../channels/index.ts'
import { maySend, sharing } from '../customers/index.ts'
import type { SqlTx } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import { emit } from '../server/events.ts'
import { previewOf, selectConversations, threadOf, toConversation, type ConversationRow } from './conversations.ts'
import { selectMessages, toMessage, type MessageRow } from './messages.ts'

/** What an agent wrote, in a conversation the transaction has locked. */
export type Written = {
  messageId: string
  kind: 'text' | 'note'
  text: string
  attachmentIds: string[]
  agent: { id: string; name: string }
  /** Whom a message that begins a thread is for; an answer goes to whoever wrote last. */
  to: string[]
}

/** The message of this id, if its writer sent it before; refuses an id somebody else's message has. */
export async function findEarlier(tx: SqlTx, messageId: string, mine: (row: MessageRow) => boolean): Promise<MessageRow | null> {
  const [row] = await tx.sql<MessageRow>(`${selectMessages} WHERE m.workspace_id = $1 AND m.id = $2`, [messageId])
  if (!row) return null
  return mine(row) ? row : fail('conflict', 'This message id is taken: make a new one (UUIDv7).', { field: 'messageId' })
}

/** Writes the message and moves its conversation on. Who answers an unassigned conversation takes it. Refuses what its channel does not take. */
export async function write(tx: SqlTx, conversation: ConversationRow, written: Written): Promise<MessageRow> {
  assertFits(conversation, written)
  if (written.kind === 'text') await assertPermitted(tx, conversation)
  await insertMessage(tx, conversation, written)
  const files = await attachUploads(tx, conversation, written)
  return sharing(tx, [conversation.root_id], () => advance(tx, conversation, written, files))
}

function assertFits(conversation: ConversationRow, { kind, text: words, attachmentIds }: Written): void {
  if (!words.trim() && attachmentIds.length === 0) fail('invalid', 'Write something, or attach a file.', { field: 'text' })
  if (kind === 'note') return
  const { text, attachments } = adapterFor(conversation.channel_kind).capabilities
  const length = text.unit === 'bytes' ? Buffer.byteLength(words) : words.length
  if (length > text.n)
    fail('invalid', `This text is too long for the channel (${length} of at most ${text.n}). Shorten it or send it in parts.`, {
      field: 'text',
    })
  if (attachmentIds.length > attachments.maxCount)
    fail('invalid', `This channel takes at most ${attachments.maxCount} files in one message. Send the others in the next one.`, {
      field: 'attachmentIds',
    })
}

async function assertPermitted({ sql }: SqlTx, { customer_id: customerId, channel_kind: channelKind }: ConversationRow): Promise<void> {
  const verdict = await maySend(sql, { customerId, channelKind, purpose: 'service' })
  if (!verdict.allowed) fail('conflict', verdict.reason)
}

async function insertMessage(tx: SqlTx, conversation: ConversationRow, { messageId, kind, text, agent, to }: Written): Promise<void> {
  const isNote = kind === 'note'
  const [written] = await tx.sql(
    `INSERT INTO messages (id, workspace_id, conversation_id, channel_id, position, kind, direction, author_type, author_id, author_name, text, subject, status, due_at, "to", sent_at)
     VALUES ($2, $1, $3, $4, $5, $6, $7, 'agent', $8, $9, $10, $11, $12, $13, $14, now()) ON CONFLICT (id) DO NOTHING RETURNING id`,
    [
      messageId,
      conversation.id,
      conversation.channel_id,
      conversation.position + 1,
      kind,
      isNote ? 'none' : 'out',
      agent.id,
      agent.name,
      text.toWellFormed(),
      isNote ? null : conversation.subject,
      isNote ? 'sent' : 'queued',
      isNote ? null : new Date().toISOString(),
      to,
    ],
  )
  if (!written) fail('conflict', 'This message id is taken: make a new one (UUIDv7).', { field: 'messageId' })
}

/** Ties uploads to the message; each must be the agent's own, unused, and small enough for the channel. */
async function attachUploads(tx: SqlTx, conversation: ConversationRow, written: Written): Promise<{ name: string }[]> {
  const { attachmentIds: ids, messageId, agent } = written
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

async function advance(tx: SqlTx, conversation: ConversationRow, written: Written, files: { name: string }[]): Promise<MessageRow> {
  const { messageId, kind, text, agent } = written
  const isNote = kind === 'note'
  const takes = !isNote && conversation.assignee_id === null
  await tx.sql(
    `UPDATE conversations SET position = position + 1, version = version + 1, updated_at = now(), last_message_id = $3, last_preview = $4, last_kind = $5,
            last_direction = $6, last_status = $7, last_at = greatest(last_at, now()), assignee_id = coalesce(assignee_id, $8::uuid),
            waiting_since = CASE WHEN $9 THEN waiting_since END, unread = CASE WHEN $9 THEN unread ELSE 0 END
      WHERE workspace_id = $1 AND id = $2`,
    [
      conversation.id,
      messageId,
      previewOf(text, files),
      kind,
      isNote ? 'none' : 'out',
      isNote ? 'sent' : 'queued',
      takes ? agent.id : null,
      isNote,
    ],
  )
  const [message] = await tx.sql<MessageRow>(`${selectMessages} WHERE m.workspace_id = $1 AND m.id = $2`, [messageId])
  const [row] = await tx.sql<ConversationRow>(`${selectConversations} WHERE c.workspace_id = $1 AND c.id = $2`, [conversation.id])
  if (!message || !row) fail('internal', 'The message vanished while it was being written.')
  await emit(tx, isNote ? 'message.noted' : 'message.queued', { message: toMessage(message), thread: threadOf(row) })
  await emit(tx, conversation.position === 0 ? 'conversation.opened' : takes ? 'conversation.assigned' : 'conversation.advanced', {
    conversation: toConversation(row),
  })
  return message
}
