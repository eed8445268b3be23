import type { Input } from '../contract/api.ts'
import type { ChannelKind, Finding } from '../contract/channels.ts'
import type { Context } from '../server/context.ts'
import { fail } from '../server/errors.ts'
import type { Account } from './adapter.ts'
import { getRow } from './channels.ts'
import { setHealth } from './health.ts'
import { keptSettings, readSettings, unsealSettings } from './settings.ts'
import { adapterFor } from './table.ts'

type Findings = { data: Finding[]; next: null }

/** Tries settings before they are saved; `channelId` says whose kept secrets stand in for those left out. */
export async function tryChannel(context: Context, { kind, config, channelId }: Input<'channel.try'>): Promise<Findings> {
  const before = channelId === undefined ? {} : await settingsOf(context, channelId, kind)
  const account = {
    kind,
    workspaceId: context.workspaceId,
    channelId: channelId ?? '',
    name: '',
    config: readSettings(kind, config, before),
  }
  return { data: await adapterFor(kind).check(account), next: null }
}

/** Tries a connected channel and notes how it does. */
export async function checkChannel(context: Context, { id }: { id: string }): Promise<Findings> {
  const row = await getRow(context, id)
  const { kind } = row
  const account: Account = { kind, workspaceId: context.workspaceId, channelId: id, name: row.name, config: unsealSettings(kind, row) }
  const data = await adapterFor(kind).check(account)
  const worst = data.find((finding) => finding.level === 'error')
  await setHealth(account, worst ? 'failing' : 'ok', worst ? worst.message : null)
  return { data, next: null }
}

async function settingsOf(context: Context, channelId: string, kind: ChannelKind): Promise<unknown> {
  const row = await getRow(context, channelId)
  if (row.kind !== kind) fail('invalid', 'This channel is of another kind. Choose the kind it was made with.', { field: 'kind' })
  return keptSettings(row)
}
