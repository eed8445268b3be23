import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../server/migrate.ts'
import { startCluster } from '../../server/postgres/cluster.ts'
import { stopServer } from '../../server/postgres/postmaster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The test cluster's address (its database `postgres`). */
    cluster: string
    /** The migrated database every test file's own is cloned from. */
    template: string
  }
}

/** One cluster and one migrated template for the whole run: TEST_DATABASE_URL's server, or one of our own that forgets everything. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await testCluster()
  const template = `parley_template_${process.pid}`
  await administer(url, `CREATE DATABASE ${template}`)
  await migrate(withDatabase(url, template))
  project.provide('cluster', url)
  project.provide('template', template)
  return async () => {
    await administer(url, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`)
    await stop()
  }
}

async function testCluster(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env['TEST_DATABASE_URL']
  if (given) return { url: given, stop: async () => undefined }
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-tests-'))
  // What a crash would lose does not matter here, and the tests are quicker for it.
  const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' }
  const { url, server } = await startCluster(path.join(folder, 'postgres'), careless)
  const stop = async () => {
    await stopServer(server)
    rmSync(folder, { recursive: true, force: true })
  }
  return { url, stop }
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
