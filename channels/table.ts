import { channelKind, type ChannelKind } from '../contract/channels.ts'
import type { Adapter } from './adapter.ts'
import { email } from './email/index.ts'
import { webchat } from './webchat/index.ts'

/** Every kind of channel there is: a new kind in the contract does not compile until it has its adapter here. */
export const adapters = { webchat, email } satisfies Record<ChannelKind, { kind: ChannelKind }>

/** The adapter of a kind, blind to its settings' type: whoever calls it hands over settings that this adapter's own schema made. */
export function adapterFor(kind: ChannelKind): Adapter {
  return adapters[kind] as Adapter
}

/** The kind a stored channel says it is; throws for a row from a version that knew more kinds. */
export function kindOf(row: { kind: string }): ChannelKind {
  return channelKind.parse(row.kind)
}
