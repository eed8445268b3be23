import { pool, quietTransaction } from '../server/db.ts'
import { env } from '../server/env.ts'
import type { Job } from '../server/feature.ts'
import { metrics } from '../server/metrics.ts'
import { notKeptLately } from '../server/storage.ts'
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

/** Those whose files were kept anew of late wait: the same bytes may be on their way in again. */
async function emptySome(days: number): Promise<number> {
  return quietTransaction(async (client) => {
    const { rows } = await client.query<{ id: string; hash: string | null }>(
      `SELECT id::text, body_hash AS hash FROM raw_events
        WHERE status IN ('done', 'unknown') AND (body IS NOT NULL OR body_hash IS NOT NULL) AND received_at < now() - make_interval(days => $1)
        ORDER BY received_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [days, batchSize],
    )
    const files = [...new Set(rows.flatMap(({ hash }) => hash ?? []))]
    const old = await notKeptLately(files, hourMs)
    const ids = rows.filter(({ hash }) => hash === null || old.includes(hash)).map(({ id }) => id)
    await client.query('UPDATE raw_events SET body = NULL, body_hash = NULL WHERE id = ANY ($1::bigint[])', [ids])
    await removeUnused(old, client)
    return ids.length
  })
}

const hourMs = 3_600_000
