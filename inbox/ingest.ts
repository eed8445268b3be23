import type pg from 'pg'
import { askForPulls, tellParked } from '../channels/index.ts'
import { identifyAll } from '../customers/index.ts'
import { emitAll, type NewEvent } from '../server/events.ts'
import { groupBy } from '../server/group.ts'
import { visitsOf, type Arrival, type Incoming } from './arrival.ts'
import { applyEarly, keepEarly } from './early.ts'
import { ownEchoes } from './echoes.ts'
import { advanceConversations, insertEntries, type Entry } from './entries.ts'
import { placeAll, type Placed } from './place.ts'
import { newcomers, noteNewcomers } from './newcomers.ts'
import { askProfiles } from './profiles.ts'
import { nowReadable, showReadable, type NowReadable, type UnsupportedMessage } from './readable.ts'
import { tellStatus } from './receipts.ts'
import { keyOf } from './rows.ts'
import { compareTold } from './tags/due.ts'
import { applyTold, findTold, isReady, keyFor, toldBy, type Known, type Told } from './told.ts'
import { unknownReason } from './unknown.ts'

type WorkspaceEvent = NewEvent & { workspaceId: string }

/** Jobs a batch made due: ids of files to fetch, of channels to pull, of identities to ask about. Enqueue them after the commit. */
export type Due = { files: string[]; channels: string[]; identities: string[] }

/**
 * Makes messages of arrivals, all in the caller's transaction: customers, conversations, messages, counters, receipts and events,
 * each with one statement for the whole batch. What is there already (the same external id) stays as it is, unless it could not be shown and now can.
 */
export async function ingest(client: pg.PoolClient, batch: Arrival[]): Promise<Due> {
  const arrivals = await claim(client, batch)
  if (arrivals.length === 0) return { files: [], channels: [], identities: [] }
  const { incoming, readable, early } = await onlyNew(client, arrivals)
  const told = arrivals.flatMap(toldBy)
  const known = await findTold(client, told)

  const authors = await identifyAll(
    client,
    incoming.map(({ arrival, person }) => ({ workspaceId: arrival.workspaceId, ...person })),
  )
  const identities = await askProfiles(client, incoming, authors.found)
  await noteNewcomers(
    client,
    'tag_syncs',
    newcomers(incoming, authors.found, ({ tags }) => tags),
  )
  await compareTold(client, arrivals)
  const besides = [...conversationsOf(known), ...readable.map(({ conversationId }) => conversationId)]
  const placed = await placeAll(client, incoming, authors.found, besides)
  const { events, entries, toFetch } = await write(client, placed)

  for (const entry of entries) remember(known, entry)
  const shown = await showReadable(client, readable)
  events.push(...shown.events, ...(await tell(client, told, known)), ...(await tellOdd(client, arrivals)))
  await emitAll(client, [...authors.events, ...events])
  for (const [channelId, some] of groupBy(early, ({ channelId }) => channelId))
    await applyEarly(client, channelId, some.map(({ ref }) => ref)) // prettier-ignore
  return { files: [...toFetch, ...shown.toFetch], channels: await askForPulls(client, arrivals), identities }
}

async function write(client: pg.PoolClient, placed: Placed[]): Promise<{ events: WorkspaceEvent[]; entries: Entry[]; toFetch: string[] }> {
  const { others, arrived } = await ownEchoes(client, placed)
  const moves = await insertEntries(client, others)
  return { ...moves, events: [...(await advanceConversations(client, moves)), ...(await tellStatus(client, arrived))] }
}

const conversationsOf = (known: Map<string, Known>) => [...new Set([...known.values()].map(({ conversationId }) => conversationId))]

/** What came in with this very batch may be what something else in it is about. */
function remember(
  known: Map<string, Known>,
  { message: { id, channel_id, external_id, conversation_id, direction, status } }: Entry,
): void {
  if (external_id !== null)
    known.set(keyFor(channel_id, external_id), { messageId: id, conversationId: conversation_id, direction, status })
}

async function tell(client: pg.PoolClient, told: Told[], known: Map<string, Known>): Promise<WorkspaceEvent[]> {
  if (told.length === 0) return []
  const ready = told.filter((one) => isReady(known, one))
  await keepEarly(
    client,
    told.filter((one) => !ready.includes(one)),
  )
  return applyTold(client, ready, known)
}

/** Parked and unknown ones are counted where their channel is shown. */
function tellOdd(client: pg.PoolClient, arrivals: Arrival[]): Promise<WorkspaceEvent[]> {
  return tellParked(
    client,
    arrivals.filter((arrival) => arrival.unreadable !== null || unknownReason(arrival) !== null),
  )
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
      batch.map((arrival) => (arrival.unreadable !== null ? 'parked' : unknownReason(arrival) !== null ? 'unknown' : 'done')),
      batch.map((arrival) => arrival.unreadable ?? unknownReason(arrival) ?? ignoredReasons(arrival)),
    ],
  })
  const held = new Set(rows.map((row) => row.id))
  return batch.filter((arrival) => held.has(arrival.rawId))
}

function ignoredReasons({ items }: Arrival): string | null {
  return items.flatMap((item) => (item.type === 'ignored' ? [item.reason] : [])).join('; ') || null
}

type Seen = { channelId: string; ref: string; known: boolean; unsupported: UnsupportedMessage | null }

/**
 * What we do not have yet, neither in the database nor twice in this batch; what we have and could not show, and can now; and the ids among
 * the new that something came early for. An echo may also be known as a part of a message of ours.
 */
async function onlyNew(
  client: pg.PoolClient,
  arrivals: Arrival[],
): Promise<{ incoming: Incoming[]; readable: NowReadable[]; early: Seen[] }> {
  const incoming = arrivals.flatMap(visitsOf).map((visit) => ({ ...visit, key: keyOf(visit) }))
  const named = incoming.filter(({ key }) => key !== null)
  if (named.length === 0) return { incoming, readable: [], early: [] }
  const { rows } = await client.query<Seen>({
    name: 'known-messages',
    text: `WITH i AS (SELECT * FROM unnest($1::uuid[], $2::text[]) AS i (channel_id, ref))
           SELECT m.channel_id AS "channelId", m.external_id AS ref, true AS known,
                  CASE WHEN m.unsupported IS NOT NULL AND m.recalled_at IS NULL THEN
                    jsonb_build_object('messageId', m.id, 'conversationId', m.conversation_id, 'rawId', m.raw_id::text, 'name', m.unsupported) END AS unsupported
             FROM messages m JOIN i ON i.channel_id = m.channel_id AND i.ref = m.external_id
           UNION ALL SELECT r.channel_id, r.ref, true, NULL FROM message_refs r JOIN i ON i.channel_id = r.channel_id AND i.ref = r.ref
           UNION ALL SELECT i.channel_id, i.ref, false, NULL FROM i CROSS JOIN LATERAL (
             SELECT FROM early_items e WHERE e.channel_id = i.channel_id AND e.external_id = i.ref LIMIT 1) AS early`,
    values: [named.map(({ arrival }) => arrival.channelId), named.map(({ key }) => key)],
  })
  const known = new Set(rows.flatMap((row) => (row.known ? [keyFor(row.channelId, row.ref)] : [])))
  const fresh = incoming.filter(({ arrival, key }) => {
    if (key === null) return true
    const isKnown = known.has(keyFor(arrival.channelId, key))
    known.add(keyFor(arrival.channelId, key))
    return !isKnown
  })
  const unsupported = new Map(rows.flatMap((row) => (row.unsupported ? [[keyFor(row.channelId, row.ref), row.unsupported]] : [])))
  const readable = named.flatMap((one) => nowReadable(one, unsupported.get(keyFor(one.arrival.channelId, one.key!))))
  return { incoming: fresh, readable, early: rows.filter((row) => !row.known) }
}
