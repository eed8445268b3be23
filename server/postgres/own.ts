import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { connectWatch, databaseAway, watchDatabase } from '../database-watch.ts'
import { diskFull } from '../disk.ts'
import { env, StartError } from '../env.ts'
import { log } from '../log.ts'
import { onOneConnection } from '../one-connection.ts'
import { type Cluster, withCluster, withServer } from './cluster.ts'
import type { Database } from './index.ts'
import { stopServer } from './postmaster.ts'

/** For a stop, which must end soon. */
const quickly: pg.ClientConfig = { connectionTimeoutMillis: 2_000, query_timeout: 2_000 }

/** What tells this process's connections from those of another Parley on the same server. */
const ours = `parley-${randomUUID()}`

/**
 * The PostgreSQL of our own in DATA_DIR/postgres, which is watched from here on and started again when it ends. `whenAlone` is done where no
 * other Parley can be using it. When it cannot be brought back, `failed` rejects with a `StartError`.
 */
export async function openOwn(leaving: AbortSignal, whenAlone: (client: pg.Client) => Promise<void>): Promise<Database> {
  const folder = path.join(env().DATA_DIR, 'postgres')
  const stopping = new AbortController()
  const { url, port, first } = await withCluster(folder, { leaving }, (cluster) => enter(cluster, whenAlone))
  // Where it is reached by a port, everybody goes on asking there.
  const bringBack = () => withCluster(folder, { settings: { port: String(port) }, leaving: stopping.signal }, () => connectWatch(url))
  const watching = watchDatabase(first, stopping.signal, counted(bringBack, stopping.signal), (error) => error instanceof GivenUp)
  const stop = async () => {
    // A server that does not answer is going or gone, or hangs, and is stopped all the same.
    const silent = databaseAway() !== null
    stopping.abort()
    await watching.catch(() => undefined)
    await withServer(folder, async (server) => {
      if (silent || (await isAlone(url, quickly).catch(() => true))) await stopServer(server)
    })
  }
  return { url, stop, failed: watching.then(() => new Promise<never>(() => undefined)) }
}

/** Makes what is missing, and leaves a connection behind by which others see that the server is in use. */
async function enter({ url, server }: Cluster, whenAlone: (client: pg.Client) => Promise<void>) {
  const own = named(url)
  try {
    const alone = await isAlone(own)
    const database = await ownDatabase(own)
    if (alone) await onOneConnection({ connectionString: database }, whenAlone)
    return { url: database, port: server.port, first: await connectWatch(database) }
  } catch (error) {
    if (await isAlone(own).catch(() => true)) await stopServer(server)
    throw error
  }
}

/** The server ends again and again: whoever runs Parley must look into it. */
class GivenUp extends StartError {}

/** With the pauses between them they take half a minute at least. */
const mostFailures = 6
const longestPauseMs = 15_000
/** A server that lived for so long was well. */
const wellMs = 60_000

/** Tries again with growing pauses, also where it comes back and ends at once; so many failures in a row are final. */
function counted(bringBack: () => Promise<pg.Client>, signal: AbortSignal): () => Promise<pg.Client> {
  let [tries, failures] = [0, 0]
  let began = performance.now()
  return async () => {
    if (performance.now() - began > wellMs) tries = 0
    tries += 1
    if (tries > 2) await sleep(Math.min(250 * 2 ** tries, longestPauseMs), undefined, { signal })
    log.warn({ attempt: tries }, 'the connection to PostgreSQL ended: it is started again if it is gone')
    try {
      const client = await bringBack()
      failures = 0
      return client
    } catch (error) {
      failures += 1
      // On a full disk nothing can be started, and somebody is on it: /readyz says so.
      if (failures < mostFailures || signal.aborted || (await diskFull())) throw error
      throw new GivenUp(`PostgreSQL ended and could not be started again. ${(error as Error).message}`, { cause: error })
    } finally {
      began = performance.now()
    }
  }
}

function named(url: string): string {
  const changed = new URL(url)
  changed.searchParams.set('application_name', ours)
  return changed.href
}

async function ownDatabase(url: string): Promise<string> {
  await onOneConnection({ connectionString: url }, async (client) => {
    const { rowCount } = await client.query(`SELECT 1 FROM pg_database WHERE datname = 'parley'`)
    if (rowCount === 0) await client.query('CREATE DATABASE parley')
  })
  const database = new URL(url)
  database.pathname = '/parley'
  return database.href
}

// The connections of a Parley that was killed, or is leaving beside us, end within a moment; a busy machine's is longer.
async function isAlone(url: string, how: pg.ClientConfig = {}): Promise<boolean> {
  for (let look = 0; look < 20; look += 1) {
    if (!(await isShared({ ...how, connectionString: url }))) return true
    await sleep(100)
  }
  return false
}

// A second Parley process on the same folder (SERVICES=worker) shares the server: the last one to go stops it, whatever it holds open itself.
async function isShared(config: pg.ClientConfig): Promise<boolean> {
  return onOneConnection(config, async (client) => {
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE backend_type = 'client backend' AND application_name <> $1`,
      [ours],
    )
    return (rows[0]?.n ?? 0) > 0
  })
}
