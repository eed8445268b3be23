import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Sort, View } from '../../contract/conversations.ts'
import { percentile, short, spread, type Bench, type Figure } from './figures.ts'
import { startParley, type Parley } from './parley.ts'
import { repeated } from './raw.ts'
import { openWebchat } from './traffic.ts'
import { flood } from './wire.ts'

const sizes = [10_000, 100_000, 1_000_000]
const views: View[] = ['all', 'mine', 'unassigned']
const sorts: Sort[] = ['newest', 'waiting']
const requestsEach = 40

/** The inbox over HTTP at three sizes: every view in both orders, the first page and one in the middle. */
export const list: Bench = {
  name: 'list',
  about: 'inbox list, 50 rows, at 10 k, 100 k and 1 M conversations',
  run: async (machine) => {
    const url = await machine.database('list')
    const parley = await startParley(machine, url)
    const database = await machine.connect(url)
    const channelId = await openWebchat(parley)
    const took: number[][] = []
    const figures: Figure[] = []
    for (const size of sizes) {
      await grow(database, parley, channelId, size)
      const requests = await pages(parley, database)
      await flood(parley.port, requests, 1)
      const before = await tableReads(database)
      const ours = await flood(parley.port, Array.from({ length: requestsEach }, () => requests).flat(), 1)
      const bare = await repeated(database, 200, bareQuery(parley))
      await assertBounded(database, before, ours.length)
      took.push(ours)
      figures.push(figureOf(size, ours, bare))
    }
    await parley.stop()
    return [...figures, growth(took)]
  },
}

function figureOf(size: number, ours: number[], bare: number[]): Figure {
  return {
    what: `inbox list over HTTP, ${size.toLocaleString('en')} conversations, p50 / p99`,
    goal: 'p99 ≤ 15 ms',
    measured: spread(ours),
    met: percentile(ours, 0.99) <= 15,
    raw: `${spread(bare)}, its first page by pg`,
    ratio: `${(percentile(ours, 0.5) / percentile(bare, 0.5)).toFixed(2)} ×`,
  }
}

type Reads = { scans: number; rows: number }

async function tableReads(database: pg.Client): Promise<Reads> {
  // A backend tells its counts about once a second; this one now.
  await database.query('SELECT pg_stat_force_next_flush()')
  await sleep(1_500)
  await database.query('SELECT pg_stat_clear_snapshot()')
  const { rows } = await database.query<Reads>(
    `SELECT seq_scan::int AS scans, (seq_tup_read + idx_tup_fetch)::int AS rows FROM pg_stat_user_tables WHERE relname = 'conversations'`,
  )
  return rows[0]!
}

/** A page reads its own rows and the one that tells of a next page, however many there are; twice that leaves room for counts that come late. */
async function assertBounded(database: pg.Client, before: Reads, pages: number): Promise<void> {
  const after = await tableReads(database)
  const [scans, rows] = [after.scans - before.scans, (after.rows - before.rows) / pages]
  if (scans > 0 || rows > 102) throw new Error(`a page read ${rows.toFixed(1)} rows, and the table was read through ${scans} times`)
}

function growth(took: number[][]): Figure {
  const ratio = percentile(took.at(-1)!, 0.5) / percentile(took[0]!, 0.5)
  const tail = percentile(took.at(-1)!, 0.99) / percentile(took[0]!, 0.99)
  return { what: '… 1 M against 10 k, p50 (p99)', goal: '≤ 1.5 ×', measured: `${short(ratio)} × (${short(tail)} ×)`, met: ratio <= 1.5 }
}

function bareQuery(parley: Parley): pg.QueryConfig {
  return {
    name: 'bare-list',
    text: `SELECT c.*, cu.name AS customer_name FROM conversations c JOIN customers cu ON cu.id = c.customer_id
            WHERE c.workspace_id = (SELECT workspace_id FROM users WHERE id = $1) AND c.status = 'open' ORDER BY c.last_at DESC, c.id DESC LIMIT 51`,
    values: [parley.userId],
  }
}

/** Fills up to `size` conversations by one statement: nine tenths open, a third mine, a third nobody's, every second one waiting. */
async function grow(database: pg.Client, parley: Parley, channelId: string, size: number): Promise<void> {
  const { rows } = await database.query<{ n: number; workspace: string }>(
    `SELECT (SELECT count(*)::int FROM conversations) AS n, workspace_id AS workspace FROM users WHERE id = $1`,
    [parley.userId],
  )
  const { n, workspace } = rows[0]!
  // Without the foreign keys' look-ups and the counters' trigger, which a million rows at once would spend minutes in.
  await database.query('SET session_replication_role = replica')
  await database.query(
    `WITH made AS (
       INSERT INTO customers (id, root_id, workspace_id, name)
       SELECT own, own, $1, 'Customer ' || g FROM (SELECT g, gen_random_uuid() AS own FROM generate_series($2::int, $3::int) g) ids RETURNING id
     ), numbered AS (SELECT id, row_number() OVER () + $2 AS g FROM made)
     INSERT INTO conversations (id, workspace_id, channel_id, channel_kind, customer_id, thread_key, subject, status, assignee_id, unread, waiting_since,
                                position, last_message_id, last_preview, last_at, created_at, updated_at)
     SELECT gen_random_uuid(), $1, $4, 'webchat', id, 'thread-' || g, 'Question ' || g, CASE WHEN g % 10 = 0 THEN 'resolved' ELSE 'open' END,
            CASE g % 3 WHEN 0 THEN $5::uuid WHEN 1 THEN gen_random_uuid() END, g % 4, CASE WHEN g % 2 = 0 THEN now() - g * interval '7 seconds' END,
            g % 40 + 1, gen_random_uuid(), repeat('what was written last ', 5), now() - g * interval '5 seconds', now(), now() FROM numbered`,
    [workspace, n + 1, size, channelId, parley.userId],
  )
  await database.query('SET session_replication_role = origin')
  await database.query('VACUUM ANALYZE conversations, customers')
}

/** Requests for the first page and a page far down, of each view in each order; refuses a page that is not full. */
async function pages(parley: Parley, database: pg.Client): Promise<Buffer[]> {
  const { rows } = await database.query<{ at: string; id: string }>(
    `SELECT to_char(last_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, id FROM conversations ORDER BY last_at DESC OFFSET 5000 LIMIT 1`,
  )
  const far = Buffer.from(`${rows[0]!.at} ${rows[0]!.id}`).toString('base64url')
  const made: Buffer[] = []
  for (const view of views)
    for (const sort of sorts) {
      const first = await parley.call('conversation.list', { view, sort, limit: 50 })
      if (first.data.length !== 50) throw new Error(`${view} by ${sort} has ${first.data.length} rows`)
      made.push(request(parley, `view=${view}&sort=${sort}`))
      made.push(request(parley, `view=${view}&sort=${sort}&cursor=${sort === 'newest' ? far : first.next}`))
    }
  return made
}

function request(parley: Parley, query: string): Buffer {
  return Buffer.from(`GET /api/v1/conversations?${query} HTTP/1.1\r\nHost: parley.test\r\nAuthorization: Bearer ${parley.token}\r\n\r\n`)
}
