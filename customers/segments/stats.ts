import type { DomainEvent } from '../../contract/events.ts'
import type { Sql, SqlTx } from '../../server/db.ts'
import type { Subscriber } from '../../server/feature.ts'
import { addActivity, moveActivity, type Said } from './activity.ts'

/** Adds up what customers do, message by message, for segments and profiles: each event takes effect once, in the feed's order. */
export const stats: Subscriber = {
  name: 'customers/stats',
  events: [
    'message.received',
    'message.queued',
    'message.sent',
    'message.judged',
    'conversation.relinked',
    'customer.merged',
    'customer.unmerged',
  ],
  handle: async (tx, events) => {
    const touched = new Set<string>()
    // A conversation that changed hands parts what came before from what comes after: runs of messages are added up between them.
    let run: Said[] = []
    for (const event of events) {
      if (event.name === 'conversation.relinked') {
        await addActivity(tx, run)
        run = []
        await relinked(tx, event)
      } else run.push(...saidIn(event))
      for (const id of customersOf(event)) touched.add(id)
    }
    await addActivity(tx, run)
    await refold(tx, [...touched])
  },
}

/** A customer's message, or an answer written to them, here or elsewhere. Later states of the same answer say nothing new. */
function saidIn(event: DomainEvent): Said[] {
  if (event.name !== 'message.received' && event.name !== 'message.queued' && event.name !== 'message.sent') return []
  const { message, thread } = event.data
  if (thread.customerId === undefined || (event.name !== 'message.received' && message.version > 1)) return []
  const { conversationId, position, auto, createdAt: at } = message
  return [{ customerId: thread.customerId, conversationId, position, auto, at, incoming: event.name === 'message.received' }]
}

async function relinked(tx: SqlTx, { data }: DomainEvent<'conversation.relinked'>): Promise<void> {
  const { conversation, fromId } = data
  if (fromId !== undefined)
    await moveActivity(tx, { conversationId: conversation.id, upTo: conversation.position, fromId, toId: conversation.customer.id })
}

/** Whose figures an event changes. */
function customersOf(event: DomainEvent): string[] {
  switch (event.name) {
    case 'message.received':
    case 'message.queued':
    case 'message.sent':
    case 'message.judged':
      return event.data.thread.customerId === undefined ? [] : [event.data.thread.customerId]
    case 'conversation.relinked':
      return [event.data.conversation.customer.id, ...(event.data.fromId ? [event.data.fromId] : [])]
    case 'customer.merged':
      return [event.data.customer.id, event.data.fromId]
    case 'customer.unmerged':
      return [event.data.customer.id, event.data.restoredId]
    default:
      return []
  }
}

/**
 * Adds up the figures of the groups that customers belong to, from what each of their members did; who is merged has none of their own.
 * A group sounds as its member who wrote last.
 */
export async function refold({ sql }: { sql: Sql }, customerIds: string[]): Promise<void> {
  if (customerIds.length === 0) return
  await sql(mood, [customerIds])
  await sql(fold, [customerIds])
  await sql(
    `DELETE FROM customer_stats s USING customers c
      WHERE s.workspace_id = $1::uuid AND s.customer_id = c.id AND c.id = ANY ($2::uuid[]) AND c.root_id <> c.id`,
    [customerIds],
  )
}

/** The mood of the conversation somebody was in last. */
const mood = `
  UPDATE customer_activity a SET mood = v.mood, mood_slope = v.mood_slope
    FROM unnest($2::uuid[]) AS w (id) CROSS JOIN LATERAL (
      SELECT mood, mood_slope FROM conversations WHERE customer_id = w.id AND mood IS NOT NULL ORDER BY last_at DESC LIMIT 1) v
   WHERE a.workspace_id = $1::uuid AND a.customer_id = w.id`

// One group after the other, along the index: as a join the planner reads every customer for a handful.
const fold = `
  INSERT INTO customer_stats (customer_id, workspace_id, messages_in, messages_out, last_in_at, last_out_at, replies, reply_seconds, mood, mood_slope)
  SELECT g.root_id, $1::uuid, s.*
    FROM (SELECT DISTINCT c.root_id FROM unnest($2::uuid[]) AS w (id) JOIN customers c ON c.id = w.id WHERE c.workspace_id = $1::uuid) g
   CROSS JOIN LATERAL (
     SELECT sum(a.messages_in), sum(a.messages_out), max(a.last_in_at), max(a.last_out_at), sum(a.replies), sum(a.reply_seconds),
            (array_agg(a.mood ORDER BY a.last_in_at DESC NULLS LAST) FILTER (WHERE a.mood IS NOT NULL))[1],
            (array_agg(a.mood_slope ORDER BY a.last_in_at DESC NULLS LAST) FILTER (WHERE a.mood IS NOT NULL))[1]
       FROM customers m JOIN customer_activity a ON a.customer_id = m.id WHERE m.root_id = g.root_id HAVING count(*) > 0) s
  ON CONFLICT (customer_id) DO UPDATE SET messages_in = excluded.messages_in, messages_out = excluded.messages_out, last_in_at = excluded.last_in_at,
    last_out_at = excluded.last_out_at, replies = excluded.replies, reply_seconds = excluded.reply_seconds, mood = excluded.mood,
    mood_slope = excluded.mood_slope`
