import { adapterFor, loadAccount } from '../channels/index.ts'
import { pool } from '../server/db.ts'
import type { Job } from '../server/feature.ts'

/** Tells the customer's side that an agent has seen what they wrote, where the channel can; by the id of a conversation. */
export const markRead: Job = {
  name: 'mark-read',
  attempts: 3,
  run: async (conversationId) => {
    const seen = await lastSeen(conversationId)
    if (!seen) return
    const account = await loadAccount(seen.channel_id)
    if (account.status === 'active') await adapterFor(account.kind).markRead?.(account, { key: seen.thread_key }, seen.external_id)
  },
}

type Seen = { channel_id: string; thread_key: string; external_id: string }

/** The customer's newest message before those nobody has seen. */
async function lastSeen(conversationId: string): Promise<Seen | undefined> {
  const { rows } = await pool().query<Seen>(
    `SELECT c.channel_id, c.thread_key, m.external_id FROM conversations c JOIN messages m ON m.conversation_id = c.id
      WHERE c.id = $1 AND m.direction = 'in' AND m.external_id IS NOT NULL ORDER BY m.position DESC OFFSET (SELECT unread FROM conversations WHERE id = $1) LIMIT 1`,
    [conversationId],
  )
  return rows[0]
}
