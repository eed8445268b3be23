import type { Namespace, Server, Socket } from 'socket.io'
import * as z from 'zod'
import { countHistory, fileLink, mayConnect, mayPass, openVisitor, visitorReceipt, visitorSend, type Visitor } from '../channels/index.ts'
import type { DomainEvent } from '../contract/events.ts'
import type { Message } from '../contract/messages.ts'
import { locale, type Locale } from '../contract/users.ts'
import type { ServerToVisitor, VisitorToServer, WidgetMessage } from '../contract/widget.ts'
import { missingBy } from '../server/away.ts'
import { databaseIsAway, whileDatabaseAnswers } from '../server/database-watch.ts'
import { scopedSql, type Sql } from '../server/db.ts'
import { AppError, fail } from '../server/errors.ts'
import type { Packet } from '../server/feature.ts'
import { log } from '../server/log.ts'
import { tellHint } from '../server/realtime.ts'
import { inTurn, networkOfPeer } from '../server/socket-guard.ts'
import { localeOf, translate } from '../server/words.ts'
import { selectConversations, type ConversationRow } from './conversations.ts'
import { selectMessages, toMessage, type MessageRow } from './messages.ts'
import { isAttended } from './visitor-presence.ts'
import { presenceRoom, visitorRoom, widgetNamespace } from './visitor-room.ts'
import { keepAfterSignIn } from './visitor-sign-in.ts'

type Data = { visitor: Visitor; /** When she was last told of as typing, in ms of the process. */ typedAt: number }
type VisitorSocket = Socket<VisitorToServer, ServerToVisitor, Record<string, never>, Data>
type Ack = (answer: { ok: true; data: never } | { ok: false; code: string; message: string }) => void

const pageSize = 50

/** A visitor's side of her thread: what she may read of it, and what she says. She never sees notes, events, or another's thread. */
export function visitorSockets(io: Server): void {
  const namespace = io.of(widgetNamespace) as Namespace<VisitorToServer, ServerToVisitor, Record<string, never>, Data>
  namespace.use((socket, next) => {
    whileDatabaseAnswers(() => welcome(socket)).then(
      (refusal) => next(refusal === null ? undefined : new Error(refusal)),
      (error: Error) => next(missingBy(error) ? new Error('upstream') : error),
    )
  })
  namespace.on('connection', (socket) => {
    const { visitor } = socket.data
    void socket.join([visitorRoom(visitor.channelId, visitor.threadKey), presenceRoom(visitor.workspaceId)])
    quietly(async () => void socket.emit('here', await isAttended(visitor.workspaceId)))
    socket.use(([, ...args], next) => void spend(socket, args.at(-1), next))
    const language = readersLocale(socket.handshake)
    socket.on('send', (input, ack) => answer(ack, language, () => visitorSend(visitor, input)))
    socket.on('history', (input, ack) => answer(ack, language, () => history(visitor, input)))
    socket.on('receipt', (input) => quietly(() => visitorReceipt(visitor, input)))
    socket.on('typing', () => quietly(() => tellVisitorTyping(socket)))
  })
}

/** Lets in who has a token of ours, from a page that may show the chat; gives why not. */
async function welcome(socket: VisitorSocket): Promise<'unauthenticated' | 'rate_limited' | null> {
  const { headers, auth } = socket.handshake
  const sender = { network: networkOfPeer(socket.request), origin: headers.origin }
  const visitor = await inTurn(socket as unknown as Socket, () => openVisitor(auth['token'], sender))
  if (!visitor) return 'unauthenticated'
  if (!(await mayConnect(visitor.uploader, sender.network))) return 'rate_limited'
  await keepAfterSignIn(visitor)
  Object.assign(socket.data, { visitor, typedAt: -Infinity } satisfies Data)
  return null
}

/** Passes a packet on while socket and network are within their budget; past it nothing of it is looked at. Who goes on is cut before it comes here. */
async function spend(socket: VisitorSocket, ack: unknown, next: () => void): Promise<void> {
  if (!socket.connected) return
  if (await mayPass(socket.id, socket.data.visitor.sender.network)) return next()
  answer(ack, readersLocale(socket.handshake), async () => fail('rate_limited', 'There were too many requests. Wait a moment.'))
}

/** The language the widget speaks, where it says so; else the browser's. */
function readersLocale({ auth, headers }: VisitorSocket['handshake']): Locale {
  const said = locale.safeParse(auth['locale'])
  return said.success ? said.data : localeOf(headers['accept-language'])
}

/** Answers through the socket's acknowledgement, refusals in the visitor's language; a peer that sent none gets nothing and harms nothing. */
function answer(ack: unknown, language: Locale, work: () => Promise<unknown>): void {
  if (typeof ack !== 'function') return
  whileDatabaseAnswers(work).then(
    (data) => (ack as Ack)({ ok: true, data: data as never }),
    (error: unknown) => {
      const refusal = error instanceof AppError ? error : outage(error)
      ;(ack as Ack)({ ok: false, code: refusal.code, message: translate(refusal.message, language) })
    },
  )
}

function outage(error: unknown): AppError {
  if (missingBy(error)) return new AppError('upstream', databaseIsAway)
  log.error({ err: error }, 'a visitor could not be answered')
  return new AppError('internal', 'Something went wrong on our side. It will be tried again.')
}

/** For packets without an answer: a refusal has nobody to be told to, anything else is ours to see. */
function quietly(work: () => Promise<unknown>): void {
  whileDatabaseAnswers(work).catch((error: unknown) => {
    if (!(error instanceof AppError) && !missingBy(error)) log.error({ err: error }, 'a visitor’s packet failed')
  })
}

const historyInput = z.strictObject({ after: z.number().int().min(0).optional(), before: z.number().int().min(0).optional() })

/** An answer goes out a moment after it took its position, so a page begins a little before what was asked; ids tell doubles. */
const overlap = 30

const visible = `m.kind = 'text' AND (m.direction = 'in' OR m.status IN ('sent', 'delivered', 'read'))`

type Page = { messages: WidgetMessage[]; more: boolean }

/** Up to 50 messages of the thread, oldest first: those after a position, or the newest before one. */
async function history(visitor: Visitor, input: unknown): Promise<Page> {
  const asked = historyInput.safeParse(input)
  if (!asked.success) return fail('invalid', 'Ask for history after or before a position.')
  const { after, before } = asked.data
  await countHistory({ uploader: visitor.uploader, network: visitor.sender.network })
  const sql = scopedSql(visitor.workspaceId)
  const [thread] = await sql<{ id: string; unread: number }>(
    'SELECT id, unread FROM conversations WHERE workspace_id = $1 AND channel_id = $2 AND thread_key = $3',
    [visitor.channelId, visitor.threadKey],
  )
  if (!thread) return { messages: [], more: false }
  const rows = await sql<MessageRow>(
    `${selectMessages} WHERE m.workspace_id = $1 AND m.conversation_id = $2 AND ${visible} AND m.position > $3 AND m.position < $4
      ORDER BY m.position ${after === undefined ? 'DESC' : 'ASC'} LIMIT $5`,
    [thread.id, Math.max(0, (after ?? 0) - overlap), before ?? 2_147_483_647, pageSize + overlap + 1],
  )
  const shown = rows.slice(0, pageSize + overlap)
  const seenUpTo = await seenPosition(sql, thread)
  const messages = shown.map((row) => toWidgetMessage(toMessage(row), seenUpTo))
  return { messages: after === undefined ? messages.reverse() : messages, more: rows.length > shown.length }
}

/** The position up to which agents have seen what came in. */
async function seenPosition(sql: Sql, thread: { id: string; unread: number }): Promise<number> {
  if (thread.unread === 0) return Infinity
  const [oldestUnread] = await sql<{ position: number }>(
    `SELECT position FROM messages WHERE workspace_id = $1 AND conversation_id = $2 AND direction = 'in' ORDER BY position DESC OFFSET $3 LIMIT 1`,
    [thread.id, thread.unread - 1],
  )
  return (oldestUnread?.position ?? 0) - 1
}

/** A message as its visitor may see it, under the id her browser gave it if it is hers. */
function toWidgetMessage(message: Message, seenUpTo: number): WidgetMessage {
  const mine = message.direction === 'in'
  return {
    id: mine ? (message.externalId ?? message.id) : message.id,
    version: message.version,
    position: message.position,
    mine,
    author: message.author.name,
    text: message.text,
    attachments: message.attachments.map((file) => ({ ...file, url: fileLink(file.id) })),
    status: mine
      ? message.position <= seenUpTo
        ? 'read'
        : 'received'
      : message.status === 'read' || message.status === 'delivered'
        ? message.status
        : 'sent',
    at: message.createdAt,
  }
}

/** What a committed event means to the visitor whose thread it is. */
export function visitorPackets(event: DomainEvent): Packet[] {
  switch (event.name) {
    case 'message.received':
    case 'message.sent':
    case 'message.delivered':
    case 'message.read': {
      const { message, thread } = event.data
      const room = visitorRoom(thread.channelId, thread.key)
      return [{ namespace: widgetNamespace, room, name: 'messages', data: () => [toWidgetMessage(message, 0)] }]
    }
    case 'conversation.seen':
    case 'conversation.advanced':
    case 'conversation.assigned':
    case 'conversation.resolved': {
      const { conversation } = event.data
      if (conversation.unseen > 0) return []
      const room = visitorRoom(conversation.channelId, conversation.threadKey)
      return [{ namespace: widgetNamespace, room, name: 'seen', data: () => ({ position: conversation.position }) }]
    }
    default:
      return []
  }
}

/** Colleagues see it for longer than this, so one word in each such stretch is enough. */
const typingEveryMs = 2_000

async function tellVisitorTyping(socket: VisitorSocket): Promise<void> {
  const { visitor, typedAt } = socket.data
  if (performance.now() - typedAt < typingEveryMs) return
  socket.data.typedAt = performance.now()
  const [conversation] = await scopedSql(visitor.workspaceId)<ConversationRow>(
    `${selectConversations} WHERE c.workspace_id = $1 AND c.channel_id = $2 AND c.thread_key = $3`,
    [visitor.channelId, visitor.threadKey],
  )
  if (conversation)
    tellHint(visitor.workspaceId, conversation.access, {
      name: 'typing',
      data: {
        conversationId: conversation.id,
        by: { type: 'customer', id: conversation.root_id, name: conversation.customer_name },
        note: false,
      },
    })
}
