import type { Subscriber } from '../server/feature.ts'
import { contextOf } from '../server/context.ts'
import { applyChange } from './change.ts'
import { assigneeKey, selectConversations, type ConversationRow } from './conversations.ts'

const atOnce = 500

/** A disabled person's open conversations go back to the queue, each with a line that says so. */
export const handBack: Subscriber = {
  name: 'inbox.hand-back',
  events: ['user.disabled'],
  handle: async (tx, events) => {
    const context = contextOf(tx.workspaceId, { type: 'system', name: 'Parley' })
    for (const event of events) {
      if (event.name !== 'user.disabled') continue
      for (let rows = await openOf(event.data.user.id); rows.length > 0; rows = await openOf(event.data.user.id)) {
        for (const row of rows)
          await applyChange(tx, context, row, {
            set: { assigneeId: null },
            event: 'conversation.assigned',
            line: { name: 'assigned', to: null },
          })
      }
    }
    function openOf(userId: string): Promise<ConversationRow[]> {
      return tx.sql<ConversationRow>(
        `${selectConversations} WHERE c.workspace_id = $1 AND ${assigneeKey} = $2 AND c.status = 'open' ORDER BY c.id LIMIT ${atOnce} FOR UPDATE OF c`,
        [userId],
      )
    }
  },
}
