import type { Conversation, ConversationStatus } from '../contract/conversations.ts'
import type { ChannelKind } from '../contract/channels.ts'
import type { MessageKind, MessageStatus, SentimentLabel } from '../contract/messages.ts'
import type { Sql } from '../server/db.ts'
import { fail } from '../server/errors.ts'

export type Direction = 'in' | 'out' | 'none'

export type ConversationRow = {
  id: string
  workspace_id: string
  version: number
  channel_id: string
  channel_kind: ChannelKind
  customer_id: string
  customer_name: string
  thread_key: string
  subject: string | null
  status: ConversationStatus
  assignee_id: string | null
  team_id: string | null
  access: string[]
  mood: number | null
  mood_slope: number | null
  mood_label: SentimentLabel | null
  participants: string[]
  unread: number
  waiting_since: string | null
  position: number
  last_message_id: string | null
  last_preview: string
  last_kind: MessageKind
  last_direction: Direction
  last_status: MessageStatus
  last_at: string
  related_id: string | null
  created_at: string
  updated_at: string
}

/** Reads conversations `c` with their customer's name; complete it with WHERE. */
export const selectConversations = `SELECT c.*, cu.name AS customer_name FROM conversations c JOIN customers cu ON cu.id = c.customer_id`

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
    customer: { id: row.customer_id, name: row.customer_name },
    subject: row.subject,
    status: row.status,
    assigneeId: row.assignee_id,
    teamId: row.team_id,
    access: row.access,
    unread: row.unread,
    waitingSince: row.waiting_since,
    position: row.position,
    lastMessage: row.last_message_id
      ? { preview: row.last_preview, kind: row.last_kind, direction: row.last_direction, status: row.last_status, at: row.last_at }
      : null,
    mood: row.mood === null || !row.mood_label ? null : { score: row.mood, slope: row.mood_slope ?? 0, label: row.mood_label },
    relatedId: row.related_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** What a message's event says of its conversation, for whoever routes it. */
export function threadOf(row: ConversationRow): { channelId: string; key: string; access: string[] } {
  return { channelId: row.channel_id, key: row.thread_key, access: row.access }
}

/** One conversation of the workspace, or a refusal. */
export async function findConversation(sql: Sql, id: string): Promise<ConversationRow> {
  const [row] = await sql<ConversationRow>(`${selectConversations} WHERE c.workspace_id = $1 AND c.id = $2`, [id])
  return row ?? fail('not_found', 'This conversation does not exist, or is not yours to see.')
}

/** The same, held until the transaction ends: everything that moves a thread takes this lock first. */
export async function lockConversation(sql: Sql, id: string): Promise<ConversationRow> {
  const [row] = await sql<ConversationRow>(`${selectConversations} WHERE c.workspace_id = $1 AND c.id = $2 FOR UPDATE OF c`, [id])
  return row ?? fail('not_found', 'This conversation does not exist, or is not yours to see.')
}

/** The first line or two of a message, for lists. At most 140 characters, cut between graphemes. */
export function previewOf(text: string, files: { name: string }[]): string {
  const line = text.slice(0, 600).replace(/\s+/g, ' ').trim()
  if (!line) return files[0]?.name.slice(0, 140) ?? ''
  if (line.length <= 140) return line
  const start = graphemes.segment(line).containing(139)?.index ?? 139
  return `${line.slice(0, start)}…`
}

const graphemes = new Intl.Segmenter()
