import { vitalPool } from './db.ts'

/** For a person: which process of the database keeps others waiting for what it has locked for a second or more; null when none does. */
export async function blockedBy(): Promise<string | null> {
  // One that waits itself is in nobody's way but by the one it waits for.
  const { rows } = await vitalPool().query<{ pid: number; application: string; waiting: number; seconds: number | null }>(
    `SELECT holder.pid, holder.application_name AS application, count(DISTINCT waiting.pid)::int AS waiting,
            extract(epoch FROM clock_timestamp() - holder.xact_start)::float8 AS seconds
       FROM pg_stat_activity waiting CROSS JOIN LATERAL unnest(pg_blocking_pids(waiting.pid)) AS blocker (pid)
       JOIN pg_stat_activity holder ON holder.pid = blocker.pid
      WHERE waiting.datname = current_database() AND waiting.wait_event_type = 'Lock' AND holder.wait_event_type IS DISTINCT FROM 'Lock'
        AND coalesce(holder.xact_start, '-infinity') < clock_timestamp() - interval '1 second'
      GROUP BY holder.pid, holder.application_name, holder.xact_start ORDER BY waiting DESC LIMIT 1`,
  )
  const [holder] = rows
  if (!holder) return null
  const since = holder.seconds === null ? '' : ` for ${Math.round(holder.seconds)} s`
  return `process ${holder.pid} of the database (${holder.application || 'unnamed'}) keeps ${holder.waiting} waiting by a transaction open${since}`
}
