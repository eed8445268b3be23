import { describe, expect, test } from 'vitest'
import { v7 } from 'uuid'
import type { CustomerChanges } from '../../../contract/customers.ts'
import { pool } from '../../../server/db.ts'
import { contextOf, type Context } from '../../../server/context.ts'
import { call } from '../call.ts'
import { newScene } from '../scene.ts'
import { useInbox } from '../serve.ts'
import { eventsOf } from '../workspaces.ts'

useInbox()

async function newShop() {
  const scene = await newScene()
  const { context } = scene.owner
  const customer = await call(context, 'customer.create', { name: '林晓', email: `${v7()}@example.com` })
  const change = (changes: CustomerChanges, by: Context = context) => call(by, 'customer.update', { id: customer.id, changes })
  return { ...scene, context, customer, change }
}

/** A colleague who sees only what names them. */
function ownScope(context: Context, id: string): Context {
  return contextOf(context.workspaceId, {
    type: 'user',
    id,
    name: 'Person',
    role: 'custom',
    scope: 'own',
    permissions: ['customer.read', 'customer.write'],
    masked: [],
    keys: [id],
  })
}

async function timelineOf(customerId: string) {
  const { rows } = await pool().query<{ type: string; data: unknown; by_name: string }>(
    'SELECT type, data, by_name FROM timeline_entries WHERE customer_id = $1 ORDER BY at, id',
    [customerId],
  )
  return rows
}

describe('two people at one profile', () => {
  test('at different fields both succeed, also at the same moment', async () => {
    const { change, agent } = await newShop()
    await Promise.all([
      change({ company: { value: 'Tea & Co', base: 0 } }),
      change({ birthday: { value: { calendar: 'lunar', month: 12, day: 30, year: null, leap: false }, base: 0 } }, agent.context),
    ])
    const customer = await change({ name: { value: '林小', base: 1 } })
    expect(customer).toMatchObject({ name: '林小', company: 'Tea & Co', birthday: { calendar: 'lunar', day: 30 } })
    expect(customer.states).toMatchObject({
      name: { version: 2, source: 'person' },
      company: { version: 1, source: 'person' },
      birthday: { version: 1, by: agent.id },
    })
  })

  test('at the same field: the second is told who changed it and to what, and nothing of theirs is written', async () => {
    const { change, agent, customer, context } = await newShop()
    await change({ company: { value: 'First', base: 0 } }, agent.context)
    const second = change({ company: { value: 'Second', base: 0 }, name: { value: 'Other', base: 1 } })
    await expect(second).rejects.toMatchObject({
      code: 'conflict',
      field: 'changes.company',
      message: 'Person changed this to “First” meanwhile. Look again, then decide which is right.',
    })
    expect(await call(context, 'customer.get', { id: customer.id })).toMatchObject({ name: '林晓', company: 'First' })
  })

  test('who want the same value are both right', async () => {
    const { change } = await newShop()
    await change({ company: { value: 'Same', base: 0 } })
    expect(await change({ company: { value: 'Same', base: 0 } })).toMatchObject({ states: { company: { version: 1 } } })
  })
})

describe('a change', () => {
  test('leaves lines on the timeline, an entry in the audit log and one event', async () => {
    const { change, customer, context, agent, workspaceId } = await newShop()
    const label = await call(context, 'label.create', { name: 'VIP', tone: 'seal' })
    const before = (await eventsOf(workspaceId)).length
    await change({ owner: { value: agent.id }, labels: { value: [label.id] }, company: { value: 'Tea 13812345678' } })
    const lines = (await timelineOf(customer.id)).slice(1)
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'owner', data: { from: null, to: 'Person' } }),
        expect.objectContaining({ type: 'label', data: { labelId: label.id, name: 'VIP', added: true } }),
        expect.objectContaining({ type: 'change', data: { field: 'company', before: null, after: 'Tea 13812345678', source: 'person' } }),
      ]),
    )
    expect((await eventsOf(workspaceId)).slice(before).map(({ name }) => name)).toEqual(['customer.updated'])
    const { rows } = await pool().query(`SELECT after FROM audit_entries WHERE target_id = $1 AND action = 'customer.update'`, [
      customer.id,
    ])
    expect(rows).toEqual([{ after: { owner: 'Person', labels: ['VIP'], company: '•••' } }])
  })

  test('that takes a customer out of somebody’s sight tells them', async () => {
    const { customer, context, agent, change, workspaceId } = await newShop()
    await change({ owner: { value: agent.id } })
    const mine = ownScope(context, agent.id)
    expect((await call(mine, 'customer.get', { id: customer.id })).ownerId).toBe(agent.id)
    await change({ owner: { value: context.actor.type === 'user' ? context.actor.id : null } })
    await expect(call(mine, 'customer.get', { id: customer.id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(change({ company: { value: 'x' } }, mine)).rejects.toMatchObject({ code: 'not_found' })
    const hidden = (await eventsOf(workspaceId)).filter(({ name }) => name === 'customer.hidden')
    expect(hidden.map(({ data }) => data)).toEqual([expect.objectContaining({ id: customer.id, lost: [agent.id] })])
  })

  test.each([
    ['a person who is not there', { owner: { value: v7() } }, 'not_found', 'changes.owner'],
    ['a team that is not there', { team: { value: v7() } }, 'not_found', 'changes.team'],
    ['a label that is not there', { labels: { value: [v7()] } }, 'not_found', 'changes.labels'],
    [
      'a day that is not there',
      { birthday: { value: { calendar: 'solar', month: 4, day: 31, year: null, leap: false } } },
      'invalid',
      'changes.birthday',
    ],
    [
      'a kind of channel that is not there',
      { preferences: { value: { channel: 'pigeon', locale: null } } },
      'invalid',
      'changes.preferences',
    ],
  ] as const)('to %s is refused', async (_, changes, code, field) => {
    const { change } = await newShop()
    await expect(change(changes as CustomerChanges)).rejects.toMatchObject({ code, field })
  })

  test('keeps a birthday findable by its next return', async () => {
    const { change, customer } = await newShop()
    await change({ birthday: { value: { calendar: 'solar', month: 5, day: 9, year: 1990, leap: false } } })
    const { rows } = await pool().query<{ birthday_day: number }>('SELECT birthday_day FROM customers WHERE id = $1', [customer.id])
    expect(rows[0]!.birthday_day).toBe(509)
  })
})

describe('custom fields', () => {
  test('take what fits their definition and refuse the rest, naming the field', async () => {
    const { context, change } = await newShop()
    const size = await call(context, 'field.create', { name: 'Size', type: 'number', min: 30, max: 50 })
    const id = size.id
    expect((await change({ fields: { [id]: { value: 42, base: 0 } } })).fields).toEqual({ [id]: 42 })
    for (const value of [51, '42', true, ['42']])
      await expect(change({ fields: { [id]: { value } } })).rejects.toMatchObject({ code: 'invalid', field: `changes.fields.${id}` })
    await expect(change({ fields: { [v7()]: { value: 1 } } })).rejects.toMatchObject({ code: 'invalid' })
    const emptied = await change({ fields: { [id]: { value: null, base: 1 } } })
    expect([emptied.fields, emptied.states[id]?.version]).toEqual([{}, 2])
  })

  test('keep an option that is chosen: it can be renamed, not removed', async () => {
    const { context, change } = await newShop()
    const [a, b] = [v7(), v7()]
    const options = [
      { id: a, label: 'Green' },
      { id: b, label: 'Black' },
    ]
    const tea = await call(context, 'field.create', { name: 'Tea', type: 'choices', options })
    await change({ fields: { [tea.id]: { value: [a] } } })
    const update = (kept: typeof options) => call(context, 'field.update', { id: tea.id, options: kept })
    await expect(update(options.slice(1))).rejects.toMatchObject({ code: 'conflict', field: 'options' })
    expect((await update([{ id: a, label: 'Longjing' }])).options).toEqual([{ id: a, label: 'Longjing' }])
  })

  test('that were put away keep their values and take no new ones', async () => {
    const { context, change } = await newShop()
    const field = await call(context, 'field.create', { name: 'Shoe', type: 'text' })
    await change({ fields: { [field.id]: { value: 'left' } } })
    await call(context, 'field.update', { id: field.id, archived: true })
    await expect(change({ fields: { [field.id]: { value: 'right' } } })).rejects.toMatchObject({ code: 'conflict' })
    expect((await change({ company: { value: 'x' } })).fields).toEqual({ [field.id]: 'left' })
  })

  test('have names of their own', async () => {
    const { context } = await newShop()
    await call(context, 'field.create', { name: 'Size', type: 'text' })
    await expect(call(context, 'field.create', { name: 'Size', type: 'number' })).rejects.toMatchObject({ code: 'conflict', field: 'name' })
  })
})

describe('the lay-out', () => {
  test('is refused when somebody else laid it out meanwhile', async () => {
    const { context } = await newShop()
    const { version } = await call(context, 'layout.get', {})
    const sections = [{ id: v7(), title: 'Family', fields: ['birthday', 'company'] }]
    expect(await call(context, 'layout.update', { version, sections })).toEqual({ version: version + 1, sections })
    await expect(call(context, 'layout.update', { version, sections: [] })).rejects.toMatchObject({ code: 'conflict', field: 'version' })
    expect((await call(context, 'layout.get', {})).sections).toEqual(sections)
  })

  test('shows every custom field until somebody lays it out', async () => {
    const { context } = await newShop()
    const [shown, away] = [1, 2].map((n) => ({ name: `Field ${n}`, type: 'text' as const }))
    const field = await call(context, 'field.create', shown!)
    await call(context, 'field.update', { id: (await call(context, 'field.create', away!)).id, archived: true })
    const { version, sections } = await call(context, 'layout.get', {})
    expect([version, sections.at(-1)?.fields.at(-1)]).toEqual([0, field.id])
  })

  test('names each field once', async () => {
    const { context } = await newShop()
    const sections = [1, 2].map(() => ({ id: v7(), title: '', fields: ['company'] }))
    await expect(call(context, 'layout.update', { version: 0, sections })).rejects.toMatchObject({ code: 'invalid', field: 'sections' })
  })
})

describe('labels', () => {
  test('go from every customer when they are removed', async () => {
    const { context, change, customer } = await newShop()
    const [vip, other] = [await call(context, 'label.create', { name: 'VIP' }), await call(context, 'label.create', { name: 'Other' })]
    await change({ labels: { value: [vip.id, other.id] } })
    await call(context, 'label.delete', { id: vip.id })
    expect((await call(context, 'customer.get', { id: customer.id })).labelIds).toEqual([other.id])
    expect((await call(context, 'label.list', {})).data.map(({ name }) => name)).toEqual(['Other'])
  })
})

describe('many at once', () => {
  test('are changed where the person may see them; the others are named', async () => {
    const { context, agent, customer, change } = await newShop()
    const label = await call(context, 'label.create', { name: 'Fair' })
    const foreign = await call(context, 'customer.create', { name: 'Not theirs' })
    await change({ owner: { value: agent.id } })
    const mine = ownScope(context, agent.id)
    const answer = await call(mine, 'customer.update_many', { ids: [customer.id, foreign.id, v7()], set: { addLabelId: label.id } })
    expect(answer.changed).toBe(1)
    expect(answer.skipped).toHaveLength(2)
    expect((await call(context, 'customer.get', { id: customer.id })).labelIds).toEqual([label.id])
    expect((await call(context, 'customer.get', { id: foreign.id })).labelIds).toEqual([])
    expect((await timelineOf(customer.id)).filter(({ type }) => type === 'label')).toHaveLength(1)
  })

  test('of hundreds get one event each, and a second time none', async () => {
    const { context, agent, workspaceId } = await newShop()
    const ids: string[] = []
    for (let n = 0; n < 130; n++) ids.push((await call(context, 'customer.create', { name: `Guest ${n}` })).id)
    const set = { ownerId: agent.id }
    const count = async () => (await eventsOf(workspaceId)).filter(({ name }) => name === 'customer.updated').length
    const before = await count()
    expect(await call(context, 'customer.update_many', { ids, set })).toEqual({ changed: 130, skipped: [] })
    expect(await call(context, 'customer.update_many', { ids, set })).toEqual({ changed: 0, skipped: [] })
    expect((await count()) - before).toBe(130)
  })
})

test('a note stands on the timeline and is told', async () => {
  const { context, customer, workspaceId } = await newShop()
  await call(context, 'customer.note', { id: customer.id, text: 'Prefers oolong' })
  expect((await timelineOf(customer.id)).at(-1)).toMatchObject({ type: 'note', data: { text: 'Prefers oolong' }, by_name: 'Person' })
  expect((await eventsOf(workspaceId)).at(-1)?.name).toBe('customer.noted')
})

test('a new customer may bring its fields along', async () => {
  const { context } = await newShop()
  const made = await call(context, 'customer.create', { name: 'Mei', phone: '138 0013 8000', changes: { company: { value: 'Tea' } } })
  expect(made).toMatchObject({ name: 'Mei', company: 'Tea', identities: [{ kind: 'phone', value: '+8613800138000', verified: false }] })
})

test('who sees only their own owns what they make', async () => {
  const { context, agent } = await newShop()
  const mine = ownScope(context, agent.id)
  const made = await call(mine, 'customer.create', { name: 'Walk-in' })
  expect(made).toMatchObject({ ownerId: agent.id, access: [agent.id] })
  expect(await call(mine, 'customer.get', { id: made.id })).toEqual(made)
})
