import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { sha256 } from './crypto.ts'
import { StartError } from './env.ts'
import { log } from './log.ts'
import { onOneConnection } from './one-connection.ts'

type Migration = { name: string; sql: string; checksum: string }
type Recorded = { migration_name: string; checksum: string; finished: boolean }

const folder = fileURLToPath(new URL('../prisma/migrations', import.meta.url))
/** The lock Prisma's own `migrate deploy` takes, so that the two never run together. */
const lockKey = 72_707_369

/**
 * Brings the database up to date: every folder of prisma/migrations in name order, each in a transaction of its own, recorded as Prisma
 * records them. Processes starting together wait for each other. Gives the names it applied. Throws a `StartError` when a migration that
 * was applied has been changed since, was left half done by Prisma, or fails.
 */
export async function migrate(url: string, from = folder): Promise<string[]> {
  return onOneConnection({ connectionString: url }, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [lockKey])
    return applyMissing(client, readMigrations(from))
  })
}

function readMigrations(from: string): Migration[] {
  const names = readdirSync(from).filter((name) => existsSync(path.join(from, name, 'migration.sql')))
  return names.sort().map((name) => {
    const sql = readFileSync(path.join(from, name, 'migration.sql'), 'utf8')
    return { name, sql, checksum: sha256(sql) }
  })
}

async function applyMissing(client: pg.Client, migrations: Migration[]): Promise<string[]> {
  const recorded = await readRecord(client)
  check(migrations, recorded)
  const missing = migrations.filter(({ name }) => !recorded.some((row) => row.migration_name === name))
  for (const migration of missing) await apply(client, migration)
  return missing.map(({ name }) => name)
}

async function readRecord(client: pg.Client): Promise<Recorded[]> {
  await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text,
    rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`)
  const { rows } = await client.query<Recorded>(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  )
  return rows
}

function check(migrations: Migration[], recorded: Recorded[]): void {
  for (const row of recorded) {
    const migration = migrations.find(({ name }) => name === row.migration_name)
    if (!row.finished) throw new StartError(`The migration ${row.migration_name} was begun and not finished: see prisma migrate resolve.`)
    if (!migration)
      log.warn({ migration: row.migration_name }, 'the database knows a migration this version does not: is this an older Parley?')
    else if (migration.checksum !== row.checksum) {
      throw new StartError(
        `The migration ${row.migration_name} was changed after it was applied: restore its file, and put the change into a new one.`,
      )
    }
  }
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN')
    await client.query(sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('COMMIT')
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw new StartError(`The migration ${name} failed, and nothing of it was kept: ${(cause as Error).message}`, { cause })
  }
}
