import { v7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ConditionField } from '../../../contract/conditions.ts'
import { contactPattern } from '../../../contract/mask.ts'
import { permission } from '../../../contract/roles.ts'
import { pool } from '../../../server/db.ts'
import { apiOf, type Api } from '../http.ts'
import { useServer } from '../serve.ts'
import { newPerson } from '../workspaces.ts'
import { mail, newCanaryWorld, phone, type CanaryWorld } from './canary.ts'

const server = useServer()

let world: CanaryWorld
let masked: Api
let roleId: string
beforeAll(async () => {
  world = await newCanaryWorld(server.url)
  const shape = { name: 'All, masked', permissions: permission.options, scope: 'all', masked: ['phone', 'email'] }
  roleId = ((await world.api('POST', 'roles', shape)).body as { id: string }).id
  masked = await somebody()
}, 120_000)

const somebody = async () => apiOf(server.url, (await newPerson(world.workspaceId, roleId)).token)
const idsIn = (answer: Awaited<ReturnType<Api>>) => (answer.body as { data: { id: string }[] }).data.map(({ id }) => id)
const q = (typed: string) => `customers?q=${encodeURIComponent(typed)}`
const lookUps = async () =>
  (await pool().query(`SELECT after FROM audit_entries WHERE workspace_id = $1 AND action = 'customer.look_up'`, [world.workspaceId])).rows

describe('a number that is hidden in part', () => {
  test('cannot be found by many comparisons in one question, nor by one', async () => {
    const many = { any: Array.from({ length: 30 }, (_, n) => ({ field: 'phone', op: 'is', value: `1390000${8740 + n}` })) }
    const custom = world.fields.slice(1).map((id) => ({ field: `fields.${id}`, op: 'is', value: phone }))
    for (const condition of [many, { not: many }, ...custom, { field: 'email', op: 'starts_with', value: 'c' }]) {
      const ofThreads = JSON.stringify(condition).replaceAll('"field":"', '"field":"customer.')
      const filter = (one: string) => encodeURIComponent(one)
      const asked = [
        masked('POST', 'segments/count', { condition }),
        masked('POST', 'segments', { name: 'Mine', condition }),
        masked('PATCH', `segments/${world.segment}`, { condition }),
        masked('POST', 'views', { name: 'Mine', condition: JSON.parse(ofThreads), sort: 'newest', shared: false }),
        masked('GET', `customers?filter=${filter(JSON.stringify(condition))}`),
        masked('GET', `conversations?filter=${filter(ofThreads)}`),
        masked('GET', `exports/customers.csv?filter=${filter(JSON.stringify(condition))}`),
        masked('GET', `exports/conversations.csv?filter=${filter(ofThreads)}`),
      ]
      for (const { status, text } of await Promise.all(asked))
        expect([status, text]).toEqual([403, expect.stringContaining('only in part')])
    }
  })

  test('is found by no name, company or text of one’s own making that holds it', async () => {
    const [text] = world.fields
    for (const field of ['name', 'company', `fields.${text}`])
      for (const [op, value] of [
        ['is', phone],
        ['is', `Tea ${phone}`],
        ['is', `or ${phone}`],
        ['contains', '1390000'],
        ['starts_with', '139'],
      ])
        expect((await masked('POST', 'segments/count', { condition: { field, op, value } })).body).toEqual({ count: 0, exact: true })
  })

  test('the editor offers only whether there is one', async () => {
    const { data } = (await masked('GET', 'condition-fields')).body as { data: ConditionField[] }
    const operators = new Map(data.map((field) => [field.field, field.operators]))
    for (const field of ['phone', 'email', `fields.${world.fields[1]}`]) expect(operators.get(field)).toEqual(['is_set', 'is_not_set'])
    expect(operators.get('name')).toContain('contains')
    expect((await masked('POST', 'segments/count', { condition: { field: 'phone', op: 'is_set' } })).body).toMatchObject({ count: 1 })
  })

  test('a segment somebody else saved may be used as it is; what it compares is not shown', async () => {
    const member = { field: 'segment', op: 'is', value: world.segment }
    expect((await masked('POST', 'segments/count', { condition: member })).body).toEqual({ count: 1, exact: true })
    expect(idsIn(await masked('GET', `customers?segmentId=${world.segment}`))).toEqual([world.customer])
    expect((await masked('PATCH', `segments/${world.segment}`, { name: 'By a number' })).text).toContain('13*****8765')
    const copied = ((await masked('GET', 'segments')).body as { data: { id: string; condition: object }[] }).data.find(
      ({ id }) => id === world.segment,
    )
    expect((await masked('POST', 'segments', { name: 'Copy', condition: copied!.condition })).status).toBe(403)
  })

  test('tells nothing by where its name stands in the order of names, and every page goes on', async () => {
    const { api } = world
    for (const name of ['13800001111', '15000002222', 'Amy', '12000003333']) await api('POST', 'customers', { name })
    const names: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = (await masked('GET', `customers?sort=name&limit=1${cursor && `&cursor=${cursor}`}`)).body as {
        data: { name: string }[]
        next: string | null
      }
      names.push(...page.data.map(({ name }) => name))
      cursor = page.next
    }
    const { rows } = await pool().query<{ id: string; name: string }>(
      'SELECT id, name FROM customers WHERE workspace_id = $1 AND root_id = id ORDER BY id',
      [world.workspaceId],
    )
    const hidden = rows
      .filter(({ name }) => new RegExp(contactPattern, 'u').test(name))
      .map(({ name }) => `${name.slice(0, 2)}*****${name.slice(-4)}`)
    const shown = rows.map(({ name }) => name).filter((name) => !new RegExp(contactPattern, 'u').test(name))
    expect(hidden.length).toBeGreaterThan(4)
    expect(names).toEqual([...hidden, ...shown.toSorted()])
  })

  test('the order of names is one an index keeps', async () => {
    const { rows } = await pool().query<{ definition: string }>(
      `SELECT pg_get_indexdef('customers_by_name_in_part'::regclass) AS definition`,
    )
    expect(rows[0]!.definition.replace(/\n */g, ' ')).toContain(`CASE WHEN (name ~ '${contactPattern}'::text)`)
  })
})

describe('somebody who asks whether a customer is there', () => {
  test('finds by a whole number or address, and by no piece of one', async () => {
    const who = await somebody()
    for (const typed of [phone, `+86 ${phone}`, '139 0000 8765', mail]) expect(idsIn(await who('GET', q(typed)))).toContain(world.customer)
    const pieces = [
      ...Array.from({ length: 8 }, (_, n) => phone.slice(0, n + 3)),
      '8765',
      '00008765',
      'canary.person',
      'canary.person@',
      '@example',
    ]
    for (const typed of pieces) expect(idsIn(await who('GET', q(typed))), typed).toEqual([])
    expect(idsIn(await world.api('GET', q('1390000')))).toContain(world.customer)
  })

  test('is counted and written down, in the search, for a new customer and for a new address', async () => {
    const who = await somebody()
    const before = (await lookUps()).length
    await who('GET', q(phone))
    expect((await who('POST', 'customers', { name: 'New', phone, email: mail })).status).toBe(409)
    expect((await who('POST', `customers/${world.likely}/identities`, { kind: 'email', value: mail })).status).toBe(409)
    const entries = (await lookUps()).slice(before)
    expect(entries).toHaveLength(4)
    expect(JSON.stringify(entries)).not.toContain(phone)
    for (let n = 4; n < 60; n += 1) expect((await who('GET', q(`1390000${1000 + n}`))).status).toBe(200)
    const refused = [
      await who('GET', q(phone)),
      await who('GET', `exports/customers.csv?q=${phone}`),
      await who('POST', 'customers', { name: 'New', phone }),
      await who('POST', `customers/${world.likely}/identities`, { kind: 'phone', value: phone }),
    ]
    expect(refused.map(({ status }) => status)).toEqual([429, 429, 429, 429])
    expect((await who('GET', q('Amy'))).status).toBe(200)
  })

  test('is counted too where a change says whether a value is the one there is, and not for what is not theirs to see', async () => {
    const who = await somebody()
    const [text, phoneField] = world.fields
    const before = (await lookUps()).length
    const guess = (n: number) => ({ fields: { [n % 2 ? text! : phoneField!]: { value: `1390000${1000 + n}`, base: 99 } } })
    for (let n = 0; n < 60; n += 1) expect((await who('PATCH', `customers/${world.customer}`, { changes: guess(n) })).status).toBe(409)
    expect((await who('PATCH', `customers/${world.customer}`, { changes: guess(60) })).status).toBe(429)
    expect((await who('PATCH', `customers/${world.customer}`, { changes: { company: { value: 'Tea' } } })).status).toBe(200)
    expect((await lookUps()).length).toBe(before + 60)
    const another = await somebody()
    const nobody = `customers/${v7()}`
    const refused = [
      await another('PATCH', nobody, { changes: guess(0) }),
      await another('POST', `${nobody}/identities`, { kind: 'phone', value: phone }),
    ]
    expect(refused.map(({ status }) => status)).toEqual([404, 404])
    expect((await lookUps()).length).toBe(before + 60)
  })

  test('erases by the name as they see it', async () => {
    const { id } = (await world.api('POST', 'customers', { name: '13700006666' })).body as { id: string }
    expect((await masked('POST', `customers/${id}/erase`, { confirm: '13700006666' })).status).toBe(400)
    expect((await masked('POST', `customers/${id}/erase`, { confirm: '13*****6666' })).status).toBe(200)
  })

  test('who sees contact data whole is not counted', async () => {
    const before = (await lookUps()).length
    for (let n = 0; n < 3; n += 1) await world.api('GET', q(phone))
    expect((await lookUps()).length).toBe(before)
  })

  test('brings no file of numbers to be matched', async () => {
    for (const action of ['check', 'start'])
      for (const target of ['phone', 'email', `fields.${world.fields[1]}`, 'name']) {
        const answer = await masked('POST', `imports/${world.imports}/${action}`, { options: { mapping: { 0: 'name', 1: target } } })
        expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('only in part')])
      }
    expect((await world.api('POST', `imports/${world.imports}/check`, { options: { mapping: { 0: 'name' } } })).status).toBe(200)
  })
})
