import { v7 } from 'uuid'
import * as z from 'zod'
import { createChannel } from '../../../channels/create.ts'
import { defineAdapter, type Adapter, type InboundEcho, type InboundItem, type InboundMessage } from '../../../channels/adapter.ts'
import { store } from '../../../channels/index.ts'
import { adapters } from '../../../channels/table.ts'
import type { ConversationRow } from '../../../inbox/conversations.ts'
import type { Message } from '../../../contract/messages.ts'
import { threadBefore, toMessage, type MessageRow } from '../../../inbox/messages.ts'
import { pool } from '../../../server/db.ts'
import { receiveAll } from '../scene.ts'
import { newPerson, newWorkspace } from '../workspaces.ts'

const text = { n: 1_000, unit: 'chars', parts: 1 } as const
const attachments = { maxBytes: 1_000_000, maxCount: 5 }
const words = { en: 'Fake', 'zh-CN': '假' }

/** A channel kind whose raw bodies are the items themselves, as JSON; a test changes of it what it is about. */
export const fake: Adapter = defineAdapter<unknown>({
  kind: 'fake',
  name: words,
  lead: words,
  tier: 'experimental',
  mark: { icon: 'plug', text: '', color: '#000000' },
  steps: [],
  config: z.object({}),
  capabilities: { text, attachments, receipts: 'read', typing: false, subject: false, starts: null, surfaces: {}, templates: false },
  parse: (body) => Promise.resolve(JSON.parse(body.toString('utf8')) as InboundItem[]),
  externalId: () => null,
  parts: 'whole',
  send: () => Promise.resolve({ outcome: 'sent' }),
  repeatable: () => false,
  check: () => Promise.resolve([]),
})

/** Makes the kind known to this process. */
export function useFake(): void {
  adapters.set(fake.kind, fake)
}

/** A workspace with two people and a channel of the fake kind. */
export async function newFakeScene() {
  const workspaceId = await newWorkspace()
  const owner = await newPerson(workspaceId, 'owner')
  const agent = await newPerson(workspaceId)
  const channel = await createChannel(owner.context, { kind: 'fake', name: 'Fake shop', config: {} })
  return { workspaceId, owner, agent, channelId: channel.id }
}
export type FakeScene = Awaited<ReturnType<typeof newFakeScene>>

/** Stores one raw event that holds these items, under a key of its own unless one is given. */
export function bring(scene: FakeScene, items: InboundItem[] | object[], dedupeKey: string = v7()): Promise<'stored' | 'duplicate'> {
  return store(
    { workspaceId: scene.workspaceId, channelId: scene.channelId },
    { body: Buffer.from(JSON.stringify(items)), dedupeKey, requestId: null },
  )
}

/** The same, and takes in everything that waits. */
export async function take(scene: FakeScene, ...items: InboundItem[]): Promise<void> {
  await bring(scene, items)
  await receiveAll()
}

export const person = (value: string, name?: string) => ({ kind: 'telegram' as const, value, verified: true, ...(name && { name }) })
export const threadOf = (value: string) => ({ key: `person:${value}`, refs: [] })

type Said = Partial<Omit<InboundMessage, 'type' | 'from'>> & { by: string; name?: string }

export function message({ by, name, ...more }: Said): InboundMessage {
  const blank = { participants: [], subject: null, quoted: null, html: null, to: [], cc: [], files: [], auto: false }
  const own = { externalId: v7(), thread: threadOf(by), text: 'Hello', sentAt: new Date().toISOString() }
  return { type: 'message', ...blank, ...own, from: person(by, name), ...more }
}

export function echo({ to, ...more }: Partial<Omit<InboundEcho, 'type' | 'to'>> & { to: string }): InboundEcho {
  const own = { externalId: v7(), thread: threadOf(to), text: 'Hello', files: [], author: null, sentAt: new Date().toISOString() }
  return { type: 'echo', ...own, to: person(to), ...more }
}

/** The conversation of one person. */
export async function conversationWith(scene: FakeScene, value: string): Promise<ConversationRow> {
  const { rows } = await pool().query<ConversationRow>('SELECT * FROM conversations WHERE channel_id = $1 AND thread_key = $2', [
    scene.channelId,
    `person:${value}`,
  ])
  return rows[0]!
}

/** What it holds, oldest first. */
export async function threadWith(scene: FakeScene, value: string): Promise<MessageRow[]> {
  const { rows } = await pool().query<MessageRow>(
    `SELECT m.* FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE c.channel_id = $1 AND c.thread_key = $2 ORDER BY position`,
    [scene.channelId, `person:${value}`],
  )
  return rows
}

/** The same as people read it, newest first. */
export async function listMessages(scene: FakeScene, value: string): Promise<Message[]> {
  const { id } = await conversationWith(scene, value)
  return (await threadBefore(scene.owner.context.sql, id, null, 100)).map(toMessage)
}

/** One message of a channel by the provider's id. */
export async function messageBy(scene: FakeScene, externalId: string): Promise<MessageRow> {
  const { rows } = await pool().query<MessageRow>('SELECT * FROM messages WHERE channel_id = $1 AND external_id = $2', [
    scene.channelId,
    externalId,
  ])
  return rows[0]!
}

/** Everything of a workspace that a repeat must not change: rows and how many events there are. */
export async function snapshot(scene: FakeScene): Promise<unknown> {
  const all = async (statement: string) => (await pool().query<object>(statement, [scene.workspaceId])).rows
  return {
    conversations: await all('SELECT * FROM conversations WHERE workspace_id = $1 ORDER BY id'),
    messages: await all('SELECT * FROM messages WHERE workspace_id = $1 ORDER BY id'),
    attachments: await all('SELECT * FROM attachments WHERE workspace_id = $1 ORDER BY id'),
    events: await all('SELECT count(*) FROM events WHERE workspace_id = $1'),
  }
}
