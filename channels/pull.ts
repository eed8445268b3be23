import type pg from 'pg'
import { pool } from '../server/db.ts'
import type { Job } from '../server/feature.ts'
import { groupBy } from '../server/group.ts'
import { log } from '../server/log.ts'
import { enqueue } from '../server/queue.ts'
import { findAccount, type LoadedAccount } from './accounts.ts'
import type { InboundItem } from './adapter.ts'
import { alone } from './alone.ts'
import { sinkOf } from './listen.ts'
import { adapterFor } from './table.ts'

/** From this many failures in a row on, the channel is shown as failing. */
const worrying = 3
/** Seconds until the next try after 1, 2, 3 … failures. */
const backoff = [5, 15, 60, 180, 600]
/** A day of them; what is announced later is fetched from where the last success stopped all the same. */
const most = 150

type Announced = {
  workspaceId: string
  channelId: string
  items: (Extract<InboundItem, { type: 'pull' }> | { type: Exclude<InboundItem['type'], 'pull'> })[]
}

/** Writes down, in the transaction that takes them in, what providers said there is to fetch; answers the channels to pull after the commit. */
export async function askForPulls(client: pg.ClientBase, arrivals: Announced[]): Promise<string[]> {
  const pulls = arrivals.flatMap(({ workspaceId, channelId, items }) =>
    items.flatMap((item) => (item.type === 'pull' ? [{ workspaceId, channelId, hint: item.hint }] : [])),
  )
  if (pulls.length === 0) return []
  await client.query({
    name: 'ask-for-pulls',
    text: `INSERT INTO channel_pulls (workspace_id, channel_id, hint)
           SELECT p."workspaceId", p."channelId", p.hint FROM jsonb_to_recordset($1::jsonb) AS p ("workspaceId" uuid, "channelId" uuid, hint jsonb)`,
    values: [JSON.stringify(pulls)],
  })
  return [...new Set(pulls.map(({ channelId }) => channelId))]
}

/** Fetches what a channel's provider has for us: one run at a time per channel, whichever process it is in. */
export const pull: Job = { name: 'channels.pull', run: pullChannel, concurrency: 4 }

/** Finds what is due though no job runs for it: a flushed queue, a crash, a failure that waited. */
export const sweepPulls: Job = {
  name: 'channels.pull-sweep',
  every: 10_000,
  run: async () => {
    const { rows } = await pool().query<{ id: string }>(
      `SELECT DISTINCT p.channel_id AS id FROM channel_pulls p JOIN channels c ON c.id = p.channel_id WHERE p.due_at <= now() AND c.status = 'active' LIMIT 1000`,
    )
    for (const { id } of rows) await enqueue(pull.name, id)
  },
}

async function pullChannel(channelId: string): Promise<void> {
  const account = await findAccount(channelId)
  if (account?.status !== 'active') return
  const ran = await alone(`pull ${channelId}`, async () => {
    for (let hints = await dueHints(channelId); hints.length > 0; hints = await dueHints(channelId)) await pullAll(account, hints)
  })
  // Whoever holds the lock may have looked for hints just before ours was written.
  if (!ran) await enqueue(pull.name, channelId, { delayMs: 1_000 })
}

type Hint = { id: number; hint: Record<string, string>; attempts: number }

async function dueHints(channelId: string): Promise<Hint[]> {
  const { rows } = await pool().query<Hint>(
    'SELECT id, hint, attempts FROM channel_pulls WHERE channel_id = $1 AND due_at <= now() ORDER BY id',
    [channelId],
  )
  return rows
}

async function pullAll(account: LoadedAccount, hints: Hint[]): Promise<void> {
  for (const same of groupBy(hints, ({ hint: { token: _token, ...where } }) => JSON.stringify(where)).values()) await pullOne(account, same)
}

/** Hints for the same place: the newest stands for all, and they are done, or tried again, together. */
async function pullOne(account: LoadedAccount, same: Hint[]): Promise<void> {
  const ids = same.map(({ id }) => id)
  try {
    await fetchAll(account, same.at(-1)!.hint)
    await pool().query('DELETE FROM channel_pulls WHERE id = ANY ($1::bigint[])', [ids])
  } catch (error) {
    await putOff(account, ids, Math.max(...same.map(({ attempts }) => attempts)) + 1, error as Error)
  }
}

/** Every event is stored before the cursor is: a crash in between fetches some again, which their keys tell. */
async function fetchAll(account: LoadedAccount, hint: Record<string, string>): Promise<void> {
  const adapter = adapterFor(account.kind)
  const sink = sinkOf(account)
  for (let more = adapter.pull !== undefined; more;) {
    const page = await adapter.pull?.(account, await sink.cursor.load(), hint)
    for (const event of page?.events ?? []) await sink.store(event)
    if (page) await sink.cursor.save(page.cursor)
    more = page?.more ?? false
  }
  await sink.health('ok', null)
}

async function putOff(account: LoadedAccount, ids: number[], attempts: number, error: Error): Promise<void> {
  if (attempts >= most) return giveUp(account, ids, error)
  log.warn({ channel: account.channelId, attempts, error: error.message }, 'a channel could not be pulled; trying again')
  await pool().query('UPDATE channel_pulls SET attempts = $2, due_at = now() + make_interval(secs => $3) WHERE id = ANY ($1::bigint[])', [
    ids,
    attempts,
    backoff[attempts - 1] ?? backoff.at(-1),
  ])
  if (attempts >= worrying) await sinkOf(account).health('failing', `New messages could not be fetched: ${error.message}`)
}

async function giveUp({ channelId }: LoadedAccount, ids: number[], error: Error): Promise<void> {
  log.error(
    { channel: channelId, pulls: ids.length, error: error.message },
    'what a provider announced could not be fetched for a day and is let go',
  )
  await pool().query('DELETE FROM channel_pulls WHERE id = ANY ($1::bigint[])', [ids])
}
