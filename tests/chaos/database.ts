import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { startCluster } from '../../server/postgres/cluster.ts'
import { liveServer, stopServer } from '../../server/postgres/postmaster.ts'
import { familyOf, signalAll } from '../support/family.ts'

/** The PostgreSQL Parley runs for itself, which can be hurt; it is Parley's affair to have it back. */
export type Database = {
  url: string
  /** Ends the server by `signal`: SIGINT as asked, SIGQUIT as in a power cut, SIGKILL the postmaster alone. Resolves when another one runs. */
  end: (signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL') => Promise<void>
  /** The server and all its sessions stand still for so long. */
  hangFor: (ms: number) => Promise<void>
  /** A writing transaction in another database of the same server stays open for so long. */
  foreignTransaction: (ms: number) => Promise<void>
  /** Events no version knows, and one that is not what its name says. */
  poison: () => Promise<void>
  /** For when no Parley is left to do it. */
  stop: () => Promise<void>
}

/** The one below `dataDir`, which runs already. */
export async function databaseOf(dataDir: string): Promise<Database> {
  const folder = path.join(dataDir, 'postgres')
  const data = path.join(folder, 'cluster')
  const maintenance = (await startCluster(folder)).url
  const url = withDatabase(maintenance, 'parley')
  await query(maintenance, 'CREATE DATABASE foreign_one')
  // Its log of changes must not fill the small disk.
  await query(maintenance, `ALTER SYSTEM SET max_wal_size = '96MB'`)
  await query(maintenance, 'SELECT pg_reload_conf()')
  return {
    url,
    end: async (signal) => {
      const server = await running(data)
      process.kill(server.pid, signal)
      while ((await running(data)).pid === server.pid) await sleep(50)
    },
    hangFor: async (ms) => {
      const all = familyOf((await running(data)).pid)
      signalAll(all, 'SIGSTOP')
      await sleep(ms)
      signalAll(all, 'SIGCONT')
    },
    foreignTransaction: (ms) => query(withDatabase(maintenance, 'foreign_one'), `SELECT pg_current_xact_id(), pg_sleep(${ms / 1000})`),
    poison: () =>
      query(
        url,
        `INSERT INTO events (workspace_id, name, data) SELECT workspaces.id, poison.name, poison.data::jsonb FROM workspaces,
           (VALUES ('tea.spilled', '{"cup": 1}'), ('message.sent', '{"cup": 2}'), ('conversation.assigned', '[]')) AS poison (name, data)`,
      ),
    stop: async () => {
      const left = await liveServer(data)
      if (left) await stopServer(left)
    },
  }
}

async function running(data: string) {
  for (;;) {
    const server = await liveServer(data)
    if (server) return server
    await sleep(50)
  }
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(text).finally(() => client.end())
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
