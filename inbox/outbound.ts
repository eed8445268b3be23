import type { Handle, Outbound, OutboundFile } from '../channels/index.ts'
import type { ChannelKind } from '../contract/channels.ts'
import type { IdentityKind } from '../contract/customers.ts'
import { pool } from '../server/db.ts'
import { openFile } from '../server/storage.ts'

/** A message this process has claimed for sending. */
export type Claimed = {
  id: string
  workspace_id: string
  conversation_id: string
  channel_id: string
  channel_kind: ChannelKind
  thread_key: string
  subject: string | null
  author_name: string
  text: string
  attempts: number
  external_id: string
}

/** Everything an adapter needs to send a message, read at the time of sending. */
export async function outboundOf(message: Claimed): Promise<Outbound> {
  const [to, refs, files] = await Promise.all([recipient(message), refsOf(message), filesOf(message)])
  return {
    messageId: message.id,
    externalId: message.external_id,
    thread: { key: message.thread_key, subject: message.subject, refs },
    to: to.handle,
    cc: to.cc,
    authorName: message.author_name,
    text: message.text,
    files,
  }
}

/** The answer goes to whoever wrote last in this thread (no machine), on the handle they wrote from. */
async function recipient(message: Claimed): Promise<{ handle: Handle; cc: string[] }> {
  const { rows } = await pool().query<{ kind: IdentityKind; value: string; name: string; cc: string[] }>(
    `SELECT from_kind AS kind, from_value AS value, author_name AS name, cc FROM (
       SELECT * FROM messages WHERE conversation_id = $1 AND direction = 'in' ORDER BY position DESC LIMIT 50) AS recent
      ORDER BY auto, position DESC LIMIT 1`,
    [message.conversation_id],
  )
  const last = rows[0]
  if (!last) throw new Error('nobody has written here yet, so there is nobody to answer')
  return { handle: { kind: last.kind, value: last.value, name: last.name, verified: null }, cc: last.cc }
}

/** Provider ids of the newest messages of the thread and of what they answered, oldest first, without our own new one. */
async function refsOf(message: Claimed): Promise<string[]> {
  const { rows } = await pool().query<{ refs: string[] }>(
    `SELECT CASE direction WHEN 'in' THEN refs ELSE ARRAY[external_id] END AS refs FROM messages
      WHERE conversation_id = $1 AND direction IN ('in', 'out') AND coalesce(external_id, $2) <> $2 ORDER BY position DESC LIMIT 30`,
    [message.conversation_id, message.external_id],
  )
  const newestFirst = rows.flatMap((row) => row.refs)
  return [...new Set(newestFirst)].reverse()
}

async function filesOf(message: Claimed): Promise<OutboundFile[]> {
  const { rows } = await pool().query<{ hash: string; name: string; type: string; size: number }>(
    'SELECT hash, name, type, size FROM attachments WHERE message_id = $1 ORDER BY created_at, id',
    [message.id],
  )
  return rows.map(({ hash, ...file }) => ({ ...file, open: () => openFile(hash) }))
}
