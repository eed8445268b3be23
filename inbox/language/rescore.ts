import type pg from 'pg'
import type { Output } from '../../contract/api.ts'
import type { SentimentLabel } from '../../contract/messages.ts'
import { modelVersion, sentimentOf } from '../../language/index.ts'
import { pool, quietTransaction, transaction } from '../../server/db.ts'
import { emitAll } from '../../server/events.ts'
import type { Job } from '../../server/feature.ts'
import { moodsOf } from './moods-of.ts'

const batchSize = 1_000
/** A part of a job: it goes on where it stopped, so that nothing is lost when the process ends. */
const batchesAtOnce = 200

/**
 * Reads all history anew when the model changed, in the background: what a person corrected stays. Starts by itself; each batch and how
 * far it got commit together. When it is through and anything changed, the moods follow and every workspace's screens are told.
 */
export const rescore: Job = {
  name: 'rescore',
  every: 60_000,
  run: async () => {
    await begin()
    for (let n = 0; n < batchesAtOnce; n += 1) if (await rescoreBatch()) return
  },
}

/** How far it has got, for a screen; over all workspaces, since the model is everybody's. */
export async function getRescoring(): Promise<Output<'rescoring.get'>> {
  const { rows } = await pool().query<{ total: number; done: number; started_at: string; finished_at: string | null }>(
    'SELECT total, done, started_at, finished_at FROM rescorings WHERE model = $1',
    [modelVersion],
  )
  const [row] = rows
  if (!row) return { rescoring: null }
  const progress = row.finished_at ? 1 : Math.min(row.done / Math.max(row.total, 1), 1)
  const state = row.finished_at ? 'done' : 'running'
  return { rescoring: { model: modelVersion, state, progress, startedAt: row.started_at, finishedAt: row.finished_at } }
}

/** A model is begun once; without messages of another model there is nothing to do and it is done. */
async function begin(): Promise<void> {
  await pool().query(
    `INSERT INTO rescorings (model, total) SELECT $1, count(*) FROM messages WHERE direction = 'in'
      ON CONFLICT (model) DO NOTHING`,
    [modelVersion],
  )
}

/** Reads the next messages; answers whether all are read. */
export async function rescoreBatch(): Promise<boolean> {
  const progress = await quietTransaction(async (client) => {
    const { rows } = await client.query<{ cursor: string | null; finished_at: string | null }>(
      'SELECT cursor, finished_at FROM rescorings WHERE model = $1 FOR UPDATE',
      [modelVersion],
    )
    if (!rows[0] || rows[0].finished_at) return 'over'
    const messages = await next(client, rows[0].cursor)
    if (messages.length === 0) return 'end'
    const stale = messages.filter(isStale)
    if (stale.length > 0) await writeReadings(client, stale)
    await client.query('UPDATE rescorings SET cursor = $2, done = done + $3, changed = changed OR $4 WHERE model = $1', [
      modelVersion,
      messages.at(-1)!.id,
      messages.length,
      stale.length > 0,
    ])
    return 'more'
  })
  if (progress === 'end') await finish()
  return progress !== 'more'
}

type Row = { id: string; text: string; auto: boolean; model: string | null; corrected: boolean }

async function next(client: pg.PoolClient, after: string | null): Promise<Row[]> {
  const { rows } = await client.query<Row>(
    `SELECT id, left(text, 20000) AS text, auto, model, corrected_by_id IS NOT NULL AS corrected FROM messages
      WHERE id > coalesce($1::uuid, '00000000-0000-0000-0000-000000000000') AND direction = 'in' ORDER BY id LIMIT ${batchSize}`,
    [after],
  )
  return rows
}

const isStale = (row: Row) => !row.corrected && !row.auto && row.model !== modelVersion && row.text.trim() !== ''

async function writeReadings(client: pg.PoolClient, stale: Row[]): Promise<void> {
  const read = stale.map(({ id, text }) => ({ id, ...sentimentOf(text) }))
  await client.query(
    `UPDATE messages m SET sentiment = r.label, sentiment_score = r.score, confidence = r.confidence, model = $5, version = m.version + 1
       FROM unnest($1::uuid[], $2::text[], $3::real[], $4::real[]) AS r (id, label, score, confidence)
      WHERE m.id = r.id AND m.corrected_by_id IS NULL`,
    [
      read.map((row) => row.id),
      read.map((row) => row.label),
      read.map((row) => row.score),
      read.map((row) => row.confidence),
      modelVersion,
    ],
  )
}

/** The open conversations' moods are found anew from their newest messages; resolved ones get theirs with their next message. */
async function finish(): Promise<void> {
  const { rowCount } = await pool().query('UPDATE rescorings SET finished_at = now() WHERE model = $1 AND NOT changed', [modelVersion])
  if (rowCount === 1) return
  for (let after: string | null = null; ;) {
    after = await remood(after)
    if (after === null) break
  }
  await transaction(async (client) => {
    await client.query('UPDATE rescorings SET finished_at = now() WHERE model = $1', [modelVersion])
    const { rows } = await client.query<{ id: string }>('SELECT id FROM workspaces ORDER BY id')
    await emitAll(
      client,
      rows.map(({ id }) => ({ workspaceId: id, name: 'history.rescored' as const, data: { model: modelVersion } })),
    )
  })
}

/** Finds the mood of the next open conversations; answers the last one's id, null at the end. */
async function remood(after: string | null): Promise<string | null> {
  return quietTransaction(async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM conversations WHERE id > coalesce($1::uuid, '00000000-0000-0000-0000-000000000000') AND status = 'open'
        ORDER BY id LIMIT 500 FOR UPDATE`,
      [after],
    )
    const moods = await moodsOf(
      client,
      rows.map(({ id }) => id),
    )
    await client.query(
      `UPDATE conversations c SET mood = r.mood, mood_slope = r.slope, mood_label = r.label, version = c.version + 1
         FROM unnest($1::uuid[], $2::float8[], $3::float8[], $4::text[]) AS r (id, mood, slope, label) WHERE c.id = r.id`,
      [
        moods.map(({ id }) => id),
        moods.map(({ mood }) => mood?.mood ?? null),
        moods.map(({ mood }) => mood?.slope ?? null),
        moods.map(({ mood }): SentimentLabel | null => mood?.label ?? null),
      ],
    )
    return rows.at(-1)?.id ?? null
  })
}
