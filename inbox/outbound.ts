import { adapterFor, type Handle, type Outbound, type OutboundFile, type Window } from '../channels/index.ts'
import type { ChannelKind, Health, Surface } from '../contract/channels.ts'
import type { Mailbox } from '../contract/mailbox.ts'
import { pool } from '../server/db.ts'
import { openFile } from '../server/storage.ts'
import { nameOfAddress } from './addresses.ts'
import { outsideLink } from './outside-links.ts'
import { partIdOf, partsOf } from './parts.ts'
import { recipientOf } from './recipients.ts'
import { recipientsLeft, type Undelivered } from './undelivered.ts'

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
  /** Whom it goes to, as it was written down with it; nobody, where the channel knows no copies. */
  to: string[]
  cc: string[]
  bcc: string[]
  names: Record<string, string>
  undelivered: Undelivered[]
  quoted: string | null
  forward_of: string | null
  attempts: number
  external_id: string | null
  template: Outbound['template']
  /** How many parts are out already. */
  parts_sent: number
  /** For how long the provider wants nothing on this channel, in ms. */
  held_ms: number
  /** For how long the part to be sent now may be out already, in ms: an earlier try of it got no answer. */
  unanswered_ms: number | null
  /** How sending did on this channel until now. */
  sending_state: Health['state']
  sending_message: string | null
  surface: Surface
  window_opened_by: string | null
  window_opened_at: string | null
  window_sent: number
  window_closed: Window['closed']
}

/** The parts of a message as an adapter takes them, read at the time of sending, in the order they go out. */
export async function outboundOf(message: Claimed): Promise<Outbound[]> {
  const thread = { id: message.conversation_id, channel_id: message.channel_id, channel_kind: message.channel_kind }
  const isForward = message.forward_of !== null
  const recipients = addressedTo(message)
  const first = [...recipients.to, ...recipients.cc, ...recipients.bcc][0]
  const [to, refs, files] = await Promise.all([
    first ? handleOf(message.channel_kind, first) : recipientOf(thread),
    isForward ? [] : refsOf(message),
    filesOf(message),
  ])
  const common = {
    messageId: message.id,
    externalId: message.external_id,
    thread: { key: message.thread_key, subject: message.subject, surface: message.surface, refs },
    to,
    // Messages of before we wrote down whom they go to name only who gets a copy.
    recipients: message.to.length === 0 && !isForward ? { ...recipients, to: [{ name: to.name ?? '', address: to.value }] } : recipients,
    only: recipientsLeft(message.undelivered),
    quoted: message.quoted,
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

/** Where a channel knows copies: whom a message goes to, exactly as it was written down. */
function addressedTo({ channel_kind, to, cc, bcc, names }: Claimed): Outbound['recipients'] {
  if (!adapterFor(channel_kind).capabilities.subject) return { to: [], cc: [], bcc: [] }
  const mailboxes = (list: string[]) => list.map((address) => ({ name: nameOfAddress(names, address), address }))
  return { to: mailboxes(to), cc: mailboxes(cc), bcc: mailboxes(bcc) }
}

function handleOf(kind: ChannelKind, { name, address }: Mailbox): Handle {
  return { kind: adapterFor(kind).capabilities.starts ?? 'email', value: address, name, verified: null }
}

/** What a conversation's columns say of its reply window. */
export function windowOf(row: Pick<Claimed, 'window_opened_by' | 'window_opened_at' | 'window_sent' | 'window_closed'>): Window {
  return { openedBy: row.window_opened_by, openedAt: row.window_opened_at, sent: row.window_sent, closed: row.window_closed }
}

/** Provider ids of the newest messages of the thread and of what they answered, oldest first, without our own new one. */
async function refsOf(message: Claimed): Promise<string[]> {
  const { rows } = await pool().query<{ refs: string[] }>(
    `SELECT CASE direction WHEN 'in' THEN refs ELSE ARRAY[external_id] END AS refs FROM messages
      WHERE conversation_id = $1 AND direction IN ('in', 'out') AND external_id IS NOT NULL AND forward_of IS NULL AND id <> $2 ORDER BY position DESC LIMIT 30`,
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
