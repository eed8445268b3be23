import type pg from 'pg'
import type { InboundBounce, InboundEdit, InboundReaction, InboundRecall, InboundReceipt } from '../channels/index.ts'
import type { MessageStatus } from '../contract/messages.ts'
import type { NewEvent } from '../server/events.ts'
import type { Arrival } from './arrival.ts'
import { applyChanges } from './changes.ts'
import type { Direction } from './conversations.ts'
import { applyBounces, applyReceipts } from './receipts.ts'

/** What a provider tells of a message that was there before. */
type Later = InboundReceipt | InboundBounce | InboundEdit | InboundRecall | InboundReaction
export type Told<Item extends Later = Later> = { workspaceId: string; channelId: string; rawId: string; receivedAt: string; item: Item }

/** A message as it is known by a provider's id. */
export type Known = { messageId: string; conversationId: string; direction: Direction; status: MessageStatus }

/** What an arrival tells of messages, in order. */
export function toldBy({ workspaceId, channelId, rawId, receivedAt, items }: Arrival): Told[] {
  return items.flatMap((item) => (isLater(item) ? [{ workspaceId, channelId, rawId, receivedAt, item }] : []))
}

function isLater(item: Arrival['items'][number]): item is Later {
  return ['receipt', 'bounce', 'edit', 'recall', 'reaction'].includes(item.type)
}

/** The provider's id of the message something is about; null: it names it otherwise. */
export function refOf({ item }: Told): string | null {
  if (item.type !== 'receipt') return item.externalId
  return 'externalId' in item.for ? item.for.externalId : null
}

/** Under which key a message of a channel is found by the provider's id. */
export const keyFor = (channelId: string, ref: string) => `${channelId} ${ref}`

/** The messages all this is about, as far as we know them: by their own id outside, or by that of one of their parts. */
export async function findTold(client: pg.ClientBase, told: Told[]): Promise<Map<string, Known>> {
  const named = told.flatMap((one) => ({ channelId: one.channelId, ref: refOf(one) })).filter(({ ref }) => ref !== null)
  if (named.length === 0) return new Map()
  const { rows } = await client.query<Known & { key: string }>({
    name: 'find-told',
    text: `WITH named AS (SELECT DISTINCT channel_id, ref FROM unnest($1::uuid[], $2::text[]) AS n (channel_id, ref)),
             found AS (SELECT n.*, m.id FROM named n JOIN messages m ON m.channel_id = n.channel_id AND m.external_id = n.ref
                       UNION SELECT n.*, r.message_id FROM named n JOIN message_refs r ON r.channel_id = n.channel_id AND r.ref = n.ref)
           SELECT found.channel_id || ' ' || found.ref AS key, m.id AS "messageId", m.conversation_id AS "conversationId", m.direction, m.status
             FROM found JOIN messages m USING (id)`,
    values: [named.map(({ channelId }) => channelId), named.map(({ ref }) => ref)],
  })
  return new Map(rows.map(({ key, ...known }) => [key, known]))
}

/** Whether something can be applied now: it names no id, or one we know; and a receipt's message has left our hands. */
export function isReady(known: Map<string, Known>, one: Told): boolean {
  const ref = refOf(one)
  if (ref === null) return true
  const message = known.get(keyFor(one.channelId, ref))
  if (!message) return false
  const underWay = message.status === 'queued' || message.status === 'sending'
  return !(underWay && (one.item.type === 'receipt' || one.item.type === 'bounce'))
}

/**
 * Applies what is ready: ticks, bounces, then edits, recalls and reactions in order. Takes part in the caller's transaction, which holds the
 * conversations of `known`; answers the events to emit. Doing it twice changes nothing more.
 */
export async function applyTold(
  client: pg.ClientBase,
  told: Told[],
  known: Map<string, Known>,
): Promise<(NewEvent & { workspaceId: string })[]> {
  const ready = told.flatMap((one) => {
    const ref = refOf(one)
    return { ...one, message: ref === null ? undefined : known.get(keyFor(one.channelId, ref)) }
  })
  return [...(await applyReceipts(client, ready)), ...(await applyBounces(client, ready)), ...(await applyChanges(client, ready))]
}
