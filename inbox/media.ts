import { adapterFor, loadAccount, MediaError, type MediaRef } from '../channels/index.ts'
import { maxFileBytes } from '../contract/files.ts'
import { pool, transaction } from '../server/db.ts'
import { AppError } from '../server/errors.ts'
import { emitAll } from '../server/events.ts'
import type { Job } from '../server/feature.ts'
import { log } from '../server/log.ts'
import { imageSize } from '../server/pictures.ts'
import { enqueue } from '../server/queue.ts'
import { putFile } from '../server/storage.ts'
import { removeUnused } from './erase-traces.ts'
import { tellChanged } from './tell-changed.ts'

/** Seconds until try 2, 3 …; when they are used up the file has failed, and a person may ask for it once more. */
const backoff = [5, 20, 60, 300, 1_200, 3_600, 14_400]
/** No file takes longer: a try that did not end by then died with its process. */
const leaseSeconds = 300

/** Fetches one file that lies with its provider. May run twice: only one at a time gets hold of the row. */
export const fetchMedia: Job = { name: 'inbox.fetch-media', run: fetchFile, concurrency: 4 }

/** Finds files that are due though no job runs for them. */
export const sweepMedia: Job = {
  name: 'inbox.media-sweep',
  every: 10_000,
  run: async () => {
    const { rows } = await pool().query<{ id: string }>(
      `SELECT a.id FROM attachments a JOIN messages m ON m.id = a.message_id JOIN channels c ON c.id = m.channel_id
        WHERE a.state = 'waiting' AND a.due_at <= now() AND c.status = 'active' ORDER BY a.due_at LIMIT 500`,
    )
    for (const { id } of rows) await enqueue(fetchMedia.name, id)
  },
}

type Waiting = { id: string; channel_id: string; name: string; source: MediaRef; attempts: number }
type Fetched = { hash: string; name: string; type: string; size: number; width: number | null; height: number | null }

async function fetchFile(id: string): Promise<void> {
  const file = await claim(id)
  if (!file) return
  try {
    await settle(file.id, await fetchInto(file))
  } catch (error) {
    const hopeless = error instanceof MediaError || (error instanceof AppError && error.code === 'invalid')
    const seconds = hopeless ? undefined : backoff[file.attempts - 1]
    log.warn({ attachment: id, attempt: file.attempts, error: (error as Error).message }, 'a file could not be fetched from its provider')
    if (seconds === undefined) await giveUp(id, (error as Error).message)
    else await putOff(id, seconds)
  }
}

async function claim(id: string): Promise<Waiting | undefined> {
  const { rows } = await pool().query<Waiting>(
    `UPDATE attachments a SET attempts = a.attempts + 1, due_at = now() + make_interval(secs => ${leaseSeconds}) FROM messages m, channels c
      WHERE a.id = $1 AND a.state = 'waiting' AND a.due_at <= now() AND m.id = a.message_id AND m.recalled_at IS NULL AND c.id = m.channel_id AND c.status = 'active'
      RETURNING a.id, m.channel_id, a.name, a.source, a.attempts`,
    [id],
  )
  return rows[0]
}

async function fetchInto({ channel_id, name, source }: Waiting): Promise<Fetched> {
  const account = await loadAccount(channel_id)
  const { openMedia } = adapterFor(account.kind)
  if (!openMedia) throw new MediaError('This channel cannot fetch files from its provider.')
  const opened = await openMedia(account, source, maxFileBytes)
  const stored = await putFile(opened.stream, { maxBytes: maxFileBytes })
  const picture = stored.type.startsWith('image/') ? await imageSize(stored.hash) : null
  return { ...stored, name: nameOf(opened.name) || name, width: picture?.width ?? null, height: picture?.height ?? null }
}

const nameOf = (given = '') =>
  given
    .replace(/[\p{Cc}\p{Cs}/\\\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
    .slice(0, 200)

/** What was erased or recalled meanwhile is not to be kept after all. */
async function settle(id: string, { hash, ...file }: Fetched): Promise<void> {
  const { name, type, size, width, height } = file
  const kept = await change(
    id,
    `hash = $2, name = $3, type = $4, size = $5, width = $6, height = $7, state = 'ready', reason = NULL, due_at = NULL`,
    [hash, name, type, size, width, height],
  )
  if (!kept) await removeUnused([hash])
}

async function giveUp(id: string, reason: string): Promise<void> {
  await change(id, `state = 'failed', reason = $2, due_at = NULL`, [reason.slice(0, 500)])
}

async function putOff(id: string, seconds: number): Promise<void> {
  await pool().query(`UPDATE attachments SET due_at = now() + make_interval(secs => $2) WHERE id = $1 AND state = 'waiting'`, [id, seconds])
  await enqueue(fetchMedia.name, id, { delayMs: seconds * 1_000 })
}

/** Changes a waiting file and tells its message; answers whether it was still waiting. */
async function change(id: string, set: string, values: unknown[]): Promise<boolean> {
  return transaction(async (client) => {
    await client.query(
      `SELECT 1 FROM conversations WHERE id = (SELECT m.conversation_id FROM attachments a JOIN messages m ON m.id = a.message_id WHERE a.id = $1) FOR UPDATE`,
      [id],
    )
    const { rows } = await client.query<{ message_id: string }>(
      `UPDATE attachments SET ${set} WHERE id = $1 AND state = 'waiting' RETURNING message_id`,
      [id, ...values],
    )
    const ids = rows.map((row) => row.message_id)
    await client.query('UPDATE messages SET version = version + 1 WHERE id = ANY ($1::uuid[])', [ids])
    await emitAll(client, await tellChanged(client, ids))
    return ids.length > 0
  })
}
