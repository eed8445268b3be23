import { pool } from '../server/db.ts'
import { env } from '../server/env.ts'
import type { Job } from '../server/feature.ts'
import { metrics } from '../server/metrics.ts'
import { removeUnused } from './erase-traces.ts'

const batchSize = 1_000

/**
 * Once an hour: empties raw events older than RAW_RETENTION_DAYS that were taken in, and removes their files. The rows stay with their keys, so that
 * what is delivered again months later is still known. Parked ones keep their bodies: they are still to be read.
 */
export const emptyRaws: Job = {
  name: 'inbox.empty-raws',
  every: 3_600_000,
  run: async () => {
    while ((await emptySome(env().RAW_RETENTION_DAYS)) === batchSize);
    const { rows } = await pool().query<{ bytes: number }>(`SELECT pg_total_relation_size('raw_events') AS bytes`)
    metrics.rawBytes.set(rows[0]!.bytes)
  },
}

async function emptySome(days: number): Promise<number> {
  const { rows } = await pool().query<{ hash: string | null }>(
    `WITH old AS (
       SELECT id, body_hash FROM raw_events
        WHERE status IN ('done', 'unknown') AND (body IS NOT NULL OR body_hash IS NOT NULL) AND received_at < now() - make_interval(days => $1)
        ORDER BY received_at LIMIT $2 FOR UPDATE SKIP LOCKED)
     UPDATE raw_events r SET body = NULL, body_hash = NULL FROM old WHERE r.id = old.id RETURNING old.body_hash AS hash`,
    [days, batchSize],
  )
  await removeUnused([...new Set(rows.flatMap(({ hash }) => hash ?? []))])
  return rows.length
}
