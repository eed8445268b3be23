import { v7 } from 'uuid'
import type { Socket } from 'socket.io-client'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { DomainEvent } from '../../contract/events.ts'
import { pool, transaction } from '../../server/db.ts'
import { emitAll, feedEnd, readFeed } from '../../server/events.ts'
import type { Subscriber } from '../../server/feature.ts'
import { heldBackBy, waitForMore } from '../../server/feed-wait.ts'
import { advance, claimCursors, following, stuckSubscribers, tidyFeed } from '../../server/feeds.ts'
import { metrics } from '../../server/metrics.ts'
import { connect } from '../security/connect.ts'
import { openForeignTransaction } from '../support/database.ts'
import { apiOf } from './http.ts'
import { newScene, type Scene } from './scene.ts'
import { useServer } from './serve.ts'
import { signedIn } from './workspaces.ts'

const server = useServer()
let scene: Scene
beforeAll(async () => {
  scene = await newScene()
})
const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

const insert = (name: string, data: string, workspaceId = scene.workspaceId) =>
  pool().query('INSERT INTO events (workspace_id, name, data) VALUES ($1, $2, $3::jsonb)', [workspaceId, name, data])
const label = (id = v7()) => ({ workspaceId: scene.workspaceId, name: 'label.deleted' as const, data: { id } })
const emitLabel = (id?: string) => transaction((client) => emitAll(client, [label(id)]))
const parkedOf = async (reader: string) =>
  (
    await pool().query<{ name: string; reason: string }>('SELECT name, reason FROM parked_events WHERE reader = $1 ORDER BY xact, id', [
      reader,
    ])
  ).rows

/** What somebody wrote who is newer than we are, or mistaken. */
const poison: [name: string, data: string][] = [
  ['weather.changed', '{}'],
  ['message.received', 'null'],
  ['message.received', '[]'],
  ['message.received', '"text"'],
  ['message.received', '{}'],
  ['message.received', '{"message": 7, "thread": 7}'],
  ['message.received', '{"message": {}, "thread": {"access": 7}}'],
  ['conversation.assigned', '{"conversation": {}}'],
  ['customer.updated', '{"customer": []}'],
  ['access.changed', '{"userIds": 7}'],
  ['session.ended', '{"sessionIds": "x"}'],
]

describe('an event nobody can read', () => {
  test.each(poison)('stops no screen, no sync and no subscriber: %s %s', async (name, data) => {
    const token = (await signedIn(scene.agent.id, scene.workspaceId)).token
    const socket: Socket = await connect(`${server.url()}/`, token)
    endings.push(() => socket.disconnect())
    const heard: DomainEvent[] = []
    socket.on('events', ({ events }: { events: DomainEvent[] }) => heard.push(...events))
    const handled: string[] = []
    const names = ['label.deleted', ...(name === 'weather.changed' ? [] : [name])] as Subscriber['events']
    const subscriber: Subscriber = {
      name: v7(),
      events: names,
      handle: async (_, events) => void handled.push(...events.map((event) => event.name)),
    }
    await advance(subscriber)
    const since = await feedEnd()
    await insert(name, data)
    const id = v7()
    await emitLabel(id)
    await expect.poll(() => heard.some((event) => event.name === 'label.deleted' && event.data.id === id)).toBe(true)
    const stop = new AbortController()
    const running = following(subscriber).run(stop.signal)
    await expect.poll(() => handled).toContain('label.deleted')
    stop.abort()
    await running
    const answer = await apiOf(server.url, token)('GET', `sync?since=${since}`)
    expect(answer.status).toBe(200)
    expect(JSON.stringify(answer.body)).toContain(id)
  })

  test('stops no screen either when there are hundreds', async () => {
    const socket: Socket = await connect(`${server.url()}/`, (await signedIn(scene.agent.id, scene.workspaceId)).token)
    endings.push(() => socket.disconnect())
    const heard: string[] = []
    socket.on('events', ({ events }: { events: DomainEvent[] }) => heard.push(...events.map(({ data }) => (data as { id: string }).id)))
    await pool().query(`INSERT INTO events (workspace_id, name, data) SELECT $1, 'team.created', '{}' FROM generate_series(1, 150)`, [
      scene.workspaceId,
    ])
    const id = v7()
    await emitLabel(id)
    await expect.poll(() => heard.includes(id), { timeout: 30_000 }).toBe(true)
    expect((await parkedOf('realtime')).length).toBeLessThanOrEqual(100)
  })

  test('is counted where its name is unknown, and kept with its reason where it is malformed', async () => {
    const { values } = await metrics.unknownEvents.get()
    expect(values.find(({ labels }) => labels.name === 'weather.changed')?.value).toBeGreaterThan(0)
    const parked = await parkedOf('realtime')
    expect(parked.map(({ name }) => name)).toEqual(expect.arrayContaining(['message.received', 'access.changed', 'session.ended']))
    for (const { reason } of parked) expect(reason).not.toBe('')
  })
})

describe('an event one subscriber cannot handle', () => {
  const run = async (subscriber: Subscriber, until: () => boolean | Promise<boolean>) => {
    const stop = new AbortController()
    const running = following(subscriber).run(stop.signal)
    await expect.poll(until, { timeout: 30_000 }).toBe(true)
    stop.abort()
    await running
  }

  test('is parked after three tries; those before and behind it take effect once, in order', async () => {
    const ids = Array.from({ length: 7 }, () => v7())
    await pool().query('CREATE TABLE labels_seen (n serial, workspace_id uuid, id text)')
    const subscriber: Subscriber = {
      name: 'test/poisoned',
      events: ['label.deleted'],
      handle: async (tx, events) => {
        for (const event of events) {
          if (event.name !== 'label.deleted') continue
          await tx.sql('INSERT INTO labels_seen (workspace_id, id) VALUES ($1, $2)', [event.data.id])
          if (event.data.id === ids[3]) throw new TypeError('this one is poison')
        }
      },
    }
    await advance(subscriber)
    await transaction((client) =>
      emitAll(
        client,
        ids.map((id) => label(id)),
      ),
    )
    const seen = async () => (await pool().query<{ id: string }>('SELECT id FROM labels_seen ORDER BY n')).rows.map((row) => row.id)
    await run(subscriber, async () => (await seen()).includes(ids[6]!))
    expect(await seen()).toEqual(ids.filter((id) => id !== ids[3]))
    expect(await parkedOf(subscriber.name)).toEqual([{ name: 'label.deleted', reason: 'this one is poison' }])
  })

  test('is not parked for what passes: a deadlock, a database that is away', async () => {
    let tries = 0
    const subscriber: Subscriber = {
      name: 'test/unlucky',
      events: ['label.deleted'],
      handle: async () => {
        tries += 1
        if (tries <= 3) throw Object.assign(new Error('deadlock detected'), { code: '40P01' })
      },
    }
    await advance(subscriber)
    await emitLabel()
    const stop = new AbortController()
    // As a lease does: started again when it throws.
    for (let n = 0; n < 3; n++) await expect(following(subscriber).run(stop.signal)).rejects.toThrow('deadlock')
    await run(subscriber, () => tries > 3)
    expect(await parkedOf(subscriber.name)).toEqual([])
  })

  test('is no single event when hundreds fail: then the subscriber stands still, and says so', async () => {
    const subscriber: Subscriber = {
      name: 'test/broken',
      events: ['label.deleted'],
      handle: async () => {
        throw new Error('a fault of ours')
      },
    }
    await advance(subscriber)
    await transaction((client) =>
      emitAll(
        client,
        Array.from({ length: 150 }, () => label()),
      ),
    )
    await expect(following(subscriber).run(new AbortController().signal)).rejects.toThrow('stands still')
    expect(await parkedOf(subscriber.name)).toHaveLength(100)
    expect(await stuckSubscribers([subscriber.name])).toEqual([])
    await pool().query(`UPDATE events SET at = now() - interval '2 minutes' WHERE name = 'label.deleted'`)
    expect(await stuckSubscribers([subscriber.name])).toEqual([subscriber.name])
  })
})

describe('an open transaction', () => {
  /** Reads from `cursor` as a follower does, until `id` comes. */
  async function follow(cursor: string, id: string, signal: AbortSignal): Promise<void> {
    let at = cursor
    const reader = { name: 'test/reader', cursor: () => at }
    while (!signal.aborted) {
      const stretch = await readFeed(at, 100)
      // Once more as one that is held back no longer.
      if (stretch?.events.some((event) => event.name === 'label.deleted' && event.data.id === id)) return waitForMore(reader, -1, 1, signal)
      at = stretch?.end ?? at
      if (!stretch) await waitForMore(reader, 0, 1_000, signal)
    }
  }

  test('of another database keeps nobody waiting', async () => {
    const foreign = await openForeignTransaction()
    endings.push(foreign.end)
    const [start, id] = [await feedEnd(), v7()]
    await emitLabel(id)
    await follow(start, id, AbortSignal.timeout(20_000))
    expect(heldBackBy()).toBeNull()
  })

  test('of our own database keeps what came after it, its age is the lag, and it is named', async () => {
    const [start, id] = [await feedEnd(), v7()]
    const open = await pool().connect()
    await open.query('BEGIN')
    await open.query('SELECT pg_current_xact_id()')
    await emitLabel(id)
    const reading = follow(start, id, AbortSignal.timeout(60_000))
    await expect.poll(() => heldBackBy()).toContain('has had open')
    const lag = await metrics.feedLag.get()
    expect(lag.values.find(({ labels }) => labels.subscriber === 'test/reader')?.value).toBeGreaterThan(0)
    await open.query('COMMIT')
    open.release()
    await reading
    await expect.poll(() => heldBackBy()).toBeNull()
  })
})

describe('cursors', () => {
  test('exist from the start of any process, so that what happens before the first worker starts is counted', async () => {
    const handled: DomainEvent[] = []
    const subscriber: Subscriber = { name: v7(), events: ['label.deleted'], handle: async (_, events) => void handled.push(...events) }
    await claimCursors([subscriber])
    const id = v7()
    await emitLabel(id)
    await expect.poll(async () => (await advance(subscriber), handled.map((event) => event.data))).toContainEqual({ id })
  })

  test('of a subscriber that is gone do not keep old events; those of one that is followed do, and so does a parked event', async () => {
    const [gone, here] = [v7(), v7()]
    await claimCursors([gone, here].map((name) => ({ name, events: [], handle: async () => undefined })))
    const [parked, id] = [v7(), v7()]
    await emitLabel(parked)
    await emitLabel(id)
    const left = async () =>
      (
        await pool().query<{ id: string }>(`SELECT data->>'id' AS id FROM events WHERE data->>'id' = ANY ($1) ORDER BY xact`, [
          [parked, id],
        ])
      ).rows.map((row) => row.id)
    await pool().query(`UPDATE events SET at = now() - interval '30 days'`)
    await pool().query(
      `INSERT INTO parked_events (reader, xact, id, workspace_id, name, reason) SELECT 'x', xact, id, workspace_id, name, 'x' FROM events WHERE data->>'id' = $1`,
      [parked],
    )
    await pool().query(`UPDATE feed_cursors SET seen_at = now() - interval '30 days' WHERE subscriber <> $1`, [here])
    await tidyFeed([]).run('')
    expect(await left()).toEqual([parked, id])
    await pool().query(`UPDATE feed_cursors SET seen_at = now() - interval '30 days'`)
    await tidyFeed([]).run('')
    expect(await left()).toEqual([parked])
  })
})
