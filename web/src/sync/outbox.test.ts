import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeServer, LineCut, Refusal } from '../../../tests/web/fake-server.ts'
import { message } from '../../../tests/web/samples.ts'
import { discard, drainOutbox, fleetingOutbox, openOutbox, type OutboxStorage, resend, send } from './outbox.ts'
import { resetStore, useStore } from './store.ts'

const c1 = '0197a000-0000-7000-8000-000000000001'
const c2 = '0197a000-0000-7000-8000-000000000002'

/** A server that keeps what it is sent, by id, like the real one: the same id again is the same message. */
function keepingServer(answer: (n: number) => void = () => undefined) {
  const stored = new Map<string, { conversationId: string; text: string; seen: number | undefined }>()
  let n = 0
  const server = fakeServer({
    'message.reply': (input) => {
      const id = input.messageId ?? ''
      answer(++n)
      stored.set(id, { conversationId: input.id, text: input.text, seen: input.seen })
      return message({ id, conversationId: input.id, text: input.text, position: stored.size, direction: 'out', status: 'queued' })
    },
  })
  vi.stubGlobal('fetch', server.fetch)
  return { stored, calls: server.calls, texts: () => [...stored.values()].map((one) => one.text) }
}

const write = (text: string, conversationId = c1, seen: number | null = 0) =>
  send({ conversationId, kind: 'text', text, attachments: [], seen })
const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms)
const shown = () => useStore.getState().outbox.map((item) => `${item.text}:${item.state}`)

let storage: OutboxStorage
let stop: () => void

beforeEach(async () => {
  vi.useFakeTimers()
  resetStore()
  storage = fleetingOutbox()
  stop = await openOutbox(storage, 'u1')
})
afterEach(() => {
  stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the outbox', () => {
  test('shows a message before the server has answered, and lets it go once it has', async () => {
    const server = keepingServer()
    const sent = write('你好')
    expect(shown()).toEqual(['你好:waiting'])
    await sent
    await settle()
    expect(server.texts()).toEqual(['你好'])
    expect(shown()).toEqual([])
  })

  test('sends a message whose acknowledgement was lost again by itself, under the same id', async () => {
    const server = keepingServer()
    const { fetch } = globalThis
    let isFirst = true
    vi.stubGlobal('fetch', async (...args: Parameters<typeof fetch>) => {
      const answer = await fetch(...args)
      if (!isFirst) return answer
      isFirst = false
      throw new TypeError('the answer got lost')
    })
    await write('一次')
    await settle(1_500)
    expect(server.calls).toHaveLength(2)
    expect(server.texts()).toEqual(['一次'])
    expect(shown()).toEqual([])
  })

  test('keeps the order of a conversation while the line comes and goes', async () => {
    const server = keepingServer((n) => {
      if (n === 1 || n === 3) throw new LineCut()
    })
    await write('1')
    await write('2')
    await write('3')
    await settle(10_000)
    expect(server.texts()).toEqual(['1', '2', '3'])
  })

  test('does not let one conversation that is stuck hold up another', async () => {
    const server = fakeServer({
      'message.reply': (input) => {
        if (input.id === c1) throw new LineCut()
        return message({ id: input.messageId!, conversationId: input.id })
      },
    })
    vi.stubGlobal('fetch', server.fetch)
    await write('stuck', c1)
    await write('free', c2)
    await settle()
    expect(shown()).toEqual(['stuck:waiting'])
  })

  test('waits longer after each failure, never more than 36 s', async () => {
    const server = keepingServer(() => {
      throw new Refusal('internal', 'down')
    })
    await write('later')
    await settle(60_000)
    const inFirstMinute = server.calls.length
    expect(inFirstMinute).toBeGreaterThanOrEqual(5)
    expect(inFirstMinute).toBeLessThanOrEqual(8)
    await settle(36_500)
    expect(server.calls.length).toBeGreaterThan(inFirstMinute)
  })

  test('holds a refused message back with its reason and goes on with the next', async () => {
    const server = keepingServer((n) => {
      if (n === 1) throw new Refusal('invalid', 'Too long.', 'text')
    })
    await write('too long')
    await write('fine')
    await settle()
    expect(shown()).toEqual(['too long:refused'])
    expect(useStore.getState().outbox[0]?.reason).toBe('Too long.')
    expect(server.texts()).toEqual(['fine'])
  })

  test('asks when the thread went on meanwhile, and sends anyway when told to', async () => {
    const server = keepingServer((n) => {
      if (n === 1) throw new Refusal('conflict', '赵敏 wrote meanwhile.', 'seen')
    })
    const id = await write('outdated?', c1, 4)
    await settle()
    expect(shown()).toEqual(['outdated?:stale'])
    await resend(id, { seen: null })
    await settle()
    expect(server.stored.get(id)).toEqual({ conversationId: c1, text: 'outdated?', seen: undefined })
    expect(shown()).toEqual([])
  })

  test('a second quick reply has seen the first', async () => {
    const server = keepingServer()
    await Promise.all([write('1', c1, 0), write('2', c1, 0)])
    await settle()
    expect([...server.stored.values()].map((one) => one.seen)).toEqual([0, 1])
  })

  test('gives a discarded message back to be edited and never sends it', async () => {
    const server = keepingServer(() => {
      throw new Refusal('invalid', 'No.')
    })
    const id = await write('draft again')
    await settle()
    expect((await discard(id))?.text).toBe('draft again')
    drainOutbox()
    await settle(60_000)
    expect(server.calls).toHaveLength(1)
    expect(shown()).toEqual([])
  })

  test('goes on after a reload with what was not acknowledged', async () => {
    const broken = keepingServer(() => {
      throw new LineCut()
    })
    const id = await write('kept')
    await settle()
    stop()
    resetStore()
    expect(broken.stored.size).toBe(0)
    const server = keepingServer()
    stop = await openOutbox(storage, 'u1')
    await settle()
    expect([...server.stored.keys()]).toEqual([id])
    expect(await storage.all()).toEqual([])
  })
})
