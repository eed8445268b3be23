import { beforeAll, expect, test } from 'vitest'
import type { CustomerImport } from '../../../contract/imports.ts'
import { importJob } from '../../../customers/import/job.ts'
import { pool } from '../../../server/db.ts'
import { apiOf, type Api } from '../http.ts'
import { newScene, type Scene } from '../scene.ts'
import { useServer } from '../serve.ts'
import { rowsOf, send } from './files.ts'

const server = useServer()
let scene: Scene
let api: Api
beforeAll(async () => {
  scene = await newScene()
  api = apiOf(server.url, scene.owner.token)
})

const rows = 1_300
const area: Record<string, number> = { crash: 138, twice: 139, race: 137 }
const file = (mark: string) =>
  `name,email,phone\n${Array.from({ length: rows }, (_, n) => `${mark} ${n},${mark}${n % 1200}@example.com,+86${area[mark]}0000${1000 + (n % 1200)}`).join('\n')}\n`

async function begun(mark: string): Promise<CustomerImport> {
  const { body } = await send(server.url(), scene.owner, file(mark))
  await api('POST', `imports/${body.id}/start`, { options: body.options })
  return body
}

/** Kills the database connection of an import in the middle of its work, whenever `when` (an SQL condition on its row's counts) comes true. */
async function killWhile(id: string, broken: string): Promise<void> {
  await pool().query(`CREATE OR REPLACE FUNCTION crash_import() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN IF ${broken} THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; RETURN NEW; END $$`)
  await expect(importJob(id)).rejects.toThrow()
  await pool().query(`CREATE OR REPLACE FUNCTION crash_import() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$`)
}

const stands = async (id: string) => (await api('GET', `imports/${id}`)).body as CustomerImport

async function expectWhole(id: string, mark: string): Promise<void> {
  expect(await stands(id)).toMatchObject({ status: 'done', rows, done: rows, created: 1200, failed: 0 })
  const lines = (await rowsOf(scene.workspaceId, 'import_lines')).filter(({ import_id }) => import_id === id)
  expect(lines).toHaveLength(rows)
  const made = (await rowsOf(scene.workspaceId, 'customers')).filter(({ name }) => String(name).startsWith(`${mark} `))
  expect(made).toHaveLength(1200)
  const entries = (await rowsOf(scene.workspaceId, 'timeline_entries')).filter(
    ({ type, data }) => type === 'import' && (data as { importId: string }).importId === id,
  )
  expect(entries).toHaveLength(1200)
  const { rows: events } = await pool().query<{ n: number }>(
    `SELECT count(*)::int AS n FROM events WHERE workspace_id = $1 AND name = 'customer.created' AND data -> 'customer' ->> 'name' LIKE $2`,
    [scene.workspaceId, `${mark} %`],
  )
  expect(events[0]?.n).toBe(1200)
}

test('killed between batches, inside one, and at the very end, an import goes on and doubles nothing', async () => {
  const { id } = await begun('crash')
  await pool().query(`CREATE OR REPLACE FUNCTION crash_import() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$`)
  await pool().query(`CREATE TRIGGER crash_import_lines BEFORE INSERT ON import_lines FOR EACH ROW EXECUTE FUNCTION crash_import()`)
  await pool().query(`CREATE TRIGGER crash_imports BEFORE UPDATE ON customer_imports FOR EACH ROW EXECUTE FUNCTION crash_import()`)
  await killWhile(id, `TG_TABLE_NAME = 'import_lines' AND to_jsonb(NEW) ->> 'line' = '100'`)
  expect((await stands(id)).done).toBe(0)
  await killWhile(id, `TG_TABLE_NAME = 'import_lines' AND to_jsonb(NEW) ->> 'line' = '702'`)
  expect((await stands(id)).done).toBe(500)
  await killWhile(id, `TG_TABLE_NAME = 'customer_imports' AND to_jsonb(NEW) ->> 'done' = '1000' AND to_jsonb(NEW) ->> 'status' = 'running'`)
  expect((await stands(id)).done).toBe(500)
  await killWhile(id, `TG_TABLE_NAME = 'customer_imports' AND to_jsonb(NEW) ->> 'status' = 'done'`)
  expect(await stands(id)).toMatchObject({ status: 'running', done: rows })
  await importJob(id)
  await pool().query('DROP TRIGGER crash_import_lines ON import_lines')
  await pool().query('DROP TRIGGER crash_imports ON customer_imports')
  await expectWhole(id, 'crash')
}, 60_000)

test('two processes at the same import take each row in once', async () => {
  const { id } = await begun('twice')
  await Promise.all([importJob(id), importJob(id), importJob(id)])
  await importJob(id)
  await expectWhole(id, 'twice')
}, 60_000)

test('two imports and a person with the same addresses make each customer once', async () => {
  const [one, two] = [await begun('race'), await begun('race')]
  const people = Array.from({ length: 20 }, (_, n) =>
    api('POST', 'customers', { name: 'race by hand', email: `race${n * 50}@example.com` }),
  )
  await Promise.all([importJob(one.id), importJob(two.id), ...people])
  const identities = (await rowsOf(scene.workspaceId, 'identities')).filter(({ value }) => String(value).startsWith('race'))
  expect(identities).toHaveLength(1200)
  expect(new Set(identities.map(({ customer_id }) => customer_id)).size).toBe(1200)
  for (const { id } of [one, two]) expect(await stands(id)).toMatchObject({ status: 'done', done: rows })
}, 60_000)
