import type pg from 'pg'
import type { ClosedByProvider, InboundBounce, InboundReceipt } from '../channels/index.ts'
import type { MessageStatus } from '../contract/messages.ts'
import type { NewEvent } from '../server/events.ts'
import { selectConversations, toConversation, type ConversationRow } from './conversations.ts'
import { selectMessages, toMessage, type MessageRow } from './messages.ts'
import type { Known, Told } from './told.ts'
import { lacksOnlyCopies, type Undelivered } from './undelivered.ts'

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
 * only notes them. A copy that came back fails nothing for the others.
 */
export async function applyBounces(client: pg.ClientBase, told: Named[]): Promise<WorkspaceEvent[]> {
  const bounces = told.flatMap(({ item, message }) => (item.type === 'bounce' && message ? [{ ...item, id: message.messageId }] : []))
  if (bounces.length === 0) return []
  const { whole, noted } = await noteUndelivered(client, bounces)
  const { rows } = await client.query<{ id: string }>({
    name: 'apply-bounces',
    text: `UPDATE messages m SET status = CASE WHEN b.permanent THEN 'failed' ELSE m.status END, reason = b.reason, version = m.version + 1
             FROM (SELECT DISTINCT ON (id) * FROM unnest($1::uuid[], $2::boolean[], $3::text[]) AS b (id, permanent, reason) ORDER BY id, permanent DESC) AS b
            WHERE m.id = b.id AND m.direction = 'out' AND m.status NOT IN ('failed', 'discarded') AND (b.permanent OR m.reason IS DISTINCT FROM b.reason) RETURNING m.id`,
    values: [whole.map((b) => b.id), whole.map((b) => b.permanent), whole.map((b) => b.reason)],
  })
  const closing = bounces.flatMap(({ id, closesWindow }) => (closesWindow ? [{ id, why: closesWindow }] : []))
  const closed = closing.length > 0 ? await closeWindows(client, closing) : []
  return tellStatus(client, [...new Set([...noted, ...rows.map((row) => row.id)])], closed)
}

type Bounce = InboundBounce & { id: string }

/**
 * Notes whom mails to several did not reach. `whole`: the bounces that are the message's own, because they name nobody or whom it is for; `noted`: the
 * ids of messages only copies of which came back.
 */
async function noteUndelivered(client: pg.ClientBase, bounces: Bounce[]): Promise<{ whole: Bounce[]; noted: string[] }> {
  const named = bounces.filter(({ permanent, recipients }) => permanent && recipients !== undefined)
  if (named.length === 0) return { whole: bounces, noted: [] }
  const { rows } = await client.query<{ id: string; to: string[]; cc: string[]; bcc: string[]; undelivered: Undelivered[] }>(
    `SELECT id, "to", cc, bcc, undelivered FROM messages WHERE id = ANY ($1::uuid[]) AND direction = 'out' AND cardinality("to" || cc || bcc) > 0`,
    [named.map(({ id }) => id)],
  )
  const lacking = new Map(rows.map(({ id, ...message }) => [id, message]))
  const copiesOnly = new Set<Bounce>()
  for (const bounce of named) {
    const message = lacking.get(bounce.id)
    if (!message) continue
    const news = (bounce.recipients ?? []).map((one) => ({ ...one, again: false }))
    if (lacksOnlyCopies(news, message)) copiesOnly.add(bounce)
    message.undelivered = [...message.undelivered.filter((old) => !news.some(({ address }) => address === old.address)), ...news]
  }
  const { rows: changed } = await client.query<{ id: string }>(
    `UPDATE messages m SET undelivered = u.undelivered, version = m.version + 1
       FROM jsonb_to_recordset($1::jsonb) AS u (id uuid, undelivered jsonb) WHERE m.id = u.id AND m.undelivered <> u.undelivered RETURNING m.id`,
    [JSON.stringify([...lacking].map(([id, { undelivered }]) => ({ id, undelivered })))],
  )
  return { whole: bounces.filter((bounce) => !copiesOnly.has(bounce)), noted: changed.map(({ id }) => id) }
}

/** Of the conversations of messages that show that nothing arrives there until the customer writes again; not where they have meanwhile. Answers which. */
async function closeWindows(client: pg.ClientBase, closing: { id: string; why: ClosedByProvider }[]): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `UPDATE conversations c SET window_closed = n.why, version = c.version + 1, updated_at = now()
       FROM messages m JOIN unnest($1::uuid[], $2::text[]) AS n (id, why) ON n.id = m.id
      WHERE c.id = m.conversation_id AND c.window_closed IS NULL
        AND (c.window_opened_at IS NULL OR c.window_opened_at <= m.sent_at) RETURNING c.id`,
    [closing.map(({ id }) => id), closing.map(({ why }) => why)],
  )
  return [...new Set(rows.map(({ id }) => id))]
}

const eventOf = {
  sent: 'message.sent',
  delivered: 'message.delivered',
  read: 'message.read',
  failed: 'message.failed',
  unknown: 'message.failed',
  queued: 'message.queued',
  discarded: 'message.changed',
} as const

/** The event that tells a message's present status. */
export function statusEvent(status: MessageStatus): (typeof eventOf)[keyof typeof eventOf] {
  return status in eventOf ? eventOf[status as keyof typeof eventOf] : 'message.queued'
}

/** Brings the list rows of changed messages up to date and answers the events that tell of both, and of conversations that `moved` besides. */
export async function tellStatus(client: pg.ClientBase, messageIds: string[], moved: string[] = []): Promise<WorkspaceEvent[]> {
  if (messageIds.length + moved.length === 0) return []
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
    values: [[...shown.rows.map((row) => row.id), ...moved]],
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
