import { v7 } from 'uuid'
import { store } from '../../channels/index.ts'
import { createChannel } from '../../channels/create.ts'
import { stamp as stampMail } from '../../channels/email/stamp.ts'
import { issueToken } from '../../channels/webchat/token.ts'
import type { ConversationRow } from '../../inbox/conversations.ts'
import { receiveBatch } from '../../inbox/receive.ts'
import type { MessageRow } from '../../inbox/messages.ts'
import { sha256 } from '../../server/crypto.ts'
import { pool } from '../../server/db.ts'
import { newPerson, newWorkspace } from './workspaces.ts'

export const supportAddress = 'support@shop.test'
export const identitySecret = 'an identity secret for tests'

/** A workspace with its owner, a web chat, and a mail channel that keeps what it sends. */
export async function newScene() {
  const workspaceId = await newWorkspace()
  const owner = await newPerson(workspaceId, 'owner')
  const agent = await newPerson(workspaceId)
  const chat = await createChannel(owner.context, { kind: 'webchat', name: 'Shop', config: { identitySecret } })
  const mail = await createChannel(owner.context, {
    kind: 'email',
    name: 'Support',
    config: { address: supportAddress, receiver: true, delivery: 'outbox' },
  })
  return { workspaceId, owner, agent, chat, mail }
}
export type Scene = Awaited<ReturnType<typeof newScene>>

export type Mail = {
  from?: string
  subject?: string
  text?: string
  id?: string
  answers?: string[]
  cc?: string
  headers?: string[]
  verified?: boolean | null
}

/** The bytes of a plain mail to the support address. */
export function mailBytes({ from = 'mei@example.cn', subject = 'Tea', text = 'Hello', id = `${v7()}@example.cn`, ...more }: Mail): Buffer {
  const { answers = [], cc, headers = [] } = more
  const lines = [
    `From: ${from}`,
    `To: ${supportAddress}`,
    ...(cc ? [`Cc: ${cc}`] : []),
    `Subject: ${subject}`,
    `Message-ID: <${id}>`,
    `Date: Sun, 22 Nov 2026 10:00:00 +0000`,
    ...(answers.length > 0 ? [`In-Reply-To: <${answers.at(-1)}>`, `References: ${answers.map((ref) => `<${ref}>`).join(' ')}`] : []),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    ...headers,
    '',
    Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n'),
    '',
  ]
  return Buffer.from(lines.join('\r\n'))
}

/** Stores a mail as the built-in receiver does. */
export function mailIn(scene: Scene, mail: Mail): Promise<'stored' | 'duplicate'> {
  return rawMailIn(scene, mailBytes(mail), mail.verified)
}

export function rawMailIn(
  scene: Scene,
  bytes: Buffer,
  verified: boolean | null = null,
  formSenders?: string,
): Promise<'stored' | 'duplicate'> {
  const body = stampMail([bytes], { address: supportAddress, verified, receivedAt: new Date(), formSenders })
  return store({ workspaceId: scene.workspaceId, channelId: scene.mail.id }, { body, dedupeKey: sha256(bytes), requestId: null })
}

/** Stores a body on the web chat as it came, under a key of its own unless one is given. */
export function chatRaw(scene: Scene, body: object | string | Buffer, dedupeKey: string = v7()): Promise<'stored' | 'duplicate'> {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  return store({ workspaceId: scene.workspaceId, channelId: scene.chat.id }, { body: bytes, dedupeKey, requestId: null })
}

export type ChatMessage = { id?: string; visitor: string; text?: string; account?: string; name?: string; attachmentIds?: string[] }

/** Stores a visitor's message under a random key, so that only its own id tells a duplicate. */
export function chatIn(scene: Scene, { visitor, account, name, ...message }: ChatMessage): Promise<'stored' | 'duplicate'> {
  const who = { id: visitor, ...(account && { account }), ...(name && { name }) }
  return chatRaw(scene, { type: 'message', id: v7(), text: 'Hello', ...message, channelId: scene.chat.id, visitor: who, at: new Date() })
}

/** A visitor's receipt for everything up to a message of ours. */
export function receiptIn(scene: Scene, visitor: string, status: 'delivered' | 'read', upTo: string): Promise<'stored' | 'duplicate'> {
  return chatRaw(scene, { type: 'receipt', status, upTo, channelId: scene.chat.id, visitor: { id: visitor }, at: new Date() })
}

/** The token a visitor's browser would hold. */
export function visitorToken(channelId: string, visitorId: string = v7()): string {
  return issueToken({ channelId, visitorId }, identitySecret, new Date())
}

/** Takes in everything that waits. */
export async function receiveAll(): Promise<void> {
  while ((await receiveBatch()) > 0);
}

export async function conversationsOf(scene: Scene): Promise<ConversationRow[]> {
  const { rows } = await pool().query<ConversationRow>('SELECT * FROM conversations WHERE workspace_id = $1 ORDER BY created_at, id', [
    scene.workspaceId,
  ])
  return rows
}

export async function messagesOf(conversationId: string): Promise<MessageRow[]> {
  const { rows } = await pool().query<MessageRow>('SELECT * FROM messages WHERE conversation_id = $1 ORDER BY position', [conversationId])
  return rows
}

export async function rawsOf(scene: Scene): Promise<{ id: string; status: string; reason: string | null }[]> {
  const { rows } = await pool().query('SELECT id::text, status, reason FROM raw_events WHERE workspace_id = $1 ORDER BY id', [
    scene.workspaceId,
  ])
  return rows
}

/** One conversation that a visitor has just opened. */
export async function newConversation(scene: Scene, visitor: string = v7(), text = 'Hello'): Promise<ConversationRow> {
  await chatIn(scene, { visitor, text })
  await receiveAll()
  const { rows } = await pool().query<ConversationRow>('SELECT * FROM conversations WHERE channel_id = $1 AND thread_key = $2', [
    scene.chat.id,
    `visitor:${visitor}`,
  ])
  return rows[0]!
}

/** One conversation that a mail has just opened. */
export async function newMailConversation(scene: Scene, mail: Mail = {}): Promise<ConversationRow> {
  await mailIn(scene, mail)
  await receiveAll()
  const { rows } = await pool().query<ConversationRow>(
    'SELECT * FROM conversations WHERE channel_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1',
    [scene.mail.id],
  )
  return rows[0]!
}
