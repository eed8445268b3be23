import { pool, sqlTransaction, type SqlTx } from '../server/db.ts'
import { readFile } from '../server/storage.ts'

/** Raw events are read this many ids at a time, each part in a transaction of its own. */
const window = 20_000

/**
 * Empties every raw event of these channels that names one of `needles` (identities as they are kept), in its body, its key or its file.
 * Answers the hashes of the files. Reads all that these channels ever got: for a job, not for a request.
 */
export async function eraseRaws(workspaceId: string, channelIds: string[], needles: string[]): Promise<string[]> {
  if (needles.length === 0 || channelIds.length === 0) return []
  const { rows } = await pool().query<{ last: string | null }>('SELECT max(id)::text AS last FROM raw_events WHERE workspace_id = $1', [
    workspaceId,
  ])
  const last = Number(rows[0]?.last ?? 0)
  const hashes: string[] = []
  for (let from = 0; from <= last; from += window) {
    const part = { channelIds, needles, from, to: from + window }
    const filed = await filedNaming(workspaceId, part)
    hashes.push(...(await sqlTransaction(workspaceId, (tx) => empty(tx, part, filed))))
  }
  return hashes
}

type Part = { channelIds: string[]; needles: string[]; from: number; to: number }

/** Those whose body is a file that names somebody. */
async function filedNaming(workspaceId: string, { channelIds, needles, from, to }: Part): Promise<string[]> {
  const { rows } = await pool().query<{ id: string; hash: string }>(
    `SELECT id::text, body_hash AS hash FROM raw_events
      WHERE workspace_id = $1 AND channel_id = ANY ($2::uuid[]) AND id > $3 AND id <= $4 AND body_hash IS NOT NULL`,
    [workspaceId, channelIds, from, to],
  )
  const found: string[] = []
  for (const { id, hash } of rows) {
    const text = (await readFile(hash)).toString('utf8').toLowerCase()
    if (needles.some((needle) => text.includes(needle.toLowerCase()))) found.push(id)
  }
  return found
}

// Bodies are bytes of any encoding, NUL among them: written out in ASCII, and the needles too, they can be compared whatever they hold.
const ascii = (bytes: string) => `lower(encode(${bytes}, 'escape'))`

async function empty({ sql }: SqlTx, { channelIds, needles, from, to }: Part, filed: string[]): Promise<string[]> {
  const rows = await sql<{ hash: string | null }>(
    `WITH held AS (
       SELECT r.id, r.body_hash FROM raw_events r
        WHERE r.workspace_id = $1 AND r.channel_id = ANY ($2::uuid[]) AND r.id > $4::bigint AND r.id <= $5::bigint AND r.status <> 'pending'
          AND (r.id = ANY ($6::bigint[]) OR EXISTS (SELECT 1 FROM unnest($3::text[]) n
                WHERE position(n IN r.dedupe_key) > 0 OR position(${ascii(`convert_to(n, 'UTF8')`)} IN ${ascii('r.body')}) > 0))
        ORDER BY r.id FOR UPDATE)
     UPDATE raw_events r SET body = NULL, body_hash = NULL, reason = NULL, size = 0,
       dedupe_key = CASE WHEN EXISTS (SELECT 1 FROM unnest($3::text[]) n WHERE position(n IN r.dedupe_key) > 0) THEN 'erased:' || r.id ELSE r.dedupe_key END
       FROM held WHERE r.id = held.id RETURNING held.body_hash AS hash`,
    [channelIds, needles, from, to, filed],
  )
  return rows.flatMap(({ hash }) => (hash === null ? [] : [hash]))
}
