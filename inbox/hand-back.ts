import type { Context } from '../server/context.ts'
import type { SqlTx } from '../server/db.ts'
import type { Subscriber } from '../server/feature.ts'
import { contextOf } from '../server/context.ts'
import { applyChange, type Change } from './change.ts'
import { assigneeKey, lockCustomers, selectConversations, type ConversationRow } from './conversations.ts'

const atOnce = 500

/** A disabled person's open conversations go to whoever takes over, or back to the queue, and a removed team's lose it; a line says so. */
export const handBack: Subscriber = {
  name: 'inbox.hand-back',
  events: ['user.disabled', 'team.deleted'],
  handle: async (tx, events) => {
    const context = contextOf(tx.workspaceId, { type: 'system', name: 'Parley' })
    for (const event of events) {
      if (event.name === 'user.disabled') await handOver(tx, context, event.data.user.id, event.data.handOverTo)
      if (event.name === 'team.deleted') await giveBack(tx, context, 'c.team_id = $2', event.data.id, noTeam)
    }
  },
}

const noTeam: Change = { set: { teamId: null }, event: 'conversation.assigned', lines: [{ name: 'team_assigned', to: null }] }

async function handOver(tx: SqlTx, context: Context, from: string, to: string | null): Promise<void> {
  // Whoever takes over may have been disabled themselves by now.
  const [taker = null] = await tx.sql<{ id: string; name: string }>(
    'SELECT id, name FROM users WHERE workspace_id = $1 AND id = $2 AND disabled_at IS NULL',
    [to],
  )
  const set = { assigneeId: taker?.id ?? null }
  const lines = [{ name: 'assigned' as const, to: taker }]
  await giveBack(tx, context, `${assigneeKey} = $2 AND c.status = 'open'`, from, { set, event: 'conversation.assigned', lines })
}

async function giveBack(tx: SqlTx, context: Context, whose: string, key: string, change: Change): Promise<void> {
  for (let rows = await lockSome(tx, whose, key); rows.length > 0; rows = await lockSome(tx, whose, key))
    for (const row of rows) await applyChange(tx, context, row, change)
}

async function lockSome(tx: SqlTx, whose: string, key: string): Promise<ConversationRow[]> {
  const found = await tx.sql<{ id: string }>(
    `SELECT c.id FROM conversations c WHERE c.workspace_id = $1 AND ${whose} ORDER BY c.id LIMIT ${atOnce}`,
    [key],
  )
  const ids = found.map((row) => row.id)
  await lockCustomers(tx, ids)
  return tx.sql<ConversationRow>(
    `${selectConversations} WHERE c.workspace_id = $1 AND ${whose} AND c.id = ANY ($3::uuid[]) ORDER BY c.id FOR UPDATE OF c`,
    [key, ids],
  )
}
