import type pg from 'pg'
import { v7 } from 'uuid'
import type { ArrivedFile, Incoming } from './arrival.ts'

/** An item that was written as the message `messageId`. */
type Written = Incoming & { messageId: string }

/** Ties files to the messages they came with, those still to be fetched too. Answers the ids of messages that have files, and of files to fetch. */
export async function insertAllFiles(client: pg.PoolClient, written: Written[]): Promise<{ carrying: string[]; toFetch: string[] }> {
  const carried = written.flatMap(({ item, messageId, arrival: { workspaceId } }) =>
    item.type === 'message' || item.type === 'echo' ? [{ workspaceId, messageId, files: item.files, uploads: item.uploads }] : [],
  )
  const toFetch = await insertFiles(
    client,
    carried.flatMap(({ files, ...message }) => files.map((file) => ({ ...message, file }))),
  )
  await adoptUploads(
    client,
    carried.flatMap(({ uploads, ...message }) => uploads.map((upload) => ({ ...message, ...upload }))),
  )
  const carrying = carried.filter(({ files, uploads }) => files.length + uploads.length > 0).map(({ messageId }) => messageId)
  return { carrying, toFetch }
}

async function insertFiles(
  client: pg.PoolClient,
  files: { workspaceId: string; messageId: string; file: ArrivedFile }[],
): Promise<string[]> {
  if (files.length === 0) return []
  const rows = files.map(({ workspaceId, messageId, file: { contentId, ...file } }) => ({
    id: v7(),
    workspace_id: workspaceId,
    message_id: messageId,
    content_id: contentId,
    ...file,
  }))
  await client.query({
    name: 'insert-files',
    text: `INSERT INTO attachments (id, workspace_id, message_id, hash, name, type, size, inline, content_id, width, height, state, source, due_at)
           SELECT id, workspace_id, message_id, hash, name, type, size, inline, content_id, width, height, state, source, CASE state WHEN 'waiting' THEN now() END
             FROM jsonb_populate_recordset(NULL::attachments, $1::jsonb)`,
    values: [JSON.stringify(rows)],
  })
  return rows.flatMap(({ id, state }) => (state === 'waiting' ? [id] : []))
}

/** Files that were uploaded before the message that carries them; only the one who uploaded them may send them. */
async function adoptUploads(
  client: pg.PoolClient,
  uploads: { workspaceId: string; messageId: string; uploader: string; attachmentId: string }[],
): Promise<void> {
  if (uploads.length === 0) return
  await client.query({
    name: 'adopt-uploads',
    text: `UPDATE attachments a SET message_id = u.message_id FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) AS u (id, workspace_id, message_id, uploader)
            WHERE a.id = u.id AND a.workspace_id = u.workspace_id AND a.message_id IS NULL AND a.uploader = u.uploader`,
    values: [
      uploads.map((u) => u.attachmentId),
      uploads.map((u) => u.workspaceId),
      uploads.map((u) => u.messageId),
      uploads.map((u) => u.uploader),
    ],
  })
}
