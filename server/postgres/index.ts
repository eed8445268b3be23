import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { env, StartError } from '../env.ts'
import { startCluster } from './cluster.ts'
import { type Server, stopServer } from './postmaster.ts'

/** Where our tables are, and how to leave the server behind it when Parley stops. `alone`: no other Parley can be using it now. */
export type Database = { url: string; alone: boolean; stop: () => Promise<void> }

/**
 * The database to use: DATABASE_URL, else a PostgreSQL of our own in DATA_DIR/postgres. Throws a `StartError` that says what to do
 * when neither can be reached.
 */
export async function openDatabase(): Promise<Database> {
  const given = env().DATABASE_URL
  if (given) {
    await reach(given)
    return { url: given, alone: false, stop: async () => undefined }
  }
  const { url, server } = await startCluster(path.join(env().DATA_DIR, 'postgres'))
  const alone = await isAlone(url)
  const ours = await ownDatabase(url)
  return { url: ours, alone, stop: () => leave(url, server) }
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

async function ownDatabase(url: string): Promise<string> {
  await withClient(url, async (client) => {
    const { rowCount } = await client.query(`SELECT 1 FROM pg_database WHERE datname = 'parley'`)
    if (rowCount === 0) await client.query('CREATE DATABASE parley')
  })
  const ours = new URL(url)
  ours.pathname = '/parley'
  return ours.href
}

async function leave(url: string, server: Server): Promise<void> {
  // A server that does not answer is going or gone, and may be asked to stop all the same.
  // Our own connections, just closed, may still be ending.
  const alone = await isAlone(url).catch(() => true)
  if (alone) await stopServer(server)
}

// The connections of a Parley that was killed end within a moment.
async function isAlone(url: string): Promise<boolean> {
  for (let look = 0; look < 5; look += 1) {
    if (!(await isUsed(url))) return true
    await sleep(100)
  }
  return false
}

// A second Parley process on the same folder (SERVICES=worker) shares the server: the last one to go stops it.
async function isUsed(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    )
    return (rows[0]?.n ?? 0) > 0
  })
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return work(client).finally(() => client.end())
}
