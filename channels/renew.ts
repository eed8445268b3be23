import { isDeepStrictEqual } from 'node:util'
import { audit } from '../server/audit.ts'
import { contextOf } from '../server/context.ts'
import { pool } from '../server/db.ts'
import type { Job } from '../server/feature.ts'
import { log } from '../server/log.ts'
import { forgetAccount, loadAccount, type LoadedAccount } from './accounts.ts'
import { alone } from './alone.ts'
import { changeChannel } from './change.ts'
import { setHealth } from './health.ts'
import { sealSettings, unsealSettings } from './settings.ts'
import { adapterFor, adapters } from './table.ts'
import { currentTime } from '../server/clock.ts'

/** Four times a day every channel whose provider hands out new secrets is asked for them; also a paused one, whose old ones end all the same. */
export const renewSettings: Job = {
  name: 'channels.renew',
  every: 6 * 3_600_000,
  run: async () => {
    const kinds = [...adapters.values()].filter(({ renew }) => renew).map(({ kind }) => kind)
    const { rows } = await pool().query<{ id: string }>('SELECT id FROM channels WHERE kind = ANY ($1) ORDER BY id', [kinds])
    for (const { id } of rows) await renewOne(id)
  },
}

/** One at a time in the installation: the first answer may end what the second would ask with. */
async function renewOne(id: string): Promise<void> {
  try {
    await alone(`renew ${id}`, () => askAndKeep(id))
  } catch (error) {
    log.warn({ channel: id, error: (error as Error).message }, 'a channel’s settings could not be renewed; trying again in six hours')
  }
}

async function askAndKeep(id: string): Promise<void> {
  forgetAccount(id)
  const account = await loadAccount(id)
  const renewal = await adapterFor(account.kind).renew?.(account, currentTime())
  if (renewal?.settings) await keep(account, renewal.settings)
  if (renewal?.warning) await setHealth(account, 'failing', renewal.warning)
  else if (renewal?.settings) await setHealth(account, 'ok', null)
}

/**
 * Puts new settings over those there are now, as one change of the channel. Where somebody entered another value while the provider was
 * asked, theirs is the newer one and stays.
 */
async function keep({ workspaceId, channelId: id, config }: LoadedAccount, settings: object): Promise<void> {
  await changeChannel(workspaceId, id, async (tx, row) => {
    const present = unsealSettings(row.kind, row)
    const names = Object.keys(settings)
    if (!isDeepStrictEqual(picked(present, names), picked(config, names))) return false
    const sealed = sealSettings(row.kind, { ...(present as object), ...settings })
    await tx.sql('UPDATE channels SET config = $3, secrets = $4 WHERE workspace_id = $1 AND id = $2', [id, sealed.config, sealed.secrets])
    const context = contextOf(workspaceId, { type: 'system', name: 'Parley' })
    await audit(tx, context, { action: 'channel.renew', target: { type: 'channel', id }, after: { settings: names } })
    return true
  })
}

const picked = (settings: unknown, names: string[]) =>
  Object.fromEntries(Object.entries(settings as object).filter(([name]) => names.includes(name)))
