import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { outbound, outboundFile } from '../../tests/support/outbound.ts'
import type { Account, Peer, RawRequest, Sink, Verified } from '../adapter.ts'
import { signatureOf } from '../tencent/callback-crypto.ts'
import { openPeers } from '../provider/peers.ts'
import type { WeiboConfig } from './config.ts'
import { weiboDemo } from './demo.ts'
import { weibo } from './index.ts'
import { fetchOnce } from './listen.ts'

vi.stubEnv('PUBLIC_URL', 'https://parley.example.com')

const now = new Date('2026-11-22T10:00:00Z')
let channels = 0
const account = (extra: Partial<WeiboConfig> = {}): Account<WeiboConfig> => ({
  ...{ kind: 'weibo', workspaceId: 'w', channelId: `weibo-${channels++}`, name: 'Shop' },
  config: { ...weiboDemo.config('demo:'), ...extra },
})
const secret = account().config.appSecret
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}.json`, import.meta.url))
const parse = (value: object | string) => weibo.parse(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)))
const stamp = (time: Date) => String(Math.floor(time.getTime() / 1000))

let peer: Peer
beforeEach(() => {
  peer = weiboDemo.peer(account(), () => undefined)
  openPeers({ demoOf: () => ({ ...weiboDemo, peer: () => peer }) as never, deliver: async () => undefined })
})

function request(query: Record<string, string>, more: Partial<RawRequest> = {}): RawRequest {
  const url = `https://parley.example.com/webhooks/x?${new URLSearchParams(query)}`
  return { method: 'POST', headers: {}, query, body: fixture('text'), url, ...more }
}

function signedQuery(timestamp = stamp(now), nonce = '57155157', key = secret): Record<string, string> {
  return { signature: signatureOf(key, timestamp, nonce), timestamp, nonce }
}

describe('the address question', () => {
  const ask = (query: Record<string, string>) =>
    weibo.handshake!(request({ ...query, echostr: 'KeyDMwtf672' }, { method: 'GET' }), account())

  test('is answered with what was asked, when it is signed', () => {
    expect(ask(signedQuery())).toEqual({ type: 'text/plain', body: 'KeyDMwtf672' })
  })

  test('is refused when it is not', () => {
    expect(ask(signedQuery(stamp(now), '1', 'another secret'))).toBe('refused')
    expect(ask({})).toBe('refused')
  })

  test('is not seen in a message', () => {
    expect(weibo.handshake!(request(signedQuery()), account())).toBeNull()
  })

  test('signs as documented: SHA-1 over secret, time and nonce, sorted', () => {
    expect(signatureOf('demo', '1639017506000', '57155157')).toBe('233dae8d74f45a1ad1f5671a974c485ccd1ac3c5')
  })
})

describe('a push', () => {
  const take = (sent: RawRequest, at = now) => weibo.verify!(sent, account(), at)

  test('is taken when it is signed and fresh, its time in seconds or milliseconds', () => {
    expect(take(request(signedQuery()))).not.toBeNull()
    expect(take(request(signedQuery(String(now.getTime()))))).not.toBeNull()
  })

  test.each([
    ['is not signed', request({})],
    ['has an empty signature', request({ ...signedQuery(), signature: '' })],
    ['is signed with another secret', request(signedQuery(stamp(now), '1', 'another'))],
    ['bears another nonce', request({ ...signedQuery(), nonce: '57155158' })],
    ['is stale', request(signedQuery(stamp(new Date(now.getTime() - 301_000))))],
    ['is from the future', request(signedQuery(stamp(new Date(now.getTime() + 301_000))))],
    ['bears no time', request(signedQuery('soon'))],
    ['is no POST', request(signedQuery(), { method: 'GET' })],
  ])('that %s is refused', (_, sent) => {
    expect(take(sent)).toBeNull()
  })

  test('under a signature that was used is no second event, whatever its body and however the digits are parted', () => {
    const [timestamp, nonce] = ['1795341600', '123456789']
    const at = new Date(1795341600_000)
    const first = take(request(signedQuery(timestamp, nonce)), at)
    const other = take(request(signedQuery(timestamp, nonce), { body: fixture('voice') }), at)
    expect(other?.dedupeKey).toBe(first?.dedupeKey)
    const signature = signatureOf(secret, timestamp, nonce)
    const moved = take(request({ signature, timestamp: '1795341600123', nonce: '456789' }), at)
    expect([undefined, first?.dedupeKey]).toContain(moved?.dedupeKey)
  })
})

describe('what is pushed', () => {
  test('keeps ids exact and times right', async () => {
    expect(await weibo.parse(fixture('image'))).toMatchObject([
      { text: '', sentAt: '2026-07-16T10:09:20.000Z', files: [{ ref: { fid: '9007199254740995' }, type: 'image/jpeg' }] },
    ])
  })

  test('has an id made of what it says, the same when it is pushed again', async () => {
    const ids = await Promise.all(['text', 'text', 'voice'].map(async (name) => (await weibo.parse(fixture(name)))[0]))
    const [one, again, other] = ids.map((item) => item?.type === 'message' && item.externalId)
    expect(one).toBe(again)
    expect(one).not.toBe(other)
  })

  test.each([
    [
      'text',
      {
        type: 'message',
        text: '在吗？想问一下发货时间[微笑]',
        thread: { key: '2489518277' },
        from: { kind: 'weibo', value: '2489518277' },
      },
    ],
    ['position', { type: 'message', place: { latitude: 39.982525, longitude: 116.308586 }, text: '我在这里: http://t.cn/zQgLLYO' }],
    ['voice', { type: 'message', text: '', files: [{ type: 'audio/amr' }] }],
    ['no-time', { type: 'message', sentAt: '1970-01-01T00:00:00.000Z' }],
    ['event-follow', { type: 'follow', by: null }],
    ['event-scan_follow', { type: 'follow', by: 'scan' }],
    ['event-unfollow', { type: 'unfollow' }],
    ['event-subscribe', { type: 'touch', opens: 'subscribe' }],
    ['event-click', { type: 'touch', opens: 'click' }],
    ['event-unsubscribe', { type: 'ignored' }],
    ['event-unknown', { type: 'unknown', name: 'event/dance' }],
    ['unknown', { type: 'message', unsupported: 'sticker' }],
    ['mention-comment', { type: 'ignored' }],
    ['mention-status', { type: 'message', externalId: 'status:5123456789012345', thread: { surface: 'mention' } }],
  ])('as %s is understood', async (name, item) => {
    expect(await weibo.parse(fixture(name))).toMatchObject([item])
  })
})

describe('a page of comments', () => {
  test('becomes one thread per person and post; our own are echoes; a broken one hinders no other', async () => {
    expect(await weibo.parse(fixture('comments'))).toMatchObject([
      { type: 'ignored' },
      {
        ...{ type: 'message', externalId: 'comment:5222222222222222', text: '谢谢' },
        thread: {
          key: 'comment:5111111111111111:2600000000',
          refs: expect.arrayContaining(['reply:5222222222222221']),
          surface: 'comment',
          post: { text: '新品\n今天起可以预订', picture: 'https://wx1.sinaimg.example/thumbnail/a.jpg', author: '练习账号', url: null },
        },
      },
      { type: 'unknown', name: 'comment' },
      { type: 'message', from: { value: '2489518277', name: '林晓 Bcc: x' } },
      { type: 'echo', externalId: 'reply:5222222222222225', to: { value: '2489518277' }, author: '练习账号' },
    ])
  })

  test('says nothing of a post of which only the id is told', async () => {
    const told = (await weibo.parse(fixture('comments'))).flatMap((item) => ('thread' in item && item.thread ? [item.thread] : []))
    expect(told.map((thread) => ('post' in thread ? thread.post : null))).toEqual([
      { text: '新品\n今天起可以预订', picture: 'https://wx1.sinaimg.example/thumbnail/a.jpg', author: '练习账号', url: null },
      null,
      { text: '新品', picture: null, author: null, url: null },
    ])
  })

  test('and a mention in a post comes with its pictures', async () => {
    expect(await weibo.parse(fixture('mentions'))).toMatchObject([
      { type: 'unknown' },
      { type: 'ignored' },
      { externalId: 'status:5333333333333332', files: [{ ref: { url: 'http://wx1.sinaimg.cn/large/abc.jpg' } }, {}] },
    ])
  })

  test('of n comments gives n items, each changed one only itself', async () => {
    const one = (n: number) => ({ id: `${n + 1}`, created_at: '', text: `${n}`, user: { id: 7 }, status: { id: 9 } })
    const broken = fc.constantFrom<object | null>(null, {}, { id: 'x' }, { user: 3 }, { extra: [] })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 30 }), fc.nat(), broken, async (n, at, change) => {
        const comments: unknown[] = Array.from({ length: n }, (_, index) => one(index))
        comments[at % n] = change && { ...one(at % n), ...change }
        const items = await parse({ account: '1', page: { comments } })
        expect(items).toHaveLength(n)
        expect(items.filter(({ type }) => type === 'message').length).toBeGreaterThanOrEqual(n - 1)
      }),
    )
  })
})

describe('an answer', () => {
  test('goes out privately, and Weibo names no id', async () => {
    expect(await weibo.send(account(), outbound({ to: { kind: 'weibo', value: '2489518277', verified: true } }))).toEqual({
      outcome: 'sent',
      externalIds: [],
    })
  })

  test('says what the documentation says', async () => {
    const asked: Parameters<Peer>[0][] = []
    peer = async (call) => (asked.push(call), { status: 200, body: '{"result":true}' })
    await weibo.send(account(), outbound({ text: '好的 & 谢谢', to: { kind: 'weibo', value: '2489518277', verified: true } }))
    const [call] = asked
    expect(call?.path).toBe('/2/messages/reply.json')
    const form = Object.fromEntries(new URLSearchParams(call?.body.toString()))
    expect(form).toEqual({ type: 'text', data: '{"text":"好的 & 谢谢"}', receiver_id: '2489518277' })
  })

  test('with a picture is a card with our link; with another file it is refused before Weibo is asked', async () => {
    const asked: string[] = []
    peer = async ({ body }) => (
      asked.push(new URLSearchParams(body.toString()).get('data') ?? ''),
      { status: 200, body: '{"result":true}' }
    )
    expect(await weibo.send(account(), outbound({ text: '', files: [outboundFile('杯.png', 'image/png')] }))).toEqual({
      outcome: 'sent',
      externalIds: [],
    })
    expect(JSON.parse(asked[0]!)).toMatchObject({ articles: [{ display_name: '杯.png', image: expect.stringMatching(/^https:/) }] })
    expect(await weibo.send(account(), outbound({ text: '', files: [outboundFile('a.pdf', 'application/pdf')] }))).toMatchObject({
      retry: 'no',
    })
    expect(asked).toHaveLength(1)
  })

  const thread = { subject: null, key: 'comment:5111111111111111:2489518277', surface: 'comment' as const }
  test('to a comment goes to the person’s last one and is known by its exact id', async () => {
    const asked: Record<string, string>[] = []
    const real = peer
    peer = async (call) => (asked.push(Object.fromEntries(new URLSearchParams(call.body.toString()))), real(call))
    const sent = await weibo.send(account(), outbound({ thread: { ...thread, refs: ['comment:1', 'comment:2', 'reply:3'] } }))
    expect(asked[0]).toMatchObject({ id: '5111111111111111', cid: '2' })
    expect(sent).toEqual({ outcome: 'sent', externalIds: ['reply:5100000000000001'] })
  })

  test('to a mention comments on the post', async () => {
    const paths: string[] = []
    const real = peer
    peer = async (call) => (paths.push(call.path), real(call))
    const mention = { ...thread, key: 'mention:77:88', surface: 'mention' as const, refs: ['status:77', 'reply:5'] }
    expect(await weibo.send(account(), outbound({ thread: mention }))).toMatchObject({ outcome: 'sent' })
    expect(paths).toEqual(['/2/comments/create.json'])
  })

  test('said twice below one comment is refused with what to do', async () => {
    const channel = account()
    const part = outbound({ thread: { ...thread, refs: ['comment:1'] } })
    await weibo.send(channel, part)
    expect(await weibo.send(channel, part)).toMatchObject({
      outcome: 'failed',
      retry: 'no',
      code: '20019',
      reason: expect.stringContaining('otherwise'),
    })
  })

  test.each([
    [
      { error_code: 21327, error: 'expired_token' },
      { outcome: 'failed', retry: 'no', code: '21327' },
    ],
    [
      { error_code: '10023', error: 'User requests out of rate limit!' },
      { retry: 'later', retryAfterMs: 300_000 },
    ],
    [{ error_code: 10001, error: 'System error' }, { retry: 'later' }],
    [{ error_code: 10014, error: 'Insufficient app permissions' }, { retry: 'no' }],
    [{ error_code: 20201, error: 'Target weibo comment does not exist!' }, { retry: 'no' }],
    [{ error_code: 20032, error: 'update success, while server slow now' }, { outcome: 'sent' }],
    [
      { error_code: 21999, error: 'no quota for this receiver' },
      { retry: 'no', closesWindow: 'provider' },
    ],
    [
      { error_code: 29999, error: 'something new' },
      { outcome: 'failed', retry: 'no', code: '29999' },
    ],
  ])('that Weibo refuses with %o means %o', async (body, result) => {
    peer = async () => ({ status: 400, body: JSON.stringify(body) })
    expect(await weibo.send(account(), outbound())).toMatchObject(result)
  })

  test('met by a server in trouble is tried again', async () => {
    peer = async () => ({ status: 502, body: '<html>' })
    expect(await weibo.send(account(), outbound())).toMatchObject({ outcome: 'failed', retry: 'later' })
  })
})

describe('the reply window', () => {
  const hours = (n: number) => new Date(now.getTime() - n * 3_600_000).toISOString()
  const window = { openedBy: 'message', openedAt: hours(47), sent: 100, closed: null }

  test('is open for 48 hours, however much was sent', () => {
    expect(weibo.quota!(window, 'message', now)).toMatchObject({ allowed: true, remaining: null, until: '2026-11-22T11:00:00.000Z' })
    expect(weibo.quota!({ ...window, openedAt: hours(48) }, 'message', now)).toMatchObject({ allowed: false, reason: expect.any(String) })
  })

  test('is shut before anybody wrote and after they ceased to follow, but never for comments', () => {
    expect(weibo.quota!({ ...window, openedAt: null }, 'message', now).allowed).toBe(false)
    expect(weibo.quota!({ ...window, closed: 'unfollowed' }, 'message', now).allowed).toBe(false)
    expect(weibo.quota!({ ...window, closed: 'unfollowed' }, 'comment', now).allowed).toBe(true)
  })
})

describe('fetching', () => {
  const comment = (id: number) =>
    `{"id":${9007199254740993n + BigInt(id)},"created_at":"","text":"${id}","user":{"id":5},"status":{"id":6}}`

  /** A list of comments with these ids, newest first, 50 a page, as Weibo gives what came after `since_id`. */
  function listing(ids: () => number[]): Peer {
    return async ({ path, query }) => {
      if (!path.endsWith('to_me.json')) return { status: 200, body: path.includes('statuses') ? '{"statuses":[]}' : '{"comments":[]}' }
      const after = ids().filter((id) => 9007199254740993n + BigInt(id) > BigInt(query['since_id']!))
      const page = after.toSorted((a, b) => b - a).slice((Number(query['page']) - 1) * 50, Number(query['page']) * 50)
      return { status: 200, body: `{"comments":[${page.map(comment).join()}]}` }
    }
  }

  function memory() {
    const stored = new Map<string, Verified>()
    let cursor: unknown = null
    const sink: Sink = {
      store: async (event) => (stored.has(event.dedupeKey) ? 'duplicate' : (stored.set(event.dedupeKey, event), 'stored')),
      health: async () => undefined,
      cursor: { load: async () => cursor, save: async (value) => void (cursor = structuredClone(value)) },
    }
    const texts = async () =>
      (await Promise.all([...stored.values()].map(({ body }) => weibo.parse(body)))).flat().map((item) => 'text' in item && item.text)
    return { sink, texts }
  }

  test('begins at the end of the lists, then gives each comment once, over all pages, oldest first', async () => {
    let ids = Array.from({ length: 80 }, (_, n) => n + 1)
    peer = listing(() => ids)
    const { sink, texts } = memory()
    const channel = account()
    expect(await fetchOnce(channel, sink)).toBeNull()
    expect(await texts()).toEqual([])
    ids = Array.from({ length: 200 }, (_, n) => n + 1)
    expect(await fetchOnce(channel, sink)).toBeNull()
    expect(await fetchOnce(channel, sink)).toBeNull()
    expect(await texts()).toEqual(Array.from({ length: 120 }, (_, n) => String(n + 81)))
  })

  test('that breaks off between two pages loses nothing', async () => {
    let ids = [1]
    const whole = listing(() => ids)
    let breaks = false
    peer = async (call) =>
      breaks && call.query['page'] === '2' ? { status: 400, body: '{"error_code":10023,"error":"limit"}' } : whole(call)
    const { sink, texts } = memory()
    const channel = account()
    await fetchOnce(channel, sink)
    ids = Array.from({ length: 70 }, (_, n) => n + 1)
    breaks = true
    expect(await fetchOnce(channel, sink)).toContain('slow down')
    breaks = false
    expect(await fetchOnce(channel, sink)).toBeNull()
    expect(await texts()).toEqual(Array.from({ length: 69 }, (_, n) => String(n + 2)))
  })

  test('from what is not Weibo says so', async () => {
    peer = async () => ({ status: 200, body: '<html>' })
    expect(await fetchOnce(account(), memory().sink)).toContain('does not answer like Weibo')
  })
})

describe('the connection check', () => {
  const levels = async (channel: Account<WeiboConfig>) => (await weibo.check(channel)).map(({ level, field }) => [level, field])

  test('finds practice settings in order', async () => {
    expect(await levels(account())).toEqual([['ok', null], ['ok', null], ['ok', null]]) // prettier-ignore
  })

  test('names the wrong token, the wrong UID, the missing permission', async () => {
    expect(await levels(account({ accessToken: 'wrong' }))).toContainEqual(['error', 'accessToken'])
    expect(await levels(account({ uid: '4040404040' }))).toContainEqual(['error', 'uid'])
    const real = peer
    peer = async (call) => (call.path.includes('comments') ? { status: 403, body: '{"error_code":10014,"error":"x"}' } : real(call))
    expect(await levels(account())).toContainEqual(['warning', 'fetchPublic'])
    expect((await levels(account({ fetchPublic: false }))).flat()).not.toContain('fetchPublic')
  })

  test('warns of a token that ends soon', async () => {
    peer = async () => ({ status: 200, body: '{"uid":1000000001,"expire_in":90000,"comments":[]}' })
    expect((await weibo.check(account())).find(({ level }) => level === 'warning')?.message).toBe('The token runs out within a week.')
  })
})

test('files and names come from the stand-in, and a wrong token gets none', async () => {
  const [item] = await weibo.parse(fixture('image'))
  const ref = (item?.type === 'message' && item.files[0] && 'ref' in item.files[0] && item.files[0].ref) || {}
  const opened = await weibo.openMedia!(account(), ref, 1_000_000)
  expect((await buffer(opened.stream)).length).toBeGreaterThan(0)
  await expect(weibo.openMedia!(account({ accessToken: 'wrong' }), ref, 1_000_000)).rejects.toThrow()
  const pushed = weiboDemo.simulate(account(), { type: 'text', from: '林晓', text: '在吗', id: 'one', now })
  const sender = String(JSON.parse(pushed.body.toString()).sender_id)
  expect(await weibo.profile!(account(), { kind: 'weibo', value: sender })).toEqual({ name: '林晓', handles: [] })
  expect(await weibo.profile!(account(), { kind: 'weibo', value: '1' })).toBeNull()
})
