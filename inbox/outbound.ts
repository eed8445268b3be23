import { adapterFor, type Handle, type Outbound, type OutboundFile, type Window } from '../channels/index.ts'
import type { ChannelKind, Surface } from '../contract/channels.ts'
import type { IdentityKind } from '../contract/customers.ts'
import type { TemplateUse } from '../contract/messages.ts'
import { pool } from '../server/db.ts'
import { openFile } from '../server/storage.ts'
import { outsideLink } from './outside-links.ts'
import { partIdOf, partsOf } from './parts.ts'

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
  attempts: number
  external_id: string | null
  template: TemplateUse | null
  /** How many parts are out already. */
  parts_sent: number
  /** For how long the provider wants nothing on this channel, in ms. */
  held_ms: number
  surface: Surface
  window_opened_by: string | null
  window_opened_at: string | null
  window_sent: number
  window_closed: Window['closed']
}

/** The parts of a message as an adapter takes them, read at the time of sending, in the order they go out. */
export async function outboundOf(message: Claimed): Promise<Outbound[]> {
  const [to, refs, files] = await Promise.all([recipient(message), refsOf(message), filesOf(message)])
  const common = {
    messageId: message.id,
    externalId: message.external_id,
    thread: { key: message.thread_key, subject: message.subject, surface: message.surface, refs },
    to: to.handle,
    cc: to.cc,
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

/** The answer goes to whoever wrote last in this thread (no machine), on the handle they wrote from; before anybody has, to whom it is with. */
async function recipient(message: Claimed): Promise<{ handle: Handle; cc: string[] }> {
  const { rows } = await pool().query<{ kind: IdentityKind; value: string; name: string; cc: string[] }>(
    `SELECT from_kind AS kind, from_value AS value, author_name AS name, cc FROM (
       SELECT * FROM messages WHERE conversation_id = $1 AND direction = 'in' ORDER BY position DESC LIMIT 50) AS recent
      ORDER BY auto, position DESC LIMIT 1`,
    [message.conversation_id],
  )
  const last = rows[0]
  if (!last) return begunWith(message)
  return { handle: { kind: last.kind, value: last.value, name: last.name, verified: null }, cc: last.cc }
}

async function begunWith(message: Claimed): Promise<{ handle: Handle; cc: string[] }> {
  const { rows } = await pool().query<{ value: string; name: string }>(
    `SELECT m."to"[1] AS value, root.name FROM messages m JOIN conversations c ON c.id = m.conversation_id
       JOIN customers own ON own.id = c.customer_id JOIN customers root ON root.id = own.root_id
      WHERE m.conversation_id = $1 AND m.direction = 'out' AND m."to" <> '{}' ORDER BY m.position LIMIT 1`,
    [message.conversation_id],
  )
  const kind = adapterFor(message.channel_kind).capabilities.starts
  if (!rows[0] || kind === null) return { handle: await follower(message), cc: [] }
  return { handle: { kind, ...rows[0], verified: null }, cc: [] }
}

/** Who has not written, but follows, clicked, or was written to from elsewhere: the customer by the handle that belongs to the thread. */
async function follower(message: Claimed): Promise<Handle> {
  const { rows } = await pool().query<{ kind: IdentityKind; value: string; name: string }>(
    `SELECT i.kind, i.value, root.name FROM conversations c JOIN customers own ON own.id = c.customer_id JOIN customers root ON root.id = own.root_id
       JOIN identities i ON i.customer_id = c.customer_id AND i.value = ANY (c.participants) WHERE c.id = $1 ORDER BY i.created_at, i.id LIMIT 1`,
    [message.conversation_id],
  )
  if (!rows[0]) throw new Error('nobody has written here yet, so there is nobody to answer')
  return { ...rows[0], verified: null }
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
