import type { Health } from '../contract/channels.ts'
import { pool } from '../server/db.ts'
import { changeChannel } from './change.ts'
import { wakeQueued } from './wake-queued.ts'

type State = Exclude<Health['state'], 'unknown'>

type Origin = { workspaceId: string; channelId: string }

/** Notes how a channel does; writes, and tells, only when that changed, since a listener says so again and again. */
export function setHealth(origin: Origin, state: State, message: string | null): Promise<void> {
  return note(origin, 'health', state, message)
}

/** Notes how sending does on a channel. Once it does well again, what waits there for another try goes out. */
export function setSending(origin: Origin, state: State, message: string | null): Promise<void> {
  return note(origin, 'sending', state, message)
}

async function note(origin: Origin, side: 'health' | 'sending', state: State, message: string | null): Promise<void> {
  const { rows } = await pool().query(
    `SELECT 1 FROM channels WHERE id = $1 AND (${side}_state, ${side}_message) IS NOT DISTINCT FROM ($2::text, $3::text)`,
    [origin.channelId, state, message],
  )
  if (rows.length > 0) return
  await changeChannel(origin.workspaceId, origin.channelId, async (tx) => {
    await tx.sql(`UPDATE channels SET ${side}_state = $3, ${side}_message = $4, ${side}_at = now() WHERE workspace_id = $1 AND id = $2`, [
      origin.channelId,
      state,
      message,
    ])
    if (side === 'sending' && state === 'ok') await wakeQueued(tx.sql, origin.channelId)
    return true
  })
}
