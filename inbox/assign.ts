import type { Input, Output } from '../contract/api.ts'
import type { ThreadEvent } from '../contract/messages.ts'
import type { Context } from '../server/context.ts'
import type { SqlTx } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import { changeConversation } from './change.ts'

/**
 * Gives a conversation to a person, a team, or both; null takes it back from them, what is left out stays. Whoever gives away what only
 * they could see still gets the answer: how it stands now.
 */
export function assign(context: Context, input: Input<'conversation.assign'>): Promise<Output<'conversation.assign'>> {
  return changeConversation(context, input.id, async (row, tx) => {
    const lines: ThreadEvent[] = []
    const { assigneeId = row.assignee_id, teamId = row.team_id } = input
    if (teamId !== row.team_id) lines.push({ name: 'team_assigned', to: teamId === null ? null : await findTeam(tx, teamId) })
    if (assigneeId !== row.assignee_id)
      lines.push({ name: 'assigned', to: assigneeId === null ? null : await findAssignee(tx, assigneeId) })
    return lines.length === 0 ? null : { set: { assigneeId, teamId }, event: 'conversation.assigned', lines }
  })
}

async function findTeam(tx: SqlTx, id: string): Promise<{ id: string; name: string }> {
  const [team] = await tx.sql<{ id: string; name: string }>('SELECT id, name FROM teams WHERE workspace_id = $1 AND id = $2', [id])
  return team ?? fail('not_found', 'There is no such team in this workspace.', { field: 'teamId' })
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
