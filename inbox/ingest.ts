import type pg from 'pg'
import { tellParked } from '../channels/index.ts'
import { identifyAll } from '../customers/index.ts'
import { emitAll, type NewEvent } from '../server/events.ts'
import type { Arrival, Incoming } from './arrival.ts'
import { advanceConversations, insertMessages, type Entry } from './entries.ts'
import { placeAll } from './place.ts'
import { applyBounces, applyReceipts } from './receipts.ts'

/**
 * Makes messages of arrivals, all in the caller's transaction: customers, conversations, messages, counters, receipts and events,
 * each with one statement for the whole batch. What is there already (the same external id) stays as it is.
 */
export async function ingest(client: pg.PoolClient, batch: Arrival[]): Promise<void> {
  const arrivals = await claim(client, batch)
  if (arrivals.length === 0) return
  const incoming = await onlyNew(client, arrivals)
  const events: (NewEvent & { workspaceId: string })[] = []

  const authors = await identifyAll(
    client,
    incoming.map(({ arrival, item }) => ({ workspaceId: arrival.workspaceId, ...item.from })),
  )
  events.push(...authors.events)

  const placed = await placeAll(client, incoming, authors.found)
  const entries: Entry[] = await insertMessages(client, placed)
  events.push(...(await advanceConversations(client, entries)))

  events.push(...(await applyReceipts(client, arrivals)), ...(await applyBounces(client, arrivals)))
  const parked = arrivals.filter((arrival) => arrival.unreadable !== null)
  events.push(...(await tellParked(client, parked)))
  await emitAll(client, events)
}

/**
 * Marks the raw events as handled, and holds them until the transaction ends; another process may have been quicker with some.
 * Comes first, so that looking whether they are still pending and marking them is one statement.
 */
async function claim(client: pg.PoolClient, batch: Arrival[]): Promise<Arrival[]> {
  const { rows } = await client.query<{ id: string }>({
    name: 'claim-raws',
    text: `UPDATE raw_events r SET status = f.status, reason = f.reason, done_at = now()
             FROM unnest($1::bigint[], $2::text[], $3::text[]) AS f (id, status, reason) WHERE r.id = f.id AND r.status = 'pending' RETURNING r.id::text`,
    values: [
      batch.map((arrival) => arrival.rawId),
      batch.map((arrival) => (arrival.unreadable === null ? 'done' : 'parked')),
      batch.map((arrival) => arrival.unreadable ?? ignoredReasons(arrival)),
    ],
  })
  const held = new Set(rows.map((row) => row.id))
  return batch.filter((arrival) => held.has(arrival.rawId))
}

function ignoredReasons({ items }: Arrival): string | null {
  return items.flatMap((item) => (item.type === 'ignored' ? [item.reason] : [])).join('; ') || null
}

/** The messages we do not have yet: neither in the database nor twice in this batch. */
async function onlyNew(client: pg.PoolClient, arrivals: Arrival[]): Promise<Incoming[]> {
  const incoming = arrivals.flatMap((arrival) => arrival.items.flatMap((item) => (item.type === 'message' ? [{ arrival, item }] : [])))
  if (incoming.length === 0) return []
  const { rows } = await client.query<{ key: string }>({
    name: 'known-messages',
    text: `SELECT m.channel_id || ' ' || m.external_id AS key FROM messages m
             JOIN unnest($1::uuid[], $2::text[]) AS i (channel_id, external_id) USING (channel_id, external_id)`,
    values: [incoming.map(({ arrival }) => arrival.channelId), incoming.map(({ item }) => item.externalId)],
  })
  const known = new Set(rows.map((row) => row.key))
  return incoming.filter(({ arrival, item }) => {
    const key = `${arrival.channelId} ${item.externalId}`
    if (known.has(key)) return false
    known.add(key)
    return true
  })
}
