import { ensureColleagues, ensureDemoOwner } from '../../accounts/index.ts'
import type { ChannelKind } from '../../contract/channels.ts'
import type { Context } from '../../server/context.ts'
import { call } from './call.ts'
import type { Stage } from './play.ts'
import { supportAddress } from './raw.ts'

const owner = { name: '林悦', locale: 'en' } as const
const colleagues = [
  { name: '王砚', email: 'yan@parley.local', locale: 'zh-CN' },
  { name: 'Maya Brandt', email: 'maya@parley.local', locale: 'en' },
] as const

/** The demo's workspace and owner; null when this Parley belongs to somebody else. */
export const ensureHost = (): Promise<Context | null> => ensureDemoOwner('Camellia Tea 山茶', owner)

/** The demo's people and channels; what is there already stays as it is. */
export async function ensureStage(host: Context): Promise<Stage> {
  const others = await ensureColleagues(host, [...colleagues])
  const { createdAt } = await host.db.workspace.findUniqueOrThrow({ where: { id: host.workspaceId } })
  const webchat = await ensureChannel(host, 'webchat', 'Camellia shop 山茶商城', {})
  const email = await ensureChannel(host, 'email', supportAddress, {
    address: supportAddress,
    displayName: 'Camellia Tea 山茶',
    receiver: true,
    delivery: 'outbox',
  })
  return { team: [host, ...others], channelIds: { webchat, email }, made: createdAt }
}

async function ensureChannel(context: Context, kind: ChannelKind, name: string, config: Record<string, unknown>): Promise<string> {
  const { data } = await call(context, 'channel.list', {})
  const there = data.find((channel) => channel.kind === kind)
  return (there ?? (await call(context, 'channel.create', { kind, name, config }))).id
}
