import type { Input } from '../contract/api.ts'
import type { ChannelKind, Finding } from '../contract/channels.ts'
import type { Context } from '../server/context.ts'
import { fail } from '../server/errors.ts'
import type { Account } from './adapter.ts'
import { getRow } from './channels.ts'
import { setHealth, setSending } from './health.ts'
import { warning } from './provider/findings.ts'
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
  return { data: [...(await adapterFor(kind).check(account)), ...(await otherChannelsTo(context, account))], next: null }
}

/** Tries a connected channel and notes how it does. */
export async function checkChannel(context: Context, { id }: { id: string }): Promise<Findings> {
  const row = await getRow(context, id)
  const { kind } = row
  const account: Account = { kind, workspaceId: context.workspaceId, channelId: id, name: row.name, config: unsealSettings(kind, row) }
  const data = [...(await adapterFor(kind).check(account)), ...(await otherChannelsTo(context, account))]
  const sending = data.filter(({ side }) => side === 'sending')
  const receiving = data.filter(({ side }) => side !== 'sending')
  const worst = receiving.find(({ level }) => level === 'error')
  if (receiving.length > 0) await setHealth(account, worst ? 'failing' : 'ok', worst ? worst.message : null)
  const worstSending = sending.find(({ level }) => level === 'error')
  if (sending.length > 0) await setSending(account, worstSending ? 'failing' : 'ok', worstSending ? worstSending.message : null)
  return { data, next: null }
}

/** Other channels of the workspace to the same address or mailbox: what comes there comes twice. */
async function otherChannelsTo({ sql }: Context, { kind, channelId, config }: Account): Promise<Finding[]> {
  const adapter = adapterFor(kind)
  const mine = adapter.outside?.(config) ?? []
  if (mine.length === 0) return []
  const rows = await sql<{ id: string; name: string; config: object }>(
    'SELECT id, name, config FROM channels WHERE workspace_id = $1 AND kind = $2 ORDER BY created_at LIMIT 500',
    [kind],
  )
  const others = rows.flatMap(({ id, name, config: settings }) => {
    const read = adapter.config.safeParse(settings)
    return id === channelId || !read.success ? [] : (adapter.outside?.(read.data) ?? []).map(({ key }) => ({ key, name }))
  })
  return mine.flatMap(({ key, field }) => {
    const other = others.find((one) => one.key === key)
    return other
      ? [
          warning(
            'Another channel',
            `“${other.name}” is connected to the same one: what is written there comes in on both.`,
            oneOfTwo,
            field,
          ),
        ]
      : []
  })
}

const oneOfTwo = 'Keep one of the two, or name another address or folder here.'

async function settingsOf(context: Context, channelId: string, kind: ChannelKind): Promise<unknown> {
  const row = await getRow(context, channelId)
  if (row.kind !== kind) fail('invalid', 'This channel is of another kind. Choose the kind it was made with.', { field: 'kind' })
  return keptSettings(row)
}
