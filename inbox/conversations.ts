import type { Conversation, ConversationStatus, Post, Reading } from '../contract/conversations.ts'
import type { Window } from '../channels/index.ts'
import type { ChannelKind, Surface } from '../contract/channels.ts'
import type { MessageKind, MessageStatus, Place, SentimentLabel } from '../contract/messages.ts'
import type { Context } from '../server/context.ts'
import type { SqlTx } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import type { Mood } from './language/mood.ts'
import { assertVisible } from '../server/visible.ts'
import { remoteImageLink } from './remote-image.ts'

export type Direction = 'in' | 'out' | 'none'

export type ConversationRow = {
  id: string
  workspace_id: string
  version: number
  channel_id: string
  channel_kind: ChannelKind
  /** Whose it was when it began; whose it is now is `root_id`: who that customer is merged into, if anybody. */
  customer_id: string
  root_id: string
  customer_name: string
  thread_key: string
  subject: string | null
  surface: Surface
  /** As its channel told it: the picture at its own address. */
  post: Post | null
  window_opened_by: string | null
  window_opened_at: string | null
  window_sent: number
  window_closed: Window['closed']
  status: ConversationStatus
  assignee_id: string | null
  team_id: string | null
  access: string[]
  mood: number | null
  mood_slope: number | null
  mood_label: SentimentLabel | null
  participants: string[]
  /** The customer's messages nobody of ours has opened. */
  unread: number
  received: number
  settled: number
  waiting_since: string | null
  position: number
  last_message_id: string | null
  last_preview: string
  last_unsupported: string | null
  last_kind: MessageKind
  last_direction: Direction
  last_status: MessageStatus
  last_at: string
  related_id: string | null
  created_at: string
  updated_at: string
}

/** Reads conversations `c` with their customer as it is now, after merges; complete it with WHERE. */
export const selectConversations = select('')

/** The same with how far somebody has read each; complete it with `joinReading`, then WHERE. */
export const selectOwn = select(
  `, CASE WHEN r.version IS NOT NULL THEN jsonb_build_object('version', r.version, 'received', r.received, 'marked', r.marked) END AS reading, root.label_ids`,
)
export type OwnRow = ConversationRow & { reading: Reading | null; label_ids: string[] }

function select(more: string): string {
  return `SELECT c.*, root.id AS root_id, root.name AS customer_name${more}
  FROM conversations c JOIN customers own ON own.id = c.customer_id JOIN customers root ON root.id = own.root_id`
}

/** SQL of the ids of everybody who is one with a customer by merges, as an array: a conversation keeps the one it began with. */
export const groupOf = (customerId: string) =>
  `ARRAY(SELECT id FROM customers WHERE workspace_id = $1 AND root_id = (SELECT root_id FROM customers WHERE workspace_id = $1 AND id = ${customerId}::uuid))`

/** Whom a conversation `c` is assigned to, as the indexes by assignee know it: nobody is `nobody`, because NULL would be no range in order. */
export const assigneeKey = `coalesce(c.assignee_id, '00000000-0000-0000-0000-000000000000'::uuid)`
export const nobody = '00000000-0000-0000-0000-000000000000'

export function toConversation(row: ConversationRow): Conversation {
  return {
    id: row.id,
    version: row.version,
    channelId: row.channel_id,
    channelKind: row.channel_kind,
    threadKey: row.thread_key,
    customer: { id: row.root_id, name: row.customer_name },
    subject: row.subject,
    surface: row.surface,
    post: row.post && { ...row.post, picture: row.post.picture && remoteImageLink(row.post.picture) },
    status: row.status,
    assigneeId: row.assignee_id,
    teamId: row.team_id,
    access: row.access,
    unseen: row.unread,
    received: row.received,
    settled: row.settled,
    waitingSince: row.waiting_since,
    position: row.position,
    lastMessage: row.last_message_id
      ? {
          preview: row.last_preview,
          unsupported: row.last_unsupported,
          kind: row.last_kind,
          direction: row.last_direction,
          status: row.last_status,
          at: row.last_at,
        }
      : null,
    mood: toMood(row),
    relatedId: row.related_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function toMood(row: ConversationRow): Conversation['mood'] {
  const mood = moodIn(row)
  return mood && { score: mood.mood, slope: mood.slope, label: mood.label }
}

/** The mood a conversation's row holds; null before the customer's first words. */
export function moodIn({ mood, mood_slope: slope, mood_label: label }: ConversationRow): Mood | null {
  return mood === null || label === null ? null : { mood, slope: slope ?? 0, label }
}

/** What a message's event says of its conversation, for whoever routes it. */
export function threadOf(row: ConversationRow): { channelId: string; key: string; access: string[]; customerId: string } {
  return { channelId: row.channel_id, key: row.thread_key, access: row.access, customerId: row.customer_id }
}

const notYours = 'This conversation does not exist, or is not yours to see.'

/** One conversation the actor may see, or a refusal. */
export async function findConversation({ sql, actor }: Pick<Context, 'sql' | 'actor'>, id: string): Promise<ConversationRow> {
  const [row] = await sql<ConversationRow>(`${selectConversations} WHERE c.workspace_id = $1 AND c.id = $2`, [id])
  return assertVisible(actor, row, notYours)
}

/**
 * The same, held until the transaction ends: everything that moves a thread takes this lock first. Its customer is locked before it,
 * because who may see a customer follows from its conversations; `besides` names another customer the change will touch.
 */
export async function lockConversation(tx: SqlTx, { actor }: Context, id: string, besides?: string): Promise<ConversationRow> {
  const roots = await lockCustomers(tx, [id], besides)
  const [row] = await tx.sql<ConversationRow>(`${selectConversations} WHERE c.workspace_id = $1 AND c.id = $2 FOR UPDATE OF c`, [id])
  const found = assertVisible(actor, row, notYours)
  if (!roots.includes(found.root_id)) fail('conflict', 'This conversation was given to another customer at this very moment. Try again.')
  return found
}

/** Locks the customers of conversations (and one more) in the order everybody locks them; answers the ids of those they are merged into. */
export async function lockCustomers(tx: SqlTx, conversationIds: string[], besides?: string): Promise<string[]> {
  const rows = await tx.sql<{ id: string }>(
    `SELECT id FROM customers WHERE workspace_id = $1 AND id IN (
       SELECT own.root_id FROM conversations c JOIN customers own ON own.id = c.customer_id WHERE c.id = ANY ($2::uuid[])
       UNION SELECT root_id FROM customers WHERE id = $3) ORDER BY id FOR NO KEY UPDATE`,
    [conversationIds, besides ?? null],
  )
  return rows.map((row) => row.id)
}

/** The first line or two of a message, for lists. At most 140 characters, cut between graphemes. */
export function previewOf(text: string, files: { name: string }[]): string {
  const line = text.slice(0, 600).replace(/\s+/g, ' ').trim()
  if (!line) return files[0]?.name.slice(0, 140) ?? ''
  if (line.length <= 140) return line
  const start = graphemes.segment(line).containing(139)?.index ?? 139
  return `${line.slice(0, start)}…`
}

type Seen = { text: string; attachments: { name: string }[]; place: Place | null; subject: string | null }

/** The same of a message that came in: without words or files it is its place, or its subject. */
export function previewIn({ text, attachments, place, subject }: Seen): string {
  const where = place && (place.name || place.address || `${place.latitude}, ${place.longitude}`)
  return previewOf(text, attachments) || (where ? previewOf(`📍 ${where}`, []) : (subject ?? ''))
}

const graphemes = new Intl.Segmenter()
