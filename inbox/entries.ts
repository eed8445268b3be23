import type pg from 'pg'
import type { NewEvent } from '../server/events.ts'
import { inTurn } from '../server/parsers/in-turn.ts'
import { advance } from './advance.ts'
import { moodIn, previewIn, threadOf, toConversation } from './conversations.ts'
import { insertAllFiles } from './entry-files.ts'
import { modelsOf } from './language/intents.ts'
import { moodAfter, turnedSour } from './language/mood.ts'
import { readMessage, type Reading } from './language/read.ts'
import { messageColumns, selectMessages, toMessage, type MessageRow } from './messages.ts'
import type { Placed, Thread } from './place.ts'
import { toRow } from './rows.ts'

/** An item as it was written into its thread. */
export type Entry = { message: MessageRow; thread: Thread }

/** What a batch did: what it wrote, which threads it moved (opened again, made sour), and the ids of files that lie with the provider. */
export type Moves = { entries: Entry[]; moved: Set<Thread>; reopened: Set<Thread>; soured: Set<Thread>; toFetch: string[] }

type WorkspaceEvent = NewEvent & { workspaceId: string }

/** Writes messages, lines and their files; each gets the next position of its thread, and the threads in memory move on. */
export async function insertEntries(client: pg.PoolClient, placed: Placed[]): Promise<Moves> {
  const moves: Moves = { entries: [], moved: new Set(), reopened: new Set(), soured: new Set(), toFetch: [] }
  if (placed.length === 0) return moves
  const models = await modelsOf(client, [...new Set(placed.map(({ arrival }) => arrival.workspaceId))])
  const written: (Placed & { messageId: string; row: { id: string } })[] = []
  for (const one of placed) {
    const row = toRow(one)
    // A hundred long messages take seconds to read; others come in between.
    const reading = await inTurn(async () =>
      readMessage(one.item.type === 'message' ? one.item : silent, models.get(one.arrival.workspaceId)),
    )
    move(moves, one, reading)
    if (row !== null) written.push({ ...one, messageId: row.id, row: { ...row, ...reading } })
  }
  const rows = await insertRows(
    client,
    written.map(({ row }) => row),
  )
  const { carrying, toFetch } = await insertAllFiles(client, written)
  const withFiles = await readBack(client, carrying)
  const entries = written.map(({ messageId, thread }) => ({ message: withFiles.get(messageId) ?? rows.get(messageId)!, thread }))
  return { ...moves, entries, toFetch }
}

/** Nothing to read the mood of. */
const silent = { text: '', auto: true }

function move({ moved, reopened, soured }: Moves, one: Placed, reading: Reading): void {
  const { thread } = one
  const step = advance(one)
  if (step.moved || thread.isNew) moved.add(thread)
  if (step.reopened) reopened.add(thread)
  if (changeMood(thread, reading)) soured.add(thread)
}

/** Moves the thread's mood by what was read of a message; answers whether it turned negative with it. */
function changeMood(thread: Thread, { sentiment: label, sentiment_score: score }: Reading): boolean {
  if (label === null || score === null) return false
  const before = moodIn(thread)
  const after = moodAfter(before, { score, label })
  thread.mood = after.mood
  thread.mood_slope = after.slope
  thread.mood_label = after.label
  return turnedSour(before, after)
}

async function insertRows(client: pg.PoolClient, rows: object[]): Promise<Map<string, MessageRow>> {
  if (rows.length === 0) return new Map()
  const { rows: written } = await client.query<Omit<MessageRow, 'attachments'>>({
    name: 'insert-messages',
    text: `INSERT INTO messages AS m (id, workspace_id, conversation_id, channel_id, position, kind, direction, author_type, author_id, author_name, text,
             quoted, html, html_form, subject, "to", cc, sender, reply_to, names, status, auto, sender_verified, event, place, unsupported, raw_id, sentiment, sentiment_score, confidence, model, intent,
             intent_score, external_id, from_kind, from_value, refs, sent_at, created_at)
           SELECT id, workspace_id, conversation_id, channel_id, position, kind, direction, author_type, author_id, author_name, text,
             quoted, html, html_form, subject, "to", cc, sender, reply_to, names, status, auto, sender_verified, event, place, unsupported, raw_id, sentiment, sentiment_score, confidence, model, intent,
             intent_score, external_id, from_kind, from_value, refs, sent_at, created_at
             FROM jsonb_populate_recordset(NULL::messages, $1::jsonb) RETURNING ${messageColumns}`,
    values: [JSON.stringify(rows)],
  })
  return new Map(written.map((row) => [row.id, { ...row, attachments: [] }]))
}

async function readBack(client: pg.PoolClient, ids: string[]): Promise<Map<string, MessageRow>> {
  if (ids.length === 0) return new Map()
  const { rows } = await client.query<MessageRow>({
    name: 'read-back',
    text: `${selectMessages} WHERE m.id = ANY ($1::uuid[])`,
    values: [ids],
  })
  return new Map(rows.map((row) => [row.id, row]))
}

/** Writes where the threads of a batch have got to, and answers the events of the batch in order. */
export async function advanceConversations(client: pg.PoolClient, { entries, moved, reopened, soured }: Moves): Promise<WorkspaceEvent[]> {
  if (moved.size === 0) return []
  for (const { message, thread } of entries) if (message.kind === 'text') showLast(thread, message)
  for (const thread of moved) {
    if (!thread.isNew) thread.version += 1
    thread.updated_at = thread.last_at
  }
  await writeThreads(client, [...moved])
  const sour = [...soured].filter((thread) => thread.mood_label === 'negative')
  return [...entries.map(written), ...[...moved].map((thread) => moving(thread, reopened.has(thread))), ...sour.map(turned)]
}

function showLast(thread: Thread, message: MessageRow): void {
  thread.last_message_id = message.id
  thread.last_preview = previewIn(message)
  thread.last_unsupported = message.unsupported
}

async function writeThreads(client: pg.PoolClient, threads: Thread[]): Promise<void> {
  await client.query({
    name: 'advance-threads',
    text: `UPDATE conversations c SET version = t.version, status = t.status, participants = t.participants, post = t.post, unread = t.unread, received = t.received, settled = t.settled, waiting_since = t.waiting_since,
             position = t.position, last_message_id = t.last_message_id, last_preview = t.last_preview, last_unsupported = t.last_unsupported, last_kind = t.last_kind,
             last_direction = t.last_direction, last_status = t.last_status, last_at = t.last_at, updated_at = t.updated_at,
             mood = t.mood, mood_slope = t.mood_slope, mood_label = t.mood_label, window_opened_by = t.window_opened_by,
             window_opened_at = t.window_opened_at, window_sent = t.window_sent, window_closed = t.window_closed
             FROM jsonb_populate_recordset(NULL::conversations, $1::jsonb) t WHERE c.id = t.id`,
    values: [JSON.stringify(threads)],
  })
}

const eventOf = { in: 'message.received', out: 'message.sent', none: 'message.recorded' } as const

const written = ({ message, thread }: Entry): WorkspaceEvent => ({
  workspaceId: thread.workspace_id,
  name: eventOf[message.direction],
  data: { message: toMessage(message), thread: threadOf(thread) },
})

function moving(thread: Thread, reopened: boolean): WorkspaceEvent {
  const name = thread.isNew ? 'conversation.opened' : reopened ? 'conversation.reopened' : 'conversation.advanced'
  return { workspaceId: thread.workspace_id, name, data: { conversation: toConversation(thread) } }
}

const turned = (thread: Thread): WorkspaceEvent => ({
  workspaceId: thread.workspace_id,
  name: 'conversation.soured',
  data: { conversation: toConversation(thread) },
})
