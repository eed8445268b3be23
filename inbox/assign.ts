import type { Input, Output } from '../contract/api.ts'
import type { Context } from '../server/context.ts'
import type { SqlTx } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import { changeConversation } from './change.ts'

/** Gives a conversation to a person of the workspace, or back to the queue (null). */
export function assign(context: Context, input: Input<'conversation.assign'>): Promise<Output<'conversation.assign'>> {
  return changeConversation(context, input.id, async (row, tx) => {
    const assigneeId = input.assigneeId === undefined ? row.assignee_id : input.assigneeId
    const to = assigneeId === null ? null : await findAssignee(tx, assigneeId)
    if (row.assignee_id === assigneeId) return null
    return { set: { assigneeId }, event: 'conversation.assigned', line: { name: 'assigned', to } }
  })
}

async function findAssignee(tx: SqlTx, id: string): Promise<{ id: string; name: string }> {
  const [user] = await tx.sql<{ id: string; name: string; disabled: boolean }>(
    'SELECT id, name, disabled_at IS NOT NULL AS disabled FROM users WHERE workspace_id = $1 AND id = $2',
    [id],
  )
  if (!user) fail('not_found', 'There is no such person in this workspace.', { field: 'assigneeId' })
  if (user.disabled) fail('conflict', `${user.name} is disabled: choose somebody else.`, { field: 'assigneeId' })
  return { id: user.id, name: user.name }
}
