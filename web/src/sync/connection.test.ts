import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DomainEvent } from '../../../contract/events.ts'
import { compareCursors } from '../../../contract/cursors.ts'
import type { EventBatch } from '../../../contract/sync.ts'
import { fakeServer, LineCut } from '../../../tests/web/fake-server.ts'
import { conversation, event } from '../../../tests/web/samples.ts'
import { follower } from './connection.ts'
import { unreadIn } from './entities.ts'
import { learn, resetStore, useStore } from './store.ts'

const room = 'workspace:w1'

/** A feed of one conversation's versions, told over a socket that may lose batches, and by `GET /sync` that loses none. */
function feedOf(length: number, pageSize = 500) {
  const events: DomainEvent[] = Array.from({ length }, (_, at) => ({
    ...event('conversation.advanced', { conversation: conversation({ id: 'c1', version: at + 1, received: at + 1 }) }),
    cursor: `1.${at + 1}`,
  }))
  const server = fakeServer({
    'sync.since': ({ since = '0.0' }) => {
      const missed = events.filter((one) => compareCursors(one.cursor, since) > 0)
      const page = missed.slice(0, pageSize)
      return { events: page, cursor: page.at(-1)?.cursor ?? since, more: missed.length > pageSize, reset: false }
    },
  })
  vi.stubGlobal('fetch', server.fetch)
  const batch = (from: number, to: number): EventBatch => ({ room, from: `1.${from}`, to: `1.${to}`, events: events.slice(from, to) })
  return { server, batch }
}

const version = () => useStore.getState().conversations['c1']?.version
const settle = () => vi.advanceTimersByTimeAsync(100)

beforeEach(() => {
  vi.useFakeTimers()
  resetStore()
  learn((draft) => {
    draft.state.conversations = { c1: conversation({ id: 'c1', version: 0 }) }
    draft.state.readings = { c1: { id: 'c1', version: 0, received: 0, marked: false } }
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a conversation nobody has told of before', () => {
  const told = (id: string, name: 'conversation.opened' | 'conversation.advanced'): EventBatch => {
    const one = { ...event(name, { conversation: conversation({ id, version: 1, received: 3 }) }), cursor: '1.1' }
    return { room, from: '1.0', to: '1.1', events: [one] }
  }
  const unread = (id: string) => unreadIn(useStore.getState(), useStore.getState().conversations[id]!)

  test('is unread by what I have not read of it, which the server is asked for', async () => {
    const id = '0197a000-0000-7000-8000-000000000001'
    const server = fakeServer({
      'reading.list': () => ({ data: [{ id, reading: { version: 4, received: 2, marked: false } }], next: null }),
      'conversation.counts': () => ({ mine: 0, unassigned: 0, all: 0 }),
    })
    vi.stubGlobal('fetch', server.fetch)
    follower('1.0').batch(told(id, 'conversation.advanced'))
    await settle()
    expect(server.calls).toEqual([{ name: 'reading.list', input: { ids: id } }])
    expect(unread(id)).toBe(1)
    const marked = event('conversation.read', { id, userId: 'me', reading: { version: 5, received: 3, marked: true } })
    follower('1.0').batch({ room, from: '1.1', to: '1.2', events: [marked] })
    await settle()
    expect(unread(id)).toBe(1)
  })

  test('is all unread when it was just opened, and nobody is asked', async () => {
    const server = fakeServer({})
    vi.stubGlobal('fetch', server.fetch)
    follower('1.0').batch(told('c7', 'conversation.opened'))
    await settle()
    expect([unread('c7'), server.calls]).toEqual([3, []])
  })
})

describe('following the feed', () => {
  test('applies batches that follow one another without asking the server', async () => {
    const { server, batch } = feedOf(4)
    const follow = follower('1.0')
    follow.batch(batch(0, 2))
    follow.batch(batch(2, 4))
    await settle()
    expect(version()).toBe(4)
    expect(server.calls).toEqual([])
  })

  test('fetches what a gap between two batches hides', async () => {
    const { server, batch } = feedOf(5)
    const follow = follower('1.0')
    follow.batch(batch(0, 1))
    follow.batch(batch(3, 4))
    await settle()
    expect(server.calls).toEqual([{ name: 'sync.since', input: { since: '1.1' } }])
    expect(version()).toBe(5)
  })

  test('catches up after a reconnect, page after page', async () => {
    const { server } = feedOf(7, 3)
    await follower('1.0').hello('1.7')
    await settle()
    expect(version()).toBe(7)
    expect(server.calls).toHaveLength(3)
  })

  test('asks for nothing when the greeting says that nothing was missed', async () => {
    const { server } = feedOf(3)
    await follower('1.3').hello('1.3')
    expect(server.calls).toEqual([])
  })

  test('tries again from the same place when the fetch itself failed', async () => {
    const { server } = feedOf(2)
    const whole = server.handlers['sync.since']!
    server.handlers['sync.since'] = () => {
      throw new LineCut()
    }
    const follow = follower('1.0')
    await follow.hello('1.2')
    expect(version()).toBe(0)
    server.handlers['sync.since'] = whole
    await follow.catchUp()
    await settle()
    expect(version()).toBe(2)
  })

  test('ends where the server is, whichever batches were lost, doubled or late', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .integer({ min: 1, max: 20 })
          .chain((length) =>
            fc.tuple(fc.constant(length), fc.array(fc.tuple(fc.nat(length - 1), fc.integer({ min: 1, max: 4 })), { maxLength: 12 })),
          ),
        async ([length, told]) => {
          resetStore()
          const { batch } = feedOf(length, 4)
          const follow = follower('1.0')
          for (const [from, size] of told) follow.batch(batch(from, Math.min(length, from + size)))
          await follow.hello(`1.${length}`)
          await settle()
          expect(version()).toBe(length)
        },
      ),
      { numRuns: 60 },
    )
  })
})
