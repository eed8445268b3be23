import type pg from 'pg'
import { connectWatch, watchDatabase } from '../database-watch.ts'
import { env, StartError } from '../env.ts'
import { onOneConnection } from '../one-connection.ts'
import { unless } from '../within.ts'
import { openOwn } from './own.ts'

/**
 * Where our tables are, and how to leave the server behind it when Parley stops. `failed` never resolves; it rejects with a `StartError` when the
 * database is gone for good.
 */
export type Database = { url: string; stop: () => Promise<void>; failed: Promise<never> }

/**
 * The database to use: DATABASE_URL, else a PostgreSQL of our own in DATA_DIR/postgres. It is watched from here on (`server/database-watch.ts`).
 * `whenAlone` is done first where no other Parley can be using it. Throws a `StartError` that says what to do when neither can be reached;
 * rejects when `leaving` aborts meanwhile, and leaves no server behind.
 */
export async function openDatabase(leaving: AbortSignal, whenAlone: (client: pg.Client) => Promise<void>): Promise<Database> {
  const given = env().DATABASE_URL
  return given ? openGiven(given, leaving) : openOwn(leaving, whenAlone)
}

async function openGiven(url: string, leaving: AbortSignal): Promise<Database> {
  await unless(leaving, reach(url))
  const stopping = new AbortController()
  const connect = () => connectWatch(url)
  const watching = watchDatabase(await connect(), stopping.signal, connect)
  const stop = () => {
    stopping.abort()
    return watching
  }
  return { url, stop, failed: watching.then(() => new Promise<never>(() => undefined)) }
}

async function reach(url: string): Promise<void> {
  await onOneConnection({ connectionString: url, connectionTimeoutMillis: 10_000 }, async () => undefined).catch((cause: unknown) => {
    throw new StartError(`The database in DATABASE_URL cannot be reached (${reasonOf(cause)}): check the address, and that it runs.`, {
      cause,
    })
  })
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}
