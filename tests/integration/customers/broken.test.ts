import { v7 } from 'uuid'
import { beforeAll, expect, test } from 'vitest'
import type { Condition } from '../../../contract/conditions.ts'
import type { InboxView } from '../../../contract/views.ts'
import type { Segment } from '../../../contract/segments.ts'
import { pool } from '../../../server/db.ts'
import { apiOf, type Api } from '../http.ts'
import { useServer } from '../serve.ts'
import { newPerson, newWorkspace } from '../workspaces.ts'

const server = useServer()

let api: Api
let workspaceId: string
let owner: string
beforeAll(async () => {
  workspaceId = await newWorkspace()
  const person = await newPerson(workspaceId, 'owner')
  owner = person.id
  api = apiOf(server.url, person.token)
  await api('POST', 'customers', { name: 'Mei' })
})

/** Writes a segment as an older version may have left it. */
async function left(name: string, condition: Condition | object): Promise<string> {
  const id = v7()
  await pool().query('INSERT INTO segments (id, workspace_id, name, condition) VALUES ($1, $2, $3, $4)', [id, workspaceId, name, condition])
  return id
}

const broken: [string, object, RegExp][] = [
  ['a year before all years', { field: 'created', op: 'before', value: '0000-01-01' }, /value its field cannot have/],
  ['a time after all times', { field: 'last_seen', op: 'after', value: '9999-12-31T23:59:59-14:00' }, /value its field cannot have/],
  ['a number near nothing', { field: 'messages_in', op: 'more', value: 1e-320 }, /value its field cannot have/],
  ['a field that is gone', { field: `fields.${v7()}`, op: 'is_set' }, /there is not \(any more\)/],
  ['an operator that is gone', { field: 'name', op: 'sounds_like', value: 'x' }, /compares in a way/],
]

test.each(broken)('a saved segment with %s says so, and takes no list with it', async (name, condition, reason) => {
  const sound = await left(`sound beside ${name}`, { field: 'name', op: 'is', value: 'Mei' })
  const id = await left(name, condition)
  const around = await left(`around ${name}`, {
    any: [
      { field: 'name', op: 'is', value: 'Mei' },
      { field: 'segment', op: 'is', value: id },
    ],
  })
  const listed = await api('GET', 'segments')
  expect(listed.status, listed.text).toBe(200)
  const whyOf = new Map((listed.body as { data: Segment[] }).data.map((segment) => [segment.id, segment.broken]))
  expect(whyOf.get(id)).toMatch(reason)
  expect(whyOf.get(around)).toMatch(reason)
  expect(whyOf.get(sound)).toBeNull()
  for (const [segment, status] of [
    [id, 400],
    [around, 400],
    [sound, 200],
  ] as const)
    for (const answer of [
      await api('GET', `customers?segmentId=${segment}`),
      await api('POST', 'segments/count', { condition: { field: 'segment', op: 'is', value: segment } }),
    ]) {
      expect([answer.status, answer.text], segment).toEqual([status, expect.any(String)])
      if (status === 400) expect(answer.text).toMatch(reason)
    }
  expect((await api('GET', 'customers')).status).toBe(200)
  expect((await api('PATCH', `segments/${id}`, { condition: { field: 'name', op: 'is_set' } })).body).toMatchObject({ broken: null })
})

test('a saved view with such a condition says so, and the others stand beside it', async () => {
  for (const [name, condition] of [
    ...broken.map(([name, one]) => [name, { not: { ...one, field: 'created' } }] as const),
    ['sound', { all: [] }] as const,
  ])
    await pool().query(
      `INSERT INTO inbox_views (id, workspace_id, name, condition, sort, shared, owner_id) VALUES ($1, $2, $3, $4, 'newest', true, $5)`,
      [v7(), workspaceId, name, JSON.stringify(condition), owner],
    )
  const { data } = (await api('GET', 'views')).body as { data: InboxView[] }
  expect(data).toHaveLength(broken.length + 1)
  expect(data.find(({ name }) => name === 'sound')?.broken).toBeNull()
  expect(data.find(({ name }) => name === 'a year before all years')?.broken).toMatch(/value its field cannot have/)
})

test('a custom field’s day that an older version took breaks no list that asks about it', async () => {
  const { id } = (await api('POST', 'fields', { name: 'Founded', type: 'date' })).body as { id: string }
  const old = (await api('POST', 'customers', { name: 'Old' })).body as { id: string }
  await pool().query(`UPDATE customers SET fields = jsonb_build_object($2::text, '0000-01-01') WHERE id = $1`, [old.id, id])
  const filter = encodeURIComponent(JSON.stringify({ field: `fields.${id}`, op: 'before', value: '2026-01-01' }))
  const answer = await api('GET', `customers?filter=${filter}`)
  expect([answer.status, answer.body]).toEqual([200, { data: [], next: null, total: null }])
  const refused = await api('PATCH', `customers/${old.id}`, { changes: { fields: { [id]: { value: '0000-01-01' } } } })
  expect(refused.status).toBe(400)
})
