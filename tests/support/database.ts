import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { closePool, openPool } from '../../server/db.ts'
import { closePrisma } from '../../server/prisma.ts'

/**
 * Gives the test file a migrated database of its own, opened as the process's pool before its first test and dropped after its last.
 * Call it at the top of the file; `url()` is its address, for processes and clients of the test's own.
 */
export function useDatabase(): { url: () => string } {
  let url = ''
  beforeAll(async () => {
    url = await cloneDatabase()
    openPool(url, 20)
  })
  afterAll(async () => {
    await closePrisma()
    await closePool()
    await dropDatabase(url)
  })
  return { url: () => url }
}

/** Makes a migrated database and gives its address. */
export async function cloneDatabase(): Promise<string> {
  const name = `parley_test_${randomBytes(6).toString('hex')}`
  await administer(`CREATE DATABASE ${name} TEMPLATE ${inject('template')}`)
  const url = new URL(inject('cluster'))
  url.pathname = `/${name}`
  return url.href
}

/** Drops what `cloneDatabase` made, even when something is still connected. */
export async function dropDatabase(url: string): Promise<void> {
  await administer(`DROP DATABASE IF EXISTS ${new URL(url).pathname.slice(1)} WITH (FORCE)`)
}

/** A transaction with a number, open in another database of the cluster until it is ended. */
export async function openForeignTransaction(): Promise<{ end: () => Promise<void> }> {
  const client = new pg.Client({ connectionString: inject('cluster'), application_name: 'somebody else' })
  await client.connect()
  await client.query('BEGIN')
  await client.query('SELECT pg_current_xact_id()')
  return { end: () => client.end() }
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('cluster') })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
