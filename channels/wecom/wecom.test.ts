import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { outbound, outboundFile } from '../../tests/support/outbound.ts'
import type { Account, Demo, RawRequest, Window } from '../adapter.ts'
import { sealCallback } from '../tencent/callback.ts'
import { openPeers } from '../provider/peers.ts'
import { callbackOf } from './client.ts'
import type { WecomConfig } from './config.ts'
import { demo } from './demo.ts'
import { wecom } from './index.ts'
import { customerOf, keep, kfId, sentBy, taggedAt } from './peer.ts'

vi.stubEnv('PUBLIC_URL', 'https://parley.example.com')

const now = new Date('2026-11-22T10:00:00Z')
let channels = 0
const account = (extra: Partial<WecomConfig> = {}): Account<WecomConfig> => ({
  ...{ kind: 'wecom', workspaceId: 'w', channelId: `wecom-${channels++}`, name: 'Company' },
  config: { ...demo.config('demo:'), ...extra },
})
const announced: { channelId: string; request: RawRequest }[] = []
const openStandIn = () =>
  openPeers({
    demoOf: () => wecom.demo as never,
    deliver: async ({ channelId }, request) => void announced.push({ channelId, request: withUrl(request as RawRequest) }),
  })
openStandIn()

const withUrl = (request: Omit<RawRequest, 'url'>): RawRequest => ({ ...request, url: 'https://parley.example.com/webhooks/x' })
const sealed = (xml: string, settings: Partial<WecomConfig> = {}, at = now) =>
  withUrl(sealCallback(xml, callbackOf({ ...demo.config(''), ...settings }), { id: 'one', now: at }))
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url))
const parsed = async (name: string) => (await wecom.parse(fixture(`${name}.json`)))[0]
const simulate = (here: Account<WecomConfig>, text: string, id: string, from = '林晓') =>
  withUrl(demo.simulate(here, { type: 'text', from, text, id, now: new Date() }) as RawRequest)

/** All that waits at the provider, by as many calls as it takes; from the beginning unless told otherwise. */
async function fetchAll(here: Account<WecomConfig>, hint: Record<string, string> = { openKfId: kfId }, from: unknown = null) {
  const bodies = []
  let page = await wecom.pull!(here, from, hint)
  for (bodies.push(...page.events); page.more; bodies.push(...page.events)) page = await wecom.pull!(here, page.cursor, hint)
  return {
    items: (await Promise.all(bodies.map(({ body }) => wecom.parse(body)))).flat(),
    keys: bodies.map(({ dedupeKey }) => dedupeKey),
    cursor: page.cursor,
  }
}

describe('a callback', () => {
  const xml = fixture('callback.xml').toString('utf8')
  const request = sealed(xml)

  test('encrypted, signed, fresh and for the company says what to fetch', async () => {
    const verified = wecom.verify!(request, account(), now)
    expect(await wecom.parse(verified!.body)).toEqual([
      { type: 'pull', hint: { openKfId: 'wkTest0000000000001', token: 'ENCApHxnGDNAVNY4' } },
    ])
    expect(wecom.verify!(request, account(), now)!.dedupeKey).toBe(verified!.dedupeKey)
  })

  test.each<[string, RawRequest, Date?]>([
    ['without a signature', { ...request, query: {} }],
    ['with another signature', { ...request, query: { ...request.query, msg_signature: '0'.repeat(40) } }],
    ['with another time', { ...request, query: { ...request.query, timestamp: '1795428001' } }],
    ['for another company', sealed(xml, { corpId: 'ww0000000000000000' })],
    ['signed with another token', sealed(xml, { token: 'another' })],
    ['that is stale', request, new Date(now.getTime() + 301_000)],
    ['in the clear', { ...request, body: Buffer.from(xml) }],
    ['whose envelope declares a document type', { ...request, body: Buffer.concat([Buffer.from('<!DOCTYPE x>'), request.body]) }],
  ])('%s is refused', (_, sent, at = now) => {
    expect(wecom.verify!(sent, account(), at)).toBeNull()
  })

  test('about a customer’s tags says whose to read again; about a tag of the company, everybody’s', async () => {
    const whose = { kind: 'wecom_external', value: 'wmTest-customer_0001' }
    expect(await wecom.parse(fixture('callback-contact.xml'))).toEqual([{ type: 'tags', whose }])
    expect(await wecom.parse(fixture('callback-tag.xml'))).toEqual([{ type: 'tags', whose: null }])
    expect(await wecom.parse(fixture('callback-tag-new.xml'))).toMatchObject([{ type: 'ignored' }])
    const nobody = fixture('callback-contact.xml').toString('utf8').replace('wmTest-customer_0001', '')
    expect(await wecom.parse(Buffer.from(nobody))).toEqual([{ type: 'unknown', name: 'event change_external_contact' }])
  })

  test('about something else, or nothing in particular, is kept as unknown', async () => {
    expect(await wecom.parse(fixture('callback-other.xml'))).toEqual([{ type: 'unknown', name: 'event kf_something_new' }])
    expect(await wecom.parse(fixture('callback-nowhere.xml'))).toEqual([{ type: 'unknown', name: 'event kf_msg_or_event' }])
  })
})

describe('what was fetched', () => {
  test('is the customer’s, in a thread for each customer service account', async () => {
    expect(await parsed('text')).toEqual({
      ...{ type: 'message', externalId: 'm-text', sentAt: '2026-11-23T10:00:00.000Z', text: '你好，请问龙井还有吗？[微笑] 😀' },
      thread: { key: 'wkTest0000000000001/wmTest-customer_0001', refs: ['m-text'] },
      from: { kind: 'wecom_external', value: 'wmTest-customer_0001', verified: true },
      ...{ files: [], participants: [], subject: null, quoted: null, html: null, to: [], cc: [], auto: false },
    })
  })

  test.each([
    ['image', { text: '', files: [{ ref: { mediaId: 'media-image-1' }, type: 'image/jpeg' }] }],
    ['voice', { files: [{ ref: { mediaId: 'media-voice-1' }, name: 'voice.amr' }] }],
    ['video', { files: [{ ref: { mediaId: 'media-video-1' } }] }],
    ['file', { files: [{ ref: { mediaId: 'media-file-1' }, name: 'file' }] }],
    ['location', { place: { latitude: 30.2467, longitude: 120.1489, name: '西湖断桥', address: '杭州市西湖区' } }],
    ['link', { text: '春茶上市\n明前龙井\nhttps://shop.example.cn/spring' }],
    ['business-card', { text: '[名片] zhangsan' }],
    ['miniprogram', { text: '[小程序] 订单查询\npages/order' }],
    ['msgmenu', { type: 'echo', text: '您对服务满意吗？\n- 满意\n谢谢' }],
    ['channels', { text: '[视频号] 茶馆\n采茶直播' }],
    ['product', { text: '[商品] 明前龙井 50 克\n¥128.50\n茶馆小店' }],
    ['order', { text: '[订单] 37200001\n明前龙井\n¥128.50' }],
    ['merged', { text: '[聊天记录] 群聊的聊天记录\n林晓: 发货了吗？\n小王: [图片]' }],
    ['note', { text: '[笔记]' }],
    [
      'servicer',
      { type: 'echo', externalId: 'm-servicer', author: 'zhangsan', to: { value: 'wmTest-customer_0001' }, text: '有的，今天刚到。' },
    ],
    ['unknown-type', { type: 'message', unsupported: 'hologram' }],
    ['unknown-origin', { type: 'unknown', name: 'text (origin 9)' }],
    ['no-parties', { type: 'unknown', name: 'text' }],
    ['no-time', { type: 'message', sentAt: '1970-01-01T00:00:00.000Z' }],
    ['event-enter', { type: 'ignored' }],
    [
      'event-fail',
      { type: 'bounce', externalId: '0190000000007000800000000000000a', permanent: true, reason: expect.stringContaining('refuses') },
    ],
    ['event-fail-unknown', { type: 'bounce', reason: 'WeCom could not deliver it (reason 77).' }],
    ['event-recall', { type: 'recall', externalId: 'm-text', at: '2026-11-23T10:00:01.000Z' }],
    ['event-servicer-recall', { type: 'ignored' }],
    ['event-servicer-status', { type: 'ignored' }],
    ['event-session', { type: 'ignored' }],
    ['event-unknown', { type: 'unknown', name: 'event guitar_solo' }],
  ])('%s', async (name, item) => {
    expect(await parsed(name)).toMatchObject(item)
  })

  test('a whole page is read item by item: what is broken hinders no other', async () => {
    expect((await wecom.parse(fixture('batch.json'))).map(({ type }) => type)).toEqual(
      ['message', 'echo', 'unknown', 'unknown', 'recall', 'message', 'message'], // prettier-ignore
    )
  })

  const one = JSON.parse(fixture('text.json').toString('utf8')) as Record<string, unknown>
  const page = (list: unknown[]) => Buffer.from(JSON.stringify({ msg_list: list }))

  test('of n messages are n items, whatever stands beside them', async () => {
    const others = fc.array(
      fc.anything().map((value) => JSON.parse(JSON.stringify(value ?? null)) as unknown),
      { maxLength: 5 },
    )
    await fc.assert(
      fc.asyncProperty(fc.nat(20), others, async (n, strange) => {
        const messages = Array.from({ length: n }, (_, i) => ({ ...one, msgid: `m${i}` }))
        const items = await wecom.parse(page([...strange, ...messages]))
        if (n + strange.length > 0) expect(items).toHaveLength(n + strange.length)
        expect(items.filter(({ type }) => type === 'message').length).toBeGreaterThanOrEqual(n)
      }),
    )
  })

  test('with one field changed or more never throws, and spares its neighbours', async () => {
    const field = fc.constantFrom(...Object.keys(one), 'event', 'constructor', '__proto__', 'new_field')
    await fc.assert(
      fc.asyncProperty(field, fc.jsonValue(), async (name, value) => {
        const changed = Object.fromEntries([...Object.entries(one), [name, value]])
        expect((await wecom.parse(page([changed, one])))[1]).toMatchObject({ type: 'message', externalId: 'm-text' })
      }),
    )
  })
})

describe('fetching', () => {
  test('gives each message under a key of its own, from where it stopped', async () => {
    const here = account({ welcome: '' })
    for (let n = 0; n < 450; n++) simulate(here, `Nr. ${n}`, `id-${n}`)
    const { items, keys, cursor } = await fetchAll(here)
    expect(items.filter(({ type }) => type === 'message').map((item) => 'text' in item && item.text)).toEqual(
      Array.from({ length: 450 }, (_, n) => `Nr. ${n}`),
    )
    expect(new Set(keys).size).toBe(451)
    simulate(here, 'one more', 'id-450')
    expect((await fetchAll(here, undefined, cursor)).items).toMatchObject([{ text: 'one more' }])
    expect((await fetchAll(here)).keys.slice(0, 451)).toEqual(keys)
  })

  test('keeps a cursor for each account, and goes on without a token that ran out', async () => {
    const here = account()
    simulate(here, 'hello', 'x')
    const { items, cursor } = await fetchAll(here, { openKfId: kfId, token: 'stale' }, { other: 'kept' })
    expect(items).toHaveLength(2)
    expect(cursor).toEqual({ other: 'kept', [kfId]: expect.any(String) })
  })

  test('is tried again when WeCom refuses, and says why', async () => {
    await expect(wecom.pull!(account(), null, { openKfId: 'wkOther' })).rejects.toThrow('95000')
    await expect(wecom.pull!(account({ secret: 'a wrong secret' }), null, { openKfId: kfId })).rejects.toThrow('40001')
  })

  test('welcomes who enters, once, and only at once', async () => {
    // A busy machine may take longer than the 20 seconds a welcome has.
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const here = account({ welcome: '欢迎！' })
    simulate(here, 'hello', 'x')
    await fetchAll(here)
    await fetchAll(here)
    expect([...sentBy(here.channelId).values()]).toEqual(['欢迎！'])
    const late = account({ welcome: '欢迎！' })
    const send_time = Math.floor(Date.now() / 1000) - 21
    keep(late.channelId, {
      msgid: 'e-late',
      send_time,
      origin: 4,
      msgtype: 'event',
      event: { event_type: 'enter_session', welcome_code: 'code-late' },
    })
    await fetchAll(late)
    expect(sentBy(late.channelId).size).toBe(0)
  })

  test('goes on when the welcome is refused, or none is set', async () => {
    const here = account({ welcome: '欢迎！' })
    const event = { event_type: 'enter_session', welcome_code: 'used up' }
    keep(here.channelId, { msgid: 'e-used', send_time: Math.floor(Date.now() / 1000), origin: 4, msgtype: 'event', event })
    expect((await fetchAll(here)).items).toMatchObject([{ type: 'ignored' }])
    const silent = account({ welcome: '' })
    simulate(silent, 'hello', 'x')
    expect((await fetchAll(silent)).items).toMatchObject([{ type: 'ignored' }, { type: 'message', text: 'hello' }])
    expect(sentBy(silent.channelId).size).toBe(0)
  })
})

describe('what we send', () => {
  const value = customerOf('林晓')
  const thread = { key: `${kfId}/${value}`, subject: null, surface: 'message', refs: [] } as const
  const part = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`
  const send = (here: Account<WecomConfig>, extra: Parameters<typeof outbound>[0] = {}) =>
    wecom.send(here, outbound({ to: { kind: 'wecom_external', value, verified: true }, thread: { ...thread, refs: [] }, ...extra }))

  test('bears an id of ours, and arrives once however often it is sent', async () => {
    const here = account()
    const sent = { outcome: 'sent', externalIds: ['01900000000070008000000000000001'] }
    expect(await send(here, { partId: part(1) })).toEqual(sent)
    expect(await send(here, { partId: part(1) })).toEqual(sent)
    expect([...sentBy(here.channelId).keys()]).toEqual(sent.externalIds)
    expect(wecom.repeatable(here)).toBe(true)
  })

  test('goes out as picture, voice, video, or file', async () => {
    const here = account()
    for (const [n, type] of ['image/png', 'audio/amr', 'video/mp4', 'application/pdf'].entries())
      expect(await send(here, { partId: part(n), text: '', files: [outboundFile('a', type)] })).toMatchObject({ outcome: 'sent' })
  })

  test('stops with the fifth answer, and goes on once the customer writes again', async () => {
    const here = account()
    simulate(here, '在吗', 'x')
    for (let n = 1; n <= 5; n++) expect(await send(here, { partId: part(n) })).toMatchObject({ outcome: 'sent' })
    expect(await send(here, { partId: part(6) })).toMatchObject({ outcome: 'failed', retry: 'no', code: '95001', closesWindow: 'count' })
    simulate(here, '还在吗', 'y')
    expect(await send(here, { partId: part(6) })).toMatchObject({ outcome: 'sent' })
  })

  test('and is refused by its customer comes back as a bounce under that id', async () => {
    const here = account()
    await send(here, { partId: part(7), text: '拒收' })
    await vi.waitFor(() => expect(announced.some(({ channelId }) => channelId === here.channelId)).toBe(true), 10_000)
    const { request } = announced.find(({ channelId }) => channelId === here.channelId)!
    expect(await wecom.parse(wecom.verify!(request, here, new Date())!.body)).toMatchObject([{ type: 'pull', hint: { openKfId: kfId } }])
    expect((await fetchAll(here)).items).toMatchObject([{ type: 'bounce', externalId: '01900000000070008000000000000007' }])
  })

  test.each([
    ['to somebody WeCom does not know', { to: { kind: 'wecom_external', value: 'wmOther', verified: true } as const }, '40096'],
    ['for another account', { thread: { ...thread, key: `wkOther/${value}`, refs: [] } }, '95000'],
    ['that is too long', { text: '茶'.repeat(683) }, '45002'],
  ])('%s is refused with a reason', async (_, extra, code) => {
    expect(await send(account(), extra)).toMatchObject({ outcome: 'failed', retry: 'no', code, reason: expect.stringMatching(/\w{4}/) })
  })

  test('is not sent with a wrong secret', async () => {
    expect(await send(account({ secret: 'a wrong secret' }))).toMatchObject({ outcome: 'failed', retry: 'no', code: '40001' })
  })
})

test('the reply window holds five answers for 48 hours after a message, and none for who never wrote', () => {
  const left = (extra: Partial<Window>, ms = 0) =>
    wecom.quota!(
      { openedBy: 'message', openedAt: now.toISOString(), sent: 0, closed: null, ...extra },
      'message',
      new Date(now.getTime() + ms),
    )
  expect(left({ sent: 2 })).toMatchObject({ allowed: true, remaining: 3, until: '2026-11-24T10:00:00.000Z' })
  expect(left({ sent: 5 })).toMatchObject({ allowed: false })
  expect(left({}, 48 * 3_600_000)).toMatchObject({ allowed: false })
  expect(left({ openedBy: null, openedAt: null })).toMatchObject({ allowed: false })
  expect(left({ closed: 'provider' })).toMatchObject({ allowed: false })
})

describe('asked for more', () => {
  test('WeCom gives files and names', async () => {
    const { stream } = await wecom.openMedia!(account(), { mediaId: 'practice-picture' }, 1_000_000)
    expect((await buffer(stream)).subarray(1, 4).toString()).toBe('PNG')
    await expect(wecom.openMedia!(account(), { mediaId: 'gone' }, 1_000_000)).rejects.toThrow('three days')
    const profile = await wecom.profile!(account(), { kind: 'wecom_external', value: customerOf('林晓') })
    expect(profile).toMatchObject({ name: '林晓', handles: [{ kind: 'wechat_unionid', verified: true }] })
    expect(await wecom.profile!(account(), { kind: 'wecom_external', value: 'wmOther' })).toBeNull()
  })

  test('the check names the accounts, and the setting that is wrong', async () => {
    expect(await wecom.check(account())).toMatchObject([{ level: 'ok' }, { level: 'ok', message: expect.stringContaining('练习客服') }])
    expect(await wecom.check(account({ secret: 'a wrong secret' }))).toMatchObject([{ level: 'error', field: 'secret' }])
    expect(await wecom.check(account({ corpId: 'ww0000000000000000' }))).toMatchObject([{ level: 'error', field: 'corpId' }])
  })
})

describe('the company’s tags of a customer', () => {
  const whose = { kind: 'wecom_external', value: customerOf('林晓') } as const
  const { read, write } = wecom.tags!
  const tagged = async (here: Account<WecomConfig>) => (await read(here, whose))?.toSorted()

  /** Answers as the stand-in does, except where `other` does; gives the calls about tags. */
  function between(other: (path: string) => object | undefined): { path: string; body: Record<string, unknown> }[] {
    const calls: { path: string; body: Record<string, unknown> }[] = []
    const peer: Demo['peer'] = (account, deliver) => {
      const real = demo.peer(account as Account<WecomConfig>, deliver)
      return async (call) => {
        const path = call.path.replace('/cgi-bin/externalcontact/', '')
        if (path !== call.path) calls.push({ path, body: JSON.parse(call.body.toString('utf8') || '{}') as Record<string, unknown> })
        const answer = path === call.path ? undefined : other(path)
        return answer ? { status: 200, body: JSON.stringify({ errcode: 0, errmsg: 'ok', ...answer }) } : real(call)
      }
    }
    openPeers({ demoOf: () => ({ ...demo, peer }) as never, deliver: async () => undefined })
    onTestFinished(openStandIn)
    return calls
  }

  test('are read and written by name; what the company does not have is made, twice is once', async () => {
    const here = account()
    simulate(here, 'hello', 'x')
    expect(await tagged(here)).toEqual([])
    for (let twice = 0; twice < 2; twice += 1) await write(here, whose, { add: ['VIP', '老客户'], remove: [] })
    expect(await tagged(here)).toEqual(['VIP', '老客户'])
    await write(here, whose, { add: ['批发'], remove: ['VIP', 'never there'] })
    expect(await tagged(here)).toEqual(['批发', '老客户'])
    expect(taggedAt(here.channelId, whose.value)).toHaveLength(2)
  })

  test('are none of whom no member has added, and nobody can tag them', async () => {
    const here = account()
    expect(await read(here, whose)).toBeNull()
    await expect(write(here, whose, { add: ['VIP'], remove: [] })).rejects.toThrow('member')
  })

  test('count when one of several members holds them, are given to each, and taken from all; private ones are left alone', async () => {
    const tag = (tag_id: string, tag_name: string, type = 1) => ({ tag_id, tag_name, type })
    const members = [
      { userid: 'a', tags: [tag('t1', 'VIP'), tag('', 'my own', 2)] },
      { userid: 'b', tags: [tag('t1', 'VIP'), tag('t2', 'New')] },
    ]
    const list = { tag_group: [{ tag: [{ id: 't1', name: 'VIP' }, { id: 't2', name: 'New' }, { id: 't0', name: 'Old', deleted: true }] }] } // prettier-ignore
    const answers: Record<string, object> = { get: { follow_user: members }, get_corp_tag_list: list, mark_tag: {} }
    const calls = between((path) => answers[path])
    const here = account()
    expect(await tagged(here)).toEqual(['New', 'VIP'])
    await write(here, whose, { add: ['New'], remove: ['VIP'] })
    expect(calls.filter(({ path }) => path === 'mark_tag').map(({ body }) => body)).toEqual([
      { userid: 'a', external_userid: whose.value, add_tag: ['t2'], remove_tag: ['t1'] },
      { userid: 'b', external_userid: whose.value, add_tag: [], remove_tag: ['t1'] },
    ])
    expect(calls.some(({ path }) => path === 'add_corp_tag')).toBe(false)
  })

  test('that WeCom refuses are tried again, and the check says which right is missing', async () => {
    between(() => ({ errcode: 48002, errmsg: 'api forbidden' }))
    await expect(read(account(), whose)).rejects.toThrow('48002')
    expect(await wecom.check(account({ tags: true }))).toContainEqual(
      expect.objectContaining({ level: 'error', field: 'tags', fix: expect.stringContaining('客户联系') }),
    )
    expect((await wecom.check(account())).every(({ level }) => level === 'ok')).toBe(true)
  })

  test('changed by a member come as a callback', async () => {
    const here = account()
    simulate(here, 'hello', 'x')
    const thread = { key: `${kfId}/${whose.value}`, subject: null, surface: 'message' as const, refs: [] }
    await wecom.send(here, outbound({ to: { ...whose, verified: true }, thread, text: '已记下，标签：老客户' }))
    await vi.waitFor(() => expect(announced.some(({ channelId }) => channelId === here.channelId)).toBe(true), 10_000)
    const { request } = announced.find(({ channelId }) => channelId === here.channelId)!
    expect(await wecom.parse(wecom.verify!(request, here, new Date())!.body)).toEqual([{ type: 'tags', whose }])
    expect(await tagged(here)).toEqual(['老客户'])
  })
})

test('a forwarded chat is read as its people wrote it, escapes and all', async () => {
  const said = (msgtype: string, inner: object) => ({
    sender_name: '林晓',
    msgtype,
    msg_content: JSON.stringify({ msgtype, [msgtype]: inner }),
  })
  const item = [
    said('text', { content: '第一行\n“好” \\ 50%' }),
    said('link', { title: '春茶', url: 'https://a.example' }),
    said('video', {}),
    said('odd', {}),
  ]
  const given = {
    ...JSON.parse(readFileSync(new URL('fixtures/merged.json', import.meta.url), 'utf8')),
    merged_msg: { title: '记录', item },
  } as object
  const [read] = await wecom.parse(Buffer.from(JSON.stringify(given)))
  const lines = ['[聊天记录] 记录', '林晓: 第一行', '“好” \\ 50%', '林晓: 春茶', 'https://a.example', '林晓: [视频]', '林晓: [odd]']
  expect(read).toMatchObject({ text: lines.join('\n') })
})

test.each([
  [2, 'switched off', undefined],
  [4, '48 hours', 'provider'],
  [5, 'ended in WeCom', 'provider'],
  [6, 'Five messages', 'count'],
  [7, '视频号', undefined],
  [8, '主体验证', undefined],
  [10, 'refuses', 'provider'],
  [12, 'of this kind', undefined],
])('a message that failed by type %i says “%s”', async (fail_type, words, closesWindow) => {
  const event = { event_type: 'msg_send_fail', fail_msgid: 'one', fail_type }
  const given = { msgid: 'e', send_time: 1795428001, origin: 4, msgtype: 'event', event }
  const [item] = await wecom.parse(Buffer.from(JSON.stringify(given)))
  expect(item).toMatchObject({ type: 'bounce', reason: expect.stringContaining(words) })
  expect((item as { closesWindow?: string }).closesWindow).toBe(closesWindow)
})

test('a right that was taken away is a warning about the channel', async () => {
  const xml = (part: string) => Buffer.from(`<xml><Event>kf_account_auth_change</Event>${part}</xml>`)
  const [gone] = await wecom.parse(xml('<AuthDelOpenKfId>wk1</AuthDelOpenKfId>'))
  expect(gone).toMatchObject({ type: 'ignored', warning: expect.stringContaining('微信客服 → API') })
  const [granted] = await wecom.parse(xml('<AuthAddOpenKfId>wk1</AuthAddOpenKfId>'))
  expect(granted).not.toHaveProperty('warning')
})
