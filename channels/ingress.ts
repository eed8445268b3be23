import { pool } from '../server/db.ts'
import { sha256 } from '../server/crypto.ts'
import { gather } from '../server/gather.ts'
import { putFile } from '../server/storage.ts'
import { wake } from '../server/wake.ts'
import type { Verified } from './adapter.ts'

/** Bodies up to this many bytes lie in the row itself; larger ones in storage, so that reading the feed stays quick. */
const rowBytes = 256 * 1024
const largestBody = 64 * 1024 * 1024

type Origin = { workspaceId: string; channelId: string }

/**
 * Keeps what came in, once: the single door for webhooks, sockets, mailboxes and the mail receiver. Resolves after the commit, so
 * the peer may be told it is safe. `duplicate`: this channel has kept this key before. Throws when the database or the disk does.
 */
export async function store(origin: Origin, event: Verified & { requestId: string | null }): Promise<'stored' | 'duplicate'> {
  const large = event.body.length > rowBytes
  const hash = large ? (await putFile(event.body, { maxBytes: largestBody })).hash : null
  const outcome = await insert({
    ...origin,
    dedupeKey: keyOf(event.dedupeKey),
    body: large ? empty : event.body,
    hash,
    size: event.body.length,
    requestId: event.requestId,
  })
  if (outcome === 'stored') wake('raw')
  return outcome
}

const empty = Buffer.alloc(0)

type Row = Origin & { dedupeKey: string; body: Buffer; hash: string | null; size: number; requestId: string | null }

// What comes while one insert is under way shares the next one, and its commit: at 16 requests at once a third of the work.
const insert = gather(insertAll, 100)

async function insertAll(rows: Row[]): Promise<('stored' | 'duplicate')[]> {
  const { rows: stored } = await pool().query<{ key: string }>({
    name: 'store-raws',
    text: `INSERT INTO raw_events (workspace_id, channel_id, dedupe_key, body, body_hash, size, request_id)
           SELECT workspace_id, channel_id, dedupe_key, CASE WHEN body_hash IS NULL THEN substring($3::bytea FROM start FOR size) END, body_hash, size, request_id
             FROM unnest($1::uuid[], $2::uuid[], $4::text[], $5::int[], $6::text[], $7::int[], $8::text[])
               WITH ORDINALITY AS r (workspace_id, channel_id, dedupe_key, start, body_hash, size, request_id, n) ORDER BY n
           ON CONFLICT (channel_id, dedupe_key) DO NOTHING RETURNING channel_id || ' ' || dedupe_key AS key`,
    values: [
      rows.map((row) => row.workspaceId),
      rows.map((row) => row.channelId),
      // One value for all bodies: it travels as bytes, where an array of them would travel as text of twice the size.
      Buffer.concat(rows.map((row) => row.body)),
      rows.map((row) => row.dedupeKey),
      starts(rows),
      rows.map((row) => row.hash),
      rows.map((row) => row.size),
      rows.map((row) => row.requestId),
    ],
  })
  const fresh = new Set(stored.map(({ key }) => key))
  // Set.delete: of two with one key in one group, the first is the one that was stored.
  return rows.map((row) => (fresh.delete(`${row.channelId} ${row.dedupeKey}`) ? 'stored' : 'duplicate'))
}

/** Where each body begins in all of them together, counted from 1. */
function starts(rows: Row[]): number[] {
  let next = 1
  return rows.map(({ body }) => {
    const start = next
    next += body.length
    return start
  })
}

/** An index entry holds 2.7 kB at most, and a provider's id is the provider's affair. */
function keyOf(key: string): string {
  return key.length > 200 || key.includes('\0') ? sha256(key) : key
}
