import { v7 } from 'uuid'
import type { Input } from '../contract/api.ts'
import type { ChannelKind } from '../contract/channels.ts'
import type { Context } from '../server/context.ts'
import { env } from '../server/env.ts'
import { fail } from '../server/errors.ts'
import { loadAccount, type LoadedAccount } from './accounts.ts'
import type { RawRequest, Simulator, Verified } from './adapter.ts'
import { getRow } from './channels.ts'
import { sinkOf } from './listen.ts'
import { adapterFor } from './table.ts'
import { takeWebhook } from './webhooks.ts'
import { currentTime } from '../server/clock.ts'

/**
 * Has a customer write, follow or comment on a channel, as its provider would tell us: signed with the channel's own secret, in by the same
 * door. Only while DEMO is on; refuses with `invalid` what cannot be simulated on this kind.
 */
export async function simulate(context: Context, { id, ...said }: Input<'channel.simulate'>): Promise<Record<string, never>> {
  if (!env().DEMO) fail('forbidden', 'Messages can only be simulated while DEMO is on.')
  await getRow(context, id)
  const account = await loadAccount(id)
  const simulator = simulatorOf(account.kind)
  if (!simulator?.simulates.includes(said.type)) return fail('invalid', 'This cannot be simulated on this channel.', { field: 'type' })
  if (said.type !== 'follow' && said.text.trim() === '') fail('invalid', 'Write something first.', { field: 'text' })
  await deliver(account, simulator.simulate(account, { ...said, id: v7(), now: currentTime() }))
  return {}
}

/** What has somebody write on a channel of this kind; undefined where nothing can. */
export function simulatorOf(kind: ChannelKind): Simulator | undefined {
  const { demo, simulator } = adapterFor(kind)
  return demo ?? simulator
}

/** Takes in what a stand-in sends: a request by the webhook's door, an event by the listener's. */
export async function deliver(account: LoadedAccount, sent: Omit<RawRequest, 'url'> | Verified): Promise<void> {
  if ('dedupeKey' in sent) await sinkOf(account).store(sent)
  else await takeWebhook(account, sent, v7())
}
