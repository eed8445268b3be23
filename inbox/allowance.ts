import { adapterFor, type Quota } from '../channels/index.ts'
import type { ChannelKind, Surface } from '../contract/channels.ts'
import type { Allowance } from '../contract/conversations.ts'
import { maySend } from '../customers/index.ts'
import type { Context } from '../server/context.ts'
import type { Sql } from '../server/db.ts'
import type { ConversationRow } from './conversations.ts'
import { windowOf } from './outbound.ts'
import { limitsOf } from './parts.ts'
import { recipientsOf } from './recipients.ts'
import { currentTime } from '../server/clock.ts'

/** The columns a reply window is read from. */
export type Windowed = { channel_kind: ChannelKind; surface: Surface } & Parameters<typeof windowOf>[0]

const open: Quota = { allowed: true, remaining: null, until: null, reason: null, fallback: null }

/** What the reply window of a conversation leaves now, once the `waiting` parts that are on their way are out too. */
export function quotaOf(row: Windowed, waiting: number, now = currentTime()): Quota {
  const window = windowOf(row)
  return adapterFor(row.channel_kind).quota?.({ ...window, sent: window.sent + waiting }, row.surface, now) ?? open
}

/** Whether a quota lets this out: free text, also as a person's late answer, or only a prepared message. */
export function lets({ allowed, fallback }: Quota, prepared: boolean): boolean {
  return allowed || fallback === 'tag' || (prepared && fallback === 'template')
}

/** How many parts are on their way in these conversations. */
export async function waitingParts(sql: Sql, conversationIds: string[]): Promise<Map<string, number>> {
  if (conversationIds.length === 0) return new Map()
  const rows = await sql<{ id: string; n: number }>(
    `SELECT conversation_id AS id, sum(parts - parts_sent)::int AS n FROM messages
      WHERE workspace_id = $1 AND conversation_id = ANY ($2::uuid[]) AND status IN ('queued', 'sending') GROUP BY 1`,
    [conversationIds],
  )
  return new Map(rows.map(({ id, n }) => [id, n]))
}

/** A thread nobody has written in yet. */
export const untouched = {
  surface: 'message',
  window_opened_by: null,
  window_opened_at: null,
  window_sent: 0,
  window_closed: null,
} as const

/**
 * What the composer may offer in a conversation, or in one about to begin (`untouched`): what its channel can do, whether it is on, what its
 * window leaves. `refusal`: why nothing may be sent at all.
 */
export function allowanceOf(row: Windowed, waiting: number, status: string, refusal: string | null): Allowance {
  const { text: textLimit, attachments } = limitsOf(row.channel_kind, row.surface)
  const quota = quotaOf(row, waiting)
  const paused = status === 'paused' ? 'This channel is paused: your answer waits until it goes on.' : null
  const reason = refusal ?? quota.reason ?? paused
  return { ...quota, allowed: refusal === null && lets(quota, false), reason, textLimit, attachments, recipients: null }
}

/** What it may offer in a conversation now. */
export async function allowanceIn({ sql }: Context, row: ConversationRow): Promise<Allowance> {
  const { customer_id: customerId, channel_kind: channelKind } = row
  const [channels, verdict, waiting, recipients] = await Promise.all([
    sql<{ status: string }>('SELECT status FROM channels WHERE workspace_id = $1 AND id = $2', [row.channel_id]),
    maySend(sql, { customerId, channelKind, purpose: 'service' }),
    waitingParts(sql, [row.id]),
    recipientsOf(sql, row),
  ])
  return { ...allowanceOf(row, waiting.get(row.id) ?? 0, channels[0]?.status ?? 'paused', verdict.reason), recipients }
}
