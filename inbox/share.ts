import type { SqlTx } from '../server/db.ts'
import { emit } from '../server/events.ts'
import type { Subscriber } from '../server/feature.ts'
import { tellLoss } from './change.ts'
import { selectConversations, toConversation, type ConversationRow } from './conversations.ts'

const atOnce = 500

/**
 * A customer's owner, team or merge changed, and with it who may see their conversations: from that commit on nobody else reads them or
 * hears of them (a trigger keeps `access`); this puts them on the screens of those who gained them and takes them from those who lost.
 */
export const share: Subscriber = {
  name: 'inbox.share',
  events: ['customer.updated', 'customer.merged', 'customer.unmerged', 'customer.hidden'],
  handle: async (tx) => {
    for (let changes = await takeSome(tx); changes.length > 0; changes = await takeSome(tx)) await tell(tx, changes)
  },
}

type Change = { conversation_id: string; lost: string[] }

async function takeSome(tx: SqlTx): Promise<Change[]> {
  return tx.sql<Change>(
    `DELETE FROM access_changes WHERE id IN (SELECT id FROM access_changes WHERE workspace_id = $1 ORDER BY id LIMIT ${atOnce}) RETURNING conversation_id, lost`,
  )
}

async function tell(tx: SqlTx, changes: Change[]): Promise<void> {
  const lost = new Map<string, string[]>()
  for (const change of changes) lost.set(change.conversation_id, [...(lost.get(change.conversation_id) ?? []), ...change.lost])
  for (const row of await advanceVersions(tx, [...lost.keys()])) {
    const conversation = toConversation(row)
    await emit(tx, 'conversation.shared', { conversation })
    await tellLoss(tx, [...new Set(lost.get(row.id))], conversation)
  }
}

/** A reader keeps the highest version it has seen, so what changed for readers must have a new one. */
async function advanceVersions(tx: SqlTx, ids: string[]): Promise<ConversationRow[]> {
  await tx.sql('SELECT 1 FROM conversations WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id FOR UPDATE', [ids])
  await tx.sql('UPDATE conversations SET version = version + 1 WHERE workspace_id = $1 AND id = ANY ($2::uuid[])', [ids])
  return tx.sql<ConversationRow>(`${selectConversations} WHERE c.workspace_id = $1 AND c.id = ANY ($2::uuid[]) ORDER BY c.id`, [ids])
}
