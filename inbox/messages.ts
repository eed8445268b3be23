import type { Attachment } from '../contract/files.ts'
import type { Message, MessageKind, MessageStatus, Place, Sentiment, SentimentLabel, ThreadEvent } from '../contract/messages.ts'
import type { Context } from '../server/context.ts'
import type { Sql } from '../server/db.ts'
import { assertVisible } from '../server/visible.ts'
import { type AddressColumns, addressesOf } from './addresses.ts'
import type { Direction } from './conversations.ts'
import type { Undelivered } from './undelivered.ts'

/** By person; `emoji` is null once they took it back, so that an older one that comes late does not put it back. */
export type KeptReaction = { key: string; by: string; emoji: string | null; at: string }

export type MessageRow = AddressColumns & {
  id: string
  workspace_id: string
  version: number
  conversation_id: string
  channel_id: string
  position: number
  kind: MessageKind
  direction: Direction
  author_type: 'customer' | 'agent' | 'system'
  author_id: string | null
  author_name: string
  text: string
  quoted: string | null
  has_html: boolean
  subject: string | null
  forward_of: string | null
  status: MessageStatus
  reason: string | null
  undelivered: Undelivered[]
  auto: boolean
  sender_verified: boolean | null
  event: ThreadEvent | null
  sentiment: SentimentLabel | null
  sentiment_score: number | null
  confidence: number | null
  model: string | null
  corrected_by_id: string | null
  intent: string | null
  intent_score: number | null
  intent_by_id: string | null
  attempts: number
  sending_by: string | null
  external_id: string | null
  place: Place | null
  unsupported: string | null
  reactions: KeptReaction[]
  edited_at: string | null
  recalled_at: string | null
  parts: number
  parts_sent: number
  template: { name: string } | null
  sent_at: string
  created_at: string
  attachments: Attachment[]
}

/** What the thread shows of a message `m`; its HTML is fetched apart, because it can be megabytes. */
export const messageColumns = `m.id, m.workspace_id, m.version, m.conversation_id, m.channel_id, m.position, m.kind, m.direction, m.author_type, m.author_id,
  m.author_name, m.text, m.quoted, m.html IS NOT NULL AS has_html, m.subject, m.sender, m.from_value, m.reply_to, m."to", m.cc, m.bcc, m.names, m.forward_of, m.status, m.reason, m.undelivered, m.auto, m.sender_verified, m.event,
  m.sentiment, m.sentiment_score, m.confidence, m.model, m.corrected_by_id, m.intent, m.intent_score, m.intent_by_id,
  m.attempts, m.sending_by, m.external_id, m.place, m.unsupported, m.reactions, m.edited_at, m.recalled_at, m.parts, m.parts_sent, m.template, m.sent_at, m.created_at`

const attachments = `coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'type', a.type, 'size', a.size, 'inline', a.inline,
  'width', a.width, 'height', a.height, 'state', a.state, 'reason', a.reason) ORDER BY a.created_at, a.id) FROM attachments a WHERE a.message_id = m.id AND m.recalled_at IS NULL), '[]') AS attachments`

/** Reads messages `m` with their attachments; complete it with WHERE. */
export const selectMessages = `SELECT ${messageColumns}, ${attachments} FROM messages m`

export function toMessage(row: MessageRow): Message {
  return {
    id: row.id,
    version: row.version,
    conversationId: row.conversation_id,
    externalId: row.external_id,
    position: row.position,
    kind: row.kind,
    direction: row.direction,
    author: { type: row.author_type, id: row.author_id, name: row.author_name },
    text: row.text,
    quoted: row.quoted,
    hasHtml: row.has_html,
    subject: row.subject,
    addresses: addressesOf(row),
    forwardOf: row.forward_of,
    attachments: row.attachments,
    status: row.status,
    reason: row.reason,
    undelivered: row.undelivered.map(({ address, reason }) => ({ address, reason })),
    auto: row.auto,
    senderVerified: row.sender_verified,
    event: row.event,
    place: row.place,
    unsupported: row.unsupported,
    reactions: row.reactions.flatMap(({ emoji, by }) => (emoji === null ? [] : [{ emoji, by }])),
    editedAt: row.edited_at,
    recalledAt: row.recalled_at,
    parts: row.parts > 1 ? { sent: row.parts_sent, of: row.parts } : null,
    template: row.template?.name ?? null,
    sentiment: sentimentOf(row),
    intent: row.intent === null ? null : { name: row.intent, confidence: row.intent_score ?? 0 },
    intentCorrectedBy: row.intent_by_id,
    sentAt: row.sent_at,
    createdAt: row.created_at,
  }
}

function sentimentOf(row: MessageRow): Sentiment | null {
  if (row.sentiment === null) return null
  const { sentiment: label, sentiment_score: score, confidence, model, corrected_by_id: correctedBy } = row
  return { label, score: score ?? 0, confidence: confidence ?? 1, model: model ?? '', correctedBy }
}

/** One message of a conversation the actor may see, or a refusal. */
export async function findMessage({ sql, actor }: Pick<Context, 'sql' | 'actor'>, id: string): Promise<MessageRow> {
  const [row] = await sql<MessageRow & { access: string[] }>(
    `SELECT found.*, c.access FROM (${selectMessages} WHERE m.workspace_id = $1 AND m.id = $2) AS found JOIN conversations c ON c.id = found.conversation_id`,
    [id],
  )
  return assertVisible(actor, row, 'This message does not exist, or is not yours to see.')
}

/** A page of a thread, newest first: everything before position `before` (null: from the end). */
export async function threadBefore(sql: Sql, conversationId: string, before: number | null, limit: number): Promise<MessageRow[]> {
  return sql<MessageRow>(
    `${selectMessages} WHERE m.workspace_id = $1 AND m.conversation_id = $2 AND m.position < $3 ORDER BY m.position DESC LIMIT $4`,
    [conversationId, before ?? 2_147_483_647, limit],
  )
}
