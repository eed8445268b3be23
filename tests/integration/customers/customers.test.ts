import { beforeAll, describe, expect, test } from 'vitest'
import { v7 } from 'uuid'
import type { Input, RawInput } from '../../../contract/api.ts'
import { identifyAll, identityKey } from '../../../customers/index.ts'
import type { Context } from '../../../server/context.ts'
import { transaction } from '../../../server/db.ts'
import { call } from '../call.ts'
import { eventsOf, newPerson, newWorkspace } from '../workspaces.ts'
import { useDatabase } from '../../support/database.ts'

useDatabase()

let context: Context
beforeAll(async () => {
  context = (await newPerson(await newWorkspace())).context
})

describe('making and renaming', () => {
  test('a new customer has the address normalised, as claimed, and is told to everybody', async () => {
    const customer = await call(context, 'customer.create', { name: 'Ada', email: 'Ada@Example.COM' })
    expect(customer).toMatchObject({ name: 'Ada', version: 1, identities: [{ kind: 'email', value: 'ada@example.com', verified: false }] })
    expect(await call(context, 'customer.get', { id: customer.id })).toEqual(customer)
    expect((await eventsOf(context.workspaceId)).at(-1)).toEqual({ name: 'customer.created', data: { customer } })
  })

  test('an address that is taken says whose it is to who may see them, and to nobody else', async () => {
    const workspaceId = await newWorkspace()
    const { context: mine } = await newPerson(workspaceId, 'owner')
    const { id } = await call(mine, 'customer.create', { name: 'Owner Wu', email: 'wu@example.com' })
    const taken = (who: Context) => call(who, 'customer.create', { name: 'New', email: 'wu@example.com' })
    await expect(taken(mine)).rejects.toMatchObject({ code: 'conflict', customerId: id, message: expect.stringContaining('Owner Wu') })
    const role = await call(mine, 'role.create', {
      name: 'Own',
      permissions: ['customer.read', 'customer.write'],
      scope: 'own',
      masked: [],
    })
    const scoped = (await newPerson(workspaceId, role.id)).context
    await expect(taken(scoped)).rejects.toMatchObject({ customerId: undefined, message: expect.stringContaining('you may not see') })
    await expect(taken(scoped)).rejects.toMatchObject({ message: expect.not.stringContaining('Wu') })
  })

  test('an address that is taken is refused with its owner’s name, and nothing is made', async () => {
    await call(context, 'customer.create', { name: 'Owner Zhou', email: 'taken@example.com' })
    const before = await eventsOf(context.workspaceId)
    const refused = call(context, 'customer.create', { name: 'Second', email: 'TAKEN@example.com' })
    await expect(refused).rejects.toMatchObject({ code: 'conflict', field: 'email', message: expect.stringContaining('Owner Zhou') })
    expect((await call(context, 'customer.list', { q: 'Second' })).data).toEqual([])
    expect(await eventsOf(context.workspaceId)).toEqual(before)
  })

  test('a new name is the next version', async () => {
    const { id } = await call(context, 'customer.create', { name: 'Old name' })
    const renamed = await call(context, 'customer.update', { id, changes: { name: { value: '新名字', base: 1 } } })
    expect(renamed).toMatchObject({ name: '新名字', version: 2 })
    expect((await eventsOf(context.workspaceId)).at(-1)).toEqual({ name: 'customer.updated', data: { customer: renamed } })
  })

  test('a rename written against an older version is refused', async () => {
    const { id } = await call(context, 'customer.create', { name: 'First' })
    await call(context, 'customer.update', { id, changes: { name: { value: 'Second', base: 1 } } })
    await expect(call(context, 'customer.update', { id, changes: { name: { value: 'Third', base: 1 } } })).rejects.toMatchObject({
      code: 'conflict',
      field: 'changes.name',
    })
    expect((await call(context, 'customer.get', { id })).name).toBe('Second')
  })

  test('of eight renames against one version exactly one wins', async () => {
    const { id } = await call(context, 'customer.create', { name: 'Raced' })
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) => call(context, 'customer.update', { id, changes: { name: { value: `Name ${n}`, base: 1 } } })),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await call(context, 'customer.get', { id })).version).toBe(2)
  })
})

describe('linking addresses', () => {
  test('an address is added as claimed, and mail from it then finds this customer', async () => {
    const { id } = await call(context, 'customer.create', { name: 'Linked' })
    const linked = await call(context, 'identity.add', { id, kind: 'email', value: 'Linked@Example.com' })
    expect(linked).toMatchObject({ version: 2, identities: [{ value: 'linked@example.com', verified: false }] })
    const handle = { workspaceId: context.workspaceId, kind: 'email', value: 'linked@example.com', verified: null } as const
    const { found } = await transaction((client) => identifyAll(client, [handle]))
    expect(found.get(identityKey(handle))!.customerId).toBe(id)
  })

  test('an address of somebody else is refused with the name, and neither changes', async () => {
    await call(context, 'customer.create', { name: 'Rightful', email: 'mine@example.com' })
    const other = await call(context, 'customer.create', { name: 'Other' })
    const refused = call(context, 'identity.add', { id: other.id, kind: 'email', value: 'mine@example.com' })
    await expect(refused).rejects.toMatchObject({ code: 'conflict', field: 'value', message: expect.stringContaining('Rightful') })
    expect(await call(context, 'customer.get', { id: other.id })).toEqual(other)
  })

  test.each(['no address', 'a@', '@example.com', 'a@b@c', 'a b@example.com'])('“%s” is no address', async (value) => {
    const { id } = await call(context, 'customer.create', { name: 'Strict' })
    await expect(call(context, 'identity.add', { id, kind: 'email', value })).rejects.toMatchObject({ code: 'invalid', field: 'value' })
  })

  test('an address beyond ASCII is one', async () => {
    const { id } = await call(context, 'customer.create', { name: '国际' })
    const { identities } = await call(context, 'identity.add', { id, kind: 'email', value: '客服@例子.测试' })
    expect(identities).toMatchObject([{ value: '客服@xn--fsqu00a.xn--0zwm56d' }])
  })

  test('the fifty-first is refused', async () => {
    const { id } = await call(context, 'customer.create', { name: 'Collector' })
    for (let n = 0; n < 50; n++) await call(context, 'identity.add', { id, kind: 'email', value: `many-${n}@example.com` })
    await expect(call(context, 'identity.add', { id, kind: 'email', value: 'many-50@example.com' })).rejects.toMatchObject({
      code: 'conflict',
    })
    expect((await call(context, 'customer.get', { id })).identities).toHaveLength(50)
  })

  test('adding to nobody leaves the address free', async () => {
    await expect(call(context, 'identity.add', { id: v7(), kind: 'email', value: 'free@example.com' })).rejects.toMatchObject({
      code: 'not_found',
    })
    await call(context, 'customer.create', { name: 'Takes it', email: 'free@example.com' })
  })
})

describe('unlinking addresses', () => {
  test('a claimed one goes and is free again', async () => {
    const { id } = await call(context, 'customer.create', { name: 'Two', email: 'one@two.example' })
    const { identities } = await call(context, 'identity.add', { id, kind: 'email', value: 'two@two.example' })
    const after = await call(context, 'identity.remove', { id, identityId: identities[0]!.id })
    expect(after.identities.map(({ value }) => value)).toEqual(['two@two.example'])
    await call(context, 'customer.create', { name: 'Next', email: 'one@two.example' })
  })

  test('the last one stays', async () => {
    const { id, identities } = await call(context, 'customer.create', { name: 'Single', email: 'single@example.com' })
    const refused = call(context, 'identity.remove', { id, identityId: identities[0]!.id })
    await expect(refused).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('only address') })
  })

  test('a proven one stays', async () => {
    const handle = { workspaceId: context.workspaceId, kind: 'email', value: 'proven@example.com', verified: true } as const
    const { found } = await transaction((client) => identifyAll(client, [handle]))
    const { customerId: id, identityId } = found.get(identityKey(handle))!
    await call(context, 'identity.add', { id, kind: 'email', value: 'spare@example.com' })
    await expect(call(context, 'identity.remove', { id, identityId })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('proven'),
    })
  })

  test('of two removals at once of the last two only one succeeds', async () => {
    const { id } = await call(context, 'customer.create', { name: 'Pair', email: 'a@pair.example' })
    const { identities } = await call(context, 'identity.add', { id, kind: 'email', value: 'b@pair.example' })
    const tries = await Promise.allSettled(identities.map((identity) => call(context, 'identity.remove', { id, identityId: identity.id })))
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await call(context, 'customer.get', { id })).identities).toHaveLength(1)
  })

  test('another customer’s is not found', async () => {
    const other = await call(context, 'customer.create', { name: 'Whose', email: 'whose@example.com' })
    const { id } = await call(context, 'customer.create', { name: 'Not mine', email: 'not-mine@example.com' })
    const refused = call(context, 'identity.remove', { id, identityId: other.identities[0]!.id })
    await expect(refused).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('the list', () => {
  test('goes through everybody once, newest first, page by page', async () => {
    const { context: mine } = await newPerson(await newWorkspace())
    const made: string[] = []
    for (let n = 0; n < 7; n++) made.push((await call(mine, 'customer.create', { name: `Page ${n}` })).id)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await call(mine, 'customer.list', { limit: 3, ...(cursor ? { cursor } : {}) })
      seen.push(...page.data.map(({ id }) => id))
      cursor = page.next ?? undefined
    } while (cursor)
    expect(seen).toEqual(made.reverse())
  })

  test.each([
    ['zhang', ['Zhang Wei', '张伟']],
    ['张', ['张伟']],
    ['ＺＨＡＮＧ.wei@', ['Zhang Wei', '张伟']],
    ['伟', ['张伟']],
    ['zw', ['Zhang Wei', '张伟']],
    ['wei', ['Zhang Wei']],
    ['hang', []],
    ['%', ['%off']],
    ['_', ['_under']],
    ['\\', ['\\back']],
  ])('“%s” finds what begins with it', async (q, names) => {
    const { context: mine } = await newPerson(await newWorkspace())
    for (const name of ['Zhang Wei', '%off', '_under', '\\back', 'Li']) await call(mine, 'customer.create', { name })
    await call(mine, 'customer.create', { name: '张伟', email: 'zhang.wei@example.cn' })
    const { data } = await call(mine, 'customer.list', { q })
    expect(data.map(({ name }) => name).sort()).toEqual(names)
  })

  test('a NUL in the question is refused', async () => {
    await expect(call(context, 'customer.list', { q: 'nobody\0' })).rejects.toMatchObject({ code: 'invalid' })
  })

  test('a cursor of somebody’s own making is refused', async () => {
    const readable = Buffer.from(`newest ${v7()} 2026-01-01T00:00:00.000Z`).toString('base64url')
    for (const cursor of ['', 'x', '_', readable, `v1.${readable}`, `v1.${'x'.repeat(200)}`])
      await expect(call(context, 'customer.list', { cursor })).rejects.toMatchObject({ code: 'invalid', field: 'cursor' })
  })

  test('every order can be turned round, page by page, and says how many there are when asked', async () => {
    const { context: mine } = await newPerson(await newWorkspace(), 'owner')
    const names = ['Ann', 'Bob', 'Cem', '13900004444']
    for (const name of names) await call(mine, 'customer.create', { name })
    const all = async (sort: Input<'customer.list'>['sort'], who = mine) => {
      const found: string[] = []
      for (let cursor: string | undefined, next: string | null = ''; next !== null; cursor = next ?? undefined) {
        const page = await call(who, 'customer.list', { sort, limit: 2, ...(cursor && { cursor }) })
        found.push(...page.data.map(({ id }) => id))
        next = page.next
      }
      return found
    }
    for (const [one, other] of [
      ['newest', 'oldest'],
      ['name', 'name_desc'],
      ['seen', 'seen_oldest'],
    ] as const) {
      expect(await all(other)).toHaveLength(4)
      expect((await all(other)).toReversed()).toEqual(await all(one))
    }
    const role = await call(mine, 'role.create', { name: 'In part', permissions: ['customer.read'], scope: 'all', masked: ['phone'] })
    const inPart = (await newPerson(mine.workspaceId, role.id)).context
    expect((await all('name_desc', inPart)).toReversed()).toEqual(await all('name', inPart))
    const totalOf = async (query: Partial<RawInput<'customer.list'>>) =>
      (await call(mine, 'customer.list', { total: 'true', limit: 1, ...query } as never)).total
    expect(await totalOf({})).toEqual({ count: 4, exact: true })
    expect(await totalOf({ q: 'bob' })).toEqual({ count: 1, exact: true })
    expect(await totalOf({ filter: JSON.stringify({ field: 'name', op: 'contains', value: 'e' }) })).toEqual({ count: 1, exact: true })
    expect((await call(mine, 'customer.list', {})).total).toBeNull()
    const own = await call(mine, 'role.create', { name: 'Own', permissions: ['customer.read'], scope: 'own', masked: [] })
    const scoped = (await newPerson(mine.workspaceId, own.id)).context
    expect((await call(scoped, 'customer.list', { total: 'true' })).total).toEqual({ count: 0, exact: true })
  })

  test('a cursor says nothing of the names it stands between, and goes on in its own order only', async () => {
    for (const name of ['13900002222', '13900003333']) await call(context, 'customer.create', { name })
    const { next } = await call(context, 'customer.list', { sort: 'name', limit: 1 })
    for (const encoding of ['base64url', 'base64', 'hex'] as const)
      expect(Buffer.from(next!.slice(3), encoding).toString('latin1')).not.toMatch(/1390000|name/)
    expect((await call(context, 'customer.list', { sort: 'name', limit: 1, cursor: next! })).data[0]?.name).toBe('13900003333')
    await expect(call(context, 'customer.list', { sort: 'newest', cursor: next! })).rejects.toMatchObject({ code: 'invalid' })
  })
})

test('another workspace’s customer is not found by any endpoint, and does not change', async () => {
  const theirs = (await newPerson(await newWorkspace(), 'owner')).context
  const customer = await call(context, 'customer.create', { name: 'Private', email: 'private@example.com' })
  const { id, identities } = customer
  const tries = [
    () => call(theirs, 'customer.get', { id }),
    () => call(theirs, 'customer.update', { id, changes: { name: { value: 'Stolen' } } }),
    () => call(theirs, 'identity.add', { id, kind: 'email', value: 'thief@example.com' }),
    () => call(theirs, 'identity.remove', { id, identityId: identities[0]!.id }),
  ]
  for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: 'not_found' })
  expect((await call(theirs, 'customer.list', { q: 'Private' })).data).toEqual([])
  await call(theirs, 'customer.create', { name: 'May have it too', email: 'private@example.com' })
  expect(await call(context, 'customer.get', { id })).toEqual(customer)
})

test('linking by hand while mail comes in from the same address neither deadlocks nor doubles', async () => {
  const { id } = await call(context, 'customer.create', { name: 'Busy', email: 'busy@example.com' })
  const values = Array.from({ length: 10 }, (_, n) => `race-${n}@example.com`)
  const batch = (['busy@example.com', ...values] as const).map(
    (value) => ({ workspaceId: context.workspaceId, kind: 'email', value, verified: true }) as const,
  )
  const work = values.flatMap((value) => [
    call(context, 'identity.add', { id, kind: 'email', value }),
    transaction((client) => identifyAll(client, batch)),
  ])
  const refused = (await Promise.allSettled(work)).flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  for (const reason of refused) expect(reason).toMatchObject({ code: 'conflict' })
  const owners = await Promise.all(values.map((q) => call(context, 'customer.list', { q })))
  for (const { data } of owners) expect(data).toHaveLength(1)
})
