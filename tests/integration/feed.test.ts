import { setTimeout as sleep } from 'node:timers/promises'
import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { pool, transaction, txOn } from '../../server/db.ts'
import { emit, emitAll, feedEnd, feedHeldBack, readFeed } from '../../server/events.ts'
import type { Subscriber } from '../../server/feature.ts'
import { advance } from '../../server/feeds.ts'
import { raiseHorizon } from '../../server/horizon.ts'
import type { DomainEvent } from '../../contract/events.ts'
import { openForeignTransaction, useDatabase } from '../support/database.ts'
import { catchUp } from './catch-up.ts'
import { newWorkspace } from './workspaces.ts'

useDatabase()

const workspaceEvent = (id: string, name: string) => ({
  name: 'workspace.updated' as const,
  data: { workspace: { id, name, locale: 'en' as const, timeZone: 'UTC', leapDay: 'february' as const } },
})
const nameOf = (event: DomainEvent) => (event.name === 'workspace.updated' ? event.data.workspace.name : '')

describe('the event feed under sixteen writers', () => {
  test.each(['alone', 'beside an open transaction of another database'])(
    'shows every committed event to every reader once, in one order, and none that was rolled back (%s)',
    async (where) => {
      const foreign = where === 'alone' ? null : await openForeignTransaction()
      const start = await feedEnd()
      const workspaceId = await newWorkspace()
      const readers = [1, 7, 50, 500].map((limit) => readUntilEnd(start, limit))
      const committed = (await Promise.all(Array.from({ length: 16 }, (_, writer) => writeSome(workspaceId, writer)))).flat()
      await transaction((client) => emitAll(client, [{ workspaceId, ...workspaceEvent(workspaceId, 'end') }]))
      const seen = await Promise.all(readers)
      for (const names of seen) {
        expect(names).toEqual(seen[0])
        expect(names.toSorted()).toEqual(committed.toSorted())
      }
      // Within a transaction, events come in the order they were written.
      for (const group of groups(seen[0]!).values()) expect(group).toEqual(group.toSorted((a, b) => a - b))
      await foreign?.end()
    },
  )

  test('holds back what is newer than a transaction still open, and shows both once it ends', async () => {
    const start = await feedEnd()
    const workspaceId = await newWorkspace()
    const slow = await pool().connect()
    await slow.query('BEGIN')
    await emitAll(slow, [{ workspaceId, ...workspaceEvent(workspaceId, 'slow') }])
    await transaction((client) => emitAll(client, [{ workspaceId, ...workspaceEvent(workspaceId, 'quick') }]))
    expect(await readFeed(start, 10)).toBeNull()
    await slow.query('COMMIT')
    slow.release()
    await expect.poll(async () => (await readFeed(start, 10))?.events.map(nameOf)).toEqual(['slow', 'quick'])
  })
})

/** 40 transactions of 1 to 4 events with pauses inside; one in five is rolled back. Answers the names that were committed. */
async function writeSome(workspaceId: string, writer: number): Promise<string[]> {
  const committed: string[] = []
  for (let n = 0; n < 40; n++) {
    const names = Array.from({ length: 1 + Math.floor(Math.random() * 4) }, (_, part) => `${writer}/${n}/${part}`)
    const rolledBack = Math.random() < 0.2
    const work = transaction(async (client) => {
      for (const name of names) {
        await emit(txOn(client, workspaceId), 'workspace.updated', workspaceEvent(workspaceId, name).data)
        if (Math.random() < 0.3) await sleep(Math.random() * 8)
      }
      if (rolledBack) throw new Error('meant to fail')
    })
    await (rolledBack ? expect(work).rejects.toThrow('meant to fail') : work)
    if (!rolledBack) committed.push(...names)
  }
  return committed
}

/** The names before `end`, read `limit` at a time. */
async function readUntilEnd(start: string, limit: number): Promise<string[]> {
  const names: string[] = []
  for (let cursor = start; names.at(-1) !== 'end';) {
    const stretch = await readFeed(cursor, limit)
    names.push(...(stretch?.events ?? []).map(nameOf))
    cursor = stretch?.end ?? cursor
    if (!stretch) await sleep(Math.random() * 5)
    if (!stretch) await raiseHorizon()
  }
  return names.slice(0, -1)
}

function groups(names: string[]): Map<string, number[]> {
  const byTransaction = new Map<string, number[]>()
  for (const name of names) {
    const [writer, n, part] = name.split('/')
    byTransaction.set(`${writer}/${n}`, [...(byTransaction.get(`${writer}/${n}`) ?? []), Number(part)])
  }
  return byTransaction
}

describe('a durable subscriber', () => {
  test('takes every event into effect once, though it crashes before, between and after its effects', async () => {
    const workspaceIds = [await newWorkspace(), await newWorkspace()]
    await pool().query('CREATE TABLE effects (workspace_id uuid, name text)')
    const subscriber = crashing(v7())
    await advance(subscriber)
    for (let n = 0; n < 450; n++) {
      const workspaceId = workspaceIds[n % 2]!
      await transaction((client) => emitAll(client, [{ workspaceId, ...workspaceEvent(workspaceId, `event ${n}`) }]))
    }
    let crashes = 0
    for (let done = false; !done;)
      done = await catchUp(subscriber).then(
        () => true,
        () => (crashes++, false),
      )
    const { rows } = await pool().query<{ name: string }>('SELECT name FROM effects')
    expect(crashes).toBeGreaterThan(0)
    expect(rows.map((row) => row.name).toSorted()).toEqual(Array.from({ length: 450 }, (_, n) => `event ${n}`).toSorted())
  })

  test('that two processes run at once still takes each event into effect once', async () => {
    const workspaceId = await newWorkspace()
    const handled: string[] = []
    const subscriber: Subscriber = {
      name: v7(),
      events: ['workspace.updated'],
      handle: async (_, events) => void handled.push(...events.map(nameOf)),
    }
    await advance(subscriber)
    await transaction((client) =>
      emitAll(
        client,
        Array.from({ length: 300 }, (_, n) => ({ workspaceId, ...workspaceEvent(workspaceId, String(n)) })),
      ),
    )
    await Promise.all([catchUp(subscriber), catchUp(subscriber), catchUp(subscriber)])
    expect(handled).toEqual(Array.from({ length: 300 }, (_, n) => String(n)))
  })

  test('that follows only some events gets these whole, in order, and goes past the others', async () => {
    const workspaceId = await newWorkspace()
    const handled: DomainEvent[] = []
    const subscriber: Subscriber = { name: v7(), events: ['label.deleted'], handle: async (_, events) => void handled.push(...events) }
    await advance(subscriber)
    const ids = [v7(), v7()]
    const others = Array.from({ length: 250 }, (_, n) => ({ workspaceId, ...workspaceEvent(workspaceId, String(n)) }))
    for (const id of ids)
      await transaction((client) => emitAll(client, [...others, { workspaceId, name: 'label.deleted', data: { id } }, ...others]))
    await catchUp(subscriber)
    expect(handled.map(({ name, data }) => ({ name, data }))).toEqual(ids.map((id) => ({ name: 'label.deleted', data: { id } })))
  })

  test.each(['alone', 'beside an open transaction of another database'])('that is new begins where the feed stands (%s)', async (where) => {
    const foreign = where === 'alone' ? null : await openForeignTransaction()
    const workspaceId = await newWorkspace()
    await transaction((client) => emitAll(client, [{ workspaceId, ...workspaceEvent(workspaceId, 'earlier') }]))
    await expect.poll(async () => (await raiseHorizon(), await feedHeldBack())).toBe(false)
    const handled: string[] = []
    const subscriber: Subscriber = {
      name: v7(),
      events: ['workspace.updated'],
      handle: async (_, events) => void handled.push(...events.map(nameOf)),
    }
    expect(await advance(subscriber)).toBe(0)
    await transaction((client) => emitAll(client, [{ workspaceId, ...workspaceEvent(workspaceId, 'later') }]))
    await catchUp(subscriber)
    expect(handled).toEqual(['later'])
    await foreign?.end()
  })
})

/** Writes a row for each event; every third call dies, before, half-way or after. */
function crashing(name: string): Subscriber {
  let calls = 0
  return {
    name,
    events: ['workspace.updated'],
    handle: async (tx, events) => {
      const dies = ++calls % 3 === 1 ? calls % 4 : -1
      if (dies === 0) throw new Error('before')
      for (const [n, event] of events.entries()) {
        await tx.sql('INSERT INTO effects (workspace_id, name) VALUES ($1, $2)', [nameOf(event)])
        if (dies === 1 && n > events.length / 2) throw new Error('half-way')
      }
      if (dies > 1) throw new Error('after')
    },
  }
}
