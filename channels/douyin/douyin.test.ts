import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { outbound, outboundFile } from '../../tests/support/outbound.ts'
import type { Account, Outbound, Peer, RawRequest, Verified } from '../adapter.ts'
import { openPeers } from '../provider/peers.ts'
import type { DouyinConfig } from './config.ts'
import { douyinDemo } from './demo.ts'
import { douyin } from './index.ts'
import { signDouyin } from './verify.ts'

vi.stubEnv('PUBLIC_URL', 'https://parley.example.com')

const now = new Date('2026-11-22T10:00:00Z')
let channels = 0
const account = (extra: Partial<DouyinConfig> = {}): Account<DouyinConfig> => ({
  ...{ kind: 'douyin', workspaceId: 'w', channelId: `douyin-${channels++}`, name: 'Shop' },
  config: { ...douyinDemo.config('demo:'), ...extra },
})
const secret = account().config.clientSecret
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}.json`, import.meta.url))

let peer: Peer
let delivered: (Omit<RawRequest, 'url'> | Verified)[] = []
beforeEach(() => {
  delivered = []
  peer = douyinDemo.peer(account(), (sent) => delivered.push(sent))
  openPeers({
    demoOf: () => ({ ...douyinDemo, peer: () => (call: Parameters<Peer>[0]) => peer(call) }) as never,
    deliver: async () => undefined,
  })
})

function request(body: Buffer | string, headers: RawRequest['headers'] = {}): RawRequest {
  const bytes = Buffer.from(body)
  const signed = { 'x-douyin-signature': signDouyin(secret, bytes), 'msg-id': 'm1' }
  return { method: 'POST', headers: { ...signed, ...headers }, query: {}, body: bytes, url: 'https://parley.example.com/webhooks/x' }
}

describe('the address question', () => {
  test.each([
    ['{"event":"verify_webhook","client_key":"k","content":{"challenge":12345}}', '{"challenge":12345}'],
    ['{"event":"verify_webhook","content":"{\\"challenge\\":9007199254740993111}"}', '{"challenge":9007199254740993111}'],
  ])('%s is answered with its number, exactly', (body, answer) => {
    expect(douyin.handshake!(request(body), account())).toEqual({ type: 'application/json', body: answer })
  })

  test('is refused without the right signature', () => {
    const body = '{"event":"verify_webhook","content":{"challenge":1}}'
    for (const signature of [undefined, '', 'x', signDouyin('another secret', Buffer.from(body))])
      expect(douyin.handshake!(request(body, { 'x-douyin-signature': signature }), account())).toBe('refused')
  })

  test('is not seen in an event', () => {
    expect(douyin.handshake!(request(fixture('text')), account())).toBeNull()
  })
})

describe('an event', () => {
  const take = (sent: RawRequest) => douyin.verify!(sent, account(), now)

  test('signed over its body is taken, and is the same when it comes again under another id', () => {
    const first = take(request(fixture('text')))
    expect(first?.dedupeKey).toBe(take(request(fixture('text'), { 'msg-id': 'm2' }))?.dedupeKey)
    expect(first?.dedupeKey).not.toBe(take(request(fixture('image')))?.dedupeKey)
  })

  test.each([
    ['is not signed', request('{}', { 'x-douyin-signature': undefined })],
    ['is signed with another secret', request('{}', { 'x-douyin-signature': signDouyin('another', Buffer.from('{}')) })],
    ['has another body', { ...request('{}'), body: Buffer.from('{"x":1}') }],
    ['is no POST', { ...request('{}'), method: 'GET' }],
  ])('that %s is refused', (_, sent) => {
    expect(take(sent)).toBeNull()
  })

  const thread = { key: '@conv+1/==' }
  test.each([
    [
      'text',
      {
        type: 'message',
        externalId: '@msg/text==',
        thread,
        text: '在吗？多少钱',
        from: { kind: 'douyin', name: '林晓' },
        sentAt: '2026-11-22T10:00:00.000Z',
      },
    ],
    ['image', { type: 'message', text: '', files: [{ ref: { url: 'https://p3.example.com/a.jpeg' }, type: 'image/jpeg' }] }],
    ['emoji', { type: 'message', files: [{ type: 'image/png' }] }],
    ['local-video', { type: 'message', files: [{ type: 'video/mp4' }] }],
    ['video', { type: 'message', text: '[视频 @9VwX==]', files: [] }],
    ['card', { type: 'message', text: '[留资卡片]\n姓名：林晓\n电话：138****0000' }],
    ['other', { type: 'message', text: '', unsupported: 'other' }],
    [
      'content-object',
      { type: 'message', externalId: '7494460928000411111', thread: { key: '7494205308479291111' }, sentAt: '2026-11-22T10:00:00.000Z' },
    ],
    ['echo', { type: 'echo', externalId: 'sent:@sent1==', to: { value: '_000customer', name: '林晓' }, text: '您好' }],
    ['group', { type: 'ignored' }],
    ['enter', { type: 'touch', opens: 'enter:@visit==', thread }],
    ['recall', { type: 'recall', externalId: '@msg/text==' }],
    ['read', { type: 'receipt', for: { until: '2026-11-22T10:00:07.220Z' }, status: 'read', upTo: true, thread }],
    ['read-by-us', { type: 'ignored' }],
    [
      'comment',
      {
        type: 'message',
        thread: { key: 'comment:%40v%3A1%2F%3D%3D:_000customer', refs: ['@c1=='], surface: 'comment' },
        text: '好看，哪里买？',
      },
    ],
    ['comment-answer', { type: 'message', thread: { refs: ['sent:@ours==', '@c2=='] } }],
    ['comment-own', { type: 'ignored' }],
    ['follow', { type: 'follow' }],
    ['unfollow', { type: 'unfollow' }],
    ['authorize', { type: 'ignored' }],
    ['unauthorize', { type: 'ignored', warning: expect.stringContaining('authorise') }],
    ['unknown', { type: 'unknown', name: 'create_video' }],
  ])('%s is understood', async (name, item) => {
    expect(await douyin.parse(fixture(name))).toMatchObject([item])
  })

  test('in a list hinders no other', async () => {
    expect((await douyin.parse(fixture('batch'))).map(({ type }) => type)).toEqual(['message', 'unknown', 'unknown', 'message'])
    const text = JSON.parse(fixture('text').toString()) as Record<string, unknown>
    const change = fc.oneof(
      fc.constant({ content: '{' }),
      fc.constant({ event: '__proto__' }),
      fc.constant({ from_user_id: 'a\r\nb' }),
      fc.dictionary(fc.string(), fc.jsonValue()),
    )
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), fc.nat(), change, async (n, at, changed) => {
        const events = Array.from({ length: n }, (_, index) => (index === at % n ? { ...text, ...changed } : text))
        const items = await douyin.parse(Buffer.from(JSON.stringify(events)))
        expect(items).toHaveLength(n)
        expect(items.filter(({ type }) => type === 'message').length).toBeGreaterThanOrEqual(n - 1)
      }),
    )
  })
})

const privately = (refs = ['@msg/text=='], more: Partial<Outbound> = {}) =>
  outbound({
    to: { kind: 'douyin', value: '_000customer', verified: true },
    thread: { key: '@conv+1/==', subject: null, surface: 'message', refs },
    ...more,
  })
const below = (refs: string[]) =>
  outbound({ thread: { key: 'comment:%40v%3A1%2F%3D%3D:_000customer', subject: null, surface: 'comment', refs } })

/** Answers as the stand-in does, and notes what it was asked. */
function spy() {
  const calls: { path: string; body: Record<string, unknown>; headers: Record<string, string | undefined> }[] = []
  const real = peer
  peer = async (call) => {
    const json = call.headers['content-type']?.startsWith('application/json')
    calls.push({ path: call.path, headers: call.headers, body: json ? (JSON.parse(call.body.toString()) as Record<string, unknown>) : {} })
    return real(call)
  }
  return calls
}

describe('an answer', () => {
  test('names the last message that is theirs, under a token asked for once', async () => {
    const calls = spy()
    const channel = account()
    expect(await douyin.send(channel, privately(['@a', '@b', 'sent:@c']))).toMatchObject({
      outcome: 'sent',
      externalIds: [expect.stringMatching(/^sent:@/)],
    })
    await douyin.send(channel, privately())
    expect(calls.map(({ path }) => path)).toEqual(['/oauth/refresh_token/', '/im/send/msg/', '/im/send/msg/'])
    expect(calls[1]?.body).toMatchObject({
      msg_id: '@b',
      conversation_id: '@conv+1/==',
      to_user_id: '_000customer',
      scene: 'im_reply_msg',
      content: { msg_type: 1 },
    })
  })

  test('to somebody who only came in names the visit', async () => {
    const calls = spy()
    const window = { openedBy: 'enter:@visit==', openedAt: now.toISOString(), sent: 0, closed: null }
    expect(await douyin.send(account(), privately([], { window }))).toMatchObject({ outcome: 'sent' })
    expect(calls[1]?.body).toMatchObject({ msg_id: '@visit==', scene: 'im_enter_direct_msg' })
  })

  test('with a picture uploads it first', async () => {
    const calls = spy()
    expect(await douyin.send(account(), privately(undefined, { text: '', files: [outboundFile('a.png', 'image/png')] }))).toMatchObject({
      outcome: 'sent',
    })
    expect(calls.map(({ path }) => path)).toContain('/tool/imagex/client_upload/')
    expect(calls.at(-1)?.body['content']).toMatchObject({ msg_type: 2, image: { media_id: expect.stringMatching(/^image-/) } })
  })

  test('to a comment goes below it', async () => {
    const calls = spy()
    expect(await douyin.send(account(), below(['@c1==', 'sent:@x']))).toMatchObject({
      outcome: 'sent',
      externalIds: [expect.stringMatching(/^sent:@reply/)],
    })
    expect(calls.at(-1)).toMatchObject({ path: '/item/comment/reply/', body: { item_id: '@v:1/==', comment_id: '@c1==' } })
  })

  test('that Douyin would refuse anyway is refused before', async () => {
    const calls = spy()
    const refused = [
      privately(undefined, { text: '看 https://example.com' }),
      privately(undefined, { files: [outboundFile('a.pdf', 'application/pdf')] }),
      privately([]),
    ]
    for (const part of refused) expect(await douyin.send(account(), part)).toMatchObject({ outcome: 'failed', retry: 'no' })
    expect(calls).toEqual([])
  })

  test('the seventh to one message closes the window', async () => {
    const channel = account()
    for (let n = 0; n < 6; n += 1) expect(await douyin.send(channel, privately())).toMatchObject({ outcome: 'sent' })
    expect(await douyin.send(channel, privately())).toMatchObject({
      outcome: 'failed',
      retry: 'no',
      code: '28003017',
      closesWindow: 'provider',
    })
  })

  test('whose token has run out meanwhile goes out under a new one', async () => {
    const real = peer
    let stale = true
    peer = async (call) => {
      if (call.path !== '/im/send/msg/' || !stale) return real(call)
      stale = false
      return { status: 200, body: '{"data":{"error_code":2190008,"description":"expired"}}' }
    }
    expect(await douyin.send(account(), privately())).toMatchObject({ outcome: 'sent' })
  })

  test.each([
    [28001005, { retry: 'later' }],
    [28003018, { retry: 'later', retryAfterMs: 60_000 }],
    [28001018, { retry: 'no' }],
    [2190008, { retry: 'no' }],
    [29999999, { retry: 'no', code: '29999999' }],
  ])('refused with %i means %o', async (error_code, result) => {
    const real = peer
    peer = async (call) =>
      call.path === '/im/send/msg/' ? { status: 200, body: JSON.stringify({ data: { error_code, description: 'no' } }) } : real(call)
    expect(await douyin.send(account(), privately())).toMatchObject({ outcome: 'failed', ...result })
  })

  test('under a wrong refresh token says what to do', async () => {
    const sent = await douyin.send(account({ refreshToken: 'wrong' }), privately())
    expect(sent).toMatchObject({ outcome: 'failed', retry: 'no', code: '10010', reason: expect.stringContaining('Authorise again') })
  })

  test('is told back as an echo and as read, signed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    try {
      const sent = await douyin.send(account(), privately())
      vi.advanceTimersByTime(3_000)
      const taken = delivered.map((one) => ('dedupeKey' in one ? one : douyin.verify!({ ...one, url: '' }, account(), now)))
      const items = (await Promise.all(taken.map((one) => douyin.parse(one!.body)))).flat()
      expect(items).toMatchObject([
        { type: 'echo', externalId: sent.outcome === 'sent' && sent.externalIds?.[0], text: 'Hello 你好' },
        { type: 'receipt', status: 'read' },
      ])
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('the reply window', () => {
  const window = { openedBy: 'message', openedAt: now.toISOString(), sent: 2, closed: null }
  const after = (seconds: number) => new Date(now.getTime() + seconds * 1000)

  test('is six messages in 24 hours after a message', () => {
    expect(douyin.quota!(window, 'message', after(60))).toMatchObject({ allowed: true, remaining: 4 })
    expect(douyin.quota!({ ...window, sent: 6 }, 'message', after(60))).toMatchObject({
      allowed: false,
      remaining: 0,
      reason: expect.any(String),
    })
    expect(douyin.quota!(window, 'message', after(86_400)).allowed).toBe(false)
  })

  test('does not open by following', () => {
    expect(douyin.quota!({ ...window, openedBy: 'follow' }, 'message', now).allowed).toBe(false)
  })

  test('is three in 30 seconds after a visit, and none for comments', () => {
    expect(douyin.quota!({ ...window, openedBy: 'enter:@v' }, 'message', after(29))).toMatchObject({ allowed: true, remaining: 1 })
    expect(douyin.quota!({ ...window, openedBy: 'enter:@v' }, 'message', after(31)).allowed).toBe(false)
    expect(douyin.quota!({ ...window, sent: 99, openedAt: null }, 'comment', now)).toMatchObject({ allowed: true, remaining: null })
  })
})

describe('the connection check', () => {
  const levels = async (extra: Partial<DouyinConfig> = {}) => (await douyin.check(account(extra))).map(({ level, field }) => [level, field])

  test('finds practice settings in order, and names what is wrong', async () => {
    expect((await levels()).map(([level]) => level)).toEqual(['ok', 'ok'])
    expect(await levels({ refreshToken: 'wrong' })).toContainEqual(['error', 'refreshToken'])
    expect(await levels({ openId: 'somebody' })).toContainEqual(['error', 'openId'])
    peer = async () => ({
      status: 200,
      body: '{"data":{"error_code":0,"open_id":"practice-account","access_token":"a","refresh_expires_in":90000}}',
    })
    expect(await levels()).toContainEqual(['warning', 'refreshToken'])
    peer = async () => ({ status: 200, body: '<html>' })
    expect(await levels()).toContainEqual(['error', 'apiUrl'])
  })
})

describe('the refresh token', () => {
  const day = 86_400
  const answer = (data: object) => ({ status: 200, body: JSON.stringify({ data: { error_code: 0, description: '', ...data } }) })

  /** A provider whose refresh token has so many seconds left; anything else as the stand-in answers it. */
  function lasting(seconds: number, renewal?: object): void {
    const real = peer
    peer = async (call) => {
      if (call.path === '/oauth/refresh_token/') return answer({ refresh_expires_in: String(seconds), access_token: 'a', expires_in: 1 })
      return renewal && call.path === '/oauth/renew_refresh_token/' ? answer(renewal) : real(call)
    }
  }

  test('is left alone while it lasts', async () => {
    const calls = spy()
    expect(await douyin.renew!(account(), now)).toEqual({})
    lasting(6 * day)
    expect(await douyin.renew!(account(), now)).toEqual({})
    expect(calls.map(({ path }) => path)).toEqual(['/oauth/refresh_token/'])
  })

  test('is renewed in its last days; the one before it is good no more, and after five times there is none', async () => {
    lasting(4 * day)
    let config = account().config
    for (let times = 1; times <= 5; times += 1) {
      const before = config
      const { settings } = await douyin.renew!(account(config), now)
      expect(settings).toEqual({ refreshToken: expect.stringContaining(`+${times}`) })
      config = { ...config, ...settings }
      expect(await douyin.renew!(account(before), now)).toMatchObject({ warning: expect.stringContaining('ends on') })
    }
    expect(await douyin.renew!(account(config), now)).toEqual({
      warning: expect.stringMatching(/^The authorisation ends on 2026-11-26, .*\nHave the account authorise the app again/),
    })
  })

  test('that cannot be renewed is told days before it ends, and when it has ended', async () => {
    lasting(4 * day, { error_code: 10004, description: '权限不足' })
    expect(await douyin.renew!(account(), now)).toMatchObject({ warning: expect.stringContaining('2026-11-26') })
    expect(await douyin.renew!(account({ clientKey: 'another' }), now)).toMatchObject({ warning: expect.any(String) })
    peer = async () => answer({ error_code: 10010 })
    expect(await douyin.renew!(account(), now)).toMatchObject({ warning: expect.stringContaining('Authorise again') })
  })

  test('is no concern while Douyin has trouble', async () => {
    peer = async () => answer({ error_code: 28001005 })
    expect(await douyin.renew!(account(), now)).toEqual({})
  })
})
