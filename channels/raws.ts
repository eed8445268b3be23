import type { Readable } from 'node:stream'
import { mayReadThreads, type Actor } from '../contract/can.ts'
import type { Input } from '../contract/api.ts'
import type { RawEvent } from '../contract/channels.ts'
import type { Context } from '../server/context.ts'
import { openCursor, sealCursor } from '../server/cursor.ts'
import { pool } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import { openFile } from '../server/storage.ts'
import { wake } from '../server/wake.ts'
import { changeChannel } from './change.ts'
import { getRow } from './channels.ts'

type Row = Omit<RawEvent, 'receivedAt' | 'excerpt' | 'kept'> & { receivedAt: string; head: Buffer | null; bodyHash: string | null }

const excerptBytes = 400
const columns = `r.id::text, r.channel_id AS "channelId", r.status, r.reason, r.received_at AS "receivedAt", r.size, r.body_hash AS "bodyHash",
  substring(r.body FROM 1 FOR ${excerptBytes}) AS head`

// Parked and unknown ones have an index per channel. The others are found along the primary key, so one page looks at this many at most.
const window = 20_000

/** A page of a channel's raw events, newest first. A page may be short, even empty, and still have a next one. */
export async function listRaws(context: Context, input: Input<'raw.list'>): Promise<{ data: RawEvent[]; next: string | null }> {
  await getRow(context, input.id)
  const before = input.cursor === undefined ? await newest() : openCursor<[id: number]>('raws', input.cursor)[0]
  const after = input.status === 'parked' || input.status === 'unknown' ? 0 : Math.max(0, before - window)
  const rows = await context.sql<Row>(
    `SELECT ${columns} FROM raw_events r WHERE r.workspace_id = $1 AND r.channel_id = $2 AND r.status = $3 AND r.id < $4 AND r.id >= $5
      ORDER BY r.id DESC LIMIT $6`,
    [input.id, input.status, before, after, input.limit],
  )
  const last = rows.at(-1)
  const next = rows.length === input.limit && last ? Number(last.id) : after > 0 ? after : null
  return {
    data: await Promise.all(rows.map((row) => toRawEvent(context.actor, row))),
    next: next === null ? null : sealCursor('raws', [next]),
  }
}

/** Has a raw event processed again; what it caused before is found again by its id, so nothing happens twice. */
export async function replayRaw(context: Context, { rawId }: { rawId: string }): Promise<RawEvent> {
  const raw = await getRaw(context, rawId)
  if (!isKept(raw)) fail('conflict', 'What came in is not kept any more, only that it came. It cannot be replayed.')
  await changeChannel(context.workspaceId, raw.channelId, async (tx) => {
    const changed = await tx.sql(
      `UPDATE raw_events SET status = 'pending', reason = NULL, done_at = NULL
        WHERE workspace_id = $1 AND id = $2::bigint AND status <> 'pending' AND (body IS NOT NULL OR body_hash IS NOT NULL) RETURNING id`,
      [rawId],
    )
    return changed.length > 0
  })
  wake('raw')
  return toRawEvent(context.actor, { ...raw, status: 'pending', reason: null })
}

async function getRaw({ sql }: Context, rawId: string): Promise<Row> {
  // 19 digits may be more than a bigint holds; no feed ever gets there.
  const rows =
    rawId.length < 19 ? await sql<Row>(`SELECT ${columns} FROM raw_events r WHERE r.workspace_id = $1 AND r.id = $2`, [rawId]) : []
  return rows[0] ?? fail('not_found', 'This raw event is not kept (any more).')
}

async function newest(): Promise<number> {
  const { rows } = await pool().query<{ id: number }>('SELECT id FROM raw_events ORDER BY id DESC LIMIT 1')
  return (rows[0]?.id ?? 0) + 1
}

const isKept = ({ head, bodyHash }: Row) => head !== null || bodyHash !== null

/** What came in is a message: shown to who may read messages. */
async function toRawEvent(actor: Actor, raw: Row): Promise<RawEvent> {
  const { head, bodyHash, ...row } = raw
  if (!mayReadThreads(actor)) return { ...row, kept: isKept(raw), excerpt: '' }
  const start = head ?? (bodyHash === null ? Buffer.alloc(0) : await beginning(await openFile(bodyHash)))
  return { ...row, kept: isKept(raw), excerpt: start.toString('utf8').replaceAll('\0', '') }
}

async function beginning(stream: Readable): Promise<Buffer> {
  for await (const chunk of stream as AsyncIterable<Buffer>) return chunk.subarray(0, excerptBytes)
  return Buffer.alloc(0)
}
