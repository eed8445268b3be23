import type { SqlTx } from '../server/db.ts'

const nobody = '—'

/**
 * Takes the words, names, addresses and files out of every conversation of these customers; how many messages there were, when and
 * by which colleague stays. What still waited to be sent has failed. Doing it twice changes nothing more. Answers the hashes of files
 * that were theirs; locks conversations, then messages.
 */
export async function eraseThreads({ sql }: SqlTx, customerIds: string[]): Promise<{ messages: number; hashes: string[] }> {
  const threads = await sql<{ id: string }>(
    'SELECT id FROM conversations WHERE workspace_id = $1::uuid AND customer_id = ANY ($2::uuid[]) ORDER BY id FOR UPDATE',
    [customerIds],
  )
  const ids = threads.map(({ id }) => id)
  if (ids.length === 0) return { messages: 0, hashes: [] }
  const files = await sql<{ hash: string | null }>(takeFiles, [ids])
  const bodies = await sql<{ hash: string | null }>(takeRaws, [ids])
  const messages = await sql(takeWords, [ids])
  await sql(takeIds, [ids])
  await sql(
    `DELETE FROM thread_refs r USING conversations v WHERE v.workspace_id = $1::uuid AND v.id = ANY ($2::uuid[]) AND r.conversation_id = v.id`,
    [ids],
  )
  await sql(takeSubjects, [ids])
  const hashes = [...files, ...bodies].flatMap(({ hash }) => (hash === null || hash === '' ? [] : [hash]))
  return { messages: messages.length, hashes: [...new Set(hashes)] }
}

const messagesOf = 'SELECT m.id FROM messages m WHERE m.workspace_id = $1::uuid AND m.conversation_id = ANY ($2::uuid[])'

// The old hash is read from the row as it was locked: RETURNING would give the new one.
const takeFiles = `
  WITH held AS (SELECT id, hash FROM attachments WHERE workspace_id = $1::uuid AND message_id IN (${messagesOf}) AND hash IS DISTINCT FROM '' FOR UPDATE)
  UPDATE attachments a SET hash = '', name = '${nobody}', content_id = NULL, uploader = NULL, source = NULL, due_at = NULL, reason = NULL,
    state = CASE a.state WHEN 'waiting' THEN 'failed' ELSE a.state END FROM held WHERE a.id = held.id RETURNING held.hash`

/** The provider's ids of what we sent, and what came early for it: neither leads to anything any more. */
const takeIds = `
  WITH gone AS (DELETE FROM message_refs r USING messages m WHERE m.workspace_id = $1::uuid AND m.conversation_id = ANY ($2::uuid[]) AND r.message_id = m.id
                RETURNING r.channel_id, r.ref)
  DELETE FROM early_items e USING gone WHERE e.workspace_id = $1::uuid AND e.channel_id = gone.channel_id AND e.external_id = gone.ref`

const takeRaws = `
  WITH held AS (SELECT r.id, r.body_hash FROM raw_events r
                 WHERE r.workspace_id = $1::uuid AND r.size > 0 AND r.id IN (SELECT raw_id FROM messages WHERE workspace_id = $1::uuid AND conversation_id = ANY ($2::uuid[]) AND raw_id IS NOT NULL)
                 FOR UPDATE)
  UPDATE raw_events r SET body = NULL, body_hash = NULL, reason = NULL, size = 0 FROM held WHERE r.id = held.id RETURNING held.body_hash AS hash`

const takeWords = `
  UPDATE messages SET version = version + 1, text = '', quoted = NULL, html = NULL, subject = NULL, "to" = '{}', cc = '{}', bcc = '{}', sender = NULL, reply_to = '{}',
    names = '{}', reason = NULL, refs = '{}', place = NULL, unsupported = NULL, reactions = '[]', template = NULL, undelivered = '[]', external_id = NULL, from_kind = NULL, from_value = NULL,
    author_name = CASE WHEN author_type = 'customer' THEN '${nobody}' ELSE author_name END,
    status = CASE status WHEN 'queued' THEN 'failed' ELSE status END,
    event = CASE WHEN event ->> 'name' = 'customer_changed' THEN event || '{"from": "${nobody}", "to": "${nobody}"}'
                 WHEN event ->> 'name' = 'followed' THEN event || '{"by": null}' ELSE event END
   WHERE workspace_id = $1::uuid AND conversation_id = ANY ($2::uuid[])
     AND ((text, quoted, html, subject, "to", cc, bcc, sender, reply_to, names, reason, refs, place, unsupported, reactions, template, undelivered, external_id, from_value)
         IS DISTINCT FROM ('', NULL, NULL, NULL, '{}'::text[], '{}'::text[], '{}'::text[], NULL, '{}'::text[], '{}'::jsonb, NULL, '{}'::text[], NULL::jsonb, NULL, '[]'::jsonb, NULL::jsonb, '[]'::jsonb, NULL, NULL)
       OR author_type = 'customer' AND author_name <> '${nobody}' OR event ->> 'from' <> '${nobody}')
  RETURNING id`

const takeSubjects = `
  UPDATE conversations SET version = version + 1, subject = NULL, post = NULL, thread_key = 'erased:' || id, participants = '{}', last_preview = '', last_unsupported = NULL,
    status = 'resolved', waiting_since = NULL, unread = 0, settled = received
   WHERE workspace_id = $1::uuid AND id = ANY ($2::uuid[]) AND thread_key <> 'erased:' || id`

/** Lines in other people's threads that say the thread was this person's before, or after; by the names they had. */
export async function eraseMentions({ sql }: SqlTx, names: string[]): Promise<void> {
  await sql(
    `UPDATE messages SET version = version + 1, event = event
         || CASE WHEN event ->> 'from' = ANY ($2::text[]) THEN '{"from": "${nobody}"}' ELSE '{}' END::jsonb
         || CASE WHEN event ->> 'to' = ANY ($2::text[]) THEN '{"to": "${nobody}"}' ELSE '{}' END::jsonb
      WHERE workspace_id = $1::uuid AND event ->> 'name' = 'customer_changed' AND (event ->> 'from' = ANY ($2::text[]) OR event ->> 'to' = ANY ($2::text[]))`,
    [names],
  )
}

/** Reactions they left on messages in other people's threads, by the handles they had. */
export async function eraseReactions({ sql }: SqlTx, values: string[]): Promise<void> {
  const theirs = `substring(r ->> 'key' FROM position(' ' IN r ->> 'key') + 1) = ANY ($2::text[])`
  await sql(
    `UPDATE messages m SET version = version + 1,
       reactions = coalesce((SELECT jsonb_agg(r) FROM jsonb_array_elements(m.reactions) r WHERE NOT ${theirs}), '[]')
      WHERE m.workspace_id = $1::uuid AND m.reactions <> '[]' AND EXISTS (SELECT 1 FROM jsonb_array_elements(m.reactions) r WHERE ${theirs})`,
    [values],
  )
}
