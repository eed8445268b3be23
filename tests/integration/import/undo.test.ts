import { beforeAll, expect, test, vi } from 'vitest'
import type { Customer } from '../../../contract/customers.ts'
import type { ImportProblem } from '../../../contract/imports.ts'
import { apiOf, type Api } from '../http.ts'
import { mailIn, newScene, receiveAll, type Scene } from '../scene.ts'
import { useServer } from '../serve.ts'
import { eventsOf } from '../workspaces.ts'
import { rowsOf, send, step } from './files.ts'

vi.setConfig({ testTimeout: 60_000 })
const server = useServer()
let scene: Scene
let api: Api
beforeAll(async () => {
  scene = await newScene()
  api = apiOf(server.url, scene.owner.token)
})

/** What an import may leave no trace in, but for what only counts or says when. */
async function everything(): Promise<string> {
  const counting = ['version', 'states', 'name_tokens']
  const plain = (row: object) => Object.fromEntries(Object.entries(row).filter(([key]) => !counting.includes(key)))
  const tables = ['customers', 'identities', 'consents', 'field_conflicts', 'timeline_entries', 'customer_stats', 'customer_activity']
  const rows = await Promise.all(tables.map((table) => rowsOf(scene.workspaceId, table)))
  return JSON.stringify(
    rows.map((each) => each.filter(({ type }) => type !== 'import' && type !== 'consent').map(plain)),
    null,
    1,
  )
}

test('nothing is left of an import nobody has worked on since', async () => {
  const known = (await api('POST', 'customers', { name: 'Known', email: 'known@example.com' })).body as Customer
  await api('PATCH', `customers/${known.id}`, { changes: { company: { value: 'Before' } } })
  const before = await everything()
  const sent = await send(
    server.url(),
    scene.owner,
    [
      'name,email,phone,company,birthday,labels,notes,newsletter',
      'Fresh,fresh@example.com,13800138001,One,1990-08-15,VIP,hello,yes',
      'Fresh,fresh@example.com,13800138002,Two,,Gold,again,',
      'Known,known@example.com,13800138003,,08-15,VIP,a note,yes',
      'Nameless,,,,,,,',
    ].join('\n'),
  )
  const done = await step(api, 'start', sent.body, { duplicates: 'overwrite' })
  expect(done).toMatchObject({ created: 2, updated: 2 })
  expect(await everything()).not.toBe(before)
  const undone = await step(api, 'undo', done)
  expect(undone).toMatchObject({ status: 'undone', reason: null })
  expect(await everything()).toBe(before)
  const removed = (await eventsOf(scene.workspaceId)).filter(({ name }) => name === 'customer.removed')
  expect(removed).toHaveLength(2)
})

test('who was written to, merged or changed since stays, and is named', async () => {
  const sent = await send(
    server.url(),
    scene.owner,
    'name,email\nWrote,wrote@example.com\nMerged,merged@example.com\nChanged,changed@example.com\nNoted,noted@example.com\nUntouched,untouched@example.com\n',
  )
  const done = await step(api, 'start', sent.body)
  const find = async (q: string) => ((await api('GET', `customers?q=${q}`)).body as { data: Customer[] }).data[0]!
  await mailIn(scene, { from: 'wrote@example.com' })
  await receiveAll()
  const other = (await api('POST', 'customers', { name: 'Other' })).body as Customer
  await api('POST', `customers/${other.id}/merge`, { otherId: (await find('Merged')).id })
  await api('PATCH', `customers/${(await find('Changed')).id}`, { changes: { company: { value: 'Ours now' } } })
  await api('POST', `customers/${(await find('Noted')).id}/notes`, { text: 'called' })
  const undone = await step(api, 'undo', done)
  expect(undone).toMatchObject({ status: 'undone', reason: expect.stringContaining('4 rows were kept') })
  const problems = (await api('GET', `imports/${done.id}/problems`)).body as { data: ImportProblem[] }
  expect(problems.data.map(({ line }) => line)).toEqual([2, 3, 4, 5])
  expect(await find('Untouched')).toBeUndefined()
  for (const name of ['Wrote', 'Changed', 'Noted']) expect(await find(name)).toMatchObject({ name })
})

test('a value somebody changed after the import stays; the others come back', async () => {
  const known = (await api('POST', 'customers', { name: 'Two values', email: 'two-values@example.com' })).body as Customer
  const sent = await send(server.url(), scene.owner, 'email,company,birthday\ntwo-values@example.com,From file,1990-08-15\n')
  const done = await step(api, 'start', sent.body)
  await api('PATCH', `customers/${known.id}`, { changes: { company: { value: 'From a person' } } })
  const undone = await step(api, 'undo', done)
  expect(undone.reason).toContain('1 rows were kept')
  expect((await api('GET', `customers/${known.id}`)).body).toMatchObject({ company: 'From a person', birthday: null })
})

test('only what has ended can be taken back, and only once', async () => {
  const sent = await send(server.url(), scene.owner, 'name\nLater\n')
  expect((await api('POST', `imports/${sent.body.id}/undo`, {})).status).toBe(409)
  const done = await step(api, 'start', sent.body)
  await step(api, 'undo', done)
  expect((await api('POST', `imports/${done.id}/undo`, {})).status).toBe(409)
})
