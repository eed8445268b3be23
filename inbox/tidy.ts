import { pool } from '../server/db.ts'
import type { Job } from '../server/feature.ts'

/** Every few minutes: folds the counters' deltas into one row each, and forgets uploads nobody sent within two days. */
export const tidyInbox: Job = {
  name: 'inbox.tidy',
  every: 120_000,
  run: async () => {
    await pool().query(
      `WITH folded AS (DELETE FROM open_counts RETURNING workspace_id, assignee_id, n)
       INSERT INTO open_counts (workspace_id, assignee_id, n) SELECT workspace_id, assignee_id, sum(n)::int FROM folded GROUP BY 1, 2 HAVING sum(n) <> 0`,
    )
    await pool().query(`DELETE FROM attachments WHERE message_id IS NULL AND created_at < now() - interval '2 days'`)
  },
}
