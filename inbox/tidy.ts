import { pool, quietTransaction } from '../server/db.ts'
import type { Job } from '../server/feature.ts'
import { notKeptLately } from '../server/storage.ts'
import { removeUnused } from './erase-traces.ts'

/** Every few minutes: folds the counters' deltas into one row each, and removes uploads nobody sent within two days. */
export const tidyInbox: Job = {
  name: 'inbox.tidy',
  every: 120_000,
  run: async () => {
    await pool().query(
      `WITH folded AS (DELETE FROM open_counts RETURNING workspace_id, assignee_id, n)
       INSERT INTO open_counts (workspace_id, assignee_id, n) SELECT workspace_id, assignee_id, sum(n)::int FROM folded GROUP BY 1, 2 HAVING sum(n) <> 0`,
    )
    await removeUnsent()
  },
}

/** Uploads go with their bytes, unless the same bytes were kept anew meanwhile: then they are somebody else's, whose row may be about to come. */
async function removeUnsent(): Promise<void> {
  await quietTransaction(async (client) => {
    const { rows } = await client.query<{ hash: string | null }>(
      `DELETE FROM attachments WHERE id IN (
         SELECT id FROM attachments WHERE message_id IS NULL AND created_at < now() - interval '2 days' LIMIT 1000) RETURNING hash`,
    )
    const hashes = [...new Set(rows.flatMap(({ hash }) => hash || []))]
    await removeUnused(await notKeptLately(hashes, hourMs), client)
  })
}

const hourMs = 3_600_000
