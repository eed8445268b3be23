import fc from 'fast-check'
import { expect, test } from 'vitest'
import { v7 } from 'uuid'
import { identifyAll, identityKey } from '../../../customers/index.ts'
import { pool, transaction } from '../../../server/db.ts'
import type { Context } from '../../../server/context.ts'
import { emitAll } from '../../../server/events.ts'
import { useDatabase } from '../../support/database.ts'
import { call } from '../call.ts'
import { newPerson, newWorkspace } from '../workspaces.ts'

useDatabase()

const people = 5
const somebody = fc.nat({ max: people - 1 })
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 2 })

const profile = fc.record({
  name: fc.constantFrom('张伟', 'Zhang Wei', '张偉', 'Mei Lin', null),
  company: optional(fc.constantFrom('Acme', 'acme ', '茶行')),
  birthday: optional(fc.constantFrom({ calendar: 'solar', month: 3, day: 8, year: null, leap: false })),
  owner: optional(fc.nat({ max: 1 })),
  labels: fc.uniqueArray(fc.nat({ max: 3 }), { maxLength: 3 }),
  fields: fc.dictionary(fc.constantFrom('size', 'city'), fc.constantFrom('S', 'L', 'Hangzhou'), { maxKeys: 2 }),
  preferences: optional(fc.constantFrom('zh-CN', 'en')),
})

const merging = fc.record({ type: fc.constant('merge' as const), into: somebody, from: somebody })
const arrival = fc.record({ type: fc.constant('arrive' as const), who: somebody })
const note = fc.record({ type: fc.constant('note' as const), who: somebody })
const step = fc.oneof({ weight: 3, arbitrary: merging }, arrival, note)

const history = fc.record({
  profiles: fc.array(profile, { minLength: people, maxLength: people }),
  before: fc.array(step, { maxLength: 4 }),
  during: fc.array(step, { minLength: 1, maxLength: 8 }),
  /** In which order merges are taken apart. */
  order: fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
})

test('taking merges apart, in any order, leaves every table as it was; what came in meanwhile stays with whom it came from', async () => {
  await fc.assert(
    fc.asyncProperty(history, async ({ profiles, before, during, order }) => {
      const world = await newWorld(profiles)
      for (const one of before) await take(world, one)
      const was = await snapshot(world)
      const made: string[] = []
      for (const one of during) made.push(...(await take(world, one)))
      for (const mergeId of inOrder(made, order)) await call(world.context, 'merge.undo', { id: mergeId })
      expect(without(await snapshot(world), world.arrived.slice(was.arrived))).toEqual(without(was, []))
      expect(await strangers(world)).toEqual([])
    }),
    { numRuns: 40 },
  )
}, 120_000)

test('an old id answers as the customer it is merged into, and as itself once taken apart', async () => {
  await fc.assert(
    fc.asyncProperty(history, async ({ profiles, during, order }) => {
      const world = await newWorld(profiles)
      const made: string[] = []
      for (const one of during) made.push(...(await take(world, one)))
      const { rows } = await pool().query<{ id: string; root_id: string }>('SELECT id, root_id FROM customers WHERE workspace_id = $1', [
        world.workspaceId,
      ])
      for (const { id, root_id } of rows) expect((await call(world.context, 'customer.get', { id })).id).toBe(root_id)
      for (const mergeId of inOrder(made, order)) await call(world.context, 'merge.undo', { id: mergeId })
      for (const { id } of rows) expect(await call(world.context, 'customer.get', { id })).toMatchObject({ id, mergedIds: [] })
    }),
    { numRuns: 10 },
  )
}, 60_000)

type World = { workspaceId: string; context: Context; channelId: string; customers: string[]; handles: string[]; arrived: string[] }
type Profile = typeof profile extends fc.Arbitrary<infer P> ? P : never
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

async function newWorld(profiles: Profile[]): Promise<World> {
  const workspaceId = await newWorkspace()
  const { context } = await newPerson(workspaceId, 'owner')
  const keys = { owners: [v7(), v7()], labels: [v7(), v7(), v7(), v7()], fields: { size: v7(), city: v7() } }
  const channelId = v7()
  await pool().query(`INSERT INTO channels (id, workspace_id, kind, name, config, secrets) VALUES ($1, $2, 'webchat', 'Shop', '{}', '')`, [
    channelId,
    workspaceId,
  ])
  const world: World = { workspaceId, context, channelId, customers: [], handles: [], arrived: [] }
  for (const one of profiles) await addCustomer(world, one, keys)
  return world
}

type Keys = { owners: string[]; labels: string[]; fields: Record<string, string> }

async function addCustomer(world: World, { name, company, birthday, owner, labels, fields, preferences }: Profile, keys: Keys) {
  const handle = `shop/${v7()}`
  const customerId = await identified(world, handle, name)
  await pool().query(
    `UPDATE customers SET company = $2, birthday = $3, owner_id = $4, label_ids = $5, fields = $6, preferences = $7, birthday_day = $8,
            states = '{"company": {"version": 3, "source": "person", "by": null, "at": "2026-01-01T00:00:00.000Z"}}' WHERE id = $1`,
    [
      customerId,
      company,
      birthday,
      owner === null ? null : keys.owners[owner],
      labels.map((n) => keys.labels[n]),
      Object.fromEntries(Object.entries(fields).map(([key, value]) => [keys.fields[key], value])),
      { channel: null, locale: preferences },
      birthday === null ? null : 308,
    ],
  )
  world.customers.push(customerId)
  world.handles.push(handle)
}

async function identified(world: World, value: string, name: string | null): Promise<string> {
  const handle = { workspaceId: world.workspaceId, kind: 'visitor' as const, value, name, verified: true }
  return transaction(async (client) => {
    const { found, events } = await identifyAll(client, [handle])
    await emitAll(client, events)
    return found.get(identityKey(handle))!.customerId
  })
}

/** Answers the id of the merge, where the step made one. */
async function take(world: World, one: Step): Promise<string[]> {
  if (one.type === 'arrive') return arrive(world, one.who)
  if (one.type === 'note') return leaveNote(world, one.who)
  const [id, otherId] = [world.customers[one.into]!, world.customers[one.from]!]
  const roots = await Promise.all([id, otherId].map((customer) => call(world.context, 'customer.get', { id: customer })))
  if (roots[0]!.id === roots[1]!.id) return []
  await call(world.context, 'merge.create', { id, otherId })
  const { data } = await call(world.context, 'merge.list', { id })
  return [data[0]!.id]
}

async function arrive(world: World, who: number): Promise<[]> {
  const customerId = await identified(world, world.handles[who]!, null)
  expect(customerId).toBe(world.customers[who])
  const [conversationId, messageId] = [v7(), v7()]
  await pool().query(
    `INSERT INTO conversations (id, workspace_id, channel_id, channel_kind, customer_id, thread_key) VALUES ($1, $2, $3, 'webchat', $4, $5)`,
    [conversationId, world.workspaceId, world.channelId, customerId, conversationId],
  )
  await pool().query(
    `INSERT INTO messages (id, workspace_id, conversation_id, channel_id, position, kind, direction, author_type, author_id, author_name, text, status, sent_at)
     VALUES ($1, $2, $3, $4, 1, 'text', 'in', 'customer', $5, '', 'Hi', 'received', now())`,
    [messageId, world.workspaceId, conversationId, world.channelId, customerId],
  )
  world.arrived.push(conversationId, messageId)
  return []
}

async function leaveNote(world: World, who: number): Promise<[]> {
  const [noteId, consentId] = [v7(), v7()]
  const customerId = world.customers[who]
  await pool().query(
    `INSERT INTO timeline_entries (id, workspace_id, customer_id, type, by_type, by_name, data) VALUES ($1, $2, $3, 'note', 'user', 'Person', '{"text": "Likes tea"}')`,
    [noteId, world.workspaceId, customerId],
  )
  await pool().query(
    `INSERT INTO consents (id, workspace_id, customer_id, purpose, state, source, evidence, by_name) VALUES ($1, $2, $3, 'marketing', 'granted', 'person', 'said so', 'Person')`,
    [consentId, world.workspaceId, customerId],
  )
  world.arrived.push(noteId, consentId)
  return []
}

const tables = ['customers', 'identities', 'conversations', 'messages', 'timeline_entries', 'consents', 'field_conflicts']
type Snapshot = { arrived: number; rows: Record<string, unknown>[] }

/** Every row of a customer's data, without what only counts or dates changes. */
async function snapshot(world: World): Promise<Snapshot> {
  const rows: Record<string, unknown>[] = []
  for (const table of tables) {
    const { rows: found } = await pool().query<{ row: Record<string, unknown> }>(
      `SELECT to_jsonb(t) AS row FROM ${table} t WHERE workspace_id = $1 ORDER BY id`,
      [world.workspaceId],
    )
    for (const { row } of found) if (row['type'] !== 'merge') rows.push({ table, ...comparable(row) })
  }
  return { arrived: world.arrived.length, rows }
}

function comparable({ version: _v, updated_at: _u, last_seen_at: _l, states, ...row }: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries((states ?? {}) as Record<string, { source: string; by: unknown }>).filter(
    ([, { source }]) => source !== 'merge',
  )
  return { ...row, ...(states ? { states: Object.fromEntries(kept.map(([key, { source, by }]) => [key, { source, by }])) } : {}) }
}

function without({ rows }: Snapshot, ids: string[]): Record<string, unknown>[] {
  return rows.filter((row) => !ids.includes(row['id'] as string))
}

/** Conversations, and what is written on a timeline, that do not lie with whom they came from. */
async function strangers(world: World): Promise<unknown[]> {
  const { rows } = await pool().query(
    `SELECT v.id FROM conversations v JOIN messages m ON m.conversation_id = v.id WHERE v.workspace_id = $1 AND v.customer_id <> m.author_id`,
    [world.workspaceId],
  )
  return rows
}

function inOrder(ids: string[], order: number[]): string[] {
  return ids
    .map((id, n) => ({ id, rank: order[n % order.length]! }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ id }) => id)
}
