import type pg from 'pg'
import type { NewEvent } from '../server/events.ts'
import { previewIn, selectConversations, threadOf, toConversation, type ConversationRow } from './conversations.ts'
import { rereadMoods } from './language/moods-of.ts'
import { selectMessages, toMessage, type MessageRow } from './messages.ts'

export type WorkspaceEvent = NewEvent & { workspaceId: string }

/**
 * The events that tell of messages that were changed after they were written (`message.changed`), and of the conversations whose list row
 * shows one of them or whose mood is another by those of which the words changed (`rewritten`): these it brings up to date. The caller holds
 * these conversations.
 */
export async function tellChanged(client: pg.ClientBase, messageIds: string[], rewritten: string[] = []): Promise<WorkspaceEvent[]> {
  if (messageIds.length === 0) return []
  const { rows: messages } = await client.query<MessageRow>({
    name: 'read-changed',
    text: `${selectMessages} WHERE m.id = ANY ($1::uuid[])`,
    values: [messageIds],
  })
  const moods = await rereadMoods(client, [
    ...new Set(messages.filter((row) => row.direction === 'in' && rewritten.includes(row.id)).map((row) => row.conversation_id)),
  ])
  const threads = await showAnew(client, messages)
  return [
    ...messages.map((row) => ({
      workspaceId: row.workspace_id,
      name: 'message.changed' as const,
      data: { message: toMessage(row), thread: threadOf(threads.get(row.conversation_id)!) },
    })),
    ...[...threads.values()]
      .filter(({ id, shown }) => shown || moods.has(id))
      .map((row) => ({
        workspaceId: row.workspace_id,
        name: moods.get(row.id)?.turned ? ('conversation.soured' as const) : ('conversation.advanced' as const),
        data: { conversation: toConversation(row) },
      })),
  ]
}

type Thread = ConversationRow & { /** Its list row shows one of the messages. */ shown: boolean }

async function showAnew(client: pg.ClientBase, messages: MessageRow[]): Promise<Map<string, Thread>> {
  const previews = messages.map((row) => ({ id: row.id, preview: previewIn(row), unsupported: row.unsupported }))
  const { rows: shown } = await client.query<{ id: string }>({
    name: 'show-changed',
    text: `UPDATE conversations c SET last_preview = p.preview, last_unsupported = p.unsupported, version = c.version + 1, updated_at = now()
             FROM jsonb_to_recordset($1::jsonb) AS p (id uuid, preview text, unsupported text) WHERE c.last_message_id = p.id AND c.id = ANY ($2::uuid[])
              AND (c.last_preview, c.last_unsupported) IS DISTINCT FROM (p.preview, p.unsupported) RETURNING c.id`,
    values: [JSON.stringify(previews), messages.map((row) => row.conversation_id)],
  })
  const { rows } = await client.query<ConversationRow>({
    name: 'read-threads',
    text: `${selectConversations} WHERE c.id = ANY ($1::uuid[])`,
    values: [messages.map((row) => row.conversation_id)],
  })
  const ids = new Set(shown.map(({ id }) => id))
  return new Map(rows.map((row) => [row.id, { ...row, shown: ids.has(row.id) }]))
}
