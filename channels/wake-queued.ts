import type { Sql } from '../server/db.ts'

/** Has what waits on a channel for another try tried now, from its first wait on: its settings were mended, or it sends again. */
export async function wakeQueued(sql: Sql, channelId: string): Promise<void> {
  await sql(
    `UPDATE messages SET due_at = now(), attempts = 0 WHERE workspace_id = $1 AND channel_id = $2 AND status = 'queued' AND due_at > now()`,
    [channelId],
  )
}
