import type pg from 'pg'
import type { ArrivedMessage, Incoming } from './arrival.ts'
import { insertAllFiles } from './entry-files.ts'
import { modelsOf } from './language/intents.ts'
import { readMessage } from './language/read.ts'
import { contentRow } from './rows.ts'
import { tellChanged, type WorkspaceEvent } from './tell-changed.ts'

/** A message of which something cannot be shown, as it is kept: what that is called, and the raw event it came in. */
export type UnsupportedMessage = { messageId: string; conversationId: string; rawId: string | null; name: string }

/** One whose raw event, processed again, says more than it did. */
export type NowReadable = Incoming & UnsupportedMessage & { item: ArrivedMessage }

/** Pairs an item with the message it became, where it says more now. Only the raw event it came in may change it, nothing else under its id. */
export function nowReadable({ arrival, item, person }: Incoming, kept: UnsupportedMessage | undefined): NowReadable[] {
  if (!kept || item.type !== 'message' || kept.rawId !== arrival.rawId) return []
  return contentRow(item).unsupported === kept.name ? [] : [{ arrival, item, person, ...kept }]
}

/** Puts what can be read now in the place of what could not. The caller holds the conversations; answers its events, and files to fetch. */
export async function showReadable(
  client: pg.PoolClient,
  readable: NowReadable[],
): Promise<{ events: WorkspaceEvent[]; toFetch: string[] }> {
  if (readable.length === 0) return { events: [], toFetch: [] }
  const models = await modelsOf(client, [...new Set(readable.map(({ arrival }) => arrival.workspaceId))])
  const rows = readable.map(({ messageId, item, arrival }) => ({
    id: messageId,
    ...contentRow(item),
    ...readMessage(item, models.get(arrival.workspaceId)),
  }))
  await client.query({
    name: 'show-readable',
    text: `UPDATE messages m SET version = m.version + 1, text = r.text, quoted = r.quoted, html = r.html, html_form = r.html_form, subject = r.subject,
             auto = r.auto, place = r.place, unsupported = r.unsupported, sentiment = r.sentiment, sentiment_score = r.sentiment_score,
             confidence = r.confidence, model = r.model, intent = r.intent, intent_score = r.intent_score
             FROM jsonb_populate_recordset(NULL::messages, $1::jsonb) r WHERE m.id = r.id`,
    values: [JSON.stringify(rows)],
  })
  const ids = readable.map(({ messageId }) => messageId)
  await client.query('DELETE FROM attachments WHERE message_id = ANY ($1::uuid[])', [ids])
  const { toFetch } = await insertAllFiles(client, readable)
  return { events: await tellChanged(client, ids, ids), toFetch }
}
