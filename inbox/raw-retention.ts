import { pool, quietTransaction } from '../server/db.ts'
import { env } from '../server/env.ts'
import type { Job } from '../server/feature.ts'
import { log } from '../server/log.ts'
import { metrics } from '../server/metrics.ts'
import { notKeptLately } from '../server/storage.ts'
import { removeUnused } from './erase-traces.ts'

const batchSize = 1_000

/**
 * Once an hour: empties raw events older than RAW_RETENTION_DAYS that were taken in, and removes their files. The rows stay with their keys, so that
 * what is delivered again months later is still known. Parked ones keep their bodies, which are still to be read, as far as `boundParked` lets them.
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

/** What the parked bodies of one channel may take, in bytes: a replay after an update is for what came last. */
const parkedBytes = 250 * 1024 * 1024

/** Empties the oldest parked raw events of these channels where all of them take too much. They keep their reasons, and are shown as not kept. */
export async function boundParked(channelIds: string[], mostBytes = parkedBytes): Promise<void> {
  const emptied = await quietTransaction(async (client) => {
    const { rows } = await client.query<{ hash: string | null }>({
      name: 'bound-parked',
      text: `WITH parked AS (
             SELECT id, body_hash, sum(size) OVER (PARTITION BY channel_id ORDER BY id DESC) AS up_to FROM raw_events
              WHERE channel_id = ANY ($1::uuid[]) AND status = 'parked' AND (body IS NOT NULL OR body_hash IS NOT NULL))
           UPDATE raw_events r SET body = NULL, body_hash = NULL FROM parked p
            WHERE r.id = p.id AND r.status = 'parked' AND p.up_to > $2 RETURNING p.body_hash AS hash`,
      values: [channelIds, mostBytes],
    })
    const files = [...new Set(rows.flatMap(({ hash }) => hash ?? []))]
    await removeUnused(files, client)
    return rows.length
  })
  if (emptied > 0) log.warn({ rawEvents: emptied, channelIds }, 'parked raw events take too much: the oldest bodies are not kept')
}
