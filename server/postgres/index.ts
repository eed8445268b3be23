import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { env, StartError } from '../env.ts'
import { unless } from '../within.ts'
import { startCluster } from './cluster.ts'
import { type Server, stopServer } from './postmaster.ts'

/** Where our tables are, and how to leave the server behind it when Parley stops. `alone`: no other Parley can be using it now. */
export type Database = { url: string; alone: boolean; stop: () => Promise<void> }

/** What tells this process's connections from those of another Parley on the same server. */
const ours = `parley-${randomUUID()}`

/**
 * The database to use: DATABASE_URL, else a PostgreSQL of our own in DATA_DIR/postgres. Throws a `StartError` that says what to do
 * when neither can be reached; rejects when `leaving` aborts meanwhile, and leaves no server behind.
 */
export async function openDatabase(leaving: AbortSignal): Promise<Database> {
  const given = env().DATABASE_URL
  if (given) {
    await unless(leaving, reach(given))
    return { url: given, alone: false, stop: async () => undefined }
  }
  const cluster = await startCluster(path.join(env().DATA_DIR, 'postgres'), {}, leaving)
  const url = named(cluster.url)
  const stop = () => leave(url, cluster.server)
  try {
    return { alone: await isAlone(url), url: await ownDatabase(url), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function reach(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
  } catch (cause) {
    throw new StartError(`The database in DATABASE_URL cannot be reached (${reasonOf(cause)}): check the address, and that it runs.`, {
      cause,
    })
  } finally {
    await client.end()
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}

function named(url: string): string {
  const changed = new URL(url)
  changed.searchParams.set('application_name', ours)
  return changed.href
}

async function ownDatabase(url: string): Promise<string> {
  await withClient(url, async (client) => {
    const { rowCount } = await client.query(`SELECT 1 FROM pg_database WHERE datname = 'parley'`)
    if (rowCount === 0) await client.query('CREATE DATABASE parley')
  })
  const database = new URL(url)
  database.pathname = '/parley'
  return database.href
}

async function leave(url: string, server: Server): Promise<void> {
  // A server that does not answer is going or gone, and may be asked to stop all the same.
  const alone = await isAlone(url).catch(() => true)
  if (alone) await stopServer(server)
}

// The connections of a Parley that was killed, or is leaving beside us, end within a moment; a busy machine's is longer.
async function isAlone(url: string): Promise<boolean> {
  for (let look = 0; look < 20; look += 1) {
    if (!(await isShared(url))) return true
    await sleep(100)
  }
  return false
}

// A second Parley process on the same folder (SERVICES=worker) shares the server: the last one to go stops it, whatever it holds open itself.
async function isShared(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE backend_type = 'client backend' AND application_name <> $1`,
      [ours],
    )
    return (rows[0]?.n ?? 0) > 0
  })
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return work(client).finally(() => client.end())
}
