import { beforeAll, describe, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { identifyAll, identityKey } from '../../../customers/index.ts'
import { identityKind } from '../../../contract/customers.ts'
import { contextOf, type Context } from '../../../server/context.ts'
import { pool, transaction } from '../../../server/db.ts'
import { useDatabase } from '../../support/database.ts'
import { call } from '../call.ts'
import { eventsOf, newPerson, newWorkspace } from '../workspaces.ts'

useDatabase()

let context: Context
beforeAll(async () => {
  context = (await newPerson(await newWorkspace(), 'owner')).context
})

const create = (name: string, more: { email?: string; phone?: string } = {}) => call(context, 'customer.create', { name, ...more })
const mergesOf = async (id: string) => (await call(context, 'merge.list', { id })).data

describe('a merge', () => {
  test('fills what is missing, and leaves what disagrees for a person to decide', async () => {
    const [into, from] = [await create('Mei Lin', { email: 'mei@tea.example' }), await create('Mei', { phone: '138 0013 8000' })]
    await call(context, 'customer.update', { id: into.id, changes: { company: { value: 'Tea House' } } })
    await call(context, 'customer.update', {
      id: from.id,
      changes: { company: { value: 'Acme' }, preferences: { value: { channel: null, locale: 'zh-CN' } } },
    })
    const merged = await call(context, 'merge.create', { id: into.id, otherId: from.id })
    expect(merged).toMatchObject({
      id: into.id,
      name: 'Mei Lin',
      company: 'Tea House',
      preferences: { locale: 'zh-CN' },
      mergedIds: [from.id],
    })
    expect(merged.identities.map(({ value }) => value).toSorted()).toEqual(['+8613800138000', 'mei@tea.example'])
    expect(merged.states['preferences']).toMatchObject({ source: 'merge' })
    const { data } = await call(context, 'conflict.list', { customerId: into.id })
    expect(data.map(({ field, current, proposed }) => [field, current, proposed]).toSorted()).toEqual([
      ['company', 'Tea House', 'Acme'],
      ['name', 'Mei Lin', 'Mei'],
    ])
  })

  test('taken apart leaves alone what somebody changed since', async () => {
    const [into, from] = [await create('Left'), await create('Right')]
    await call(context, 'customer.update', { id: from.id, changes: { company: { value: 'Acme' } } })
    await call(context, 'merge.create', { id: into.id, otherId: from.id })
    await call(context, 'customer.update', { id: into.id, changes: { company: { value: 'Acme & Sons' } } })
    const [merge] = await mergesOf(into.id)
    const { data } = await call(context, 'merge.undo', { id: merge!.id })
    expect(data.map(({ id, company }) => [id, company])).toEqual([
      [into.id, 'Acme & Sons'],
      [from.id, 'Acme'],
    ])
  })

  test('that goes leaves its place to another that has the same to give', async () => {
    const [root, one, two] = [await create('Root'), await create('One'), await create('Two')]
    for (const { id, company } of [
      { ...one, company: 'First' },
      { ...two, company: 'Second' },
    ])
      await call(context, 'customer.update', { id, changes: { company: { value: company } } })
    await call(context, 'merge.create', { id: root.id, otherId: one.id })
    await call(context, 'merge.create', { id: root.id, otherId: two.id })
    const [, first] = await mergesOf(root.id)
    await call(context, 'merge.undo', { id: first!.id })
    expect(await call(context, 'customer.get', { id: root.id })).toMatchObject({ company: 'Second', mergedIds: [two.id] })
  })

  test('of two that are one already is refused, and of one that was taken apart too', async () => {
    const [into, from] = [await create('Once'), await create('Twice')]
    await call(context, 'merge.create', { id: into.id, otherId: from.id })
    await expect(call(context, 'merge.create', { id: from.id, otherId: into.id })).rejects.toMatchObject({ code: 'conflict' })
    const [merge] = await mergesOf(into.id)
    await call(context, 'merge.undo', { id: merge!.id })
    await expect(call(context, 'merge.undo', { id: merge!.id })).rejects.toMatchObject({ code: 'conflict' })
  })

  test('is written on both timelines and in the audit log, and told', async () => {
    const [into, from] = [await create('Teller'), await create('Told')]
    await call(context, 'merge.create', { id: into.id, otherId: from.id })
    const [merge] = await mergesOf(into.id)
    await call(context, 'merge.undo', { id: merge!.id })
    const { rows: lines } = await pool().query(
      `SELECT customer_id AS id, data->>'other' AS other, (data->>'undone')::bool AS undone FROM timeline_entries WHERE type = 'merge' AND customer_id = ANY ($1) ORDER BY id`,
      [[into.id, from.id]],
    )
    expect(lines).toHaveLength(4)
    expect(lines).toContainEqual({ id: from.id, other: 'Teller', undone: true })
    const { rows: audited } = await pool().query(
      `SELECT action FROM audit_entries WHERE target_id = $1 AND action LIKE 'merge%' ORDER BY at, id`,
      [into.id],
    )
    expect(audited.map(({ action }) => action)).toEqual(['merge.create', 'merge.undo'])
    const told = (await eventsOf(context.workspaceId)).filter(({ data }) => JSON.stringify(data).includes(into.id)).map(({ name }) => name)
    expect(told).toEqual(expect.arrayContaining(['customer.merged', 'customer.unmerged']))
  })

  test('of two at once, each into the other, is made once', async () => {
    const [a, b] = [await create('A'), await create('B')]
    const tries = await Promise.allSettled([
      call(context, 'merge.create', { id: a.id, otherId: b.id }),
      call(context, 'merge.create', { id: b.id, otherId: a.id }),
    ])
    expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await mergesOf(a.id)).toHaveLength(1)
  })
})

describe('who may see only their own', () => {
  test('merges only what they see of both, and loses sight with the owner', async () => {
    const [mine, theirs] = [await create('Mine'), await create('Theirs')]
    const { id } = await newPerson(context.workspaceId)
    const own = contextOf(context.workspaceId, {
      type: 'user',
      id,
      name: 'Own',
      role: 'agent',
      permissions: ['customer.read', 'customer.merge'],
      masked: [],
      scope: 'own',
      keys: [id],
    })
    await call(context, 'customer.update', { id: mine.id, changes: { owner: { value: id } } })
    await expect(call(own, 'merge.create', { id: mine.id, otherId: theirs.id })).rejects.toMatchObject({ code: 'not_found' })
    await call(context, 'customer.update', {
      id: theirs.id,
      changes: { owner: { value: context.actor.type === 'user' ? context.actor.id : null } },
    })
    await call(context, 'merge.create', { id: theirs.id, otherId: mine.id })
    await expect(call(own, 'customer.get', { id: mine.id })).rejects.toMatchObject({ code: 'not_found' })
    const hidden = (await eventsOf(context.workspaceId)).filter(({ name, data }) => name === 'customer.hidden' && data['id'] === mine.id)
    expect(hidden).toMatchObject([{ data: { lost: [id] } }])
    await expect(call(own, 'merge.list', { id: mine.id })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a proven identity of any kind', () => {
  test.each(identityKind.options)('%s: seen on eight workers at the same moment is one customer', async (kind) => {
    const handle = {
      workspaceId: context.workspaceId,
      kind,
      value: kind === 'phone' ? '+8613900139000' : `app/${v7()}@example.com`,
      verified: true,
    }
    const answers = await Promise.all(Array.from({ length: 8 }, () => transaction((client) => identifyAll(client, [handle]))))
    const found = answers.map((answer) => answer.found.get(identityKey(handle))!)
    expect(new Set(found.map(({ customerId }) => customerId)).size).toBe(1)
    expect(found.filter(({ created }) => created)).toHaveLength(1)
  })

  test('of somebody merged stays theirs, and leads to the root', async () => {
    const handle = { workspaceId: context.workspaceId, kind: 'wechat_unionid' as const, value: v7(), verified: true }
    const first = (await transaction((client) => identifyAll(client, [handle]))).found.get(identityKey(handle))!
    const root = await create('Root of a WeChat friend')
    await call(context, 'merge.create', { id: root.id, otherId: first.customerId })
    await pool().query(`UPDATE customers SET last_seen_at = now() - interval '1 day' WHERE id = ANY ($1)`, [[root.id, first.customerId]])
    const { found, events } = await transaction((client) => identifyAll(client, [handle]))
    expect(found.get(identityKey(handle))).toMatchObject({ customerId: first.customerId, rootId: root.id, name: root.name })
    expect(events).toMatchObject([{ name: 'customer.updated', data: { customer: { id: root.id, mergedIds: [first.customerId] } } }])
  })
})

describe('a phone number people type', () => {
  test('is one, however it is spelt', async () => {
    await create('First', { phone: '１３７ ００１３-7000' })
    await expect(create('Second', { phone: '0086 137 0013 7000' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('First'),
    })
  })

  test('that is none is refused', async () => {
    await expect(create('None', { phone: 'at the desk' })).rejects.toMatchObject({ code: 'invalid', field: 'phone' })
  })
})
