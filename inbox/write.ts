import type { TextLimit } from '../contract/channels.ts'
import type { TemplateUse } from '../contract/messages.ts'
import { splitText } from '../contract/split-text.ts'
import { measure } from '../contract/text-length.ts'
import { maySend, sharing } from '../customers/index.ts'
import type { SqlTx } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import { emit } from '../server/events.ts'
import { lets, quotaOf, waitingParts } from './allowance.ts'
import { previewOf, selectConversations, threadOf, toConversation, type ConversationRow } from './conversations.ts'
import type { Envelope } from './envelope.ts'
import { copyFiles, type Forwarded } from './forward.ts'
import { readUpTo } from './readings.ts'
import { leaveLine } from './change.ts'
import { selectMessages, toMessage, type MessageRow } from './messages.ts'
import { limitsOf, partsOf } from './parts.ts'
import type { Replaced } from './replace.ts'

/** What an agent wrote, in a conversation the transaction has locked. */
export type Written = {
  messageId: string
  kind: 'text' | 'note'
  text: string
  attachmentIds: string[]
  /** Sent as this message prepared with the provider; `text` is then what the customer will read. */
  prepared: TemplateUse | null
  agent: { id: string; name: string }
  /** Whom it goes to, where its channel knows copies; see `envelope.ts`. */
  envelope: Envelope
  /** The message it passes on. */
  forwarded: Forwarded | null
  /** The failed message it takes the place of. */
  replaced: Replaced | null
}

/** The message of this id, if its writer sent it before; refuses an id somebody else's message has. */
export async function findEarlier(tx: SqlTx, messageId: string, mine: (row: MessageRow) => boolean): Promise<MessageRow | null> {
  const [row] = await tx.sql<MessageRow>(`${selectMessages} WHERE m.workspace_id = $1 AND m.id = $2`, [messageId])
  if (!row) return null
  return mine(row) ? row : fail('conflict', 'This message id is taken: make a new one (UUIDv7).', { field: 'messageId' })
}

/** Writes the message and moves its conversation on. Who answers an unassigned conversation is assigned to it, and a line says so; who begins one is too, and knows. Refuses what its channel does not take. */
export async function write(tx: SqlTx, conversation: ConversationRow, written: Written): Promise<MessageRow> {
  const parts = countParts(conversation, written)
  // A message that is passed on is not for the customer.
  if (written.kind === 'text' && written.forwarded === null) await assertPermitted(tx, conversation)
  if (written.kind === 'text') await assertOpen(tx, conversation, parts, written.prepared !== null)
  await insertMessage(tx, conversation, written, parts)
  const files = await attachUploads(tx, conversation, written)
  return sharing(tx, [conversation.root_id], () => advance(tx, conversation, written, files))
}

/** Refuses what its channel does not take there; answers in how many parts the message goes out. */
function countParts({ channel_kind: kind, surface }: ConversationRow, written: Written): number {
  const { text, prepared } = written
  const files = [...new Set(written.attachmentIds)]
  if (!text.trim() && files.length === 0 && written.forwarded === null)
    fail('invalid', 'Write something, or attach a file.', { field: 'text' })
  if (written.kind === 'note') return 1
  const limits = limitsOf(kind, surface)
  if (prepared === null) assertLength(text, limits.text)
  else if (files.length > 0) fail('invalid', 'A prepared message goes out without files. Send them after it.', { field: 'attachmentIds' })
  if (files.length > limits.attachments.maxCount)
    fail('invalid', `This channel takes at most ${limits.attachments.maxCount} files in one message. Send the others in the next one.`, {
      field: 'attachmentIds',
    })
  return partsOf({ text, files, prepared: prepared !== null }, { kind, surface }).length
}

function assertLength(text: string, { n, unit, parts }: TextLimit): void {
  const length = measure(text, unit)
  if (length > n * parts)
    fail('invalid', `This text is too long for the channel (${length} of at most ${n * parts}). Shorten it or send it in parts.`, {
      field: 'text',
    })
  const needed = length > n ? splitText(text, { n, unit }).length : 1
  if (needed > parts)
    fail('invalid', `Cut between its words, this text makes ${needed} parts, and the channel takes at most ${parts}. Shorten it.`, {
      field: 'text',
    })
}

/** Refuses what the reply window would not let out behind what waits already. */
async function assertOpen({ sql }: SqlTx, conversation: ConversationRow, parts: number, prepared: boolean): Promise<void> {
  const waiting = await waitingParts(sql, [conversation.id])
  const quota = quotaOf(conversation, waiting.get(conversation.id) ?? 0)
  if (!lets(quota, prepared)) fail('conflict', quota.reason ?? 'The customer must write again first.', { field: 'text' })
  if (quota.allowed && quota.remaining !== null && parts > quota.remaining)
    fail(
      'conflict',
      `This goes out in ${parts} parts, and the channel takes only ${quota.remaining} more until the customer writes again. Shorten it.`,
      { field: 'text' },
    )
}

async function assertPermitted({ sql }: SqlTx, { customer_id: customerId, channel_kind: channelKind }: ConversationRow): Promise<void> {
  const verdict = await maySend(sql, { customerId, channelKind, purpose: 'service' })
  if (!verdict.allowed) fail('conflict', verdict.reason)
}

async function insertMessage(tx: SqlTx, conversation: ConversationRow, written: Written, parts: number): Promise<void> {
  const { messageId, kind, text, prepared, agent, forwarded, envelope } = written
  const isNote = kind === 'note'
  const [inserted] = await tx.sql(
    `INSERT INTO messages (id, workspace_id, conversation_id, channel_id, position, kind, direction, author_type, author_id, author_name, text, subject, status, due_at, "to", cc, parts, template, bcc, names, quoted, forward_of, sent_at)
     VALUES ($2, $1, $3, $4, $5, $6, $7, 'agent', $8, $9, $10, $11, $12, CASE WHEN $13 THEN now() END, $14, $15, $16, $17, $18, $19, $20, $21, now()) ON CONFLICT (id) DO NOTHING RETURNING id`,
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
      isNote ? null : (forwarded?.subject ?? conversation.subject),
      isNote ? 'sent' : 'queued',
      !isNote,
      envelope.to,
      envelope.cc,
      parts,
      prepared === null ? null : JSON.stringify(prepared),
      envelope.bcc,
      JSON.stringify(envelope.names),
      forwarded?.quoted ?? null,
      forwarded?.id ?? null,
    ],
  )
  if (!inserted) fail('conflict', 'This message id is taken: make a new one (UUIDv7).', { field: 'messageId' })
}

/** Ties uploads to the message, and copies of what another message has; each upload must be the agent's own, unused, and small enough for the channel. */
async function attachUploads(tx: SqlTx, conversation: ConversationRow, written: Written): Promise<{ name: string }[]> {
  const { messageId, agent, forwarded, replaced } = written
  const taken = [...(forwarded?.files ?? []), ...(replaced?.files ?? [])]
  const ids = written.attachmentIds.filter((id) => !taken.includes(id))
  const files = [...(await copyFiles(tx, taken, messageId)), ...(await attachOwn(tx, { ids, messageId, agent }))]
  assertSizes(conversation, files)
  return files
}

type File = { name: string; size: number }

async function attachOwn(tx: SqlTx, { ids, messageId, agent }: Pick<Written, 'messageId' | 'agent'> & { ids: string[] }): Promise<File[]> {
  if (ids.length === 0) return []
  const files = await tx.sql<File>(
    `UPDATE attachments SET message_id = $2 WHERE workspace_id = $1 AND id = ANY ($3::uuid[]) AND message_id IS NULL AND uploader = $4 RETURNING name, size`,
    [messageId, ids, `user:${agent.id}`],
  )
  if (files.length !== new Set(ids).size)
    fail('invalid', 'A file is missing or was sent already: attach it again.', { field: 'attachmentIds' })
  return files
}

function assertSizes(conversation: ConversationRow, files: File[]): void {
  const { maxBytes } = limitsOf(conversation.channel_kind, conversation.surface).attachments
  const large = files.find((file) => file.size > maxBytes)
  if (large)
    fail('invalid', `“${large.name}” is larger than this channel takes. Send a file of at most ${Math.floor(maxBytes / 1_048_576)} MB.`, {
      field: 'attachmentIds',
    })
}

async function advance(tx: SqlTx, conversation: ConversationRow, written: Written, files: { name: string }[]): Promise<MessageRow> {
  const { messageId, kind, text, agent } = written
  const isNote = kind === 'note'
  // Who only asks somebody else has not answered the customer.
  const answers = !isNote && written.forwarded === null
  const takes = answers && conversation.assignee_id === null
  const says = takes && conversation.position > 0
  await tx.sql(
    `UPDATE conversations SET position = position + 1 + $11, version = version + 1, updated_at = now(), last_message_id = $3, last_preview = $4, last_unsupported = NULL, last_kind = $5,
            last_direction = $6, last_status = $7, last_at = greatest(last_at, now()), assignee_id = coalesce(assignee_id, $8::uuid),
            waiting_since = CASE WHEN $9 THEN NULL ELSE waiting_since END, unread = CASE WHEN $9 THEN 0 ELSE unread END, participants = $10
      WHERE workspace_id = $1 AND id = $2`,
    [
      conversation.id,
      messageId,
      previewOf(text || (written.forwarded?.subject ?? ''), files),
      kind,
      isNote ? 'none' : 'out',
      isNote ? 'sent' : 'queued',
      takes ? agent.id : null,
      answers,
      answers ? withRecipients(conversation, written.envelope) : conversation.participants,
      says ? 1 : 0,
    ],
  )
  if (answers) await readUpTo(tx, agent.id, conversation)
  const [message] = await tx.sql<MessageRow>(`${selectMessages} WHERE m.workspace_id = $1 AND m.id = $2`, [messageId])
  const [row] = await tx.sql<ConversationRow>(`${selectConversations} WHERE c.workspace_id = $1 AND c.id = $2`, [conversation.id])
  if (!message || !row) fail('internal', 'The message vanished while it was being written.')
  await emit(tx, isNote ? 'message.noted' : 'message.queued', { message: toMessage(message), thread: threadOf(row) })
  await emit(tx, conversation.position === 0 ? 'conversation.opened' : takes ? 'conversation.assigned' : 'conversation.advanced', {
    conversation: toConversation(row),
  })
  if (says)
    await leaveLine(tx, { type: 'agent', ...agent }, row, row.position, {
      name: 'assigned',
      to: { id: agent.id, name: agent.name },
      why: 'wrote',
    })
  return message
}

/** Who is written to belongs to the thread: their answers come into it. Those of a hidden copy open a thread of their own. */
const withRecipients = ({ participants }: ConversationRow, { to, cc }: Envelope) =>
  [...new Set([...participants, ...to, ...cc])].slice(0, 100)
