import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pool } from '../../server/db.ts'
import { migrate } from '../../server/migrate.ts'
import { useDatabase } from '../support/database.ts'

const root = path.resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(path.join(tmpdir(), 'parley-migrate-'))
const database = useDatabase()
afterAll(() => rmSync(folder, { recursive: true }))

const prisma = (...args: string[]) =>
  promisify(execFile)(process.execPath, [path.join(root, 'node_modules/prisma/build/index.js'), ...args], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: database.url(), NO_COLOR: '1' },
  })

describe('migrations at start', () => {
  beforeAll(() => cpSync(path.join(root, 'prisma/migrations'), folder, { recursive: true }))

  const add = (name: string, sql: string) => {
    mkdirSync(path.join(folder, name), { recursive: true })
    writeFileSync(path.join(folder, name, 'migration.sql'), sql)
  }

  it('apply nothing twice', async () => {
    expect(await migrate(database.url(), folder)).toEqual([])
  })

  it('are applied once by processes that start together', async () => {
    add('0900_one', 'CREATE TABLE one (id int); SELECT pg_sleep(0.2);')
    const applied = await Promise.all([1, 2, 3].map(() => migrate(database.url(), folder)))
    expect(applied.flat()).toEqual(['0900_one'])
  })

  it('keep nothing of one that fails, and say which', async () => {
    add('0901_two', 'CREATE TABLE two (id int); SELECT nonsense;')
    await expect(migrate(database.url(), folder)).rejects.toThrow('The migration 0901_two failed')
    expect((await pool().query(`SELECT to_regclass('two') AS two`)).rows).toEqual([{ two: null }])
    add('0901_two', 'CREATE TABLE two (id int);')
    expect(await migrate(database.url(), folder)).toEqual(['0901_two'])
  })

  it('fail, and end nothing else, when their connection is lost', async () => {
    const holder = await pool().connect()
    await holder.query('SELECT pg_advisory_lock(72707369)')
    const refused = expect(migrate(database.url(), folder)).rejects.toThrow('terminat')
    const waiting = `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
    await expect.poll(async () => (await pool().query(waiting)).rowCount).toBe(1)
    await pool().query(`SELECT pg_terminate_backend(pid) FROM (${waiting}) AS waiting`)
    await refused
    holder.release(true)
  })

  it('refuse one that was changed after it was applied', async () => {
    add('0901_two', 'CREATE TABLE two (id bigint);')
    await expect(migrate(database.url(), folder)).rejects.toThrow('The migration 0901_two was changed after it was applied')
  })
})

describe('Prisma’s own tools, over the engine from npm', { timeout: 180_000 }, () => {
  it('find the schema valid', async () => {
    expect((await prisma('validate')).stdout).toContain('is valid')
  })

  it('find that the migrations make exactly the schema', async () => {
    const { stdout } = await prisma(
      'migrate',
      'diff',
      '--from-migrations',
      'prisma/migrations',
      '--to-schema',
      'prisma/schema.prisma',
      '--exit-code',
    )
    expect(stdout).toContain('No difference detected')
  })

  it('notice a column the migrations do not make', async () => {
    const changed = path.join(folder, 'changed.prisma')
    const schema = readFileSync(path.join(root, 'prisma/schema.prisma'), 'utf8')
    writeFileSync(changed, schema.replace('model Workspace {', 'model Workspace {\n  motto String?'))
    const diff = prisma('migrate', 'diff', '--from-migrations', 'prisma/migrations', '--to-schema', changed, '--exit-code')
    await expect(diff).rejects.toMatchObject({ code: 2, stdout: expect.stringContaining('motto') })
  })

  it('accept what our own start applied, and leave no shadow behind', async () => {
    await pool().query(`DELETE FROM _prisma_migrations WHERE migration_name LIKE '09%'`)
    expect((await prisma('migrate', 'deploy')).stdout).toContain('No pending migrations')
    const { rows } = await pool().query(`SELECT datname FROM pg_database WHERE datname LIKE 'prisma_migrate_shadow%'`)
    expect(rows).toEqual([])
  })
})
