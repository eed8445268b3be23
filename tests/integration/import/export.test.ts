import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Customer } from '../../../contract/customers.ts'
import { openTable } from '../../../customers/import/table.ts'
import { pool } from '../../../server/db.ts'
import { apiOf, type Api } from '../http.ts'
import { newConversation, newScene, type Scene } from '../scene.ts'
import { useServer } from '../serve.ts'
import { newPerson } from '../workspaces.ts'
import { rowsOf, send, step } from './files.ts'

vi.setConfig({ testTimeout: 60_000 })
const server = useServer()
const folder = mkdtempSync(path.join(tmpdir(), 'parley-export-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let scene: Scene
let api: Api
beforeAll(async () => {
  scene = await newScene()
  api = apiOf(server.url, scene.owner.token)
  await api('PATCH', 'workspace', { timeZone: 'Asia/Shanghai' })
})

/** An exported file as our own reader of files sees it: columns, and rows by column. */
async function exported(file: string, token = scene.owner.token) {
  const answer = await fetch(`${server.url()}/api/v1/exports/${file}`, { headers: { Authorization: `Bearer ${token}` } })
  const bytes = Buffer.from(await answer.arrayBuffer())
  if (answer.status !== 200) return { status: answer.status, text: bytes.toString(), columns: [], rows: [] }
  const at = path.join(folder, 'file')
  writeFileSync(at, bytes)
  const table = await openTable(at)
  const rows: Record<string, string>[] = []
  for await (const { cells } of table.rows()) rows.push(Object.fromEntries(table.columns.map((column, n) => [column, cells[n] ?? ''])))
  return { status: 200, text: bytes.toString(), columns: table.columns, rows }
}

const create = async (name: string, more: object = {}) => (await api('POST', 'customers', { name, ...more })).body as Customer

describe.each(['csv', 'xlsx'])('%s', (format) => {
  test('no cell begins a formula, whatever stands before it', async () => {
    const names = ['=1+1', ' +86 1', '@SUM(A1)', '-2', '＝1', '\u3000＠x']
    for (const name of names) await create(`${name} ${format}`)
    const { rows, text } = await exported(`customers.${format}?q=${encodeURIComponent(format)}`)
    expect(rows).toHaveLength(names.length)
    if (format === 'csv') for (const { Name } of rows) expect(Name).toMatch(/^'/)
    else expect(text).not.toContain('<f>')
  })

  test('a Chinese reader gets Chinese columns and the workspace’s own time', async () => {
    await pool().query(`UPDATE users SET locale = 'zh-CN' WHERE id = $1`, [scene.owner.id])
    const made = await create(`时间 ${format}`)
    await pool().query(`UPDATE customers SET created_at = '2026-01-31T17:30:00Z' WHERE id = $1`, [made.id])
    const { columns, rows } = await exported(`customers.${format}?q=${encodeURIComponent('时间')}&sort=newest`)
    await pool().query(`UPDATE users SET locale = 'en' WHERE id = $1`, [scene.owner.id])
    expect(columns.slice(0, 3)).toEqual(['姓名', '手机', '邮箱'])
    expect(rows.find((row) => row['姓名'] === `时间 ${format}`)?.['创建时间']).toBe('2026-02-01 01:30')
  })
})

test('a file of the list comes back through the import as the same people', async () => {
  const field = (await api('POST', 'fields', { name: 'Spent', type: 'money', currency: 'CNY' })).body as { id: string }
  const made = await create('Round Trip', { email: 'round@example.com', phone: '13800138123' })
  await api('PATCH', `customers/${made.id}`, {
    changes: {
      company: { value: '=HYPERLINK("x"), Ltd' },
      birthday: { value: { calendar: 'lunar', month: 8, day: 15, year: null } },
      fields: { [field.id]: { value: 123_450 } },
    },
  })
  const { text } = await exported('customers.csv?q=round')
  expect(text).toContain(',+86 138 0013 8123,')
  const other = await newScene()
  const theirs = apiOf(server.url, other.owner.token)
  await theirs('POST', 'fields', { name: 'Spent', type: 'money', currency: 'CNY' })
  const sent = await send(server.url(), other.owner, text)
  expect(await step(theirs, 'start', sent.body)).toMatchObject({ created: 1, failed: 0 })
  const [back] = ((await theirs('GET', 'customers')).body as { data: Customer[] }).data
  expect(back).toMatchObject({ name: 'Round Trip', company: '=HYPERLINK("x"), Ltd', birthday: { calendar: 'lunar', month: 8, day: 15 } })
  expect(back?.identities.map(({ value }) => value).sort()).toEqual(['+8613800138123', 'round@example.com'])
  expect(Object.values(back!.fields)).toEqual([123_450])
})

test('more rows than a page are all there, once, in the list’s order', async () => {
  await pool().query(`INSERT INTO customers (id, workspace_id, name) SELECT gen_random_uuid(), $1, 'Many ' || n FROM generate_series(1, 1203) n`, [scene.workspaceId]) // prettier-ignore
  const { rows } = await exported(
    `customers.csv?sort=name&filter=${encodeURIComponent('{"field":"name","op":"starts_with","value":"Many "}')}`,
  )
  expect(rows).toHaveLength(1203)
  expect(new Set(rows.map(({ Id }) => Id)).size).toBe(1203)
})

test('a person gets what they may see, as they may see it', async () => {
  const permissions = ['customer.read', 'customer.export']
  const role = (await api('POST', 'roles', { name: 'Exporter', permissions, scope: 'own', masked: ['phone', 'email'] })).body as {
    id: string
  }
  const person = await newPerson(scene.workspaceId, role.id)
  const mine = await create('Seen', { email: 'seen.person@example.com', phone: '13800138999' })
  await api('PATCH', `customers/${mine.id}`, { changes: { owner: { value: person.id } } })
  const { rows, text } = await exported('customers.csv', person.token)
  expect(rows.map(({ Name }) => Name)).toEqual(['Seen'])
  expect(text).not.toContain('seen.person@')
  expect(text).not.toContain('13800138999')
  expect((await exported('conversations.csv', person.token)).status).toBe(403)
  expect((await exported('audit.csv', person.token)).status).toBe(403)
  expect((await exported('customers.csv', scene.agent.token)).status).toBe(403)
})

test('what was taken out is written down: who, which query, how many', async () => {
  await exported('customers.csv?q=seen')
  const entries = (await rowsOf(scene.workspaceId, 'audit_entries')).filter(({ action }) => String(action).startsWith('export.customers'))
  const [began, ended] = entries.sort((a, b) => Number(a['at']) - Number(b['at'])).slice(-2)
  expect(began).toMatchObject({ action: 'export.customers', actor_id: scene.owner.id, after: { query: { q: 'seen' } } })
  expect(ended).toMatchObject({ action: 'export.customers.end', after: { rows: 1, whole: true } })
})

test('whoever hangs up stops the fetching', async () => {
  await pool().query(
    `INSERT INTO customers (id, workspace_id, name, company) SELECT gen_random_uuid(), $1, 'Long ' || n, repeat(md5(n::text), 30) FROM generate_series(1, 10000) n`,
    [scene.workspaceId],
  )
  const hangUp = new AbortController()
  const headers = { Authorization: `Bearer ${scene.owner.token}` }
  const answer = await fetch(`${server.url()}/api/v1/exports/customers.csv?sort=name`, { headers, signal: hangUp.signal })
  await answer.body?.getReader().read()
  hangUp.abort()
  const ended = await vi.waitFor(async () => {
    const { rows } = await pool().query<{ after: { rows: number; whole: boolean } }>(
      `SELECT after FROM audit_entries WHERE workspace_id = $1 AND action = 'export.customers.end' AND after ->> 'whole' = 'false'`,
      [scene.workspaceId],
    )
    expect(rows).toHaveLength(1)
    return rows[0]!.after
  }, 30_000)
  expect(ended.rows).toBeLessThan(10_000)
})

test('conversations and the audit log come as files too', async () => {
  await newConversation(scene, undefined, '=cmd text of a visitor')
  const conversations = await exported('conversations.csv')
  expect(conversations.rows).toMatchObject([{ Channel: 'Shop', Status: 'open', 'Last message': "'=cmd text of a visitor" }])
  const log = await exported('audit.xlsx?action=export.')
  expect(log.rows.length).toBeGreaterThan(2)
  expect(log.rows.map((row) => row['Action'])).toEqual(
    expect.arrayContaining(['export.customers', 'export.customers.end', 'export.conversations']),
  )
  expect(log.rows[0]).toMatchObject({ Who: 'Person' })
})

test('a query that does not fit is refused before anything is sent', async () => {
  expect((await exported('customers.csv?sort=password')).status).toBe(400)
  expect((await exported('customers.csv?workspaceId=1')).status).toBe(400)
  expect((await exported('customers.pdf')).status).toBe(404)
})
