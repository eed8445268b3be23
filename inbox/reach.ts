import { adapterFor } from '../channels/index.ts'
import type { Input, Output } from '../contract/api.ts'
import type { ChannelKind } from '../contract/channels.ts'
import type { Permit } from '../contract/consents.ts'
import type { IdentityKind } from '../contract/customers.ts'
import type { Way } from '../contract/reach.ts'
import { maySend } from '../customers/index.ts'
import type { Context } from '../server/context.ts'
import { readableSql } from '../server/visible.ts'
import { allowanceOf, untouched, waitingParts, type Windowed } from './allowance.ts'
import { groupOf, selectConversations, toConversation, type ConversationRow } from './conversations.ts'
import { findRoot } from './customer.ts'

type Channel = { id: string; kind: ChannelKind; name: string; status: string }
type Identity = { id: string; kind: IdentityKind; value: string; verified: boolean }

/** Every way to write to a customer: the newest thread of each channel, then a new thread to each identity a channel can write to first. */
export async function listWays(context: Context, { id }: Input<'customer.reach'>): Promise<Output<'customer.reach'>> {
  const root = await findRoot(context, context.actor, id)
  const [channels, threads, identities] = await Promise.all([
    context.sql<Channel>('SELECT id, kind, name, status FROM channels WHERE workspace_id = $1 ORDER BY created_at, id'),
    newestThreads(context, root.id),
    identitiesOf(context, root.id),
  ])
  const permits = await permitsOf(context, root.id, [...new Set(channels.map((channel) => channel.kind))])
  const threadIds = threads.map((row) => row.id)
  const [waiting, answered] = await Promise.all([waitingParts(context.sql, threadIds), answeredHandles(context, threadIds)])
  const byId = new Map(channels.map((channel) => [channel.id, channel]))
  const going = threads.flatMap((row) =>
    wayOn(byId.get(row.channel_id), permits, {
      row,
      waiting: waiting.get(row.id) ?? 0,
      conversation: toConversation(row),
      identity: null,
      recipient: recipientOf(row, identities, answered.get(row.id) ?? []),
    }),
  )
  const starting = channels.flatMap((channel) =>
    identities
      .filter((identity) => begins(channel, identity, threads))
      .flatMap((identity) =>
        wayOn(channel, permits, {
          row: { ...untouched, channel_kind: channel.kind },
          waiting: 0,
          conversation: null,
          identity,
          recipient: identity,
        }),
      ),
  )
  return { data: [...going, ...starting], next: null }
}

/** Whether a new thread to this identity can begin there; where a channel has one thread per person, the one that is going is the way. */
function begins(channel: Channel, { kind, value }: Identity, threads: ConversationRow[]): boolean {
  const { capabilities, threadFor } = adapterFor(channel.kind)
  if (kind !== capabilities.starts) return false
  const key = threadFor?.({ kind, value })
  return !threads.some((row) => row.channel_id === channel.id && row.thread_key === key)
}

async function newestThreads(context: Context, rootId: string): Promise<ConversationRow[]> {
  const params: unknown[] = [rootId]
  const seen = readableSql(context.actor, 'c.access', (value) => `$${params.push(value) + 1}`)
  return context.sql<ConversationRow>(
    `SELECT * FROM (SELECT DISTINCT ON (c.channel_id) * FROM (${selectConversations} WHERE c.workspace_id = $1 AND c.customer_id = ANY (${groupOf('$2')}) AND ${seen}) AS c
       ORDER BY c.channel_id, c.last_at DESC, c.id DESC) AS newest ORDER BY last_at DESC, id DESC`,
    params,
  )
}

function identitiesOf({ sql }: Context, rootId: string): Promise<Identity[]> {
  return sql<Identity>(
    `SELECT i.id, i.kind, i.value, i.verified FROM identities i
      WHERE i.workspace_id = $1 AND i.customer_id = ANY (${groupOf('$2')}) ORDER BY i.verified DESC, i.created_at, i.id`,
    [rootId],
  )
}

async function permitsOf({ sql }: Context, customerId: string, kinds: ChannelKind[]): Promise<Map<ChannelKind, Permit[]>> {
  const purposes = ['service', 'marketing'] as const
  const all = kinds.map(async (channelKind) => {
    const asked = purposes.map(async (purpose) => ({ purpose, channelKind, ...(await maySend(sql, { customerId, channelKind, purpose })) }))
    return [channelKind, await Promise.all(asked)] as const
  })
  return new Map(await Promise.all(all))
}

/** Whom answers in each thread go to: who wrote last, or whom we wrote to as long as nobody has. */
async function answeredHandles({ sql }: Context, threadIds: string[]): Promise<Map<string, string[]>> {
  const rows = await sql<{ id: string; values: string[] }>(
    `SELECT v.id, coalesce(
        (SELECT ARRAY[from_value] FROM messages WHERE conversation_id = v.id AND direction = 'in' AND from_value IS NOT NULL ORDER BY position DESC LIMIT 1),
        (SELECT "to" FROM messages WHERE conversation_id = v.id AND direction = 'out' ORDER BY position DESC LIMIT 1), '{}') AS values
       FROM conversations v WHERE v.workspace_id = $1 AND v.id = ANY ($2::uuid[])`,
    [threadIds],
  )
  return new Map(rows.map(({ id, values }) => [id, values]))
}

function recipientOf(row: ConversationRow, identities: Identity[], answered: string[]): Identity | null {
  const { threadFor } = adapterFor(row.channel_kind)
  return identities.find(({ value }) => answered.includes(value)) ?? identities.find((one) => threadFor?.(one) === row.thread_key) ?? null
}

type Target = Pick<Way, 'conversation' | 'identity' | 'recipient'> & { row: Windowed; waiting: number }

function wayOn(channel: Channel | undefined, permits: Map<ChannelKind, Permit[]>, { row, waiting, ...target }: Target): Way[] {
  if (!channel) return []
  const own = permits.get(channel.kind) ?? []
  const refusal = own.find((permit) => permit.purpose === 'service')?.reason ?? null
  const { subject } = adapterFor(channel.kind).capabilities
  return [
    {
      channelId: channel.id,
      channelKind: channel.kind,
      channelName: channel.name,
      ...target,
      subject: subject && target.identity !== null,
      allowance: allowanceOf(row, waiting, channel.status, refusal),
      permits: own,
    },
  ]
}
