import type pg from 'pg'
import { v7 } from 'uuid'
import { identityKey, normalizeIdentity, otherSpellings, type Identified } from '../customers/index.ts'
import type { Incoming } from './arrival.ts'
import { nameEarlier } from './earlier.ts'
import { selectConversations, type ConversationRow } from './conversations.ts'

/** A conversation as this batch is changing it; rows are locked or new. */
export type Thread = ConversationRow & { isNew: boolean }

/** An item with the thread it goes to and the customer whose thread that is. */
export type Placed = Incoming & { thread: Thread; author: Author }

/** Whose thread it is: their own id, and who they are after merges. */
type Author = { id: string; rootId: string; name: string }

/**
 * Finds or opens the conversation of each item, in order. A message that answers (or is answered by) one we know joins
 * that thread only if its sender belongs to it; else it opens its own and merely names the other as related (security.md 24).
 * Every conversation is locked that the batch will touch, `besides` among them.
 */
export async function placeAll(
  client: pg.PoolClient,
  incoming: Incoming[],
  authors: Map<string, Identified>,
  besides: string[],
): Promise<Placed[]> {
  if (incoming.length === 0 && besides.length === 0) return []
  const directory = await lookUp(client, incoming, besides)
  const placed: Placed[] = []
  for (const message of incoming) {
    const author = authorOf(message, authors)
    const thread = directory.find(message, author) ?? directory.open(message, author)
    directory.remember(message, thread)
    placed.push({ ...message, thread, author })
  }
  await nameEarlier(client, directory.openedBy)
  await insertThreads(client, directory.opened)
  await insertRefs(client, placed)
  return placed
}

function authorOf({ arrival, person }: Incoming, authors: Map<string, Identified>): Author {
  const author = authors.get(identityKey({ workspaceId: arrival.workspaceId, ...person }))
  if (!author) throw new Error(`nobody was identified behind ${person.kind} of raw event ${arrival.rawId}`)
  return { id: author.customerId, rootId: author.rootId, name: author.name }
}

type Directory = {
  find: (message: Incoming, author: Author) => Thread | undefined
  open: (message: Incoming, author: Author) => Thread
  remember: (message: Incoming, thread: Thread) => void
  opened: Thread[]
  /** The messages that opened them. */
  openedBy: Map<Thread, Incoming>
}

/** Locks every conversation the batch may touch, and answers from memory while the batch opens more. */
async function lookUp(client: pg.PoolClient, incoming: Incoming[], besides: string[]): Promise<Directory> {
  const rows = await lockCandidates(client, incoming, besides)
  const byKey = new Map<string, Thread>(rows.map((row) => [`${row.channel_id} ${row.thread_key}`, row]))
  const byRef = new Map<string, Thread[]>()
  for (const row of rows) for (const ref of row.found_by) push(byRef, `${row.channel_id} ${ref}`, row)
  const opened: Thread[] = []
  const openedBy = new Map<Thread, Incoming>()

  const named = ({ arrival, item }: Incoming) => refsOf(item).flatMap((ref) => byRef.get(`${arrival.channelId} ${ref}`) ?? [])

  return {
    opened,
    openedBy,
    find: (message, author) =>
      named(message).find((thread) => belongs(thread, message, author)) ??
      byKey.get(`${message.arrival.channelId} ${message.item.thread.key}`) ??
      otherKeys(message)
        .map((key) => byKey.get(`${message.arrival.channelId} ${key}`))
        .find((thread) => thread?.root_id === author.rootId),
    open: (message, author) => {
      const thread = newThread(message, author, named(message)[0]?.id ?? null)
      byKey.set(`${thread.channel_id} ${thread.thread_key}`, thread)
      opened.push(thread)
      openedBy.set(thread, message)
      return thread
    },
    remember: ({ arrival, item, person }, thread) => {
      const addressed = item.type === 'message' ? item.participants : []
      const people = [person.value, ...addressed].map((value) => normalizeIdentity(person.kind, value))
      const others = people.filter((value) => !arrival.ownHandles.includes(value))
      thread.participants = [...new Set([...thread.participants, ...others])].slice(0, 100)
      // Of before posts were kept, or told later than its first comment.
      thread.post ??= item.thread.post ?? null
      for (const ref of item.thread.refs) push(byRef, `${arrival.channelId} ${ref}`, thread)
    },
  }
}

/** By what a thread is found besides its key; a key it had before is one of its references. */
const refsOf = ({ thread }: Incoming['item']) => [...thread.refs, thread.key]

/** Keys a private chat by a phone number also has where the number is spelled otherwise. */
const otherKeys = ({ item, person }: Incoming) =>
  person.kind === 'phone' && item.thread.key === person.value ? otherSpellings(person.value) : []

const belongs = (thread: Thread, { person }: Incoming, author: Author) =>
  thread.root_id === author.rootId || thread.participants.includes(normalizeIdentity(person.kind, person.value))

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (!list) map.set(key, [value])
  else if (!list.includes(value)) list.push(value)
}

/** Conversations known by an item's thread key or by one of its references, and those `besides`, locked in the order of their ids. */
async function lockCandidates(
  client: pg.PoolClient,
  incoming: Incoming[],
  besides: string[],
): Promise<(Thread & { found_by: string[] })[]> {
  const refs = incoming.flatMap(({ arrival, item }) => refsOf(item).map((ref) => [arrival.channelId, ref] as const))
  const keys = incoming.flatMap((one) => [one.item.thread.key, ...otherKeys(one)].map((key) => [one.arrival.channelId, key] as const))
  const { rows: found } = await client.query<{ id: string; ref: string | null }>({
    name: 'find-threads',
    text: `SELECT c.id, NULL AS ref FROM conversations c JOIN unnest($1::uuid[], $2::text[]) AS k (channel_id, thread_key) USING (channel_id, thread_key)
           UNION SELECT r.conversation_id, r.ref FROM thread_refs r JOIN unnest($3::uuid[], $4::text[]) AS k (channel_id, ref) USING (channel_id, ref)`,
    values: [
      keys.map(([channelId]) => channelId),
      keys.map(([, key]) => key),
      refs.map(([channelId]) => channelId),
      refs.map(([, ref]) => ref),
    ],
  })
  const foundBy = new Map<string, string[]>()
  for (const { id, ref } of found) foundBy.set(id, [...(foundBy.get(id) ?? []), ...(ref === null ? [] : [ref])])
  const { rows } = await client.query<ConversationRow>({
    name: 'lock-threads',
    text: `${selectConversations} WHERE c.id = ANY ($1::uuid[]) ORDER BY c.id FOR UPDATE OF c`,
    values: [[...new Set([...foundBy.keys(), ...besides])]],
  })
  return rows.map((row) => ({ ...row, isNew: false, found_by: foundBy.get(row.id) ?? [] }))
}

function newThread({ arrival, item }: Incoming, author: Author, relatedId: string | null): Thread {
  return {
    id: v7(),
    workspace_id: arrival.workspaceId,
    version: 1,
    channel_id: arrival.channelId,
    channel_kind: arrival.channelKind,
    customer_id: author.id,
    root_id: author.rootId,
    customer_name: author.name,
    thread_key: item.thread.key,
    subject: item.type === 'message' ? item.subject : null,
    surface: item.thread.surface ?? 'message',
    post: item.thread.post ?? null,
    window_opened_by: null,
    window_opened_at: null,
    window_sent: 0,
    window_closed: null,
    // Somebody who only follows, or clicks, or wrote before the channel was there, waits for nothing.
    status: (item.type === 'message' && !item.isOld) || item.type === 'echo' ? 'open' : 'resolved',
    assignee_id: null,
    team_id: null,
    access: [],
    mood: null,
    mood_slope: null,
    mood_label: null,
    participants: [],
    unread: 0,
    received: 0,
    settled: 0,
    waiting_since: null,
    position: 0,
    last_message_id: null,
    last_preview: '',
    last_unsupported: null,
    last_kind: 'text',
    last_direction: 'in',
    last_status: 'received',
    last_at: item.type === 'message' && item.isOld ? item.sentAt : arrival.receivedAt,
    related_id: relatedId,
    created_at: arrival.receivedAt,
    updated_at: arrival.receivedAt,
    isNew: true,
  }
}

async function insertThreads(client: pg.PoolClient, threads: Thread[]): Promise<void> {
  if (threads.length === 0) return
  const { rows } = await client.query<{ id: string; access: string[] }>({
    name: 'insert-threads',
    text: `INSERT INTO conversations (id, workspace_id, channel_id, channel_kind, customer_id, thread_key, subject, surface, post, status, participants, last_at, related_id, created_at, updated_at)
           SELECT id, workspace_id, channel_id, channel_kind, customer_id, thread_key, subject, surface, post, status, participants, last_at, related_id, created_at, updated_at
             FROM jsonb_populate_recordset(NULL::conversations, $1::jsonb) RETURNING id, access`,
    values: [JSON.stringify(threads)],
  })
  const access = new Map(rows.map((row) => [row.id, row.access]))
  for (const thread of threads) thread.access = access.get(thread.id) ?? []
}

async function insertRefs(client: pg.PoolClient, placed: Placed[]): Promise<void> {
  const refs = placed.flatMap(({ arrival, item, thread }) =>
    [...item.thread.refs, ...(item.thread.index === undefined ? [] : [item.thread.index])].map(
      (ref) => [arrival.channelId, ref, thread.id] as const,
    ),
  )
  if (refs.length === 0) return
  await client.query({
    name: 'insert-refs',
    text: `INSERT INTO thread_refs (channel_id, ref, conversation_id) SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[]) ON CONFLICT DO NOTHING`,
    values: [refs.map((ref) => ref[0]), refs.map((ref) => ref[1]), refs.map((ref) => ref[2])],
  })
}
