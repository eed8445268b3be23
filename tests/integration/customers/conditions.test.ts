import fc from 'fast-check'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { v7 } from 'uuid'
import { condition as conditionSchema, type Condition, type Test } from '../../../contract/conditions.ts'
import { countCustomers } from '../../../customers/segments/count.ts'
import { customerCatalogue } from '../../../customers/segments/conditions.ts'
import { conditionSql, reachable } from '../../../customers/segments/query.ts'
import type { Context } from '../../../server/context.ts'
import { pool } from '../../../server/db.ts'
import { useDatabase } from '../../support/database.ts'
import { call } from '../call.ts'
import { newPerson, newWorkspace } from '../workspaces.ts'
import { holds, type Person } from './holds.ts'

useDatabase()

const labels = [v7(), v7(), v7()]
const number = v7()
const choice = v7()
let context: Context
let people: Person[]

beforeAll(async () => {
  context = (await newPerson(await newWorkspace(), 'owner')).context
  await pool().query(
    `INSERT INTO fields (id, workspace_id, name, type, options) VALUES ($1, $3, 'Size', 'number', '[]'), ($2, $3, 'Level', 'choice', $4)`,
    [number, choice, context.workspaceId, JSON.stringify(['gold', 'tin'].map((id) => ({ id, label: id })))],
  )
  people = fc.sample(person, { numRuns: 120, seed: 7 })
  for (const one of people) await write(one)
})

const day = fc.integer({ min: -400, max: 400 }).map((days) => new Date(Date.UTC(2026, 5, 15) + days * 86_400_000))
const names = ['Li Wei', 'li wei', '张伟', '张 伟', '100%', 'a_b', 'Ann', '']
const person: fc.Arbitrary<Person> = fc.record({
  id: fc.noShrink(fc.constant(null)).map(() => v7()),
  name: fc.constantFrom(...names.filter(Boolean)),
  company: fc.option(fc.constantFrom('Acme', 'acme tea', '')),
  ownerId: fc.option(fc.constantFrom(...labels)),
  labelIds: fc.subarray(labels),
  createdAt: day,
  lastSeenAt: fc.option(day),
  email: fc.option(fc.constantFrom('ann@example.com', 'li@example.cn')),
  messagesIn: fc.option(fc.integer({ min: 0, max: 5 })),
  size: fc.option(fc.integer({ min: -2, max: 2 })),
  level: fc.option(fc.constantFrom('gold', 'tin')),
  consent: fc.array(fc.constantFrom('granted', 'withdrawn'), { maxLength: 3 }),
})

async function write(one: Person): Promise<void> {
  const fields = { ...(one.size !== null && { [number]: one.size }), ...(one.level !== null && { [choice]: one.level }) }
  await pool().query(
    `INSERT INTO customers (id, workspace_id, name, company, owner_id, label_ids, created_at, last_seen_at, fields) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [one.id, context.workspaceId, one.name, one.company, one.ownerId, one.labelIds, one.createdAt, one.lastSeenAt, JSON.stringify(fields)],
  )
  if (one.email !== null)
    await pool().query(
      `INSERT INTO identities (id, workspace_id, customer_id, kind, value, verified) VALUES ($1, $2, $1, 'email', $3, true)`,
      [one.id, context.workspaceId, `${one.id}-${one.email}`],
    )
  if (one.messagesIn !== null)
    await pool().query('INSERT INTO customer_stats (customer_id, workspace_id, messages_in) VALUES ($1, $2, $3)', [
      one.id,
      context.workspaceId,
      one.messagesIn,
    ])
  for (const [n, state] of one.consent.entries())
    await pool().query(
      `INSERT INTO consents (id, workspace_id, customer_id, purpose, state, source, evidence, by_name, at)
       VALUES ($1, $2, $3, 'marketing', $4, 'person', 'Said so', 'Somebody', now() + $5 * interval '1 minute')`,
      [v7(), context.workspaceId, one.id, state, n],
    )
}

const value = (from: readonly (string | number)[]) => fc.constantFrom(...from)
const several = (from: readonly string[]) => fc.subarray([...from], { minLength: 1 })
const date = day.map((at) => at.toISOString().slice(0, 10))
const moment = fc.oneof(
  date,
  day.map((at) => at.toISOString()),
)

const tests = fc.oneof(
  asking('name', ['is', 'is_not', 'contains', 'contains_not', 'starts_with'], value(['li wei', 'LI', '伟', '%', '_', 'Ann'])),
  asking('company', ['is', 'is_not', 'contains', 'contains_not', 'starts_with', 'is_set', 'is_not_set'], value(['acme', 'tea'])),
  asking('email', ['contains', 'contains_not', 'is_set', 'is_not_set'], value(['ann@', 'example.cn', '.com'])),
  asking('owner', ['is', 'is_not', 'is_set', 'is_not_set'], value(labels)),
  asking('owner', ['is_any_of', 'is_none_of'], several(labels)),
  asking('labels', ['is_any_of', 'has_all_of', 'is_none_of', 'is_set', 'is_not_set'], several(labels)),
  asking('created', ['before', 'after'], moment),
  asking('last_seen', ['before', 'after', 'is_set', 'is_not_set'], moment),
  asking('messages_in', ['is', 'is_not', 'less', 'more'], value([0, 1, 3])),
  asking('messages_in', ['between'], fc.tuple(value([0, 1]), value([1, 4]))),
  asking(`fields.${number}`, ['is', 'is_not', 'less', 'more', 'is_set', 'is_not_set'], value([-1, 0, 1.5])),
  asking(`fields.${choice}`, ['is', 'is_not', 'is_set', 'is_not_set'], value(['gold', 'tin'])),
  asking('consent.marketing', ['is', 'is_not', 'is_set', 'is_not_set'], value(['granted', 'withdrawn'])),
)

function asking(field: string, ops: Test['op'][], values: fc.Arbitrary<unknown>): fc.Arbitrary<Test> {
  return fc.record({ field: fc.constant(field), op: fc.constantFrom(...ops), value: values }) as fc.Arbitrary<Test>
}

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    tests,
    fc.record({ all: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
  ),
}))

async function found(asked: Condition, by = context): Promise<string[]> {
  const values: unknown[] = []
  const param = (value: unknown) => `$${values.push(value) + 1}`
  const where = `${reachable(by, param)} AND ${await conditionSql(by, asked, param)}`
  return (await by.sql<{ id: string }>(`SELECT c.id FROM customers c WHERE ${where} ORDER BY c.id`, values)).map(({ id }) => id)
}

test('the SQL of any condition finds whom reading it one by one finds', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(condition, async (asked) => {
      const expected = people.filter((one) => holds(asked, one, { number, choice })).map(({ id }) => id)
      expect(await found(asked)).toEqual(expected.toSorted())
    }),
    { numRuns: 300 },
  )
})

describe('a condition is refused, naming the part at fault,', () => {
  test.each([
    ['with a field there is not', { all: [{ field: 'shoe', op: 'is', value: 1 }] }, 'Part 1 of the condition asks about “shoe”'],
    [
      'with a comparison the field cannot have',
      { any: [{ all: [] }, { field: 'name', op: 'less', value: 1 }] },
      'Part 2 of the condition compares',
    ],
    [
      'with a value of another type',
      { all: [{ not: { field: 'created', op: 'before', value: 'soon' } }] },
      'Part 1 of the condition has a value',
    ],
    ['with a choice there is not', { field: 'consent.marketing', op: 'is', value: 'maybe' }, 'Part 1 of the condition has a value'],
    [
      'with a range that ends before it begins',
      { field: 'messages_in', op: 'between', value: [3, 1] },
      'Part 1 of the condition has a value',
    ],
    ['without a value', { field: 'name', op: 'contains' }, 'Part 1 of the condition has a value'],
    [
      'with an injection for a value',
      { field: 'labels', op: 'is_any_of', value: ["'}'; DROP TABLE customers; --"] },
      'Part 1 of the condition has a value',
    ],
  ] as const)('%s', async (_, asked, message) => {
    await expect(countCustomers(context, { condition: asked as unknown as Condition })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining(message),
    })
  })

  test('nested without end, without descending into it', () => {
    let deep: unknown = { field: 'name', op: 'is', value: 'x' }
    for (let n = 0; n < 100_000; n += 1) deep = { all: [deep], any: [deep], not: deep }
    expect(conditionSchema.safeParse(deep).error?.issues[0]?.message).toContain('nests too deeply')
  })
})

describe('segments', () => {
  const people = { field: 'name', op: 'contains', value: 'li' } as const

  test('contain segments, but never themselves', async () => {
    const inner = await call(context, 'segment.create', { name: `Inner ${v7()}`, condition: people })
    const outer = await call(context, 'segment.create', {
      name: `Outer ${v7()}`,
      condition: { field: 'segment', op: 'is', value: inner.id },
    })
    expect((await found({ field: 'segment', op: 'is', value: outer.id })).length).toBe((await found(people)).length)
    const loop = call(context, 'segment.update', { id: inner.id, condition: { not: { field: 'segment', op: 'is', value: outer.id } } })
    await expect(loop).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('would contain itself') })
    expect((await call(context, 'segment.list', {})).data.find(({ id }) => id === inner.id)).toMatchObject({
      version: 1,
      condition: people,
    })
    await expect(call(context, 'segment.delete', { id: inner.id })).rejects.toMatchObject({ code: 'conflict' })
  })

  test('have names of their own, and of two changes to one version one is refused', async () => {
    const name = `Taken ${v7()}`
    const first = await call(context, 'segment.create', { name, condition: people })
    await expect(call(context, 'segment.create', { name, condition: people })).rejects.toMatchObject({ code: 'conflict', field: 'name' })
    const changes = ['a', 'b'].map((end) => call(context, 'segment.update', { id: first.id, version: 1, name: `${name} ${end}` }))
    expect((await Promise.allSettled(changes)).map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('that are deleted, or of another workspace, are not there', async () => {
    const gone = await call(context, 'segment.create', { name: `Gone ${v7()}`, condition: people })
    await call(context, 'segment.delete', { id: gone.id })
    await expect(call(context, 'customer.list', { segmentId: gone.id })).rejects.toMatchObject({ code: 'not_found' })
    const foreign = (await newPerson(await newWorkspace(), 'owner')).context
    await expect(countCustomers(foreign, { condition: { field: 'segment', op: 'is', value: gone.id } })).rejects.toMatchObject({
      code: 'invalid',
    })
  })
})

describe('who may not see addresses', () => {
  const masked = () => ({ ...context, actor: { ...context.actor, masked: ['phone', 'email'] } }) as Context
  const whole = () => people.find((one) => one.email !== null)!

  test('compares none, whole or in pieces, and may ask whether there is one', async () => {
    const one = whole()
    const count = (asked: Test, who = masked()) => countCustomers(who, { condition: asked })
    for (const op of ['is', 'is_not', 'contains', 'contains_not', 'starts_with'] as const)
      await expect(count({ field: 'email', op, value: `${one.id}-${one.email}` })).rejects.toMatchObject({ code: 'forbidden' })
    for (const op of ['is_set', 'is_not_set'] as const)
      expect(await count({ field: 'email', op })).toEqual(await count({ field: 'email', op }, context))
  })

  test('finds no name by the address or number in it', async () => {
    await call(context, 'customer.create', { name: '13900001111' })
    await call(context, 'customer.create', { name: 'mei@shop.test' })
    for (const q of ['1390', 'mei@', 'mei']) {
      expect((await call(context, 'customer.list', { q })).data).toHaveLength(1)
      expect((await call(masked(), 'customer.list', { q })).data).toHaveLength(0)
    }
    const asked = { field: 'name', op: 'starts_with', value: '1390' } as const
    expect((await countCustomers(masked(), { condition: asked })).count).toBe(0)
    expect((await countCustomers(context, { condition: asked })).count).toBe(1)
  })
})

test('the editor is offered every field that can be asked about, those put away excepted', async () => {
  await pool().query(`INSERT INTO fields (id, workspace_id, name, type, archived) VALUES ($1, $2, 'Old', 'text', true)`, [
    v7(),
    context.workspaceId,
  ])
  const { data } = await call(context, 'condition.fields', {})
  expect(data.map(({ field }) => field)).toContain(`fields.${number}`)
  expect(data.map(({ label }) => label)).not.toContain('Old')
  expect(data.length).toBe((await customerCatalogue(context)).size - 1)
})

test('a birthday of 29 February returns on the day the workspace keeps it', async () => {
  const { context } = await newPerson(await newWorkspace(), 'owner')
  const { id } = await call(context, 'customer.create', { name: 'Leap' })
  const birthday = { calendar: 'solar' as const, month: 2, day: 29, year: 2000, leap: false }
  await call(context, 'customer.update', { id, changes: { birthday: { value: birthday } } })
  const foundOn = async (day: string) => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(`${day}T12:00:00Z`) })
    try {
      return await found({ field: 'birthday', op: 'in_next_days', value: 0 }, context)
    } finally {
      vi.useRealTimers()
    }
  }
  expect([await foundOn('2027-02-28'), await foundOn('2027-03-01'), await foundOn('2028-02-29')]).toEqual([[id], [], [id]])
  await call(context, 'workspace.update', { leapDay: 'march' })
  expect([await foundOn('2027-02-28'), await foundOn('2027-03-01'), await foundOn('2028-02-29')]).toEqual([[], [id], [id]])
})
