import { io } from 'socket.io-client'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EndpointName } from '../../contract/api.ts'
import type { Channel } from '../../contract/channels.ts'
import type { Conversation, OwnConversation, Reading } from '../../contract/conversations.ts'
import { unreadOf } from '../../contract/unread.ts'
import type { Customer } from '../../contract/customers.ts'
import type { DomainEvent } from '../../contract/events.ts'
import type { Message } from '../../contract/messages.ts'
import type { Role } from '../../contract/roles.ts'
import type { Team } from '../../contract/teams.ts'
import type { User, Workspace } from '../../contract/users.ts'
import { compareCursors } from '../../contract/cursors.ts'
import type { EventBatch } from '../../contract/sync.ts'
import { deliver } from '../../inbox/deliver.ts'
import { handBack } from '../../inbox/hand-back.ts'
import { pool } from '../../server/db.ts'
import { openApiDocument } from '../../server/openapi.ts'
import { tidyFeed } from '../../server/feeds.ts'
import { catchUp } from './catch-up.ts'
import type { Api } from './http.ts'
import { operationsOf, send } from './requests.ts'
import { chatIn, chatRaw, rawsOf, receiptIn, receiveAll } from './scene.ts'
import { useServer } from './serve.ts'
import { inputsOf, newWorld, type World } from './world.ts'

const server = useServer()
const operations = operationsOf(openApiDocument())

/** What a screen holds, by id. */
type Held = {
  conversations: Map<string, Conversation>
  /** How far the person has read each, and what follows from it. */
  readings: Map<string, Reading & { id: string }>
  unread: Map<string, number>
  messages: Map<string, Message>
  customers: Map<string, Customer>
  channels: Map<string, Channel>
  users: Map<string, User>
  roles: Map<string, Role>
  teams: Map<string, Team>
  workspace: Workspace | null
}

let world: World
beforeAll(async () => {
  world = await newWorld(server.url, 'synced')
})

async function fetched(api: Api): Promise<Held> {
  const all = async <T extends { id: string }>(path: string) => {
    const answer = await api('GET', path)
    return new Map((answer.body as { data: T[] }).data.map((item) => [item.id, item]))
  }
  const [open, done] = [
    await all<OwnConversation>('conversations?limit=100'),
    await all<OwnConversation>('conversations?status=resolved&limit=100'),
  ]
  const own = [...open.values(), ...done.values()]
  const conversations = new Map(
    own.map((one) => {
      const { unread: _, reading: __, labelIds: ___, ...conversation } = one
      return [conversation.id, conversation]
    }),
  )
  const threads = await Promise.all([...conversations.keys()].map((id) => all<Message>(`conversations/${id}/messages?limit=100`)))
  return {
    conversations,
    readings: new Map(own.map(({ id, reading }) => [id, { id, ...reading }])),
    unread: new Map(own.map(({ id, unread }) => [id, unread])),
    messages: new Map(threads.flatMap((thread) => [...thread])),
    customers: await all<Customer>('customers?limit=100'),
    channels: await all<Channel>('channels'),
    users: await all<User>('users'),
    roles: await all<Role>('roles'),
    teams: await all<Team>('teams'),
    workspace: ((await api('GET', 'session')).body as { workspace: Workspace }).workspace,
  }
}

/** Applies events as any client may: whatever has the higher version wins; a customer's name is the customer's. */
function apply(held: Held, events: DomainEvent[]): void {
  for (const event of events) {
    const data = event.data as {
      [K in 'conversation' | 'message' | 'customer' | 'channel' | 'user' | 'role' | 'team']?: { id: string; version: number }
    } & {
      workspace?: Workspace
    }
    if (data.workspace) held.workspace = data.workspace
    keepNewest(held.conversations, data.conversation as Conversation | undefined)
    if (event.name === 'conversation.read') keepNewest(held.readings, { id: event.data.id, ...event.data.reading })
    if (event.name === 'conversation.opened') keepNewest(held.readings, { id: event.data.conversation.id, ...neverRead })
    keepNewest(held.messages, data.message as Message | undefined)
    keepNewest(held.customers, data.customer as Customer | undefined)
    keepNewest(held.channels, data.channel as Channel | undefined)
    keepNewest(held.users, data.user as User | undefined)
    keepNewest(held.roles, data.role as Role | undefined)
    keepNewest(held.teams, data.team as Team | undefined)
    if (event.name === 'role.deleted') held.roles.delete(event.data.id)
    if (event.name === 'team.deleted') held.teams.delete(event.data.id)
    if (event.name === 'customer.merged') merge(held, event.data)
    if (event.name === 'label.deleted')
      for (const customer of held.customers.values()) customer.labelIds = customer.labelIds.filter((id) => id !== event.data.id)
  }
  held.unread = new Map([...held.conversations.values()].map((one) => [one.id, unreadOf(one, held.readings.get(one.id))]))
  for (const conversation of held.conversations.values()) {
    const name = held.customers.get(conversation.customer.id)?.name
    if (name !== undefined) conversation.customer = { ...conversation.customer, name }
  }
}

const neverRead: Reading = { version: 0, received: 0, marked: false }

/** Whoever was merged is gone from lists, and what was theirs is the other's. */
function merge(held: Held, { customer, fromId }: { customer: Customer; fromId: string }): void {
  held.customers.delete(fromId)
  for (const conversation of held.conversations.values())
    if (conversation.customer.id === fromId) conversation.customer = { id: customer.id, name: customer.name }
}

function keepNewest<T extends { id: string; version: number }>(items: Map<string, T>, item: T | undefined): void {
  if (item && item.version >= (items.get(item.id)?.version ?? 0)) items.set(item.id, structuredClone(item))
}

const sync = async (api: Api, since?: string) =>
  (await api('GET', `sync${since === undefined ? '' : `?since=${since}`}`)).body as {
    events: DomainEvent[]
    cursor: string
    more: boolean
    reset: boolean
  }

/** All events after a cursor, once nothing older can still appear. */
async function caughtUp(api: Api, since: string): Promise<DomainEvent[]> {
  await expect
    .poll(
      async () => {
        const { rows } = await pool().query<{ behind: boolean }>(
          `SELECT EXISTS (SELECT 1 FROM events WHERE events.xact >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint) AS behind`,
        )
        return rows[0]!.behind
      },
      { timeout: 15_000 },
    )
    .toBe(false)
  const events: DomainEvent[] = []
  for (let cursor = since, more = true; more;) {
    const answer = await sync(api, cursor)
    expect(answer.reset).toBe(false)
    events.push(...answer.events)
    ;({ cursor, more } = answer)
  }
  return events
}

/** Does something between a fetch and a sync, and holds the two ways to the present against each other. */
async function holds(work: () => Promise<unknown>): Promise<DomainEvent[]> {
  await receiveAll()
  const { cursor } = await sync(world.api)
  const held = await fetched(world.api)
  await work()
  const events = await caughtUp(world.api, cursor)
  apply(held, events)
  expect(held).toEqual(await fetched(world.api))
  return events
}

describe('what was fetched before, with the events since, is what is fetched now', () => {
  // An erasure asks every screen to start over: customers/erase.test.ts.
  const others: EndpointName[] = ['session.delete', 'customer.erase']
  const mutating = operations.filter(({ method, isPublic, name }) => method !== 'GET' && !isPublic && !others.includes(name))
  const silent: EndpointName[] = [
    'session.revoke',
    'phrase.preview',
    'segment.count',
    'phrase.add',
    'phrase.remove',
    'invite.create',
    'invite.revoke',
    'typing.tell',
    'viewing.tell',
    'message.settle',
    'message.discard',
    'message.retry',
    'channel.try',
    'channel.resume',
    'user.enable',
    'outbox.clear',
    'conversation.reopen',
    'conversation.read',
  ]

  test.each(mutating)('$name', async (operation) => {
    const input = inputsOf(world)[operation.name] as Record<string, unknown>
    const events = await holds(async () => {
      const answer = await send(world.api, operation, input)
      expect([200, ...(operation.name.startsWith('message.') ? [409] : [])]).toContain(answer.status)
      if (operation.name === 'message.reply') await deliver(world.ids.conversation)
      if (operation.name === 'user.disable') await catchUp(handBack)
      if (operation.name === 'channel.simulate') await receiveAll()
    })
    if (!silent.includes(operation.name)) expect(events.length).toBeGreaterThan(0)
  })

  test('an event that cannot be read and is parked, and its replay', async () => {
    await holds(async () => {
      await chatRaw(world, 'unreadable')
      await receiveAll()
    })
    const [raw] = (await rawsOf(world)).filter(({ status }) => status === 'parked').slice(-1)
    await holds(async () => {
      await world.api('POST', `raw-events/${raw!.id}/replay`, {})
      await receiveAll()
    })
  })

  test('a customer’s message, and receipts for ours', async () => {
    const events = await holds(async () => {
      const visitor = 'synced visitor'
      await chatIn(world, { visitor, text: 'first', name: 'Lin' })
      await receiveAll()
      const { rows } = await pool().query<{ id: string }>('SELECT id FROM conversations WHERE thread_key = $1', [`visitor:${visitor}`])
      const answer = await world.api('POST', `conversations/${rows[0]!.id}/messages`, { text: 'second' })
      await deliver(rows[0]!.id)
      for (const status of ['delivered', 'read'] as const) {
        await receiptIn(world, visitor, status, (answer.body as Message).id)
        await receiveAll()
      }
    })
    expect(events.map((event) => event.name)).toEqual(
      expect.arrayContaining(['conversation.opened', 'message.received', 'message.sent', 'message.delivered', 'message.read']),
    )
  })

  test('reopen, read, settle and retry, where there is something to do', async () => {
    const { conversation: id, message } = world.ids
    const path = (verb: string) => `conversations/${id}/${verb}`
    await holds(async () => {
      await world.api('POST', path('resolve'), {})
      expect((await world.api('POST', path('reopen'), {})).status).toBe(200)
      await pool().query(`UPDATE messages SET status = 'unknown', version = version + 1 WHERE id = $1`, [message])
      expect((await world.api('POST', `messages/${message}/retry`, {})).status).toBe(200)
      await deliver(id)
      await pool().query(`UPDATE messages SET status = 'unknown', version = version + 1 WHERE id = $1`, [message])
      expect((await world.api('POST', `messages/${message}/settle`, {})).status).toBe(200)
    })
  })
})

describe('a cursor', () => {
  test.each(['9999999999999.1', '1.99999999999999999999999999', `${'9'.repeat(90)}.${'9'.repeat(90)}`])(
    'that cannot be (%s) asks for a fresh start',
    async (since) => {
      expect(await world.api('GET', `sync?since=${since}`)).toMatchObject({ status: 200, body: { reset: true, events: [] } })
    },
  )

  test('that is older than what is kept asks for a fresh start, also when nothing is kept', async () => {
    const old = (await sync(world.api)).cursor
    await world.api('PATCH', 'workspace', { name: 'Renamed' })
    await caughtUp(world.api, old)
    await pool().query(`UPDATE events SET at = now() - interval '8 days'`)
    await pool().query(`INSERT INTO feed_cursors (subscriber, xact, id) VALUES ('has read nothing yet', 0, 0)`)
    await tidyFeed([]).run('')
    expect((await pool().query('SELECT 1 FROM events')).rowCount).toBeGreaterThan(0)
    await pool().query(`UPDATE feed_cursors SET xact = (SELECT max(xact) + 1 FROM events)`)
    await tidyFeed([]).run('')
    expect((await pool().query('SELECT 1 FROM events')).rowCount).toBe(0)
    expect(await sync(world.api, old)).toMatchObject({ reset: true, events: [] })
    const fresh = await sync(world.api, (await sync(world.api)).cursor)
    expect(fresh).toMatchObject({ reset: false, events: [] })
  })
})

describe('a socket', () => {
  test('gets batches that chain: each begins where the one before ended, none after a gap', async () => {
    const listener = await listen()
    for (let n = 0; n < 12; n++) {
      await world.api('PATCH', 'workspace', { name: `Name ${n}` })
      await sleep(30)
    }
    await expect.poll(() => listener.names().at(-1), { timeout: 15_000 }).toBe('Name 11')
    listener.close()
    let at = listener.hello
    for (const batch of listener.batches) {
      expect(compareCursors(batch.from, at)).toBeLessThanOrEqual(0)
      expect(batch.to).toBe(batch.events.at(-1)!.cursor)
      at = batch.to
    }
    listener.batches.slice(1).forEach((batch, n) => expect(batch.from).toBe(listener.batches[n]!.to))
    expect(listener.names()).toEqual(Array.from({ length: 12 }, (_, n) => `Name ${n}`))
  })

  test('that was away catches up by its cursor and misses nothing', async () => {
    const before = await listen()
    await world.api('PATCH', 'workspace', { name: 'seen' })
    await expect.poll(() => before.names().at(-1), { timeout: 15_000 }).toBe('seen')
    before.close()
    for (let n = 0; n < 5; n++) await world.api('PATCH', 'workspace', { name: `missed ${n}` })
    const after = await listen()
    await world.api('PATCH', 'workspace', { name: 'back' })
    await expect.poll(() => after.names().at(-1), { timeout: 15_000 }).toBe('back')
    after.close()
    const missed = await caughtUp(world.api, before.batches.at(-1)!.to)
    const seen = [...missed, ...after.batches.flatMap((batch) => batch.events)].filter(
      (event, n, all) => all.findIndex(({ cursor }) => cursor === event.cursor) === n,
    )
    const names = seen
      .toSorted((a, b) => compareCursors(a.cursor, b.cursor))
      .map((event) => (event.data as { workspace: Workspace }).workspace.name)
    expect(names).toEqual(['missed 0', 'missed 1', 'missed 2', 'missed 3', 'missed 4', 'back'])
  })
})

async function listen() {
  const socket = io(server.url(), { path: '/realtime', auth: { token: world.agent.token }, transports: ['websocket'] })
  const batches: EventBatch[] = []
  socket.on('events', (batch: EventBatch) => batches.push(batch))
  const hello = await new Promise<string>((resolve, reject) => {
    socket.once('hello', ({ cursor }: { cursor: string }) => resolve(cursor))
    socket.once('connect_error', reject)
  })
  const names = () => batches.flatMap(({ events }) => events).map((event) => (event.data as { workspace: Workspace }).workspace.name)
  return { hello, batches, names, close: () => socket.disconnect() }
}
