import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { migrate } from '../../server/migrate.ts'
import { startCluster } from '../../server/postgres/cluster.ts'
import { stopServer } from '../../server/postgres/postmaster.ts'

/** What a bench runs on: a PostgreSQL that commits to disk, and a folder of its own. */
export type Machine = {
  folder: string
  /** A new, empty, migrated database; all are gone when the run ends. */
  database: (name: string) => Promise<string>
  /** A connection that ends with the run. */
  connect: (url: string) => Promise<pg.Client>
  /** Has `work` done when the run ends; the last one first. */
  atEnd: (work: () => Promise<unknown>) => void
  close: () => Promise<void>
}

/** The server of BENCH_DATABASE_URL, else a cluster made for this run with the settings Parley's own has. */
export async function openMachine(): Promise<Machine> {
  const folder = await mkdtemp(path.join(tmpdir(), 'parley-bench-'))
  const ends: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })]
  const server = await cluster(folder, ends)
  return {
    folder,
    database: async (name) => {
      const unique = `bench_${name}_${process.pid}`
      await administer(server, `DROP DATABASE IF EXISTS ${unique} WITH (FORCE)`)
      await administer(server, `CREATE DATABASE ${unique}`)
      ends.push(() => administer(server, `DROP DATABASE ${unique} WITH (FORCE)`))
      const url = new URL(server)
      url.pathname = `/${unique}`
      await migrate(url.href)
      return url.href
    },
    connect: async (url) => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      ends.push(() => client.end())
      return client
    },
    atEnd: (work) => void ends.push(work),
    close: async () => {
      for (const end of ends.reverse()) await end()
    },
  }
}

async function cluster(folder: string, ends: (() => Promise<unknown>)[]): Promise<string> {
  const given = process.env['BENCH_DATABASE_URL']
  if (given) return given
  const { url, server } = await startCluster(path.join(folder, 'postgres'))
  ends.push(() => stopServer(server))
  return url
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
