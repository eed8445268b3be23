import type * as z from 'zod'
import type { Input, Output } from '../contract/api.ts'
import type { ChannelKind } from '../contract/channels.ts'
import type { TimelineEntry, timelineKind } from '../contract/timeline.ts'
import type { Context } from '../server/context.ts'
import { openCursor, sealCursor } from '../server/cursor.ts'
import type { Sql } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import { readableSql, visibleSql } from '../server/visible.ts'
import { findRoot } from './customer.ts'
import { selectMessages, toMessage, type MessageRow } from './messages.ts'

type Kind = z.infer<typeof timelineKind>
/** Where an entry stands: `message` or `entry` (a row of `timeline_entries`). */
type Place = { of: 'message' | 'entry'; id: string; at: string }

/** Everything of a customer over all channels, and of all merged into them, newest first; conversations the actor may not read are left out. */
export async function listTimeline(context: Context, input: Input<'timeline.list'>): Promise<Output<'timeline.list'>> {
  const root = await findRoot(context, context.actor, input.id)
  if (input.channelId) await assertChannel(context, input.channelId)
  const places = await readPlaces(context, root.id, input)
  const shown = places.slice(0, input.limit)
  const entries = await readEntries(context.sql, shown)
  const last = shown.at(-1)
  return {
    data: shown.flatMap(({ id }) => entries.get(id) ?? []),
    next: places.length > input.limit && last ? sealCursor('timeline', [last.at, last.id]) : null,
  }
}

async function assertChannel({ sql }: Context, id: string): Promise<void> {
  const [channel] = await sql('SELECT id FROM channels WHERE workspace_id = $1 AND id = $2', [id])
  if (!channel) fail('not_found', 'There is no such channel in this workspace.', { field: 'channelId' })
}

const beyondAll: [string, string] = ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff']

/**
 * The next places, one more than asked for. The newest page of messages lies in the threads that moved last, so no more threads than
 * entries are looked into besides those that moved since the cursor; each gives one bounded range of an index.
 */
async function readPlaces(context: Context, rootId: string, input: Input<'timeline.list'>): Promise<Place[]> {
  const wanted = new Set<Kind>(input.kinds ?? ['messages', 'notes', 'changes', 'consent'])
  const [at, id] = input.cursor === undefined ? beyondAll : openCursor<[at: string, id: string]>('timeline', input.cursor)
  const params: unknown[] = [rootId, at, id, input.limit + 1]
  const param = (value: unknown) => `$${params.push(value) + 1}`
  const threads = threadsSql(
    [readableSql(context.actor, 'v.access', param), ...(input.channelId ? [`v.channel_id = ${param(input.channelId)}`] : [])],
    wanted.has('messages') && wanted.has('notes') ? '$5' : 'NULL',
  )
  const types = input.channelId ? [] : entryTypes(wanted)
  const parts = [
    ...(wanted.has('messages') ? [messagesSql('text')] : []),
    ...(wanted.has('notes') ? [messagesSql('note')] : []),
    ...(types.length > 0 ? [entriesSql(param(types), visibleSql(context.actor, 'r.access', param))] : []),
  ]
  if (parts.length === 0) return []
  return context.sql<Place>(
    `WITH family AS (SELECT id FROM customers WHERE workspace_id = $1 AND root_id = $2), threads AS (${threads})
     SELECT * FROM (${parts.map((part) => `(${part})`).join(' UNION ALL ')}) AS places ORDER BY at DESC, id DESC LIMIT $5`,
    params,
  )
}

const threadsSql = (where: string[], most: string) => {
  const threads = `SELECT v.id FROM family f JOIN conversations v ON v.customer_id = f.id WHERE ${where.join(' AND ')}`
  return `(${threads} AND v.last_at >= $3::timestamptz) UNION ALL (${threads} AND v.last_at < $3::timestamptz ORDER BY v.last_at DESC LIMIT ${most})`
}

const before = (at: string, id: string) => `(${at}, ${id}) < ($3::timestamptz, $4::uuid) ORDER BY ${at} DESC, ${id} DESC LIMIT $5`

const messagesSql = (kind: 'text' | 'note') =>
  `SELECT 'message' AS of, m.id, m.at FROM threads t CROSS JOIN LATERAL (
     SELECT id, created_at AS at FROM messages WHERE conversation_id = t.id AND kind = '${kind}' AND ${before('created_at', 'id')}) m
   ORDER BY m.at DESC, m.id DESC LIMIT $5`

/**
 * Both sides of a merge have it on their timeline, for when they are apart. Together it stands there once, and never about the customer
 * one looks at: of the two the one is left out whose other side is the root, or else what was merged.
 */
const saidTwice = `e.type = 'merge' AND EXISTS (
  SELECT 1 FROM merges m JOIN customers o ON o.id = CASE m.from_id WHEN f.id THEN m.into_id ELSE m.from_id END
   WHERE m.id = (e.data ->> 'mergeId')::uuid AND o.root_id = $2 AND (o.id = $2 OR f.id <> $2 AND m.from_id = f.id))`

/** A merge with somebody the actor may not see (any more, since it was undone) names them: it is left out. */
const ofHidden = (seen: string) => `e.type = 'merge' AND NOT EXISTS (
  SELECT 1 FROM merges m JOIN customers o ON o.id = CASE m.from_id WHEN f.id THEN m.into_id ELSE m.from_id END
                         JOIN customers r ON r.id = o.root_id
   WHERE m.id = (e.data ->> 'mergeId')::uuid AND ${seen})`

const entriesSql = (types: string, seen: string) =>
  `SELECT 'entry' AS of, e.id, e.at FROM family f CROSS JOIN LATERAL (
     SELECT id, at FROM timeline_entries e
      WHERE customer_id = f.id AND type = ANY (${types}::text[]) AND NOT (${saidTwice}) AND NOT (${ofHidden(seen)}) AND ${before('at', 'id')}) e
   ORDER BY e.at DESC, e.id DESC LIMIT $5`

function entryTypes(wanted: Set<Kind>): TimelineEntry['type'][] {
  return [
    ...(wanted.has('notes') ? (['note'] as const) : []),
    ...(wanted.has('consent') ? (['consent'] as const) : []),
    ...(wanted.has('changes') ? (['change', 'label', 'owner', 'identity', 'merge', 'import', 'created'] as const) : []),
  ]
}

async function readEntries(sql: Sql, places: Place[]): Promise<Map<string, TimelineEntry>> {
  const idsOf = (of: Place['of']) => places.filter((place) => place.of === of).map((place) => place.id)
  const [messages, entries] = await Promise.all([readMessages(sql, idsOf('message')), readOthers(sql, idsOf('entry'))])
  return new Map([...messages, ...entries].map((entry) => [entry.id, entry]))
}

async function readMessages(sql: Sql, ids: string[]): Promise<TimelineEntry[]> {
  if (ids.length === 0) return []
  const rows = await sql<MessageRow & { channel_kind: ChannelKind }>(
    `SELECT found.*, c.channel_kind FROM (${selectMessages} WHERE m.workspace_id = $1 AND m.id = ANY ($2::uuid[])) AS found
       JOIN conversations c ON c.id = found.conversation_id`,
    [ids],
  )
  return rows.map((row) => ({
    type: 'message',
    id: row.id,
    at: row.created_at,
    conversationId: row.conversation_id,
    channelId: row.channel_id,
    channelKind: row.channel_kind,
    message: toMessage(row),
  }))
}

type EntryRow = { id: string; at: string; type: string; by_type: string; by_id: string | null; by_name: string; data: object }

async function readOthers(sql: Sql, ids: string[]): Promise<TimelineEntry[]> {
  if (ids.length === 0) return []
  const rows = await sql<EntryRow>(
    'SELECT id, at, type, by_type, by_id, by_name, data FROM timeline_entries WHERE workspace_id = $1 AND id = ANY ($2::uuid[])',
    [ids],
  )
  return rows.map(
    ({ type, id, at, by_type, by_id, by_name, data }) =>
      // `record` (customers/timeline-entries.ts) is the only writer, and types what it writes.
      ({ ...data, type, id, at, by: { type: by_type, id: by_id, name: by_name } }) as TimelineEntry,
  )
}
