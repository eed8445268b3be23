import fc from 'fast-check'
import { expect, test } from 'vitest'
import { v7 } from 'uuid'
import { identifyAll, identityKey, type SeenHandle } from '../../../customers/index.ts'
import { pool, transaction } from '../../../server/db.ts'
import { emitAll } from '../../../server/events.ts'
import { useDatabase } from '../../support/database.ts'

useDatabase()

test('a new handle makes one customer, named as given; seen again it finds the same', async () => {
  const handle = await handleOf({ value: 'Mei@Example.CN', name: '林美' })
  const first = await identify([handle])
  const again = await identify([{ ...handle, value: ' mei@example.cn' }])
  const found = first.found.get(identityKey(handle))!
  expect(found).toMatchObject({ name: '林美', created: true })
  expect(again.found.get(identityKey(handle))).toEqual({ ...found, created: false })
  expect(first.events).toMatchObject([{ name: 'customer.created', data: { customer: { id: found.customerId, name: '林美', version: 1 } } }])
  expect(again.events).toEqual([])
})

test('the same handle several times in one batch is one customer, with the name any of them gave', async () => {
  const handle = await handleOf({ value: 'twice@example.com' })
  const { found, events } = await identify([handle, { ...handle, name: 'Tove' }, { ...handle, verified: true }])
  expect(found.get(identityKey(handle))!.name).toBe('Tove')
  expect(events).toHaveLength(1)
  expect(events[0]!.data.customer.identities).toMatchObject([{ value: 'twice@example.com', verified: true }])
})

test('the same address in two workspaces is two customers', async () => {
  const [here, there] = [await handleOf({ value: 'same@example.com' }), await handleOf({ value: 'same@example.com' })]
  const { found } = await identify([here, there])
  expect(found.get(identityKey(here))!.customerId).not.toBe(found.get(identityKey(there))!.customerId)
})

test('what was claimed becomes proven and never claimed again', async () => {
  const handle = await handleOf({ value: 'proof@example.com', verified: null })
  await identify([handle])
  const raised = await identify([{ ...handle, verified: true }])
  const later = await identify([{ ...handle, verified: false }])
  expect(raised.events).toMatchObject([{ name: 'customer.updated', data: { customer: { version: 2, identities: [{ verified: true }] } } }])
  expect(later.events).toEqual([])
  expect((await pool().query('SELECT verified FROM identities WHERE value = $1', ['proof@example.com'])).rows).toEqual([{ verified: true }])
})

test('a customer without a name takes the first one given, and keeps it', async () => {
  const handle = await handleOf({ kind: 'visitor', value: 'shop/visitor-77e1' })
  expect((await identify([handle])).found.get(identityKey(handle))!.name).toBe('Visitor 77e1')
  expect((await identify([{ ...handle, name: '陈静' }])).found.get(identityKey(handle))!.name).toBe('陈静')
  expect((await identify([{ ...handle, name: 'Someone else' }])).found.get(identityKey(handle))!.name).toBe('陈静')
})

test('seen again after an hour moves the last sight, once', async () => {
  const handle = await handleOf({ value: 'back@example.com' })
  const { customerId } = (await identify([handle])).found.get(identityKey(handle))!
  await pool().query(`UPDATE customers SET last_seen_at = now() - interval '2 hours' WHERE id = $1`, [customerId])
  expect((await identify([handle])).events).toMatchObject([
    { name: 'customer.updated', data: { customer: { id: customerId, version: 2 } } },
  ])
  expect((await identify([handle])).events).toEqual([])
})

test('sixteen transactions with overlapping handles make one customer each, without a deadlock or an orphan', async () => {
  const workspaceId = await newWorkspace()
  const values = Array.from({ length: 40 }, (_, n) => `crowd-${n}@example.com`)
  const rounds = Array.from({ length: 16 }, (_, n) => {
    const mixed = shuffled(values, n).slice(0, 30)
    return identify(mixed.map((value) => ({ workspaceId, kind: 'email', value, verified: n % 2 === 0 })))
  })
  const answers = await Promise.all(rounds)
  const { rows } = await pool().query<{ identities: number; customers: number; orphans: number }>(
    `SELECT (SELECT count(*) FROM identities WHERE workspace_id = $1) AS identities, (SELECT count(*) FROM customers WHERE workspace_id = $1) AS customers,
            (SELECT count(*) FROM customers c WHERE workspace_id = $1 AND NOT EXISTS (SELECT FROM identities WHERE customer_id = c.id)) AS orphans`,
    [workspaceId],
  )
  const seen = new Set(answers.flatMap(({ found }) => [...found.keys()]))
  expect(rows[0]).toEqual({ identities: seen.size, customers: seen.size, orphans: 0 })
  for (const { found } of answers) expect(found.size).toBe(30)
  const created = answers.flatMap(({ events }) => events).filter(({ name }) => name === 'customer.created')
  expect(created).toHaveLength(seen.size)
})

test('everyone who finds an identity is told the same customer, whoever made it', async () => {
  const workspaceId = await newWorkspace()
  const handle: SeenHandle = { workspaceId, kind: 'account', value: 'shop/9', verified: true }
  const answers = await Promise.all(Array.from({ length: 16 }, () => identify([handle])))
  const ids = new Set(answers.map(({ found }) => found.get(identityKey(handle))!.customerId))
  expect(ids.size).toBe(1)
  expect(answers.filter(({ found }) => found.get(identityKey(handle))!.created)).toHaveLength(1)
})

test('a batch that is rolled back leaves nobody behind, and the next one makes them', async () => {
  const handle = await handleOf({ value: 'gone@example.com' })
  const broken = transaction(async (client) => {
    await identifyAll(client, [handle])
    throw new Error('the rest of the batch failed')
  })
  await expect(broken).rejects.toThrow('the rest of the batch failed')
  expect((await identify([handle])).found.get(identityKey(handle))!.created).toBe(true)
})

test('any number of handles costs the same number of statements', async () => {
  const few = await statementsFor(1)
  expect(await statementsFor(300)).toBe(few)
})

test('whatever a stranger calls themselves is found again under its key', async () => {
  const workspaceId = await newWorkspace()
  const text = fc.string({ unit: 'binary', maxLength: 3000 })
  const one = fc.record({
    kind: fc.constantFrom('email', 'visitor', 'account'),
    value: text,
    name: fc.option(text),
    verified: fc.option(fc.boolean()),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(one, { maxLength: 20 }), async (people) => {
      const handles = people.map((person) => ({ workspaceId, ...person }))
      const { found } = await identify(handles)
      for (const handle of handles) expect(found.get(identityKey(handle))).toMatchObject({ customerId: expect.any(String) })
    }),
    { numRuns: 60 },
  )
})

function identify(handles: SeenHandle[]) {
  return transaction(async (client) => {
    const identified = await identifyAll(client, handles)
    await emitAll(client, identified.events)
    return identified
  })
}

async function statementsFor(count: number): Promise<number> {
  const workspaceId = await newWorkspace()
  return transaction(async (client) => {
    let statements = 0
    const counting = new Proxy(client, {
      get: (target, name) => {
        if (name === 'query') statements++
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    await identifyAll(
      counting,
      Array.from({ length: count }, (_, n) => ({ workspaceId, kind: 'visitor', value: `v${n}`, verified: null })),
    )
    return statements
  })
}

async function handleOf(handle: Partial<SeenHandle>): Promise<SeenHandle> {
  return { workspaceId: await newWorkspace(), kind: 'email', value: 'somebody@example.com', verified: false, ...handle }
}

async function newWorkspace(): Promise<string> {
  const id = v7()
  await pool().query('INSERT INTO workspaces (id, name) VALUES ($1, $2)', [id, 'Test'])
  return id
}

function shuffled<T>(items: T[], seed: number): T[] {
  return items
    .map((item, n) => ({ item, rank: ((n + 1) * 7919 * (seed + 3)) % 104729 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}
