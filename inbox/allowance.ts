import { adapterFor } from '../channels/index.ts'
import type { ChannelKind } from '../contract/channels.ts'
import type { Allowance } from '../contract/conversations.ts'
import { maySend } from '../customers/index.ts'
import type { Context } from '../server/context.ts'
import type { ConversationRow } from './conversations.ts'

/** What the composer may offer on a channel, from what it can do and whether it is on. `refusal`: why nothing may be sent at all. */
export function allowanceOf(channel: { kind: ChannelKind; status: string }, refusal: string | null): Allowance {
  const { text, attachments } = adapterFor(channel.kind).capabilities
  const paused = channel.status === 'paused' ? 'This channel is paused: your answer waits until it goes on.' : null
  return {
    allowed: refusal === null,
    reason: refusal ?? paused,
    textLimit: text,
    attachments,
    remaining: null,
    until: null,
    fallback: null,
  }
}

/** What it may offer in a conversation now. */
export async function allowanceIn({ sql }: Context, row: ConversationRow): Promise<Allowance> {
  const { customer_id: customerId, channel_kind: kind } = row
  const [channels, verdict] = await Promise.all([
    sql<{ status: string }>('SELECT status FROM channels WHERE workspace_id = $1 AND id = $2', [row.channel_id]),
    maySend(sql, { customerId, channelKind: kind, purpose: 'service' }),
  ])
  return allowanceOf({ kind, status: channels[0]?.status ?? 'paused' }, verdict.reason)
}
