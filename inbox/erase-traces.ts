import type pg from 'pg'
import { forgetSent } from '../channels/index.ts'
import { pool, sqlTransaction, type SqlTx } from '../server/db.ts'
import type { Job } from '../server/feature.ts'
import { forgetAnswers } from '../server/idempotency.ts'
import { forgetPicture } from '../server/pictures.ts'
import { forgetVoice } from '../server/voices.ts'
import { enqueue } from '../server/queue.ts'
import { removeFile } from '../server/storage.ts'
import { eraseEvents } from './erase-events.ts'
import { eraseRaws } from './erase-raws.ts'
import { eraseThreads } from './erase-threads.ts'

type Erasure = { workspaceId: string; needles: string[]; channelIds: string[]; hashes: string[] }

/**
 * The rest of an erasure: what came in meanwhile, raw events that name the person, the feed's payloads, mails in the local outbox,
 * kept answers, and files nobody else has. Takes up where `erasures` says it is due, and may run twice.
 */
export const eraseTraces: Job = { name: 'inbox.erase-traces', run: eraseRest, attempts: 5 }

export const sweepErasures: Job = {
  name: 'inbox.erase-sweep',
  every: 60_000,
  run: async () => {
    const { rows } = await pool().query<{ id: string }>(
      'SELECT customer_id AS id FROM erasures WHERE done_at IS NULL ORDER BY at LIMIT 100',
    )
    for (const { id } of rows) await enqueue(eraseTraces.name, id)
  },
}

async function eraseRest(customerId: string): Promise<void> {
  const { rows } = await pool().query<Erasure>(
    `SELECT workspace_id AS "workspaceId", needles, channel_ids AS "channelIds", hashes FROM erasures WHERE customer_id = $1 AND done_at IS NULL`,
    [customerId],
  )
  const [erasure] = rows
  if (!erasure) return
  const { workspaceId, needles, channelIds } = erasure
  const ids = await groupOf(workspaceId, customerId)
  const late = await sqlTransaction(workspaceId, (tx) => eraseThreads(tx, ids))
  const bodies = await eraseRaws(workspaceId, channelIds, needles)
  const uploads = await sqlTransaction(workspaceId, (tx) => eraseUploads(tx, channelIds, needles))
  await sqlTransaction(workspaceId, (tx) => eraseEarly(tx, channelIds, needles))
  const threads = await threadsOf(workspaceId, ids)
  await eraseEvents(workspaceId, { customers: ids, ...threads })
  await forgetAnswers(workspaceId, [...ids, ...threads.conversations])
  await forgetSent(workspaceId, threads.messages)
  await removeUnused([...new Set([...erasure.hashes, ...late.hashes, ...bodies, ...uploads])])
  await sqlTransaction(workspaceId, (tx) => finish(tx, customerId))
}

async function groupOf(workspaceId: string, customerId: string): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>(
    'SELECT id FROM customers WHERE workspace_id = $1 AND (id = $2 OR root_id = $2) ORDER BY id',
    [workspaceId, customerId],
  )
  return rows.map(({ id }) => id)
}

async function threadsOf(
  workspaceId: string,
  customerIds: string[],
): Promise<{ conversations: string[]; messages: string[]; imports: string[] }> {
  const { rows } = await pool().query<{ conversations: string[]; messages: string[]; imports: string[] }>(
    `SELECT ARRAY(SELECT id FROM conversations WHERE workspace_id = $1 AND customer_id = ANY ($2::uuid[])) AS conversations,
            ARRAY(SELECT m.id FROM messages m JOIN conversations v ON v.id = m.conversation_id
                   WHERE v.workspace_id = $1 AND v.customer_id = ANY ($2::uuid[]) AND m.direction = 'out') AS messages,
            ARRAY(SELECT DISTINCT import_id FROM import_lines WHERE workspace_id = $1 AND customer_id = ANY ($2::uuid[])) AS imports`,
    [workspaceId, customerIds],
  )
  return rows[0] ?? { conversations: [], messages: [], imports: [] }
}

/** What came before the message it is about, and names somebody. */
async function eraseEarly({ sql }: SqlTx, channelIds: string[], needles: string[]): Promise<void> {
  await sql(
    `DELETE FROM early_items WHERE workspace_id = $1 AND channel_id = ANY ($2::uuid[])
        AND EXISTS (SELECT 1 FROM unnest($3::text[]) n WHERE position(n IN item::text) > 0)`,
    [channelIds, needles],
  )
}

/** Files a visitor uploaded and never sent. */
async function eraseUploads({ sql }: SqlTx, channelIds: string[], needles: string[]): Promise<string[]> {
  const uploaders = channelIds.flatMap((channel) => needles.map((visitor) => `visitor:${channel}:${visitor}`))
  const rows = await sql<{ hash: string }>(
    'DELETE FROM attachments WHERE workspace_id = $1 AND message_id IS NULL AND uploader = ANY ($2::text[]) RETURNING hash',
    [uploaders],
  )
  return rows.map(({ hash }) => hash)
}

/**
 * Removes files that no message, raw event or import has any more, in any workspace: the same bytes are kept once for all. `on`: where the rows that had
 * them are removed but not committed, so that a crash leaves rows without a file rather than a file without rows, and the next run removes those.
 */
export async function removeUnused(hashes: string[], on: Pick<pg.ClientBase, 'query'> = pool()): Promise<void> {
  const { rows } = await on.query<{ hash: string }>(
    `SELECT h AS hash FROM unnest($1::text[]) h
      WHERE NOT EXISTS (SELECT 1 FROM attachments WHERE hash = h) AND NOT EXISTS (SELECT 1 FROM raw_events WHERE body_hash = h)
        AND NOT EXISTS (SELECT 1 FROM customer_imports WHERE hash = h)`,
    [hashes],
  )
  for (const { hash } of rows) {
    await forgetPicture(hash)
    await forgetVoice(hash)
    await removeFile(hash)
  }
}

async function finish({ sql }: SqlTx, customerId: string): Promise<void> {
  await sql(
    `UPDATE erasures SET done_at = now(), needles = '{}', channel_ids = '{}', hashes = '{}' WHERE workspace_id = $1 AND customer_id = $2`,
    [customerId],
  )
}
