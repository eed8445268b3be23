import { v7 } from 'uuid'
import type { Conversation, ConversationStatus, conversationEvents, OwnConversation } from '../contract/conversations.ts'
import type { ThreadEvent } from '../contract/messages.ts'
import { sharing } from '../customers/index.ts'
import type { Context } from '../server/context.ts'
import type { SqlTx } from '../server/db.ts'
import { emit } from '../server/events.ts'
import { lockConversation, selectConversations, threadOf, toConversation, type ConversationRow } from './conversations.ts'
import { selectMessages, toMessage, type MessageRow } from './messages.ts'
import { markUnread, ownOf } from './readings.ts'
import { fail } from '../server/errors.ts'

/** What a command wants of a conversation: the columns to set, the event to tell, and the lines to leave in the thread. */
export type Change = {
  set: {
    status?: ConversationStatus
    assigneeId?: string | null
    teamId?: string | null
    customerId?: string
    unread?: number
    settled?: number
    waitingSince?: string | null
  }
  event: keyof typeof conversationEvents
  lines?: ThreadEvent[]
}

/**
 * Every click on a conversation: lock, decide, then write the change, its lines and its events in one transaction.
 * `decide` answers null when there is nothing to change.
 */
export async function changeConversation(
  context: Context,
  id: string,
  decide: (row: ConversationRow, tx: SqlTx) => Promise<Change | null> | Change | null,
  { besides }: { /** Another customer the change will touch. */ besides?: string } = {},
): Promise<OwnConversation> {
  return context.sqlTransaction(async (tx) => {
    const row = await lockConversation(tx, context, id, besides)
    const change = await decide(row, tx)
    return ownOf(tx.sql, context.actor, change ? await applyChange(tx, context, row, change) : toConversation(row))
  })
}

/**
 * Writes a change to a conversation the transaction has locked, its customer before it; whoever loses sight of it is told so, and for who is
 * given it by somebody else it is unread.
 */
export async function applyChange(tx: SqlTx, context: Context, row: ConversationRow, change: Change): Promise<Conversation> {
  const lines = change.lines ?? []
  const next = { ...row, ...columnsOf(change.set), position: row.position + lines.length }
  await sharing(tx, customersSeenBy(row, change), () => writeColumns(tx, next))
  const after = await readBack(tx, row.id)
  for (const [n, line] of lines.entries()) await leaveLine(tx, authorOf(context), after, row.position + n + 1, line)
  const conversation = toConversation(after)
  const { assigneeId } = conversation
  if (assigneeId !== null && assigneeId !== row.assignee_id && !isBy(context, assigneeId)) await markUnread(tx, assigneeId, row.id)
  await emit(tx, change.event, { conversation, ...(change.set.customerId && { fromId: row.customer_id }) })
  await tellLoss(tx, row.access, conversation)
  return conversation
}

const isBy = ({ actor }: Context, userId: string) => actor.type === 'user' && actor.id === userId

/** Tells whoever could see a conversation `before` and cannot any more to take it from their screens. */
export async function tellLoss(tx: SqlTx, before: string[], { id, access }: Conversation): Promise<void> {
  const lost = before.filter((key) => !access.includes(key))
  if (lost.length > 0) await emit(tx, 'conversation.hidden', { id, lost, access })
}

/** The customers whose readers follow from what changes here: none for most clicks. */
function customersSeenBy(row: ConversationRow, { set }: Change): string[] {
  if (set.customerId !== undefined) return [row.root_id, set.customerId]
  return set.assigneeId === undefined && set.teamId === undefined ? [] : [row.root_id]
}

async function writeColumns(tx: SqlTx, next: ConversationRow): Promise<void> {
  await tx.sql(
    `UPDATE conversations SET status = $3, assignee_id = $4, team_id = $5, customer_id = $6, unread = $7, waiting_since = $8, position = $9, settled = $10,
            version = version + 1, updated_at = now()
      WHERE workspace_id = $1 AND id = $2`,
    [next.id, next.status, next.assignee_id, next.team_id, next.customer_id, next.unread, next.waiting_since, next.position, next.settled],
  )
}

function columnsOf(set: Change['set']): Partial<ConversationRow> {
  return {
    ...(set.status !== undefined && { status: set.status }),
    ...(set.assigneeId !== undefined && { assignee_id: set.assigneeId }),
    ...(set.teamId !== undefined && { team_id: set.teamId }),
    ...(set.customerId !== undefined && { customer_id: set.customerId }),
    ...(set.unread !== undefined && { unread: set.unread }),
    ...(set.settled !== undefined && { settled: set.settled }),
    ...(set.waitingSince !== undefined && { waiting_since: set.waitingSince }),
  }
}

type LineAuthor = { type: 'agent' | 'system'; id: string | null; name: string }

const authorOf = ({ actor }: Context): LineAuthor =>
  actor.type === 'user' ? { type: 'agent', id: actor.id, name: actor.name } : { type: 'system', id: null, name: actor.name }

/** Leaves a line in a thread at a position the caller has kept for it. */
export async function leaveLine(tx: SqlTx, by: LineAuthor, row: ConversationRow, position: number, line: ThreadEvent): Promise<void> {
  const id = v7()
  await tx.sql(
    `INSERT INTO messages (id, workspace_id, conversation_id, channel_id, position, kind, direction, author_type, author_id, author_name, text, status, event, sent_at)
     VALUES ($2, $1, $3, $4, $5, 'event', 'none', $6, $7, $8, '', 'received', $9, now())`,
    [id, row.id, row.channel_id, position, by.type, by.id, by.name, JSON.stringify(line)],
  )
  const [message] = await tx.sql<MessageRow>(`${selectMessages} WHERE m.workspace_id = $1 AND m.id = $2`, [id])
  if (message) await emit(tx, 'message.recorded', { message: toMessage(message), thread: threadOf(row) })
}

async function readBack(tx: SqlTx, id: string): Promise<ConversationRow> {
  const [row] = await tx.sql<ConversationRow>(`${selectConversations} WHERE c.workspace_id = $1 AND c.id = $2`, [id])
  return row ?? fail('internal', 'The conversation vanished while it was being changed.')
}
