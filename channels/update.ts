import type { Input } from '../contract/api.ts'
import type { Channel } from '../contract/channels.ts'
import { audit } from '../server/audit.ts'
import type { Context } from '../server/context.ts'
import { changeChannel } from './change.ts'
import { wakeQueued } from './wake-queued.ts'
import { keptSettings, readSettings, sealSettings } from './settings.ts'

/**
 * Changes a channel's name or settings: what is left out stays, also secrets; messages that wait for another try are tried with the new ones; refuses with `invalid`,
 * naming the form's field.
 */
export function updateChannel(context: Context, { id, name, config }: Input<'channel.update'>): Promise<Channel> {
  return changeChannel(context.workspaceId, id, async (tx, row) => {
    const { kind } = row
    const sealed = config ? sealSettings(kind, readSettings(kind, config, keptSettings(row))) : row
    await tx.sql(
      `UPDATE channels SET name = $3, config = $4, secrets = $5, health_state = 'unknown', health_message = NULL, health_at = NULL,
              sending_state = 'unknown', sending_message = NULL, sending_at = NULL
        WHERE workspace_id = $1 AND id = $2`,
      [id, name ?? row.name, sealed.config, sealed.secrets],
    )
    if (config) await wakeQueued(tx.sql, id)
    // Settings are named, never shown: some are secret.
    const after = { name: name ?? row.name, settings: Object.keys(config ?? {}) }
    await audit(tx, context, { action: 'channel.update', target: { type: 'channel', id }, before: { name: row.name }, after })
    return true
  })
}
