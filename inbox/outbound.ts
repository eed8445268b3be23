import type { Outbound, OutboundFile, Window } from '../channels/index.ts'
import type { ChannelKind, Surface } from '../contract/channels.ts'
import type { TemplateUse } from '../contract/messages.ts'
import { pool } from '../server/db.ts'
import { openFile } from '../server/storage.ts'
import { outsideLink } from './outside-links.ts'
import { partIdOf, partsOf } from './parts.ts'
import { recipientOf } from './recipients.ts'

/** A message this process has claimed for sending. */
export type Claimed = {
  id: string
  workspace_id: string
  conversation_id: string
  channel_id: string
  channel_kind: ChannelKind
  customer_id: string
  thread_key: string
  subject: string | null
  author_name: string
  text: string
  /** Who gets a copy. */
  cc: string[]
  attempts: number
  external_id: string | null
  template: TemplateUse | null
  /** How many parts are out already. */
  parts_sent: number
  /** For how long the provider wants nothing on this channel, in ms. */
  held_ms: number
  /** For how long the part to be sent now may be out already, in ms: an earlier try of it got no answer. */
  unanswered_ms: number | null
  surface: Surface
  window_opened_by: string | null
  window_opened_at: string | null
  window_sent: number
  window_closed: Window['closed']
}

/** The parts of a message as an adapter takes them, read at the time of sending, in the order they go out. */
export async function outboundOf(message: Claimed): Promise<Outbound[]> {
  const thread = { id: message.conversation_id, channel_id: message.channel_id, channel_kind: message.channel_kind }
  const [to, refs, files] = await Promise.all([recipientOf(thread), refsOf(message), filesOf(message)])
  const common = {
    messageId: message.id,
    externalId: message.external_id,
    thread: { key: message.thread_key, subject: message.subject, surface: message.surface, refs },
    to,
    cc: message.cc,
    authorName: message.author_name,
    template: message.template,
    window: windowOf(message),
  }
  const parts = partsOf(
    { text: message.text, files, prepared: message.template !== null },
    { kind: message.channel_kind, surface: message.surface },
  )
  return parts.map((part, n) => ({ ...common, ...part, partId: partIdOf(message.id, n) }))
}

/** What a conversation's columns say of its reply window. */
export function windowOf(row: Pick<Claimed, 'window_opened_by' | 'window_opened_at' | 'window_sent' | 'window_closed'>): Window {
  return { openedBy: row.window_opened_by, openedAt: row.window_opened_at, sent: row.window_sent, closed: row.window_closed }
}

/** Provider ids of the newest messages of the thread and of what they answered, oldest first, without our own new one. */
async function refsOf(message: Claimed): Promise<string[]> {
  const { rows } = await pool().query<{ refs: string[] }>(
    `SELECT CASE direction WHEN 'in' THEN refs ELSE ARRAY[external_id] END AS refs FROM messages
      WHERE conversation_id = $1 AND direction IN ('in', 'out') AND external_id IS NOT NULL AND id <> $2 ORDER BY position DESC LIMIT 30`,
    [message.conversation_id, message.id],
  )
  const newestFirst = rows.flatMap((row) => row.refs)
  return [...new Set(newestFirst)].reverse()
}

async function filesOf(message: Claimed): Promise<OutboundFile[]> {
  const { rows } = await pool().query<{ id: string; hash: string; name: string; type: string; size: number }>(
    'SELECT id, hash, name, type, size FROM attachments WHERE message_id = $1 ORDER BY created_at, id',
    [message.id],
  )
  return rows.map(({ id, hash, ...file }) => ({ ...file, open: () => openFile(hash), link: () => outsideLink(id) }))
}
