import pg from 'pg'
import { v7 } from 'uuid'
import { toConversation, type ConversationRow } from '../../inbox/conversations.ts'
import { toMessage, type MessageRow } from '../../inbox/messages.ts'
import type { Written } from './traffic.ts'

const connections = 16

/**
 * The raw machine: writes for each message the rows Parley writes (raw event, customer and identity when new, conversation, message,
 * events), one transaction a message, by named statements on 16 connections. No HTTP, no checks, no token. Resolves after the last commit.
 */
export async function bareLoop(url: string, messages: Written[]): Promise<void> {
  const clients = await Promise.all(Array.from({ length: connections }, () => open(url)))
  const workspaceId = v7()
  const channelId = v7()
  await prepare(clients[0]!, workspaceId, channelId)
  const lanes = laneByVisitor(messages)
  await Promise.all(
    clients.map(async (client, n) => {
      for (const message of lanes[n]!) await takeIn(client, workspaceId, channelId, message)
    }),
  )
  await Promise.all(clients.map((client) => client.end()))
}

async function open(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

async function prepare(client: pg.Client, workspaceId: string, channelId: string): Promise<void> {
  await client.query(`INSERT INTO workspaces (id, name) VALUES ($1, 'Bare')`, [workspaceId])
  await client.query(`INSERT INTO channels (id, workspace_id, kind, name, config, secrets) VALUES ($1, $2, 'webchat', 'Bare', '{}', '')`, [
    channelId,
    workspaceId,
  ])
}

/** A visitor's messages stay on one connection, or two would open her conversation at once. */
function laneByVisitor(messages: Written[]): Written[][] {
  const lanes: Written[][] = Array.from({ length: connections }, () => [])
  const laneOf = new Map<string, number>()
  for (const message of messages) {
    const lane = laneOf.get(message.visitorId) ?? laneOf.size % connections
    laneOf.set(message.visitorId, lane)
    lanes[lane]!.push(message)
  }
  return lanes
}

const statements = {
  raw: `INSERT INTO raw_events (workspace_id, channel_id, dedupe_key, body, size, status, done_at) VALUES ($1, $2, $3, $4, $5, 'done', now()) ON CONFLICT DO NOTHING`,
  known: `SELECT c.id, c.name FROM identities i JOIN customers c ON c.id = i.customer_id WHERE i.workspace_id = $1 AND i.kind = 'visitor' AND i.value = $2`,
  customer: `INSERT INTO customers (id, workspace_id, name, last_seen_at) VALUES ($1, $2, $3, now())`,
  identity: `INSERT INTO identities (id, workspace_id, customer_id, kind, value, verified) VALUES ($1, $2, $3, 'visitor', $4, false)`,
  thread: `SELECT c.*, cu.name AS customer_name FROM conversations c JOIN customers cu ON cu.id = c.customer_id WHERE c.channel_id = $1 AND c.thread_key = $2 FOR UPDATE OF c`,
  open: `INSERT INTO conversations (id, workspace_id, channel_id, channel_kind, customer_id, thread_key) VALUES ($1, $2, $3, 'webchat', $4, $5) RETURNING *`,
  message: `INSERT INTO messages (id, workspace_id, conversation_id, channel_id, position, kind, direction, author_type, author_id, author_name, text, status,
              external_id, from_kind, from_value, sent_at) VALUES ($1, $2, $3, $4, $5, 'text', 'in', 'customer', $6, $7, $8, 'received', $9, 'visitor', $10, now()) RETURNING *`,
  advance: `UPDATE conversations SET version = version + 1, unread = unread + 1, waiting_since = coalesce(waiting_since, now()), position = $2,
              last_message_id = $3, last_preview = $4, last_at = now(), updated_at = now() WHERE id = $1`,
  event: `INSERT INTO events (workspace_id, name, data) VALUES ($1, $2, $3)`,
}

async function takeIn(client: pg.Client, workspaceId: string, channelId: string, { id, visitorId, text }: Written): Promise<void> {
  const run = async <R extends pg.QueryResultRow>(name: keyof typeof statements, values: unknown[]) =>
    (await client.query<R>({ name, text: statements[name], values })).rows
  await client.query({ name: 'begin', text: 'BEGIN' })
  const body = Buffer.from(JSON.stringify({ type: 'message', id, text, channelId, visitor: { id: visitorId }, at: new Date() }))
  await run('raw', [workspaceId, channelId, `message:${id}`, body, body.length])
  const value = `${channelId}/${visitorId}`
  const [customer] = await run<{ id: string; name: string }>('known', [workspaceId, value])
  const author = customer ?? { id: v7(), name: `Visitor ${visitorId.slice(-4)}` }
  if (!customer) {
    await run('customer', [author.id, workspaceId, author.name])
    await run('identity', [v7(), workspaceId, author.id, value])
    await run('event', [workspaceId, 'customer.created', JSON.stringify(author)])
  }
  const key = `visitor:${visitorId}`
  const [found] = await run<ConversationRow>('thread', [channelId, key])
  const thread = found ?? (await run<ConversationRow>('open', [v7(), workspaceId, channelId, author.id, key]))[0]!
  const position = thread.position + 1
  const values = [v7(), workspaceId, thread.id, channelId, position, author.id, author.name, text, id, value]
  const [message] = await run<MessageRow>('message', values)
  await run('advance', [thread.id, position, message!.id, text.slice(0, 140)])
  await run('event', [workspaceId, 'message.received', JSON.stringify({ message: toMessage(message!), thread: { channelId, key } })])
  const conversation = toConversation({ ...thread, customer_name: author.name, position, last_message_id: message!.id })
  await run('event', [workspaceId, found ? 'conversation.advanced' : 'conversation.opened', JSON.stringify({ conversation })])
  await client.query({ name: 'commit', text: 'COMMIT' })
}
