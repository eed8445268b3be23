import { v7 } from 'uuid'
import { adapterFor } from '../channels/index.ts'
import type { Input, Output } from '../contract/api.ts'
import type { ChannelKind } from '../contract/channels.ts'
import type { IdentityKind } from '../contract/customers.ts'
import { normalizeIdentity } from '../customers/index.ts'
import type { Context } from '../server/context.ts'
import type { Sql, SqlTx } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import { enqueue } from '../server/queue.ts'
import { applyChange } from './change.ts'
import { lockConversation, selectConversations, toConversation, type ConversationRow } from './conversations.ts'
import { findRoot, type Root } from './customer.ts'
import { envelopeTo } from './envelope.ts'
import { toMessage } from './messages.ts'
import { ownOf } from './readings.ts'
import { prepare } from './template.ts'
import { findEarlier, write, type Written } from './write.ts'

type Start = Input<'conversation.start'>

/**
 * An agent writes first: opens a thread on a channel that can, assigned to who writes. The answer comes into it because it names our
 * message and its sender belongs to the thread, or because the channel has one thread per person; where that one is there already, the
 * message goes into it. The same message id again answers the same thread.
 */
export async function start(context: Context, input: Start): Promise<Output<'conversation.start'>> {
  const agent = context.actor.type === 'user' ? context.actor : fail('forbidden', 'Only a person can write here.')
  const messageId = input.messageId ?? v7()
  const said = await wordsOf(context, input)
  const { row, message, isNew } = await context.sqlTransaction(async (tx) => {
    const root = await lockRoot(tx, context, input.customerId)
    const earlier = await findEarlier(tx, messageId, (row) => row.author_id === agent.id && row.channel_id === input.channelId)
    if (earlier) return { row: await lockConversation(tx, context, earlier.conversation_id), message: earlier, isNew: false }
    const { conversation, to } = await open(tx, context, root, input, messageId)
    const { attachmentIds } = input
    const written = await write(tx, conversation, {
      messageId,
      kind: 'text',
      ...said,
      attachmentIds,
      agent,
      envelope: envelopeTo(to, root.name),
      forwarded: null,
      replaced: null,
    })
    return { row: await readBack(tx, conversation.id), message: written, isNew: true }
  })
  if (isNew) await enqueue('deliver', row.id)
  return { conversation: await ownOf(context.sql, context.actor, toConversation(row)), message: toMessage(message) }
}

async function wordsOf(context: Context, { channelId, text, template }: Start): Promise<Pick<Written, 'text' | 'prepared'>> {
  if (!template) return { text, prepared: null }
  const { kind } = await findStartable(context, channelId)
  const prepared = await prepare(context, { id: channelId, kind }, template, text)
  return { text: prepared.text, prepared: prepared.use }
}

/** The customer comes before their conversations, as everywhere; it also keeps the same start, sent twice at once, in line. */
async function lockRoot(tx: SqlTx, { actor }: Context, customerId: string): Promise<Root> {
  await tx.sql(
    'SELECT 1 FROM customers WHERE workspace_id = $1 AND id = (SELECT root_id FROM customers WHERE workspace_id = $1 AND id = $2) FOR NO KEY UPDATE',
    [customerId],
  )
  return findRoot(tx, actor, customerId)
}

type Opened = { conversation: ConversationRow; to: string }

/** The thread to write in. Its key is ours, so that no message from outside can name it, unless the channel has one thread per person. */
async function open(tx: SqlTx, context: Context, root: Root, input: Start, messageId: string): Promise<Opened> {
  const { kind, starts, subject } = await findStartable(tx, input.channelId)
  if (subject && input.subject === undefined) fail('invalid', 'Write a subject: the customer sees it first.', { field: 'subject' })
  const identity = await findIdentity(tx, root.id, input.identityId)
  if (identity.kind !== starts) fail('invalid', 'This channel cannot write to that address. Choose another way.', { field: 'identityId' })
  const key = adapterFor(kind).threadFor?.({ kind: starts, value: identity.value })
  const going = key === undefined ? null : await goOn(tx, context, root, { channelId: input.channelId, key })
  if (going) return { conversation: going, to: identity.value }
  const id = v7()
  await tx.sql(
    `INSERT INTO conversations (id, workspace_id, channel_id, channel_kind, customer_id, thread_key, subject, participants, last_direction, last_status)
     VALUES ($2, $1, $3, $4, $5, $6, $7, $8, 'out', 'queued')`,
    [
      id,
      input.channelId,
      kind,
      identity.customer_id,
      key ?? `started:${messageId}`,
      input.subject ?? null,
      [normalizeIdentity(starts, identity.value)],
    ],
  )
  return { conversation: await readBack(tx, id), to: identity.value }
}

/** The thread this person has there already, opened again. */
async function goOn(tx: SqlTx, context: Context, root: Root, at: { channelId: string; key: string }): Promise<ConversationRow | null> {
  const [known] = await tx.sql<{ id: string }>(
    'SELECT id FROM conversations WHERE workspace_id = $1 AND channel_id = $2 AND thread_key = $3',
    [at.channelId, at.key],
  )
  if (!known) return null
  const row = await lockConversation(tx, context, known.id)
  if (row.root_id !== root.id)
    fail('conflict', `The conversation with this address belongs to ${row.customer_name}. Say there whose it is, or choose another way.`, {
      field: 'identityId',
    })
  if (row.status === 'resolved')
    await applyChange(tx, context, row, { set: { status: 'open' }, event: 'conversation.reopened', lines: [{ name: 'reopened' }] })
  return readBack(tx, row.id)
}

type Startable = { kind: ChannelKind; starts: IdentityKind; subject: boolean }

async function findStartable({ sql }: { sql: Sql }, channelId: string): Promise<Startable> {
  const [channel] = await sql<{ kind: ChannelKind }>('SELECT kind FROM channels WHERE workspace_id = $1 AND id = $2', [channelId])
  if (!channel) return fail('not_found', 'There is no such channel in this workspace.', { field: 'channelId' })
  const { starts, subject } = adapterFor(channel.kind).capabilities
  if (starts === null)
    return fail('conflict', 'On this channel only the customer can begin. Choose another way to write to them.', { field: 'channelId' })
  return { kind: channel.kind, starts, subject }
}

async function findIdentity(tx: SqlTx, rootId: string, id: string): Promise<{ kind: string; value: string; customer_id: string }> {
  const [identity] = await tx.sql<{ kind: string; value: string; customer_id: string }>(
    `SELECT i.kind, i.value, i.customer_id FROM identities i JOIN customers own ON own.id = i.customer_id
      WHERE i.workspace_id = $1 AND i.id = $2 AND own.root_id = $3`,
    [id, rootId],
  )
  return identity ?? fail('not_found', 'This customer does not have this address (any more).', { field: 'identityId' })
}

async function readBack(tx: SqlTx, id: string): Promise<ConversationRow> {
  const [row] = await tx.sql<ConversationRow>(`${selectConversations} WHERE c.workspace_id = $1 AND c.id = $2`, [id])
  return row ?? fail('internal', 'The conversation vanished while it was being changed.')
}
