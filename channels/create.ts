import { v7 } from 'uuid'
import type { Input } from '../contract/api.ts'
import type { Channel } from '../contract/channels.ts'
import { audit } from '../server/audit.ts'
import type { Context } from '../server/context.ts'
import { emit } from '../server/events.ts'
import { getChannel } from './channels.ts'
import { readSettings, sealSettings } from './settings.ts'

/** Connects a channel; refuses with `invalid`, naming the form's field, settings that do not fit its kind. */
export function createChannel(context: Context, { kind, name, config }: Input<'channel.create'>): Promise<Channel> {
  const sealed = sealSettings(kind, readSettings(kind, config))
  return context.sqlTransaction(async (tx) => {
    const id = v7()
    await tx.sql('INSERT INTO channels (id, workspace_id, kind, name, config, secrets) VALUES ($2, $1, $3, $4, $5, $6)', [
      id,
      kind,
      name,
      sealed.config,
      sealed.secrets,
    ])
    const channel = await getChannel(tx, id)
    await emit(tx, 'channel.created', { channel })
    await audit(tx, context, { action: 'channel.create', target: { type: 'channel', id }, after: { kind, name } })
    return channel
  })
}
