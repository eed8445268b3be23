import type { Channel } from '../contract/channels.ts'
import { audit } from '../server/audit.ts'
import type { Context } from '../server/context.ts'
import { changeChannel } from './change.ts'

/** Stops taking in and sending, keeping what waits: webhooks are told to come back, mailboxes are left alone. Twice is once. */
export function pauseChannel(context: Context, { id }: { id: string }): Promise<Channel> {
  return setStatus(context, id, 'paused')
}

/** Goes on. Twice is once. */
export function resumeChannel(context: Context, { id }: { id: string }): Promise<Channel> {
  return setStatus(context, id, 'active')
}

function setStatus(context: Context, id: string, status: Channel['status']): Promise<Channel> {
  return changeChannel(context.workspaceId, id, async (tx, row) => {
    if (row.status === status) return false
    await tx.sql('UPDATE channels SET status = $3 WHERE workspace_id = $1 AND id = $2', [id, status])
    const action = status === 'paused' ? 'channel.pause' : 'channel.resume'
    await audit(tx, context, { action, target: { type: 'channel', id }, before: { status: row.status }, after: { status } })
    return true
  })
}
