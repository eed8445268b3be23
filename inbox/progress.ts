import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import { adapterFor, type ClosedByProvider } from '../channels/index.ts'
import { isPassing } from '../server/away.ts'
import { transaction } from '../server/db.ts'
import { emitAll } from '../server/events.ts'
import { processId } from '../server/leases.ts'
import { selectConversations, toConversation, type ConversationRow } from './conversations.ts'
import { applyEarly } from './early.ts'
import type { Claimed } from './outbound.ts'
import { tellStatus } from './receipts.ts'

/** Writes down that one part of a message is out while others are still to go, and tells how far it got. */
export function recordPart(message: Claimed, externalIds: string[], of: number): Promise<void> {
  return atLast(async (client) => {
    await client.query('SELECT 1 FROM conversations WHERE id = $1 FOR UPDATE', [message.conversation_id])
    await client.query(
      `UPDATE messages SET parts_sent = parts_sent + 1, parts = $4, version = version + 1, unanswered_at = NULL WHERE id = $1 AND sending_by = $2 AND parts_sent = $3`,
      [message.id, processId, message.parts_sent, of],
    )
    await keepIds(client, message, externalIds)
    await countInWindow(client, message)
    await tellMoved(client, message)
  })
}

/** The outcome of a send is in our hands only: while the database is away it is kept and tried again, for the queue could not repeat it. */
export async function atLast<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await transaction(work)
    } catch (error) {
      if (!isPassing(error) && !isTaken(error)) throw error
      await setTimeout(1_000)
    }
  }
}

/** Somebody wrote the same key down at this very moment: the next try sees it. */
export const isTaken = (error: unknown) => error instanceof Error && 'code' in error && error.code === '23505'

/** The provider's ids of a part: receipts and answers will name it by them. The first one becomes the message's own, unless it has one. */
export async function keepIds(client: pg.ClientBase, message: Claimed, externalIds: string[]): Promise<void> {
  if (externalIds.length === 0) return
  const { id, channel_id: channelId, conversation_id: conversationId } = message
  await client.query(
    'INSERT INTO message_refs (channel_id, ref, message_id) SELECT $1, ref, $3 FROM unnest($2::text[]) AS ref ON CONFLICT DO NOTHING',
    [channelId, externalIds, id],
  )
  await client.query(
    'INSERT INTO thread_refs (channel_id, ref, conversation_id) SELECT $1, ref, $3 FROM unnest($2::text[]) AS ref ON CONFLICT DO NOTHING',
    [channelId, externalIds, conversationId],
  )
  await client.query(
    `UPDATE messages SET external_id = $3 WHERE id = $1 AND external_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM messages WHERE channel_id = $2 AND external_id = $3)`,
    [id, channelId, externalIds[0]],
  )
}

/** One part more was sent since the customer acted. */
export async function countInWindow(client: pg.ClientBase, { channel_kind: kind, conversation_id: id }: Claimed): Promise<void> {
  if (!adapterFor(kind).quota) return
  await client.query('UPDATE conversations SET window_sent = window_sent + 1, version = version + 1, updated_at = now() WHERE id = $1', [
    id,
  ])
}

/** The provider says that the customer must act first; unless they did since, that is so. */
export async function closeWindow(client: pg.ClientBase, message: Claimed, why: ClosedByProvider): Promise<void> {
  if (!adapterFor(message.channel_kind).quota) return
  await client.query(
    `UPDATE conversations SET window_closed = $3, version = version + 1, updated_at = now()
      WHERE id = $1 AND window_opened_at IS NOT DISTINCT FROM $2 AND window_closed IS NULL`,
    [message.conversation_id, message.window_opened_at, why],
  )
}

/** Emits what became of a message, and where its conversation's version moved, of the conversation: open composers learn its window by it. */
export async function tellMoved(client: pg.PoolClient, message: Claimed): Promise<void> {
  const events = await tellStatus(client, [message.id])
  const told = events.some(({ name }) => name === 'conversation.advanced')
  await emitAll(client, told || !adapterFor(message.channel_kind).quota ? events : [...events, ...(await advanced(client, message))])
}

async function advanced(client: pg.ClientBase, { conversation_id: id }: Claimed) {
  const { rows } = await client.query<ConversationRow>(`${selectConversations} WHERE c.id = $1`, [id])
  return rows.map((row) => ({
    workspaceId: row.workspace_id,
    name: 'conversation.advanced' as const,
    data: { conversation: toConversation(row) },
  }))
}

/** Applies what came for a message while it was under way, by any of its ids; once it has left our hands. */
export async function applyWaiting(
  client: pg.ClientBase,
  { id, channel_id: channelId }: { id: string; channel_id: string },
): Promise<void> {
  const { rows } = await client.query<{ ref: string }>(
    'SELECT ref FROM message_refs WHERE message_id = $1 UNION SELECT external_id FROM messages WHERE id = $1 AND external_id IS NOT NULL',
    [id],
  )
  await applyEarly(
    client,
    channelId,
    rows.map(({ ref }) => ref),
  )
}
