import type pg from 'pg'
import type { InboundReceipt } from '../channels/index.ts'
import type { MessageStatus } from '../contract/messages.ts'
import type { NewEvent } from '../server/events.ts'
import { selectConversations, toConversation, type ConversationRow } from './conversations.ts'
import { selectMessages, toMessage, type MessageRow } from './messages.ts'
import type { Known, Told } from './told.ts'

type WorkspaceEvent = NewEvent & { workspaceId: string }

/** What was told, with the message it names by the provider's id. */
type Named = Told & { message: Known | undefined }

/**
 * Ticks: a status only ever moves forward, so a late "delivered" does not undo "read". Of a message that went out in parts the receipt of
 * any part counts for all of it.
 */
export async function applyReceipts(client: pg.ClientBase, told: Named[]): Promise<WorkspaceEvent[]> {
  const receipts = told.flatMap(({ channelId, item, message }) => (item.type === 'receipt' ? [{ channelId, message, ...item }] : []))
  if (receipts.length === 0) return []
  const ids = [...(await tick(client, receipts)), ...(await tickUntil(client, receipts))]
  return tellStatus(client, [...new Set(ids)])
}

type Receipt = InboundReceipt & { channelId: string; message: Known | undefined }

async function tick(client: pg.ClientBase, receipts: Receipt[]): Promise<string[]> {
  const named = receipts.flatMap((receipt) => {
    const messageId = 'messageId' in receipt.for ? receipt.for.messageId : receipt.message?.messageId
    return messageId === undefined ? [] : [{ ...receipt, messageId }]
  })
  if (named.length === 0) return []
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
      named.map((receipt) => receipt.channelId),
      named.map((receipt) => receipt.messageId),
      named.map((receipt) => receipt.status),
      named.map((receipt) => receipt.upTo),
      named.map((receipt) => receipt.thread?.key ?? null),
    ],
  })
  return rows.map((row) => row.id)
}

/** Everything of a thread that went out until a moment of the provider's clock, which runs ahead of our own record by the way of its answer. */
async function tickUntil(client: pg.ClientBase, receipts: Receipt[]): Promise<string[]> {
  const until = receipts.flatMap(({ for: which, thread, ...receipt }) =>
    'until' in which && thread ? [{ ...receipt, until: which.until, key: thread.key }] : [],
  )
  if (until.length === 0) return []
  const { rows } = await client.query<{ id: string }>({
    name: 'apply-receipts-until',
    text: `UPDATE messages m SET status = r.status, reason = NULL, version = m.version + 1
             FROM (
               SELECT t.id, CASE WHEN bool_or(r.status = 'read') THEN 'read' ELSE 'delivered' END AS status
                 FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) AS r (channel_id, thread_key, status, until)
                 JOIN conversations c USING (channel_id, thread_key)
                 JOIN messages t ON t.conversation_id = c.id AND t.position > c.position - 500 AND t.sent_at <= r.until + interval '2 seconds'
                WHERE t.direction = 'out' AND (t.status IN ('sent', 'unknown') OR (t.status = 'delivered' AND r.status = 'read'))
                GROUP BY t.id
             ) AS r WHERE m.id = r.id RETURNING m.id`,
    values: [until.map((r) => r.channelId), until.map((r) => r.key), until.map((r) => r.status), until.map((r) => r.until)],
  })
  return rows.map((row) => row.id)
}

/**
 * Our message came back. A permanent bounce fails it with the other side's words, also when only one of its parts came back; a passing one
 * only notes them.
 */
export async function applyBounces(client: pg.ClientBase, told: Named[]): Promise<WorkspaceEvent[]> {
  const bounces = told.flatMap(({ item, message }) => (item.type === 'bounce' && message ? [{ ...item, id: message.messageId }] : []))
  if (bounces.length === 0) return []
  const { rows } = await client.query<{ id: string }>({
    name: 'apply-bounces',
    text: `UPDATE messages m SET status = CASE WHEN b.permanent THEN 'failed' ELSE m.status END, reason = b.reason, version = m.version + 1
             FROM (SELECT DISTINCT ON (id) * FROM unnest($1::uuid[], $2::boolean[], $3::text[]) AS b (id, permanent, reason) ORDER BY id, permanent DESC) AS b
            WHERE m.id = b.id AND m.direction = 'out' AND m.status <> 'failed' AND (b.permanent OR m.reason IS DISTINCT FROM b.reason) RETURNING m.id`,
    values: [bounces.map((b) => b.id), bounces.map((b) => b.permanent), bounces.map((b) => b.reason)],
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
