// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openKeep } from './keep.ts'
import type { Answer } from './line.ts'
import { openOutbox, type Unsent } from './outbox.ts'

const offline = { ok: false, code: 'offline', message: '' } as const
const message = (id: string): Unsent => ({ id, text: id, attachments: [], at: '2026-11-22T10:00:00.000Z' })

/** A server that answers as told, then takes everything; it remembers what it got, by id, as the real one does. */
function server(...answers: ('lost' | Answer<unknown>)[]) {
  const got: string[] = []
  const send = vi.fn(async ({ id }: { id: string }): Promise<Answer<unknown>> => {
    const next = answers.shift()
    if ((next === undefined || next === 'lost') && !got.includes(id)) got.push(id)
    if (next === 'lost') return offline
    return next ?? { ok: true, data: { id } }
  })
  return { got, send }
}

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
})
afterEach(() => vi.useRealTimers())

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

describe('the outbox', () => {
  test('sends in order, one after the other', async () => {
    const { got, send } = server()
    const outbox = openOutbox(openKeep('c'), send, vi.fn())
    for (const id of ['a', 'b', 'c']) outbox.add(message(id))
    await settle()
    expect(got).toEqual(['a', 'b', 'c'])
  })

  test('asks again under the same id when the answer is lost, on its own timer, and keeps the order', async () => {
    const { got, send } = server('lost', offline, offline)
    const outbox = openOutbox(openKeep('c'), send, vi.fn())
    outbox.add(message('a'))
    outbox.add(message('b'))
    await settle(20_000)
    expect(got).toEqual(['a', 'b'])
    expect(outbox.list().every((unsent) => unsent.taken)).toBe(true)
  })

  test('survives the page: what was not acknowledged is sent by the next one', async () => {
    openOutbox(openKeep('c'), server(offline).send, vi.fn()).add(message('a'))
    await settle()
    const next = server()
    openOutbox(openKeep('c'), next.send, vi.fn()).kick()
    await settle()
    expect(next.got).toEqual(['a'])
  })

  test('waits on, and does not give up, while the server is busy, paused or slowing us down', async () => {
    const passing = ['rate_limited', 'upstream', 'internal', 'unauthenticated'].map((code) => ({ ok: false as const, code, message: code }))
    const { got, send } = server(...passing)
    const outbox = openOutbox(openKeep('c'), send, vi.fn())
    outbox.add(message('a'))
    await settle(60_000)
    expect(got).toEqual(['a'])
    expect(outbox.list()[0]?.failed).toBeUndefined()
  })

  test('shows a refusal, goes on with the next, and sends it again when told to', async () => {
    const { got, send } = server({ ok: false, code: 'not_found', message: 'This file is gone.' })
    const outbox = openOutbox(openKeep('c'), send, vi.fn())
    outbox.add(message('a'))
    outbox.add(message('b'))
    await settle()
    expect(outbox.list().map(({ id, failed }) => [id, failed])).toEqual([
      ['a', 'This file is gone.'],
      ['b', undefined],
    ])
    outbox.retry('a')
    await settle()
    expect(got).toEqual(['b', 'a'])
  })

  test('shows a taken message until the thread does, then lets it go', async () => {
    const outbox = openOutbox(openKeep('c'), server().send, vi.fn())
    outbox.add(message('a'))
    await settle()
    expect(outbox.list()).toEqual([{ ...message('a'), taken: true }])
    outbox.arrived(['a', 'unknown'])
    expect(outbox.list()).toEqual([])
  })
})

describe('where it is kept', () => {
  test('is memory when the browser has no storage, and nobody hears an error', async () => {
    const denied = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError')
    })
    const { got, send } = server()
    const outbox = openOutbox(openKeep('c'), send, vi.fn())
    outbox.add(message('a'))
    await settle()
    expect([got, outbox.list()]).toEqual([['a'], [{ ...message('a'), taken: true }]])
    denied.mockRestore()
  })

  test('belongs to one channel, and what is damaged counts as nothing', () => {
    openKeep('c').write('token', 'one')
    expect(openKeep('d').read('token')).toBeNull()
    localStorage.setItem('parley:c:token', '{"damaged')
    expect(openKeep('c').read('token')).toBeNull()
  })
})
