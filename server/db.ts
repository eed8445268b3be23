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

let open: pg.Pool | undefined

/** Opens the one pool of this process. `max` connections are shared by requests, feeds, Prisma and the queue. */
export function openPool(url: string, max = 24): pg.Pool {
  const options = Object.entries(session)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ')
  // Who gets no connection in time is refused rather than kept waiting: a request is answered within 5 s. A peer that is gone is noticed in 20 s.
  open = new pg.Pool({
    connectionString: url,
    options,
    max,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 4_500,
  })
  open.on('error', (error) => log.warn({ error: error.message }, 'a database connection was lost'))
  // A connection in use emits its loss as well: whoever uses it learns of it by its query, and unheard it would end the process.
  open.on('connect', (client) => {
    client.on('error', (error) => log.debug({ error: error.message }, 'a database connection in use was lost'))
    connections.add(client)
  })
  open.on('remove', (client) => connections.delete(client))
  return open
}

const connections = new Set<pg.PoolClient>()

/**
 * Tears every connection of the pool, in use or not: what waits on one fails at once, and may be tried again on a new one. For after the database was
 * silent for long, when nobody can tell which of them it still knows; a dead one would keep its user waiting for a quarter of an hour.
 */
export function tearConnections(): void {
  for (const client of connections) (client as unknown as { connection: { stream: Duplex } }).connection.stream.destroy()
}

export function pool(): pg.Pool {
  if (!open) throw new Error('the database is not open yet')
  return open
}

/** Ends the pool once all its users are ended. A connection that is not given back in a second is not waited for: whoever held it is gone or hangs. */
export async function closePool(): Promise<void> {
  const closing = open
  open = undefined
  if (closing) await within(1_000, closing.end()).catch(() => tearConnections())
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
  const client = await pool().connect()
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
