import type { Input } from '../contract/api.ts'
import type { SqlTx } from '../server/db.ts'
import { emit } from '../server/events.ts'
import { fail } from '../server/errors.ts'
import { filesAmong } from './forward.ts'
import { threadOf, type ConversationRow } from './conversations.ts'
import { selectMessages, toMessage, type MessageRow } from './messages.ts'

/** A failed message that another takes the place of: its id, and which of its files go along. */
export type Replaced = { id: string; files: string[] }

/** The failed message of this conversation that `replaces` names; refuses with `conflict` one that did not fail or has been tried again. */
export async function findReplaced(
  { sql }: SqlTx,
  conversation: ConversationRow,
  { replaces, kind, attachmentIds }: Pick<Input<'message.reply'>, 'replaces' | 'kind' | 'attachmentIds'>,
): Promise<Replaced> {
  if (kind === 'note') fail('invalid', 'A note takes the place of no message. Leave out which one it replaces.', { field: 'replaces' })
  const [row] = await sql<MessageRow>(
    `${selectMessages} WHERE m.workspace_id = $1 AND m.id = $2 AND m.conversation_id = $3 AND m.direction = 'out'`,
    [replaces, conversation.id],
  )
  if (!row) return fail('not_found', 'The message this one replaces is not in this conversation.', { field: 'replaces' })
  if (row.status !== 'failed')
    fail(
      'conflict',
      'The message this one replaces is on its way, out, or discarded already. Edit this one, and send it if it is still needed.',
      {
        field: 'replaces',
      },
    )
  return { id: row.id, files: filesAmong(row, attachmentIds) }
}

/** Discards the replaced message in the transaction that wrote the other one, and tells of it. */
export async function discardReplaced(tx: SqlTx, conversation: ConversationRow, { id }: Replaced): Promise<void> {
  await tx.sql(
    `UPDATE messages SET status = 'discarded', reason = NULL, undelivered = '[]', version = version + 1 WHERE workspace_id = $1 AND id = $2`,
    [id],
  )
  const [row] = await tx.sql<MessageRow>(`${selectMessages} WHERE m.workspace_id = $1 AND m.id = $2`, [id])
  if (row) await emit(tx, 'message.changed', { message: toMessage(row), thread: threadOf(conversation) })
}
