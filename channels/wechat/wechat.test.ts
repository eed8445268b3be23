import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { outbound, outboundFile } from '../../tests/support/outbound.ts'
import { ParseError, type Account, type RawRequest, type Window } from '../adapter.ts'
import { sealCallback } from '../tencent/callback.ts'
import { openPeers } from '../provider/peers.ts'
import type { WechatConfig } from './config.ts'
import { demo } from './demo.ts'
import { wechat } from './index.ts'
import { callbackOf } from './verify.ts'

vi.stubEnv('PUBLIC_URL', 'https://parley.example.com')

const now = new Date('2026-11-22T10:00:00Z')
let channels = 0
const account = (extra: Partial<WechatConfig> = {}): Account<WechatConfig> => ({
  ...{ kind: 'wechat', workspaceId: 'w', channelId: `wechat-${channels++}`, name: 'Tea' },
  config: { ...demo.config('demo:'), ...extra },
})
const delivered: { channelId: string; request: RawRequest }[] = []
openPeers({
  demoOf: () => wechat.demo as never,
  deliver: async ({ channelId }, request) => void delivered.push({ channelId, request: withUrl(request as RawRequest) }),
})

const withUrl = (request: Omit<RawRequest, 'url'>): RawRequest => ({ ...request, url: 'https://parley.example.com/webhooks/x' })
const sealed = (xml: string, settings: Partial<WechatConfig> = {}, at = now, id = 'one') =>
  withUrl(sealCallback(xml, callbackOf({ ...demo.config(''), ...settings }), { id, now: at }))
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}.xml`, import.meta.url))
const parsed = async (name: string) => (await wechat.parse(fixture(name)))[0]
const text = fixture('text').toString('utf8')

describe('a callback', () => {
  test('encrypted, signed and fresh is taken, and parsed from what it held', async () => {
    const verified = wechat.verify!(sealed(text), account(), now)
    expect(verified).toMatchObject({ dedupeKey: 'message:oTest-follower_0001:9007199254740993123' })
    expect(await wechat.parse(verified!.body)).toEqual(await wechat.parse(fixture('text')))
  })

  test('sent again, sealed anew, is the same event; another event in the same second is another', () => {
    const key = (xml: string, id: string) => wechat.verify!(sealed(xml, {}, now, id), account(), now)?.dedupeKey
    const click = fixture('event-click').toString('utf8')
    expect(key(click, 'one')).toBe(key(click, 'two'))
    expect(key(click, 'one')).not.toBe(key(click.replace('MENU_ORDER', 'MENU_HELP'), 'one'))
  })

  const request = sealed(text)
  const other = 'OtherEncodingAESKeyOfATeahouse9876543210AAA'
  test.each<[string, RawRequest, Date?]>([
    ['without a signature', { ...request, query: {} }],
    ['with another signature', { ...request, query: { ...request.query, msg_signature: '0'.repeat(40) } }],
    ['with another nonce', { ...request, query: { ...request.query, nonce: '1' } }],
    ['signed with another token', sealed(text, { token: 'another' })],
    ['encrypted with another key', sealed(text, { aesKey: other })],
    ['for another account', sealed(text, { appId: 'wx0000000000000000' })],
    ['that is stale', request, new Date(now.getTime() + 301_000)],
    ['from the future', request, new Date(now.getTime() - 301_000)],
    ['without a time', { ...request, query: { ...request.query, timestamp: undefined } }],
    ['in the clear', { ...request, query: { ...request.query, msg_signature: undefined }, body: Buffer.from(text) }],
    ['whose envelope declares a document type', { ...request, body: Buffer.concat([Buffer.from('<!DOCTYPE x>'), request.body]) }],
    ['with nothing in it', { ...request, body: Buffer.alloc(0) }],
    ['by GET', { ...request, method: 'GET' }],
  ])('%s is refused', (_, sent, at = now) => {
    expect(wechat.verify!(sent, account(), at)).toBeNull()
  })

  test('in the clear is told by the connection check', async () => {
    const here = account()
    const mode = async () => (await wechat.check(here)).find(({ subject }) => subject === 'Message mode')
    expect(await mode()).toMatchObject({ level: 'ok' })
    const plain = sealed(text)
    wechat.verify!({ ...plain, query: { ...plain.query, msg_signature: undefined }, body: Buffer.from(text) }, here, now)
    expect(await mode()).toMatchObject({ level: 'error', fix: expect.stringContaining('安全模式') })
    wechat.verify!(plain, here, now)
    expect(await mode()).toMatchObject({ level: 'ok' })
  })
})

describe('the question whether the address is ours', () => {
  const { query } = sealed(text)
  const ask = (given: RawRequest['query']) =>
    wechat.handshake!(withUrl({ method: 'GET', headers: {}, query: given, body: Buffer.alloc(0) }), account())

  test('is answered in the clear, as the platform asks it', () => {
    const { timestamp, nonce, signature } = query
    expect(ask({ timestamp, nonce, signature, echostr: '5837397576500011341' })).toMatchObject({ body: '5837397576500011341' })
  })

  test('is refused when the signature is missing or wrong', () => {
    const { timestamp, nonce, signature } = query
    expect(ask({ timestamp, nonce, echostr: 'x' })).toBe('refused')
    expect(ask({ timestamp, nonce: '7', signature, echostr: 'x' })).toBe('refused')
    expect(ask({ timestamp, nonce, signature, msg_signature: signature, echostr: 'x' })).toBe('refused')
  })

  test('is no other request', () => expect(ask({})).toBeNull())
})

describe('what followers send', () => {
  test('is theirs: one thread each, as text to the last blank, with ids longer than numbers', async () => {
    expect(await parsed('text')).toEqual({
      ...{ type: 'message', externalId: 'oTest-follower_0001:9007199254740993123', sentAt: '2026-11-23T10:00:00.000Z' },
      thread: { key: 'oTest-follower_0001', refs: ['oTest-follower_0001:9007199254740993123'] },
      from: { kind: 'wechat_openid', value: 'oTest-follower_0001', verified: true },
      text: ' 你好，请问龙井还有吗？[微笑]\n<b>50 g</b> & 100 g 😀 ',
      ...{ files: [], participants: [], subject: null, quoted: null, html: null, to: [], cc: [], auto: false },
    })
  })

  test.each([
    ['text-doctype', { text: '怎么写 <!DOCTYPE html> 和 <!-- 注释 -->？' }],
    ['text-escaped', { text: '1 < 2 && 3 > 2' }],
    ['text-no-id', { externalId: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    ['image', { text: '', files: [{ ref: { mediaId: 'media-image-1' }, name: 'image.jpg', type: 'image/jpeg', size: null }] }],
    ['voice', { text: '我想问一下运费。', files: [{ ref: { mediaId: 'media-voice-1' } }] }],
    ['video', { files: [{ ref: { mediaId: 'media-video-1' }, type: 'video/mp4' }] }],
    ['shortvideo', { files: [{ ref: { mediaId: 'media-video-2' } }] }],
    ['location', { place: { latitude: 30.2467, longitude: 120.1489, name: '', address: '杭州市西湖区断桥' } }],
    ['location-nowhere', { text: '[位置]\n某处' }],
    ['link', { text: '春茶上市\n明前龙井\nhttps://shop.example.cn/spring?a=1&b=2' }],
    ['file', { text: '[文件] 订单.xlsx\n12 KB' }],
    ['unknown-type', { type: 'message', unsupported: 'hologram' }],
    ['no-sender', { type: 'unknown', name: 'text' }],
    ['odd-sender', { type: 'unknown', name: 'text' }],
    ['repeated', { type: 'message', text: '' }],
  ])('%s', async (name, item) => {
    expect(await parsed(name)).toMatchObject(item)
  })

  test.each([
    ['subscribe', { type: 'follow', by: null, at: '2026-11-23T10:00:00.000Z' }],
    ['subscribe-scan', { type: 'follow', by: 'scan:shop-12' }],
    ['unsubscribe', { type: 'unfollow' }],
    ['scan', { type: 'touch', opens: 'scan' }],
    ['click', { type: 'touch', opens: 'menu' }],
    ['scancode', { type: 'touch', opens: 'menu' }],
    ['view', { type: 'ignored' }],
    ['location', { type: 'ignored' }],
    ['revoke', { type: 'ignored' }],
    ['template-success', { type: 'receipt', for: { externalId: '9007199254740993125' }, status: 'delivered' }],
    ['template-blocked', { type: 'bounce', externalId: '200163841', permanent: true, reason: expect.stringContaining('blocks') }],
    ['template-failed', { type: 'bounce', externalId: '200163842', reason: expect.stringContaining('system failed') }],
    ['unknown', { type: 'unknown', name: 'event guitar_solo' }],
  ])('event %s', async (name, item) => {
    expect(await parsed(`event-${name}`)).toMatchObject(item)
  })

  test('an element more, or a name from the language itself, changes nothing', async () => {
    const names = fc.constantFrom('toString', 'hasOwnProperty', 'NewField', 'Ünicode', 'x')
    await fc.assert(
      fc.asyncProperty(names, fc.stringMatching(/^[\w <>&]*$/), async (name, value) => {
        const more = text.replace('</xml>', `<${name}><![CDATA[${value}]]></${name}></xml>`)
        expect(await wechat.parse(Buffer.from(more))).toEqual(await wechat.parse(Buffer.from(text)))
      }),
    )
    const event = fixture('event-unknown').toString('utf8').replace('guitar_solo', 'constructor')
    expect(await wechat.parse(Buffer.from(event))).toEqual([{ type: 'unknown', name: 'event constructor' }])
  })

  test('a fixture cut anywhere is an item or a ParseError', async () => {
    const bodies = readdirSync(new URL('fixtures/', import.meta.url)).map((name) =>
      readFileSync(new URL(`fixtures/${name}`, import.meta.url)),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...bodies), fc.nat(1_000), async (body, length) => {
        const outcome = await wechat.parse(body.subarray(0, length)).catch((error: unknown) => error)
        if (!Array.isArray(outcome)) expect(outcome).toBeInstanceOf(ParseError)
      }),
    )
  })
})

describe('what we send', () => {
  const to = { kind: 'wechat_openid', value: 'oDEMO-5p6X5pmT', verified: true } as const
  const send = (here: Account<WechatConfig>, extra: Parameters<typeof outbound>[0] = {}) => wechat.send(here, outbound({ to, ...extra }))
  const simulate = (here: Account<WechatConfig>, type: 'text' | 'follow', at = new Date()) =>
    demo.simulate(here, { type, from: '林晓', text: '在吗', id: 'x', now: at })

  test('goes out as text, as picture, voice and video, or as a link', async () => {
    const here = account()
    expect(await send(here)).toEqual({ outcome: 'sent' })
    for (const [name, type] of [
      ['a.png', 'image/png'],
      ['a.amr', 'audio/amr'],
      ['a.mp4', 'video/mp4'],
      ['a.pdf', 'application/pdf'],
    ] as const)
      // prettier-ignore
      expect(await send(here, { text: '', files: [outboundFile(name, type)] })).toEqual({ outcome: 'sent' })
  })

  test('stops with the fifth message after a customer’s, and goes on once they write again', async () => {
    const here = account()
    simulate(here, 'text')
    for (let n = 0; n < 5; n++) expect(await send(here)).toEqual({ outcome: 'sent' })
    expect(await send(here)).toMatchObject({ outcome: 'failed', retry: 'no', code: '45047', closesWindow: 'count' })
    simulate(here, 'text')
    expect(await send(here)).toEqual({ outcome: 'sent' })
  })

  test('stops a minute after somebody began to follow', async () => {
    const here = account()
    simulate(here, 'follow', new Date(Date.now() - 61_000))
    expect(await send(here)).toMatchObject({ outcome: 'failed', code: '45015', closesWindow: 'provider' })
  })

  test.each([
    ['another account’s follower', { to: { ...to, value: 'oOther' } }, { code: '40003', retry: 'no' }],
    ['a text that is too long', { text: '茶'.repeat(683) }, { code: '45002', retry: 'no' }],
  ])('%s is refused with a reason', async (_, extra, failure) => {
    expect(await send(account(), extra)).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(/\w{4}/), ...failure })
  })

  test('is not sent with a wrong secret, and the message says what to do', async () => {
    const wrong = await send(account({ appSecret: 'a secret somebody mistyped' }))
    expect(wrong).toMatchObject({ outcome: 'failed', retry: 'no', code: '40125', reason: expect.stringContaining('settings') })
  })

  test('fits the limit the composer is told', () => {
    expect(wechat.capabilities.text).toMatchObject({ n: 2048, unit: 'bytes' })
  })

  test('a template message goes out by its numbered places; its receipt bears the id it was given', async () => {
    const here = account()
    const [template] = await wechat.templates!(here)
    const unnamed = { name: null, example: null }
    expect(template).toEqual({
      name: 'practice-order',
      language: 'zh_CN',
      text: '订单发货通知\n商品：{{1}}\n单号：{{2}}',
      places: [unnamed, unnamed],
    })
    const sent = await send(here, { template: { name: 'practice-order', language: 'zh_CN', variables: ['龙井', 'A-1'] } })
    const ids = sent.outcome === 'sent' ? sent.externalIds : []
    expect(ids).toEqual([expect.stringMatching(/^\d{17,20}$/)])
    await vi.waitFor(() => expect(delivered.some(({ channelId }) => channelId === here.channelId)).toBe(true), 10_000)
    const { request } = delivered.find(({ channelId }) => channelId === here.channelId)!
    const verified = wechat.verify!(request, here, new Date())
    expect(await wechat.parse(verified!.body)).toMatchObject([{ type: 'receipt', for: { externalId: ids?.[0] }, status: 'delivered' }])
    expect(await send(here, { template: { name: 'gone', language: 'zh_CN', variables: [] } })).toMatchObject({
      outcome: 'failed',
      retry: 'no',
    })
  })
})

describe('the reply window', () => {
  const window = (extra: Partial<Window>): Window => ({ openedBy: 'message', openedAt: now.toISOString(), sent: 0, closed: null, ...extra })
  const at = (ms: number) => new Date(now.getTime() + ms)
  const left = (extra: Partial<Window>, ms = 0) => wechat.quota!(window(extra), 'message', at(ms))

  test('holds five messages for 48 hours after a message', () => {
    expect(left({ sent: 2 })).toEqual({
      allowed: true,
      remaining: 3,
      until: at(48 * 3_600_000).toISOString(),
      reason: null,
      fallback: null,
    })
    expect(left({ sent: 5 })).toMatchObject({ allowed: false, remaining: 0, fallback: 'template' })
    expect(left({}, 48 * 3_600_000)).toMatchObject({ allowed: false, fallback: 'template' })
  })

  test.each(['follow', 'scan', 'menu'])('holds three for a minute after %s', (openedBy) => {
    expect(left({ openedBy }, 59_000)).toMatchObject({ allowed: true, remaining: 3 })
    expect(left({ openedBy }, 60_000)).toMatchObject({ allowed: false })
  })

  test('is closed to those who never wrote, who left, and where WeChat says so', () => {
    expect(left({ openedBy: null, openedAt: null })).toMatchObject({ allowed: false })
    for (const openedBy of ['message', null])
      expect(left({ openedBy, closed: 'unfollowed' })).toMatchObject({
        allowed: false,
        fallback: null,
        reason: expect.stringContaining('follows'),
      })
    expect(left({ closed: 'provider' })).toMatchObject({ allowed: false, fallback: 'template' })
  })
})

describe('asked for more', () => {
  test('WeChat gives files, and says what is gone', async () => {
    const { stream } = await wechat.openMedia!(account(), { mediaId: 'practice-picture' }, 1_000_000)
    expect((await buffer(stream)).subarray(1, 4).toString()).toBe('PNG')
    await expect(wechat.openMedia!(account(), { mediaId: 'gone' }, 1_000_000)).rejects.toThrow('three days')
  })

  test('WeChat tells a follower’s name and unionid, and nothing of strangers', async () => {
    const profile = await wechat.profile!(account(), { kind: 'wechat_openid', value: 'oDEMO-5p6X5pmT' })
    expect(profile).toMatchObject({ name: '林晓', handles: [{ kind: 'wechat_unionid', verified: true }] })
    expect(await wechat.profile!(account(), { kind: 'wechat_openid', value: 'oSomebody' })).toBeNull()
  })

  test('the check says which setting is wrong', async () => {
    expect((await wechat.check(account())).every(({ level }) => level === 'ok')).toBe(true)
    expect(await wechat.check(account({ appSecret: 'a secret somebody mistyped' }))).toContainEqual(
      expect.objectContaining({ level: 'error', field: 'appSecret' }),
    )
    expect(await wechat.check(account({ appId: 'wx0000000000000000' }))).toContainEqual(
      expect.objectContaining({ level: 'error', field: 'appId' }),
    )
    const nowhere = await wechat.check(account({ apiUrl: 'http://127.0.0.1:1' }))
    expect(nowhere).toContainEqual(expect.objectContaining({ level: 'error', field: 'apiUrl' }))
  })
})

describe('a token that is not granted', () => {
  test.each([
    [40243, 'invalid', /frozen/],
    [50007, 'frozen', /account is frozen/],
    [89503, 'ip 203.0.113.7 needs confirm', /approve this server’s address 203\.0\.113\.7/],
    [40164, 'invalid ip 203.0.113.7, not in whitelist', /address 203\.0\.113\.7/],
    [-1, 'system error', /busy/],
    [41004, 'appsecret missing', /granted no token \(41004\)/],
  ])('for %i is said with its cause and what to do, and a message says it too', async (errcode, errmsg, words) => {
    const peer: typeof demo.peer = () => async () => ({ status: 200, body: JSON.stringify({ errcode, errmsg }) })
    openPeers({ demoOf: () => ({ ...demo, peer }) as never, deliver: async () => undefined })
    onTestFinished(() => openPeers({ demoOf: () => demo as never, deliver: async () => undefined }))
    const [finding] = await wechat.check(account())
    expect(finding).toMatchObject({ level: 'error', message: expect.stringMatching(words), fix: expect.stringMatching(/\w/) })
    const to = { kind: 'wechat_openid', value: 'oDEMO-x', verified: true } as const
    const sent = await wechat.send(account(), outbound({ to }))
    expect(sent).toMatchObject({ outcome: 'failed', code: String(errcode) })
    if (errmsg.includes('203.')) expect(sent).toMatchObject({ reason: expect.stringContaining('203.0.113.7') })
  })
})
