import type { Input, Output } from '../contract/api.ts'
import { type Actor, holds } from '../contract/can.ts'
import type { Conversation, OwnConversation, Reading } from '../contract/conversations.ts'
import { unreadOf } from '../contract/unread.ts'
import type { Context } from '../server/context.ts'
import type { Sql, SqlTx } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import { emit } from '../server/events.ts'
import { visibleSql } from '../server/visible.ts'
import { selectOwn, type OwnRow } from './conversations.ts'

// A person has at most one row per conversation, written when they read it (or when it is marked unread for them). A new message writes none of them:
// it only raises the conversation's own count, whoever reads it and however many they are.

type Row = { version: number; received: number; marked: boolean }

const neverRead: Reading = { version: 0, received: 0, marked: false }

/** Joins to conversations `c` how far a person (the placeholder of their id, null for nobody) has read each, as `r`. */
export const joinReading = (reader: string) => `LEFT JOIN readings r ON r.conversation_id = c.id AND r.user_id = ${reader}::uuid`

/** The SQL of `unreadOf` (contract/conversations.ts) on conversations `c` with `joinReading`. */
export const unreadSql = 'greatest(c.received - greatest(c.settled, coalesce(r.received, 0)), coalesce(r.marked, false)::int)'

/** A conversation as who acts gets it: with what they have not read, and its customer's labels. */
export function asOwn(actor: Actor, conversation: Conversation, row: { reading: Reading | null; label_ids: string[] }): OwnConversation {
  const reading = row.reading ?? neverRead
  const labelIds = holds(actor, 'customer.read') ? row.label_ids : []
  return { ...conversation, unread: unreadOf(conversation, reading), reading, labelIds }
}

/** The same of one that was just written. */
export async function ownOf(sql: Sql, actor: Actor, conversation: Conversation): Promise<OwnConversation> {
  const [row] = await sql<OwnRow>(`${selectOwn} ${joinReading('$2')} WHERE c.workspace_id = $1 AND c.id = $3`, [
    actor.type === 'user' ? actor.id : null,
    conversation.id,
  ])
  return row ? asOwn(actor, conversation, row) : fail('internal', 'The conversation vanished while it was being changed.')
}

/** How far the actor has read some conversations, of those they may see. */
export async function listReadings({ sql, actor }: Context, { ids }: Input<'reading.list'>): Promise<Output<'reading.list'>> {
  const params: unknown[] = [ids.split(','), actor.type === 'user' ? actor.id : null]
  const seen = visibleSql(actor, 'c.access', (value) => `$${params.push(value) + 1}`)
  const rows = await sql<Row & { id: string }>(
    `SELECT c.id, coalesce(r.version, 0) AS version, coalesce(r.received, 0) AS received, coalesce(r.marked, false) AS marked
       FROM conversations c ${joinReading('$3')} WHERE c.workspace_id = $1 AND c.id = ANY ($2::uuid[]) AND ${seen}`,
    params,
  )
  return { data: rows.map(({ id, ...reading }) => ({ id, reading })), next: null }
}

/** Somebody has read a conversation up to `position`: never less than they had before. Tells their other screens. */
export async function readUpTo(tx: SqlTx, userId: string, { id, position }: { id: string; position: number }): Promise<void> {
  await tell(
    tx,
    { id, userId },
    await tx.sql<Row>(
      `INSERT INTO readings AS r (workspace_id, user_id, conversation_id, received)
       SELECT c.workspace_id, $3, c.id, c.received - (SELECT count(*)::int FROM (SELECT 1 FROM messages m
                WHERE m.conversation_id = c.id AND m.position > $4 AND m.direction = 'in' AND NOT m.auto LIMIT c.received - c.settled) AS later)
         FROM conversations c WHERE c.workspace_id = $1 AND c.id = $2
       ON CONFLICT (user_id, conversation_id) DO UPDATE SET received = greatest(r.received, EXCLUDED.received), marked = false, version = r.version + 1
        WHERE r.marked OR r.received < EXCLUDED.received RETURNING version, received, marked`,
      [id, userId, position],
    ),
  )
}

/** Marks a conversation unread for somebody until they look: at their own wish, or because it was given to them. */
export async function markUnread(tx: SqlTx, userId: string, id: string): Promise<void> {
  await tell(
    tx,
    { id, userId },
    await tx.sql<Row>(
      `INSERT INTO readings AS r (workspace_id, user_id, conversation_id, marked) VALUES ($1, $3, $2, true)
       ON CONFLICT (user_id, conversation_id) DO UPDATE SET marked = true, version = r.version + 1 WHERE NOT r.marked RETURNING version, received, marked`,
      [id, userId],
    ),
  )
}

async function tell(tx: SqlTx, whose: { id: string; userId: string }, changed: Row[]): Promise<void> {
  for (const reading of changed) await emit(tx, 'conversation.read', { ...whose, reading })
}

/**
 * Everybody has read what a thread holds so far, and nobody waits for it to be opened: after an answer from outside Parley, and for old mail that
 * is taken in. Call it on the thread in memory behind `advance`, before the batch is written; the next message counts as new again.
 */
export function settle(thread: { received: number; settled: number; unread: number }): void {
  thread.settled = thread.received
  thread.unread = 0
}
