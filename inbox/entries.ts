import type pg from 'pg'
import { v7 } from 'uuid'
import type { NewEvent } from '../server/events.ts'
import type { StoredFile } from './arrival.ts'
import { moodIn, previewOf, threadOf, toConversation } from './conversations.ts'
import { messageColumns, selectMessages, toMessage, type MessageRow } from './messages.ts'
import { modelsOf } from './language/intents.ts'
import { moodAfter, turnedSour } from './language/mood.ts'
import { readMessage, type Reading } from './language/read.ts'
import type { Placed, Thread } from './place.ts'

/** A message as it was written, with the thread it moved. */
export type Entry = {
  message: MessageRow
  thread: Thread
  reopened: boolean
  /** With it the customer's mood turned negative. */ soured: boolean
}

type WorkspaceEvent = NewEvent & { workspaceId: string }

/** Writes the messages and their files; each gets the next position of its thread, and the threads in memory move on. */
export async function insertMessages(client: pg.PoolClient, placed: Placed[]): Promise<Entry[]> {
  if (placed.length === 0) return []
  const models = await modelsOf(client, [...new Set(placed.map(({ arrival }) => arrival.workspaceId))])
  const rows = placed.map((message) => {
    const reading = readMessage(message.item, models.get(message.arrival.workspaceId))
    return { ...toRow(message), ...reading, reopened: advance(message), soured: changeMood(message.thread, reading) }
  })
  const written = await insertRows(client, rows)
  const filed = placed.map(({ arrival, item }, n) => ({ workspaceId: arrival.workspaceId, messageId: rows[n]!.id, ...item }))
  await insertFiles(
    client,
    filed.flatMap(({ files, ...message }) => files.map((file) => ({ ...message, file }))),
  )
  await adoptUploads(
    client,
    filed.flatMap(({ uploads, ...message }) => uploads.map((upload) => ({ ...message, ...upload }))),
  )
  const carrying = filed.filter(({ files, uploads }) => files.length + uploads.length > 0)
  const withFiles = await readBack(
    client,
    carrying.map(({ messageId }) => messageId),
  )
  return rows.map(({ id, reopened, soured }, n) => ({
    message: withFiles.get(id) ?? written.get(id)!,
    thread: placed[n]!.thread,
    reopened,
    soured,
  }))
}

async function insertRows(client: pg.PoolClient, rows: object[]): Promise<Map<string, MessageRow>> {
  const { rows: written } = await client.query<Omit<MessageRow, 'attachments'>>({
    name: 'insert-messages',
    text: `INSERT INTO messages AS m (id, workspace_id, conversation_id, channel_id, position, kind, direction, author_type, author_id, author_name, text,
             quoted, html, subject, "to", cc, status, auto, sender_verified, raw_id, sentiment, sentiment_score, confidence, model, intent, intent_score,
             external_id, from_kind, from_value, refs, sent_at, created_at)
           SELECT id, workspace_id, conversation_id, channel_id, position, 'text', 'in', 'customer', author_id, author_name, text,
             quoted, html, subject, "to", cc, 'received', auto, sender_verified, raw_id, sentiment, sentiment_score, confidence, model, intent, intent_score,
             external_id, from_kind, from_value, refs, sent_at, created_at
             FROM jsonb_populate_recordset(NULL::messages, $1::jsonb) RETURNING ${messageColumns}`,
    values: [JSON.stringify(rows)],
  })
  return new Map(written.map((row) => [row.id, { ...row, attachments: [] }]))
}

function toRow({ arrival, item, thread, author }: Placed) {
  return {
    id: v7(),
    workspace_id: arrival.workspaceId,
    conversation_id: thread.id,
    channel_id: arrival.channelId,
    position: thread.position + 1,
    author_id: author.id,
    author_name: author.name,
    text: item.text,
    quoted: item.quoted,
    html: item.html,
    subject: item.subject,
    to: item.to,
    cc: item.cc,
    auto: item.auto,
    sender_verified: item.from.verified,
    raw_id: arrival.rawId,
    external_id: item.externalId,
    from_kind: item.from.kind,
    from_value: item.from.value,
    refs: item.thread.refs.slice(0, 50),
    sent_at: item.sentAt,
    created_at: arrival.receivedAt,
  }
}

/** Moves the thread's mood by what was read of a message; answers whether it turned negative with it. */
function changeMood(thread: Thread, { sentiment_score: score }: Reading): boolean {
  if (score === null) return false
  const before = moodIn(thread)
  const after = moodAfter(before, score)
  thread.mood = after.mood
  thread.mood_slope = after.slope
  thread.mood_label = after.label
  return turnedSour(before, after)
}

/** Moves the thread in memory by one customer message; answers whether that opened it again. A machine's mail keeps nobody waiting. */
function advance({ arrival, item, thread }: Placed): boolean {
  const reopened = thread.status === 'resolved' && !item.auto
  thread.position += 1
  // A replay of something old must not move the thread back in the list.
  if (arrival.receivedAt > thread.last_at) thread.last_at = arrival.receivedAt
  thread.last_kind = 'text'
  thread.last_direction = 'in'
  thread.last_status = 'received'
  if (item.auto) return false
  thread.unread += 1
  thread.waiting_since ??= arrival.receivedAt
  if (reopened) thread.status = 'open'
  return reopened
}

async function insertFiles(client: pg.PoolClient, files: { workspaceId: string; messageId: string; file: StoredFile }[]): Promise<void> {
  if (files.length === 0) return
  const rows = files.map(({ workspaceId, messageId, file: { contentId, ...file } }) => ({
    id: v7(),
    workspace_id: workspaceId,
    message_id: messageId,
    content_id: contentId,
    ...file,
  }))
  await client.query({
    name: 'insert-files',
    text: `INSERT INTO attachments (id, workspace_id, message_id, hash, name, type, size, inline, content_id, width, height)
           SELECT id, workspace_id, message_id, hash, name, type, size, inline, content_id, width, height FROM jsonb_populate_recordset(NULL::attachments, $1::jsonb)`,
    values: [JSON.stringify(rows)],
  })
}

/** Files that were uploaded before the message that carries them; only the one who uploaded them may send them. */
async function adoptUploads(
  client: pg.PoolClient,
  uploads: { workspaceId: string; messageId: string; uploader: string; attachmentId: string }[],
): Promise<void> {
  if (uploads.length === 0) return
  await client.query({
    name: 'adopt-uploads',
    text: `UPDATE attachments a SET message_id = u.message_id FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) AS u (id, workspace_id, message_id, uploader)
            WHERE a.id = u.id AND a.workspace_id = u.workspace_id AND a.message_id IS NULL AND a.uploader = u.uploader`,
    values: [
      uploads.map((u) => u.attachmentId),
      uploads.map((u) => u.workspaceId),
      uploads.map((u) => u.messageId),
      uploads.map((u) => u.uploader),
    ],
  })
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
export async function advanceConversations(client: pg.PoolClient, entries: Entry[]): Promise<WorkspaceEvent[]> {
  if (entries.length === 0) return []
  const newest = new Map(entries.map((entry) => [entry.thread, entry.message]))
  for (const [thread, message] of newest) {
    thread.last_message_id = message.id
    thread.last_preview = previewOf(message.text, message.attachments) || message.subject || ''
    if (!thread.isNew) thread.version += 1
    thread.updated_at = thread.last_at
  }
  const threads = [...newest.keys()]
  await writeThreads(client, threads)
  const reopened = new Set(entries.filter((entry) => entry.reopened).map((entry) => entry.thread))
  const soured = new Set(entries.filter((entry) => entry.soured && entry.thread.mood_label === 'negative').map((entry) => entry.thread))
  return [...entries.map(received), ...threads.map((thread) => moved(thread, reopened.has(thread))), ...[...soured].map(turned)]
}

async function writeThreads(client: pg.PoolClient, threads: Thread[]): Promise<void> {
  await client.query({
    name: 'advance-threads',
    text: `UPDATE conversations c SET version = t.version, status = t.status, participants = t.participants, unread = t.unread, waiting_since = t.waiting_since,
             position = t.position, last_message_id = t.last_message_id, last_preview = t.last_preview, last_kind = t.last_kind,
             last_direction = t.last_direction, last_status = t.last_status, last_at = t.last_at, updated_at = t.updated_at,
             mood = t.mood, mood_slope = t.mood_slope, mood_label = t.mood_label
             FROM jsonb_populate_recordset(NULL::conversations, $1::jsonb) t WHERE c.id = t.id`,
    values: [JSON.stringify(threads)],
  })
}

const received = ({ message, thread }: Entry): WorkspaceEvent => ({
  workspaceId: thread.workspace_id,
  name: 'message.received',
  data: { message: toMessage(message), thread: threadOf(thread) },
})

function moved(thread: Thread, reopened: boolean): WorkspaceEvent {
  const name = thread.isNew ? 'conversation.opened' : reopened ? 'conversation.reopened' : 'conversation.advanced'
  return { workspaceId: thread.workspace_id, name, data: { conversation: toConversation(thread) } }
}

const turned = (thread: Thread): WorkspaceEvent => ({
  workspaceId: thread.workspace_id,
  name: 'conversation.soured',
  data: { conversation: toConversation(thread) },
})
