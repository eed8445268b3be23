import type pg from 'pg'
import type { MessageStatus } from '../contract/messages.ts'
import type { NewEvent } from '../server/events.ts'
import type { Arrival } from './arrival.ts'
import { selectConversations, toConversation, type ConversationRow } from './conversations.ts'
import { selectMessages, toMessage, type MessageRow } from './messages.ts'

type WorkspaceEvent = NewEvent & { workspaceId: string }

/** Ticks: a status only ever moves forward, so a late "delivered" does not undo "read". */
export async function applyReceipts(client: pg.PoolClient, arrivals: Arrival[]): Promise<WorkspaceEvent[]> {
  const receipts = arrivals.flatMap((arrival) =>
    arrival.items.flatMap((item) =>
      item.type === 'receipt' && 'messageId' in item.for ? [{ channelId: arrival.channelId, messageId: item.for.messageId, ...item }] : [],
    ),
  )
  if (receipts.length === 0) return []
  const { rows } = await client.query<{ id: string }>({
    name: 'apply-receipts',
    text: `UPDATE messages m SET status = r.status, reason = NULL, version = m.version + 1
             FROM (
               SELECT t.id, CASE WHEN bool_or(r.status = 'read') THEN 'read' ELSE 'delivered' END AS status
                 FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::boolean[], $5::text[]) AS r (channel_id, message_id, status, up_to, thread_key)
                 JOIN messages seen ON seen.id = r.message_id AND seen.channel_id = r.channel_id
                 JOIN conversations c ON c.id = seen.conversation_id AND (r.thread_key IS NULL OR c.thread_key = r.thread_key)
                 JOIN messages t ON t.conversation_id = c.id AND (t.id = seen.id OR (r.up_to AND t.position <= seen.position AND t.position > seen.position - 500))
                WHERE t.direction = 'out' AND (t.status IN ('sent', 'unknown') OR (t.status = 'delivered' AND r.status = 'read'))
                GROUP BY t.id
             ) AS r WHERE m.id = r.id RETURNING m.id`,
    values: [
      receipts.map((receipt) => receipt.channelId),
      receipts.map((receipt) => receipt.messageId),
      receipts.map((receipt) => receipt.status),
      receipts.map((receipt) => receipt.upTo),
      receipts.map((receipt) => receipt.thread?.key ?? null),
    ],
  })
  return tellStatus(
    client,
    rows.map((row) => row.id),
  )
}

/** Our mail came back. A permanent bounce fails the message with the other side's words; a passing one only notes them. */
export async function applyBounces(client: pg.PoolClient, arrivals: Arrival[]): Promise<WorkspaceEvent[]> {
  const bounces = arrivals.flatMap((arrival) =>
    arrival.items.flatMap((item) => (item.type === 'bounce' ? [{ channelId: arrival.channelId, ...item }] : [])),
  )
  if (bounces.length === 0) return []
  const { rows } = await client.query<{ id: string }>({
    name: 'apply-bounces',
    text: `UPDATE messages m SET status = CASE WHEN b.permanent THEN 'failed' ELSE m.status END, reason = b.reason, version = m.version + 1
             FROM (SELECT DISTINCT ON (channel_id, external_id) * FROM unnest($1::uuid[], $2::text[], $3::boolean[], $4::text[]) AS b (channel_id, external_id, permanent, reason)
                    ORDER BY channel_id, external_id, permanent DESC) AS b
            WHERE m.channel_id = b.channel_id AND m.external_id = b.external_id AND m.direction = 'out' AND m.status <> 'failed' RETURNING m.id`,
    values: [
      bounces.map((b) => b.channelId),
      bounces.map((b) => b.externalId),
      bounces.map((b) => b.permanent),
      bounces.map((b) => b.reason),
    ],
  })
  return tellStatus(
    client,
    rows.map((row) => row.id),
  )
}

const eventOf = {
  sent: 'message.sent',
  delivered: 'message.delivered',
  read: 'message.read',
  failed: 'message.failed',
  unknown: 'message.failed',
  queued: 'message.queued',
} as const

/** The event that tells a message's present status. */
export function statusEvent(status: MessageStatus): (typeof eventOf)[keyof typeof eventOf] {
  return status in eventOf ? eventOf[status as keyof typeof eventOf] : 'message.queued'
}

/** Brings the list rows of changed messages up to date and answers the events that tell of both. */
export async function tellStatus(client: pg.ClientBase, messageIds: string[]): Promise<WorkspaceEvent[]> {
  if (messageIds.length === 0) return []
  const messages = await client.query<MessageRow & { thread_key: string; access: string[] }>({
    name: 'read-told',
    text: `SELECT told.*, c.thread_key, c.access FROM (${selectMessages} WHERE m.id = ANY ($1::uuid[])) AS told JOIN conversations c ON c.id = told.conversation_id`,
    values: [messageIds],
  })
  const shown = await client.query<{ id: string }>({
    name: 'show-status',
    text: `UPDATE conversations c SET last_status = m.status, version = c.version + 1, updated_at = now()
             FROM messages m WHERE m.id = ANY ($1::uuid[]) AND c.id = m.conversation_id AND c.last_message_id = m.id AND c.last_status <> m.status RETURNING c.id`,
    values: [messageIds],
  })
  const conversations = await client.query<ConversationRow>({
    name: 'read-threads',
    text: `${selectConversations} WHERE c.id = ANY ($1::uuid[])`,
    values: [shown.rows.map((row) => row.id)],
  })
  return [
    ...messages.rows.map((row) => ({
      workspaceId: row.workspace_id,
      name: statusEvent(row.status),
      data: { message: toMessage(row), thread: { channelId: row.channel_id, key: row.thread_key, access: row.access } },
    })),
    ...conversations.rows.map((row) => ({
      workspaceId: row.workspace_id,
      name: 'conversation.advanced' as const,
      data: { conversation: toConversation(row) },
    })),
  ]
}
