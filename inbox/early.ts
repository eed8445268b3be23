import type pg from 'pg'
import { pool, transaction } from '../server/db.ts'
import { emitAll } from '../server/events.ts'
import type { Job } from '../server/feature.ts'
import { groupBy } from '../server/group.ts'
import { log } from '../server/log.ts'
import { applyTold, findTold, isReady, refOf, type Told } from './told.ts'

/** Keeps what came before the message it is about, until that message or its id appears; for a week. */
export async function keepEarly(client: pg.ClientBase, told: Told[]): Promise<void> {
  if (told.length === 0) return
  await client.query({
    name: 'keep-early',
    text: `INSERT INTO early_items (workspace_id, channel_id, external_id, raw_id, item, received_at)
           SELECT workspace_id, channel_id, external_id, raw_id, item, received_at FROM jsonb_populate_recordset(NULL::early_items, $1::jsonb)`,
    values: [JSON.stringify(told.map(toRow))],
  })
}

function toRow(told: Told) {
  const { workspaceId, channelId, rawId, receivedAt, item } = told
  return { workspace_id: workspaceId, channel_id: channelId, external_id: refOf(told), raw_id: rawId, item, received_at: receivedAt }
}

/**
 * Applies what came early for messages of a channel that are known from now on by `refs` (the provider's ids), and emits what follows. Call it
 * in the transaction that makes them known, after they are written and their status is no longer `sending`, with all ids of a message.
 */
export async function applyEarly(client: pg.ClientBase, channelId: string, refs: string[]): Promise<void> {
  if (refs.length === 0) return
  const { rows } = await client.query<Told & { id: number }>({
    name: 'find-early',
    text: `SELECT id, workspace_id AS "workspaceId", channel_id AS "channelId", raw_id::text AS "rawId", received_at AS "receivedAt", item
             FROM early_items WHERE channel_id = $1 AND external_id = ANY ($2::text[]) ORDER BY raw_id, id`,
    values: [channelId, refs],
  })
  if (rows.length === 0) return
  const known = await findTold(client, rows)
  await client.query('SELECT 1 FROM conversations WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE', [
    [...known.values()].map(({ conversationId }) => conversationId),
  ])
  const ready = rows.filter((row) => isReady(known, row))
  const taken = await client.query<{ id: number }>('DELETE FROM early_items WHERE id = ANY ($1::bigint[]) RETURNING id', [
    ready.map(({ id }) => id),
  ])
  const ids = new Set(taken.rows.map(({ id }) => id))
  await emitAll(
    client,
    await applyTold(
      client,
      ready.filter(({ id }) => ids.has(id)),
      known,
    ),
  )
}

/**
 * Every few seconds: what crossed the writing of its message in another transaction, so that neither saw the other, is applied; what nobody
 * asked for within a week is dropped.
 */
export const sweepEarly: Job = {
  name: 'inbox.early',
  every: 5_000,
  run: async () => {
    for (const [channelId, some] of groupBy(await crossed(), (row) => row.channelId))
      await transaction((client) => applyEarly(client, channelId, [...new Set(some.map(({ ref }) => ref))]))
    const dropped = await pool().query(`DELETE FROM early_items WHERE received_at < now() - interval '7 days'`)
    if (dropped.rowCount) log.warn({ items: dropped.rowCount }, 'receipts, edits or reactions of messages that never came were dropped')
  },
}

/** Only of the last minutes, longer than any transaction: what comes for older ones comes with the message itself. */
async function crossed(): Promise<{ channelId: string; ref: string }[]> {
  // LIMIT 1 keeps the planner from hashing all messages there are.
  const { rows } = await pool().query<{ channelId: string; ref: string }>(
    `SELECT e.channel_id AS "channelId", e.external_id AS ref
       FROM (SELECT * FROM early_items WHERE received_at > now() - interval '10 minutes' ORDER BY received_at LIMIT 5000) e
      CROSS JOIN LATERAL (
        SELECT status FROM messages WHERE channel_id = e.channel_id AND external_id = e.external_id
        UNION ALL SELECT m.status FROM message_refs r JOIN messages m ON m.id = r.message_id WHERE r.channel_id = e.channel_id AND r.ref = e.external_id
        LIMIT 1) m
      WHERE m.status NOT IN ('queued', 'sending') LIMIT 500`,
  )
  return rows
}
