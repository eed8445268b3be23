import type { Input, Output } from '../contract/api.ts'
import type { Context } from '../server/context.ts'
import { transaction, txOn, type Sql } from '../server/db.ts'
import { emitAll } from '../server/events.ts'
import { fail } from '../server/errors.ts'
import { enqueue } from '../server/queue.ts'
import { assertVisible } from '../server/visible.ts'
import { fetchMedia } from './media.ts'
import { selectMessages, toMessage, type MessageRow } from './messages.ts'
import { tellChanged } from './tell-changed.ts'

type Found = { state: string; has_source: boolean; message_id: string; conversation_id: string; access: string[] }

/** Has a file that could not be fetched from its provider tried once more; one that is here, or on its way, stays as it is. Answers its message. */
export async function fetchAgain(context: Context, { id }: Input<'attachment.fetch'>): Promise<Output<'attachment.fetch'>> {
  const message = await transaction(async (client) => {
    const { sql } = txOn(client, context.workspaceId)
    const file = await find(sql, context, id)
    await sql('SELECT 1 FROM conversations WHERE workspace_id = $1 AND id = $2 FOR UPDATE', [file.conversation_id])
    const again = await sql(
      `UPDATE attachments SET state = 'waiting', reason = NULL, attempts = 0, due_at = now()
        WHERE workspace_id = $1 AND id = $2 AND state = 'failed' AND source IS NOT NULL RETURNING id`,
      [id],
    )
    if (again.length > 0) {
      await sql('UPDATE messages SET version = version + 1 WHERE workspace_id = $1 AND id = $2', [file.message_id])
      await emitAll(client, await tellChanged(client, [file.message_id]))
    }
    const [row] = await sql<MessageRow>(`${selectMessages} WHERE m.workspace_id = $1 AND m.id = $2`, [file.message_id])
    return toMessage(row ?? fail('internal', 'The message vanished while its file was asked for.'))
  })
  await enqueue(fetchMedia.name, id)
  return message
}

async function find(sql: Sql, { actor }: Context, id: string): Promise<Found> {
  const [file] = await sql<Found>(
    `SELECT a.state, a.source IS NOT NULL AS has_source, m.id AS message_id, m.conversation_id, c.access
       FROM attachments a JOIN messages m ON m.id = a.message_id JOIN conversations c ON c.id = m.conversation_id
      WHERE a.workspace_id = $1 AND a.id = $2 AND m.recalled_at IS NULL`,
    [id],
  )
  const found = assertVisible(actor, file, 'This file does not exist, or is not yours to see.')
  if (found.state === 'failed' && !found.has_source) fail('conflict', 'This file is not kept any more and cannot be fetched again.')
  return found
}
