import { pool } from './db.ts'
import { processId } from './leases.ts'

/**
 * Jobs on PostgreSQL whose process is gone, by its lease and so by the database's clock, are free for the next to take. BullMQ holds them locked by
 * the clocks of its processes, and throttles its own look for such jobs by them: one whose clock is an hour ahead, and that dies, would keep a job,
 * and all that wait behind it under the same id, for that hour. Gives how many were freed.
 */
export async function freeAbandonedJobs(): Promise<number> {
  const { rows } = await pool().query<{ queue: string; freed: number }>(
    `WITH freed AS (
       UPDATE bullmq.job SET locked_until_ms = 0
        WHERE state = 'active' AND locked_until_ms > 0 AND processed_by <> $1
          AND NOT EXISTS (SELECT 1 FROM leases WHERE leases.name = 'process/' || processed_by AND until > clock_timestamp())
       RETURNING queue),
     looked AS (DELETE FROM bullmq.meta WHERE field = 'stalled-check' AND queue IN (SELECT queue FROM freed))
     SELECT queue, count(*)::int AS freed FROM freed GROUP BY queue`,
    [processId],
  )
  return rows.reduce((sum, { freed }) => sum + freed, 0)
}
