import type { Health } from '../contract/channels.ts'
import { pool } from '../server/db.ts'
import { changeChannel } from './change.ts'

type State = Exclude<Health['state'], 'unknown'>

/** Notes how a channel does; writes, and tells, only when that changed, since a listener says so again and again. */
export async function setHealth(origin: { workspaceId: string; channelId: string }, state: State, message: string | null): Promise<void> {
  const { rows } = await pool().query(
    'SELECT 1 FROM channels WHERE id = $1 AND (health_state, health_message) IS NOT DISTINCT FROM ($2::text, $3::text)',
    [origin.channelId, state, message],
  )
  if (rows.length > 0) return
  await changeChannel(origin.workspaceId, origin.channelId, async (tx) => {
    await tx.sql('UPDATE channels SET health_state = $3, health_message = $4, health_at = now() WHERE workspace_id = $1 AND id = $2', [
      origin.channelId,
      state,
      message,
    ])
    return true
  })
}
