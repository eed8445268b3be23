import { AsyncLocalStorage } from 'node:async_hooks'
import type { Duplex } from 'node:stream'
import pg from 'pg'
import { log } from './log.ts'
import { wake } from './wake.ts'
import { within } from './within.ts'

/** Rows of one statement. `$1` is always the workspace of the handle. */
export type Sql = <R extends object = Record<string, unknown>>(text: string, params?: unknown[]) => Promise<R[]>

/** A transaction on one `pg` client, confined to one workspace. */
export type SqlTx = { workspaceId: string; sql: Sql }

// Counters and cursors are bigint; ours stay far below 2^53, and events compare theirs as text.
pg.types.setTypeParser(pg.types.builtins.INT8, (value) => Number(value))
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, isoTime)

/** `2026-01-31 09:30:00.123+00` → `2026-01-31T09:30:00.123Z`; whole milliseconds in UTC, as nearly all come, without making a Date. */
function isoTime(value: string): string {
  if (value.length === 26 && value.endsWith('+00')) return `${value.slice(0, 10)}T${value.slice(11, 23)}Z`
  return new Date(value).toISOString()
}

const session = {
  // The queue's functions lie in a schema of their own, which its statements do not name.
  search_path: 'public,bullmq',
  timezone: 'UTC',
  // A process that hangs, or whose connection got lost on the way, must not keep others waiting for the rows it had locked; nor keep its place for hours.
  idle_in_transaction_session_timeout: '15s',
  tcp_keepalives_idle: 10,
  tcp_keepalives_interval: 5,
  tcp_keepalives_count: 3,
}

/**
 * Who shares connections with whom, so that those who may have to wait for a row keep nobody else waiting with them: at most `places` are connected
 * at once. A person is answered within 5 s: refused who gets no place in `placeMs`, or waits longer than `lockMs` for a lock; a row may
 * take two waits, one for the turn and one for its holder.
 */
const lanes = {
  /** Leases and health: they write no row that others lock, and must get on whatever the rest waits for. */
  vital: { places: 3, placeMs: 4_500, lockMs: 5_000 },
  /** Followers of the feed, jobs, the queue, the listeners: everything nobody outside waits for. */
  work: { places: 18, placeMs: 4_500, lockMs: 5_000 },
  /** What is asked from outside: screens, webhooks, mail, sockets. */
  requests: { places: 10, placeMs: 2_000, lockMs: 1_500 },
  /** The transactions of what people do, which may lock rows or wait for them; what it reads before is like any request. */
  commands: { places: 8, placeMs: 2_000, lockMs: 1_500 },
}
type Lane = keyof typeof lanes
const laneNames = Object.keys(lanes) as Lane[]
const lane = new AsyncLocalStorage<Lane>()

let open: Record<Lane, pg.Pool> | undefined

/** Opens the connections of this process; at most `work` of them for what it does by itself. */
export function openPool(url: string, work = lanes.work.places): void {
  const pools = laneNames.map((name) => [name, openLane(url, { ...lanes[name], ...(name === 'work' && { places: work }) })])
  open = Object.fromEntries(pools) as Record<Lane, pg.Pool>
}

function openLane(url: string, { places, placeMs, lockMs }: (typeof lanes)[Lane]): pg.Pool {
  const options = Object.entries({ ...session, lock_timeout: lockMs })
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ')
  // A peer that is gone is noticed in 20 s.
  const pool = new pg.Pool({
    connectionString: url,
    options,
    max: places,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: placeMs,
  })
  // Whoever uses a connection learns of its loss by the query; unheard it would end the process.
  const hear = (error: Error) => log.debug({ error: error.message }, 'a database connection was lost')
  pool.on('error', hear)
  pool.on('connect', (client) => {
    client.on('error', hear)
    connections.add(client)
  })
  pool.on('remove', (client) => connections.delete(client))
  return pool
}

/** Does `work`, and all it leads to, in this lane; what is done outside of any is in `work`. */
export function inLane<T>(name: 'requests' | 'commands', work: () => T): T {
  return lane.run(name, work)
}

const connections = new Set<pg.PoolClient>()

/**
 * Tears every connection of the pool, in use or not: what waits on one fails at once, and may be tried again on a new one. For after the database was
 * silent for long, when nobody can tell which of them it still knows; a dead one would keep its user waiting for a quarter of an hour.
 */
export function tearConnections(): void {
  for (const client of connections) (client as unknown as { connection: { stream: Duplex } }).connection.stream.destroy()
}

/** The connections of the lane we are in. */
export function pool(): pg.Pool {
  const here = lane.getStore() ?? 'work'
  return poolOf(here === 'commands' ? 'requests' : here)
}

const transactionPool = () => poolOf(lane.getStore() ?? 'work')

/** Does `work` on a connection that waits for locks as long as it takes, for what another process may do at its start; it is closed afterwards. */
export async function patiently<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool().connect()
  try {
    await client.query('SET lock_timeout = 0')
    return await work(client)
  } finally {
    client.release(true)
  }
}

/** The few connections kept for what must get on whatever the others wait for: short statements on rows nobody else locks. */
export function vitalPool(): pg.Pool {
  return poolOf('vital')
}

function poolOf(name: Lane): pg.Pool {
  if (!open) throw new Error('the database is not open yet')
  return open[name]
}

/** For Prisma, which keeps one pool for good: each time it is used, it is that of the lane we are in then. */
export function poolOfEachLane(): pg.Pool {
  return new Proxy(poolOf('work'), {
    get: (_, name) => {
      // Prisma asks for a connection only to begin a transaction.
      const now = name === 'connect' ? transactionPool() : pool()
      const value: unknown = Reflect.get(now, name)
      return typeof value === 'function' ? (value.bind(now) as unknown) : value
    },
  })
}

/** Ends the pool once all its users are ended. A connection that is not given back in a second is not waited for: whoever held it is gone or hangs. */
export async function closePool(): Promise<void> {
  const closing = Object.values(open ?? {})
  open = undefined
  await within(1_000, Promise.all(closing.map((one) => one.end()))).catch(() => tearConnections())
}

/** Runs one statement in the transaction that is about to commit; answers how many rows it changed. */
export type Statement = (text: string, params: unknown[]) => Promise<number>

const commitHook = new AsyncLocalStorage<(run: Statement) => Promise<void>>()

/** Has `hook` run at the end of every transaction `work` makes, of either kind, so that what it writes commits with it; one that throws rolls back. */
export function withCommitHook<T>(hook: (run: Statement) => Promise<void>, work: () => Promise<T>): Promise<T> {
  return commitHook.run(hook, work)
}

/** For the two places that commit. */
export async function runCommitHook(run: Statement): Promise<void> {
  await commitHook.getStore()?.(run)
}

/**
 * One `pg` transaction over all workspaces: for feeds and ingest, which name the workspace in every row they write.
 * Rolls back and rethrows when `work` throws; wakes the feed's readers after the commit.
 */
export async function transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const result = await quietTransaction(work)
  wake('events')
  return result
}

/** The same, but wakes nobody: for one that may have emitted nothing, and says so itself when it did. */
export async function quietTransaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await transactionPool().connect()
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await runCommitHook(async (text, params) => (await client.query(text, params)).rowCount ?? 0)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch((rollback: Error) => {
      broken = rollback
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/** Whether the database refused what it was given: a value it cannot hold (SQLSTATE class 22), or too much of it (54). */
export function isUnkeepable(error: unknown): boolean {
  const { code, cause, meta } = (error instanceof Error ? error : {}) as DatabaseError
  const states = [code, cause?.originalCode, meta?.driverAdapterError?.cause?.originalCode]
  return states.some((state) => /^(22|54)[0-9A-Z]{3}$/.test(String(state)))
}

/** Of `pg`, or as Prisma wraps it. */
type DatabaseError = { code?: unknown; cause?: Adapted; meta?: { driverAdapterError?: { cause?: Adapted } } }
type Adapted = { originalCode?: unknown }

/** A workspace's own handle on plain SQL, outside a transaction. */
export function scopedSql(workspaceId: string): Sql {
  return async <R extends object>(text: string, params: unknown[] = []) => {
    assertScoped(text)
    return (await pool().query<R & pg.QueryResultRow>(text, [workspaceId, ...params])).rows
  }
}

/** One `pg` transaction of a workspace. */
export function sqlTransaction<T>(workspaceId: string, work: (tx: SqlTx) => Promise<T>): Promise<T> {
  return transaction((client) => work(txOn(client, workspaceId)))
}

/** A workspace's view of a client that is inside a transaction. */
export function txOn(client: pg.ClientBase, workspaceId: string): SqlTx {
  return {
    workspaceId,
    sql: async <R extends object>(text: string, params: unknown[] = []) => {
      assertScoped(text)
      return (await client.query<R & pg.QueryResultRow>(text, [workspaceId, ...params])).rows
    },
  }
}

/** Statements seen to be confined. Those of conditions are as many as people think of, so only so many are remembered. */
const scoped = new Set<string>()
const mostScoped = 5_000

/** Refuses a statement that could reach another workspace: it must compare or set `workspace_id` with `$1`. */
export function assertScoped(text: string): void {
  if (scoped.has(text)) return
  if (!/\bworkspace_id\b/.test(text) || !/\$1(?!\d)/.test(text))
    throw new Error(`this statement is not confined to a workspace ($1): ${text}`)
  if (scoped.size < mostScoped) scoped.add(text)
}
