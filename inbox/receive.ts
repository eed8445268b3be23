import { adapterFor, loadAccount, parseBody, ParseError, type InboundItem } from '../channels/index.ts'
import type { ChannelKind } from '../contract/channels.ts'
import { normalizeIdentity } from '../customers/index.ts'
import { isPassing } from '../server/away.ts'
import { pool, transaction } from '../server/db.ts'
import { AppError } from '../server/errors.ts'
import { log } from '../server/log.ts'
import { metrics } from '../server/metrics.ts'
import { ParserBusy } from '../server/parsers/task.ts'
import { enqueue } from '../server/queue.ts'
import { readFile } from '../server/storage.ts'
import { waitForWake, wakesSoFar } from '../server/wake.ts'
import { keepFiles, type Arrival } from './arrival.ts'
import { ingest, type Due } from './ingest.ts'
import { countUnknown, unknownReason } from './unknown.ts'

/** The most raw events, and bytes of them, one transaction takes. */
const batchSize = 200
const batchBytes = 16 * 1024 * 1024

type Raw = {
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

/**
 * Follows the raw feed: parses what channels stored and turns it into messages, in the order it was stored.
 * One process of the installation runs it; a batch is one transaction, so a crash repeats it and changes nothing twice.
 */
export async function receiveLoop(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const seen = wakesSoFar('raw')
    const handled = await receiveBatch()
    if (handled === 0) await waitForWake('raw', 1_000, signal, seen)
  }
}

/** Takes in the next raw events; answers how many there were. */
export async function receiveBatch(): Promise<number> {
  const raws = await nextRaws()
  if (raws.length === 0) return 0
  const arrivals = await Promise.all(raws.map(arrive))
  await takeIn(arrivals)
  for (const arrival of arrivals) note(arrival)
  return raws.length
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

function note(arrival: Arrival): void {
  const { channelKind, unreadable, requestId, rawId, items } = arrival
  const outcome = unreadable !== null ? 'parked' : unknownReason(arrival) !== null ? 'unknown' : 'done'
  countUnknown(arrival)
  metrics.rawEvents.inc({ kind: channelKind, outcome })
  log.info({ requestId, rawEvent: rawId, outcome, items: items.length }, 'a raw event was taken in')
}

async function nextRaws(): Promise<Raw[]> {
  const { rows } = await pool().query<Raw>({
    name: 'next-raws',
    text: `SELECT id::text, workspace_id, channel_id, kind, name, body, body_hash, size, request_id, received_at FROM (
             SELECT r.*, c.kind, c.name, sum(r.size) OVER (ORDER BY r.id) - r.size AS before
               FROM (SELECT * FROM raw_events WHERE status = 'pending' ORDER BY id LIMIT $1) r JOIN channels c ON c.id = r.channel_id
           ) AS batch WHERE before < $2 ORDER BY batch.id`,
    values: [batchSize, batchBytes],
  })
  return rows
}

/** Reads one raw event outside any transaction; what cannot be read arrives with its reason instead of its items. */
async function arrive(raw: Raw): Promise<Arrival> {
  const arrival = {
    rawId: raw.id,
    workspaceId: raw.workspace_id,
    channelId: raw.channel_id,
    channelKind: raw.kind,
    channelName: raw.name,
    receivedAt: raw.received_at,
    requestId: raw.request_id,
    ownHandle: await ownHandle(raw),
  }
  try {
    return { ...arrival, items: await keepFiles(await read(raw)), unreadable: null }
  } catch (error) {
    if (!(error instanceof ParseError || error instanceof AppError) || error instanceof ParserBusy) throw error
    return { ...arrival, items: [], unreadable: error.message }
  }
}

async function read(raw: Raw): Promise<InboundItem[]> {
  const body = raw.body ?? (await readFile(raw.body_hash ?? ''))
  return parseBody({ kind: raw.kind, channelId: raw.channel_id, body })
}

async function ownHandle(raw: Raw): Promise<string | null> {
  const handle = adapterFor(raw.kind).ownHandle?.(await loadAccount(raw.channel_id))
  return handle ? normalizeIdentity(handle.kind, handle.value) : null
}

/**
 * One transaction for all; should the database refuse something in it, each alone, so that only the one at fault is parked (what had
 * merely met another process's batch goes in now). A lost database is nobody's fault: it is thrown, and the batch comes again.
 */
async function takeIn(arrivals: Arrival[], alone = false): Promise<void> {
  try {
    await begin(await transaction((client) => ingest(client, arrivals)))
  } catch (error) {
    if (isPassing(error)) throw error
    if (!alone) for (const arrival of arrivals) await takeIn([arrival], true)
    else if (arrivals[0]) await park(arrivals[0], error)
  }
}

/** Has what waits with the provider fetched at once; whatever the queue loses, each job's sweeper finds. */
async function begin({ files, channels, identities }: Due): Promise<void> {
  for (const id of files) await enqueue('inbox.fetch-media', id)
  for (const id of channels) await enqueue('channels.pull', id)
  for (const id of identities) await enqueue('inbox.ask-profile', id)
}

async function park(arrival: Arrival, error: unknown): Promise<void> {
  log.error({ rawEvent: arrival.rawId, error: reasonOf(error) }, 'a raw event could not be taken in and is parked')
  metrics.rawEvents.inc({ kind: arrival.channelKind, outcome: 'parked' })
  await transaction((client) => ingest(client, [{ ...arrival, items: [], unreadable: reasonOf(error) }]))
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 500)
