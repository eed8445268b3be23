import type { Visitor } from '../channels/index.ts'
import { takeProfile } from '../customers/index.ts'
import { pool, transaction, txOn } from '../server/db.ts'
import { emit } from '../server/events.ts'
import { selectConversations, toConversation, type ConversationRow } from './conversations.ts'
import { isTaken } from './progress.ts'

/**
 * What somebody wrote in this browser before they signed in at the shop goes on as theirs: the conversation becomes the account's, unless that has
 * one already, and both are one customer. Whoever signs out is another visitor from then on, so nobody else's words are taken along.
 */
export async function keepAfterSignIn({ workspaceId, channelId, visitorId, claims, threadKey, handle }: Visitor): Promise<void> {
  if (claims.account === undefined) return
  const before = `visitor:${visitorId}`
  const { rows } = await pool().query<{ done: boolean }>(
    `SELECT EXISTS (
              SELECT FROM conversations o JOIN customers a ON a.id = o.customer_id
               WHERE o.channel_id = c.channel_id AND o.thread_key = $4 AND a.root_id = m.root_id) AS done
       FROM conversations c JOIN customers m ON m.id = c.customer_id WHERE c.workspace_id = $1 AND c.channel_id = $2 AND c.thread_key = $3`,
    [workspaceId, channelId, before, threadKey],
  )
  if (rows[0]?.done !== false) return
  await rename({ workspaceId, channelId, before, after: threadKey }).catch((error: unknown) => {
    // The account's first message opened a conversation meanwhile: it keeps that one.
    if (!isTaken(error)) throw error
  })
  const anonymous = { workspaceId, kind: 'visitor' as const, value: `${channelId}/${visitorId}` }
  await takeProfile(anonymous, { ...(handle.name && { name: handle.name }), handles: [handle] })
}

type Keys = { workspaceId: string; channelId: string; before: string; after: string }

/** Gives the thread its new key. It is found by the old one still: a message may be on its way under it. */
function rename({ workspaceId, channelId, before, after }: Keys): Promise<void> {
  return transaction(async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `WITH thread AS (SELECT id FROM conversations WHERE channel_id = $1 AND thread_key = $2 FOR UPDATE),
            renamed AS (
              UPDATE conversations c SET thread_key = $3, version = version + 1, updated_at = now() FROM thread
               WHERE c.id = thread.id AND NOT EXISTS (SELECT FROM conversations o WHERE o.channel_id = $1 AND o.thread_key = $3) RETURNING c.id)
       INSERT INTO thread_refs (channel_id, ref, conversation_id) SELECT $1, $2, id FROM renamed ON CONFLICT DO NOTHING RETURNING conversation_id AS id`,
      [channelId, before, after],
    )
    for (const { id } of rows) {
      const row = (await client.query<ConversationRow>(`${selectConversations} WHERE c.id = $1`, [id])).rows[0]!
      await emit(txOn(client, workspaceId), 'conversation.advanced', { conversation: toConversation(row) })
    }
  })
}
