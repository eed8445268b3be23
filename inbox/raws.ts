import { adapterFor, loadAccount, parseBody, ParseError, type InboundItem, type ReadTurn } from '../channels/index.ts'
import type { ChannelKind } from '../contract/channels.ts'
import { normalizeIdentity } from '../customers/index.ts'
import { isPassing } from '../server/away.ts'
import { pool } from '../server/db.ts'
import { AppError } from '../server/errors.ts'
import { log } from '../server/log.ts'
import { ParserBusy, ParserTooSlow } from '../server/parsers/task.ts'
import { readFile } from '../server/storage.ts'
import { keepFiles, type Arrival } from './arrival.ts'
import { resolveOurs } from './ours.ts'

/** The most raw events, and bytes of them, that are begun at once. */
const batchSize = 200
const batchBytes = 16 * 1024 * 1024

/** What came in and nothing is made of yet. */
export type Raw = {
  id: string
  workspace_id: string
  channel_id: string
  kind: ChannelKind
  name: string
  body: Buffer | null
  body_hash: string | null
  size: number
  request_id: string | null
  received_at: string
}

const columns = 'r.id::text, r.workspace_id, r.channel_id, c.kind, c.name, r.body, r.body_hash, r.size, r.request_id, r.received_at'

/** The next that are pending, but for those of some channels and some others. */
export async function nextRaws(besides: { channels: string[]; ids: string[] }): Promise<Raw[]> {
  const { rows } = await pool().query<Raw>({
    name: 'next-raws',
    text: `SELECT ${columns} FROM (
             SELECT p.*, sum(p.size) OVER (ORDER BY p.id) - p.size AS before FROM (
               SELECT * FROM raw_events WHERE status = 'pending' AND channel_id <> ALL ($3::uuid[]) AND id <> ALL ($4::bigint[]) ORDER BY id LIMIT $1) p
           ) r JOIN channels c ON c.id = r.channel_id WHERE r.before < $2 ORDER BY r.id`,
    values: [batchSize, batchBytes, besides.channels, besides.ids],
  })
  return rows
}

/** One of them, while it is still pending. */
export async function pendingRaw(id: string): Promise<Raw | undefined> {
  const { rows } = await pool().query<Raw>(
    `SELECT ${columns} FROM raw_events r JOIN channels c ON c.id = r.channel_id WHERE r.id = $1 AND r.status = 'pending'`,
    [id],
  )
  return rows[0]
}

/** For how long the next raw event has waited, in seconds; 0 when none does. */
export async function oldestRawSeconds(): Promise<number> {
  const { rows } = await pool().query<{ seconds: number }>({
    name: 'oldest-raw',
    text: `SELECT greatest(0, extract(epoch FROM clock_timestamp() - received_at))::float8 AS seconds
             FROM raw_events WHERE status = 'pending' ORDER BY id LIMIT 1`,
  })
  return rows[0]?.seconds ?? 0
}

/**
 * Reads one raw event outside any transaction; what cannot be read arrives with its reason instead of its items. Throws `ParserTooSlow` when
 * it takes longer than its turn, and what is no fault of the event's.
 */
export async function arrive(raw: Raw, turn: ReadTurn): Promise<Arrival> {
  const arrival = {
    rawId: raw.id,
    workspaceId: raw.workspace_id,
    channelId: raw.channel_id,
    channelKind: raw.kind,
    channelName: raw.name,
    receivedAt: raw.received_at,
    requestId: raw.request_id,
    ownHandles: [],
  }
  try {
    return { ...arrival, ownHandles: await ownHandles(raw), items: await keepFiles(await read(raw, turn)), unreadable: null }
  } catch (error) {
    const isNoFaultOfIt = error instanceof ParserBusy || error instanceof ParserTooSlow || isPassing(error)
    if (isNoFaultOfIt || (turn !== 'slow' && turn.signal?.aborted)) throw error
    if (!(error instanceof ParseError || error instanceof AppError))
      log.error({ rawEvent: raw.id, err: error }, 'a raw event could not be read by our own fault and is parked')
    return { ...arrival, items: [], unreadable: error instanceof Error ? error.message.slice(0, 500) : String(error) }
  }
}

async function read(raw: Raw, turn: ReadTurn): Promise<InboundItem[]> {
  const items = await parseBody({ kind: raw.kind, channelId: raw.channel_id, body: await bodyOf(raw) }, turn)
  return resolveOurs(raw.channel_id, items)
}

const bodyOf = async (raw: Raw) => raw.body ?? (await readFile(raw.body_hash ?? ''))

async function ownHandles(raw: Raw): Promise<string[]> {
  const handles = adapterFor(raw.kind).ownHandles?.(await loadAccount(raw.channel_id)) ?? []
  return handles.map(({ kind, value }) => normalizeIdentity(kind, value))
}

/** What must keep its order: everything of a channel, or of one writer to it where the adapter knows. */
export async function lineOf(raw: Raw): Promise<string> {
  const { writerOf } = adapterFor(raw.kind)
  return writerOf ? `${raw.channel_id} ${writerOf(await bodyOf(raw))}` : raw.channel_id
}
