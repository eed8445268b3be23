import { ensureDemoTeam } from '../../accounts/index.ts'
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

/** The demo's workspace, people and channels; what is there already stays as it is. Null when this Parley belongs to somebody else. */
export async function ensureStage(): Promise<Stage | null> {
  const team = await ensureDemoTeam('Camellia Tea 山茶', owner, [...colleagues])
  if (!team) return null
  const { createdAt } = await team.owner.db.workspace.findUniqueOrThrow({ where: { id: team.owner.workspaceId } })
  const webchat = await ensureChannel(team.owner, 'webchat', 'Camellia shop 山茶商城', {})
  const email = await ensureChannel(team.owner, 'email', supportAddress, {
    address: supportAddress,
    displayName: 'Camellia Tea 山茶',
    receiver: true,
    delivery: 'outbox',
  })
  return { team: [team.owner, ...team.colleagues], channelIds: { webchat, email }, made: createdAt }
}

async function ensureChannel(context: Context, kind: ChannelKind, name: string, config: Record<string, unknown>): Promise<string> {
  const { data } = await call(context, 'channel.list', {})
  const there = data.find((channel) => channel.kind === kind)
  return (there ?? (await call(context, 'channel.create', { kind, name, config }))).id
}
