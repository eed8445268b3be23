import { pool } from '../server/db.ts'
import { sha256 } from '../server/crypto.ts'
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
  const { rowCount } = await pool().query({
    name: 'store-raw',
    text: `INSERT INTO raw_events (workspace_id, channel_id, dedupe_key, body, body_hash, size, request_id)
           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (channel_id, dedupe_key) DO NOTHING`,
    values: [
      origin.workspaceId,
      origin.channelId,
      keyOf(event.dedupeKey),
      large ? null : event.body,
      hash,
      event.body.length,
      event.requestId,
    ],
  })
  if (rowCount === 0) return 'duplicate'
  wake('raw')
  return 'stored'
}

/** An index entry holds 2.7 kB at most, and a provider's id is the provider's affair. */
function keyOf(key: string): string {
  return key.length > 200 || key.includes('\0') ? sha256(key) : key
}
