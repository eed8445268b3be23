import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { outbound, outboundFile } from '../../tests/support/outbound.ts'
import type { Account, InboundItem, RawRequest } from '../adapter.ts'
import { openPeers } from '../provider/peers.ts'
import type { HttpConfig } from './config.ts'
import { demo } from './demo.ts'
import { http } from './index.ts'
import { signed } from './sign.ts'

vi.stubEnv('PUBLIC_URL', 'https://parley.example.com')

const now = new Date('2026-11-22T10:00:00Z')
let channels = 0
const account = (extra: Partial<HttpConfig> = {}): Account<HttpConfig> => ({
  ...{ kind: 'http', workspaceId: 'w', channelId: `c${channels++}`, name: 'Shop' },
  config: { ...demo.config('demo:'), ...extra },
})
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}.json`, import.meta.url))
const request = (body: string, secret = demo.config('').secret, at = now): RawRequest => ({
  ...{ method: 'POST', query: {}, url: 'https://parley.example.com/webhooks/x', body: Buffer.from(body) },
  headers: signed(secret, body, at),
})
const verify = (sent: RawRequest, at = now) => http.verify!(sent, account(), at)

/** What the practice program was told. */
const calls: unknown[] = []
const program: typeof demo.peer = (...how) => {
  const peer = demo.peer(...how)
  return (call) => {
    calls.push(JSON.parse(call.body.toString('utf8')))
    return peer(call)
  }
}
const practice = { demoOf: () => ({ ...demo, peer: program }) as never, deliver: async () => undefined }
openPeers(practice)

describe('a request', () => {
  test('signed within five minutes is taken, and is the same event when it comes again signed anew', () => {
    const later = new Date(now.getTime() + 299_000)
    expect(verify(request('{}'))?.dedupeKey).toBe(verify(request('{}', undefined, later), later)?.dedupeKey)
  })

  test.each([
    ['is stale', () => verify(request('{}'), new Date(now.getTime() + 301_000))],
    ['is from the future', () => verify(request('{}'), new Date(now.getTime() - 301_000))],
    ['is signed with another secret', () => verify(request('{}', 'another secret of ours'))],
    ['has another body', () => verify({ ...request('{}'), body: Buffer.from('{"x":1}') })],
    ['bears another time', () => verify({ ...request('{}'), headers: { ...request('{}').headers, 'x-parley-timestamp': '1795428000' } })],
    ['is no POST', () => verify({ ...request('{}'), method: 'GET' })],
  ])('that %s is refused', (_, take) => {
    expect(take()).toBeNull()
  })
})

describe('what a program tells', () => {
  test('is read item by item: an unknown one hinders no other', async () => {
    expect(await http.parse(fixture('unknown'))).toMatchObject([
      { type: 'unknown', name: 'dance' },
      { type: 'message', externalId: 'f2', text: 'still here' },
      { type: 'unknown', name: expect.stringContaining('message (id') },
      { type: 'unknown' },
    ])
  })

  test('becomes messages, files, places, comments', async () => {
    expect(await http.parse(fixture('files-and-place'))).toMatchObject([
      { files: [{ ref: { url: 'https://files.example.com/a.jpg' }, name: '杯子.jpg' }, { name: 'file' }], place: { name: '西湖' } },
    ])
    expect(await http.parse(fixture('comment'))).toMatchObject([
      {
        thread: {
          ...{ key: 'thread:post-1/u-1027', surface: 'comment' },
          post: {
            ...{ text: '春茶上新', author: '练习账号' },
            ...{ url: 'https://shop.example.com/posts/1', picture: 'https://shop.example.com/1.jpg' },
          },
        },
      },
    ])
  })

  test('n events are n items, whatever their texts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 20 }), async (texts) => {
        const events = texts.map((text, n) => ({ type: 'message', id: `m${n}`, from: { id: 'u' }, text }))
        const items: InboundItem[] = await http.parse(Buffer.from(JSON.stringify(events)))
        expect(items.map((item) => item.type === 'message' && item.externalId)).toEqual(events.map(({ id }) => id))
      }),
      { numRuns: 50 },
    )
  })
})

describe('an answer', () => {
  test('is taken by the program, a file as its own part', async () => {
    const mine = account()
    expect(await http.send(mine, outbound({ partId: 'p1' }))).toEqual({ outcome: 'sent', externalIds: ['p1'] })
    expect(await http.send(mine, outbound({ partId: 'p2', text: '', files: [outboundFile('a.txt', 'text/plain')] }))).toMatchObject({
      outcome: 'sent',
    })
  })

  test('is posted as documented: to whom, where, by whom, what', async () => {
    calls.length = 0
    const mine = account()
    const thread = { key: 'thread:post-1/u-1027', subject: null, surface: 'comment' as const, refs: ['c1', 'c2'] }
    const part = outbound({ partId: 'p1', thread, to: { kind: 'account', value: 'u-1027', name: '林晓', verified: true } })
    await http.send(mine, part)
    await http.send(mine, { ...part, text: '', files: [outboundFile('杯.png', 'image/png', 'png')] })
    const common = { type: 'message', id: 'p1', message: part.messageId, to: { id: 'u-1027', name: '林晓' }, author: 'Ana' }
    const where = { thread: 'post-1/u-1027', surface: 'comment', answers: 'c2' }
    const file = { name: '杯.png', type: 'image/png', size: 3, content: Buffer.from('png').toString('base64') }
    expect(calls).toEqual([
      { ...common, ...where, text: 'Hello 你好' },
      { ...common, ...where, text: '', file },
    ])
  })

  test('signed with a secret that is not the program’s is refused for good, and the check says so', async () => {
    const wrong = account({ secret: 'not the secret of this shop' })
    expect(await http.send(wrong, outbound())).toMatchObject({ outcome: 'failed', retry: 'no', code: '401' })
    expect(await http.check(wrong)).toContainEqual(expect.objectContaining({ level: 'error', field: 'secret' }))
    expect((await http.check(account())).map(({ level }) => level)).toEqual(['ok'])
  })

  test('of a program that takes what is signed by anybody is warned of', async () => {
    const gullible = { ...demo, peer: () => async () => ({ status: 200, body: '{}' }) }
    openPeers({ demoOf: () => gullible as never, deliver: async () => undefined })
    onTestFinished(() => openPeers(practice))
    expect(await http.check(account())).toContainEqual(expect.objectContaining({ level: 'warning', subject: 'Signature' }))
  })

  test('to an address inside our own network never leaves', async () => {
    const inside = account({ sendUrl: 'http://127.0.0.1:9/x' })
    expect(await http.send(inside, outbound())).toMatchObject({
      retry: 'later',
      code: 'unreachable',
      reason: expect.stringContaining('own network'),
    })
  })
})

describe('what a program may not send', () => {
  const admit = (body: unknown) =>
    http.admit!({ body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), dedupeKey: 'x' }, {} as never, {} as never)
  const message = { type: 'message', id: 'm', from: { id: 'u' }, text: 'hi' }

  test.each([
    [{ ...message, from: {} }, 'from.id'],
    [{ ...message, text: 7 }, 'text'],
    [[message, { ...message, files: [{ url: 'ftp://x' }] }], '1.files.0.url'],
    [{ events: [{ ...message, at: 'yesterday' }] }, 'events.0.at'],
    [{ id: 'm' }, 'type'],
    ['{', 'body'],
  ])('%j is refused whole, and names %s', async (body, field) => {
    await expect(admit(body)).rejects.toMatchObject({ code: 'invalid', field })
  })

  test('what is as documented, or of a type that is still to come, is taken', async () => {
    for (const body of [message, [message], { events: [] }, { type: 'dance', id: 1 }]) await expect(admit(body)).resolves.toBeUndefined()
  })
})
