import { readFileSync } from 'node:fs'
import { buffer, text } from 'node:stream/consumers'
import { validateSignature } from '@line/bot-sdk'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { always, serve, servePeer } from '../../tests/support/http-server.ts'
import { outbound, outboundFile } from '../../tests/support/outbound.ts'
import { MediaError, type Account, type RawRequest } from '../adapter.ts'
import { openPeers } from '../provider/peers.ts'
import { lineApi, type LineConfig } from './config.ts'
import { demo, webhook } from './demo.ts'
import { line } from './index.ts'
import { oddPeople, practice, userIdOf } from './peer.ts'
import { signatureOf } from './verify.ts'

vi.stubEnv('PUBLIC_URL', 'https://parley.example.com')
vi.stubEnv('ALLOW_PRIVATE_HOSTS', '1')
openPeers({ demoOf: () => demo as never, deliver: async () => undefined })

const now = new Date('2026-11-22T10:00:00Z')
let channels = 0
const account = (extra: Partial<LineConfig> = {}): Account<LineConfig> => ({
  ...{ kind: 'line', workspaceId: 'w', channelId: `l${channels++}`, name: 'Shop' },
  config: { ...demo.config('demo:'), ...extra },
})
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}.json`, import.meta.url))
const parsed = (name: string) => line.parse(fixture(name))
const userId = 'U0a1b2c3d4e5f60718293a4b5c6d7e8f9'
const to = (value: string) => outbound({ to: { kind: 'line', value, verified: true } })
const secret = practice.channelSecret

describe('a webhook', () => {
  const request = (body: Buffer, signature: string | undefined, method = 'POST'): RawRequest => ({
    ...{ method, query: {}, url: 'https://parley.example.com/webhooks/l', body },
    headers: { 'x-line-signature': signature },
  })
  const take = (body: Buffer, signature = signatureOf(secret, body)) => line.verify!(request(body, signature), account(), now)

  test('is taken and refused as LINE’s own SDK does', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom(secret, 'another'), (bytes, key) => {
        const body = Buffer.from(bytes)
        const signature = signatureOf(key, body)
        expect(validateSignature(body, key, signature)).toBe(true)
        expect(take(body, signature) !== null).toBe(validateSignature(body, secret, signature))
      }),
    )
  })

  test.each([
    ['missing', undefined],
    ['empty', ''],
    ['for another body', signatureOf(secret, fixture('batch'))],
    ['by another secret', signatureOf('another', fixture('text'))],
    ['in hexadecimal', Buffer.from(signatureOf(secret, fixture('text')), 'base64').toString('hex')],
  ])('whose signature is %s is refused', (_, signature) => {
    expect(line.verify!(request(fixture('text'), signature), account(), now)).toBeNull()
  })

  test('is a POST', () => {
    expect(line.verify!(request(fixture('text'), signatureOf(secret, fixture('text')), 'GET'), account(), now)).toBeNull()
  })

  test('that LINE sends again is the same event, whatever it says of that', () => {
    const again = (name: string) => Buffer.from(fixture(name).toString().replaceAll('"isRedelivery": false', '"isRedelivery": true'))
    for (const name of ['text', 'images-of-a-set']) {
      expect(again(name).equals(fixture(name))).toBe(false)
      expect(take(again(name))!.dedupeKey).toBe(take(fixture(name))!.dedupeKey)
    }
    expect(take(fixture('text'))!.dedupeKey).not.toBe(take(fixture('image'))!.dedupeKey)
    expect(take(fixture('batch'))!.dedupeKey).toMatch(/^raw:/)
  })
})

describe('what LINE tells', () => {
  test('is a message of a proven person, one thread for each, in order of what it answers', async () => {
    const [item] = await parsed('text')
    expect(item).toMatchObject({ type: 'message', externalId: '461230966842064001', sentAt: '2026-11-22T10:00:01.000Z' })
    expect(item).toMatchObject({ text: '請問這款茶壺還有貨嗎？(brown)', from: { kind: 'line', value: userId, verified: true } })
    expect(await parsed('answer')).toMatchObject([{ thread: { key: userId, refs: ['461230966842060001', '461230966842064002'] } }])
    expect(line.threadFor!({ kind: 'line', value: userId })).toBe(userId)
  })

  test('is read event by event: a strange one hinders no other', async () => {
    const items = await parsed('batch')
    expect(items.map(({ type }) => type)).toEqual(['message', 'unknown', 'message', 'unknown', 'follow', 'unknown', 'message'])
    expect(items).toMatchObject({ 1: { name: 'message' }, 3: { name: 'event' }, 5: { name: 'somersault' }, 6: { text: 'last' } })
  })

  test.each([
    ['image', { files: [{ ref: { id: '461230966842064003' }, type: 'image/jpeg' }] }],
    ['image-elsewhere', { files: [{ ref: { url: 'https://shop.example.com/original.jpg' } }] }],
    ['video', { files: [{ type: 'video/mp4' }] }],
    ['voice', { files: [{ type: 'audio/mp4' }] }],
    ['file', { files: [{ name: 'order 2026.pdf', size: 21331 }] }],
    ['location', { place: { latitude: 35.67966, longitude: 139.73669, name: 'my location' } }],
    ['location-bare', { place: { name: '', address: '' } }],
    ['sticker', { text: '[thank you, thanks, bow]' }],
    ['sticker-with-words', { text: '[はじめまして よろしく]' }],
    ['sticker-bare', { text: '[sticker]' }],
    ['postback', { text: 'action=order&item=teapot' }],
    ['postback-date', { text: 'visit 2026-12-25T01:00' }],
    ['told-again', { text: 'told again' }],
    ['odd-characters', { text: 'ab\ufffdc' }],
    ['no-time', { text: 'when?', sentAt: '1970-01-01T00:00:00.000Z' }],
  ])('of %s is a message', async (name, expected) => {
    expect(await parsed(name)).toMatchObject([{ type: 'message', ...expected }])
  })

  test.each([
    ['recall', { type: 'recall', externalId: '461230966842060001' }],
    ['follow', { type: 'follow', by: null, from: { value: userId } }],
    ['unblocked', { type: 'follow', by: 'unblocked' }],
    ['unfollow', { type: 'unfollow' }],
    ['standby', { type: 'ignored', reason: expect.stringContaining('Another program') }],
    ['verification', { type: 'ignored' }],
    ['postback-menu', { type: 'ignored', reason: expect.stringContaining('menu') }],
    ['unknown', { type: 'unknown', name: 'somersault' }],
    ['unknown-content', { type: 'message', unsupported: 'hologram' }],
    ['no-sender', { type: 'unknown', name: 'message.text' }],
  ])('of %s is taken for what it is', async (name, expected) => {
    expect(await parsed(name)).toMatchObject([expected])
  })

  test('of groups, of things around the chat and of the account itself is left alone', async () => {
    const items = (await Promise.all(['group', 'room', 'around', 'account-news'].map(parsed))).flat()
    expect(items).toHaveLength(18)
    expect(items.filter(({ type }) => type !== 'ignored')).toEqual([])
  })

  test('loses no message, whatever stands among them', async () => {
    const source = { type: 'user', userId }
    const message = (text: string, n: number) => ({ type: 'message', timestamp: n, source, message: { id: `m${n}`, type: 'text', text } })
    const texts = fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(texts, fc.nat(), fc.jsonValue(), async (said, at, junk) => {
        const [events, broken] = [said.map(message) as unknown[], at % (said.length + 1)]
        const items = await line.parse(Buffer.from(JSON.stringify({ events: events.toSpliced(broken, 0, junk), extra: junk })))
        expect(items.toSpliced(broken, 1).map((item) => item.type === 'message' && item.externalId)).toEqual(said.map((_, n) => `m${n}`))
      }),
    )
  })
})

describe('an answer', () => {
  test('goes out once however often it is sent, under LINE’s id', async () => {
    const [mine, part] = [account(), to(userId)]
    const first = await line.send(mine, part)
    expect(first).toMatchObject({ outcome: 'sent', externalIds: [expect.stringMatching(/^\d+$/)] })
    expect(await line.send(mine, part)).toEqual(first)
    expect(await line.send(mine, { ...part, partId: '01900000-0000-7000-8000-00000000000b' })).not.toEqual(first)
  })

  test.each([
    [oddPeople.stranger, { retry: 'no', code: '400', closesWindow: 'provider' }],
    [oddPeople.spent, { retry: 'no', code: '429', reason: expect.stringContaining('plan') }],
    [oddPeople.hasty, { retry: 'later', code: '429' }],
  ])('to “%s” fails as LINE says', async (name, expected) => {
    expect(await line.send(account(), to(userIdOf(name)))).toMatchObject({ outcome: 'failed', ...expected })
  })

  test('to somebody of another channel closes the window; under a wrong token it does not', async () => {
    expect(await line.send(account(), to('somebody'))).toMatchObject({ retry: 'no', closesWindow: 'provider' })
    const result = await line.send(account({ channelAccessToken: 'another' }), to(userId))
    expect(result).toMatchObject({ outcome: 'failed', retry: 'no', code: '401' })
    expect(result).not.toHaveProperty('closesWindow')
  })

  test('of a text LINE does not take says what it says', async () => {
    const result = await line.send(account(), { ...to(userId), text: 'x'.repeat(5001) })
    expect(result).toMatchObject({ retry: 'no', code: '400', reason: expect.stringContaining('messages[0].text') })
  })

  test('with a file is refused where LINE cannot fetch it', async () => {
    const file = { ...outboundFile('a.png', 'image/png'), link: () => 'http://localhost:4000/outside/files/1' }
    const result = await line.send(account({ apiUrl: lineApi }), { ...to(userId), text: '', files: [file] })
    expect(result).toMatchObject({ outcome: 'failed', retry: 'no', code: 'public_url', reason: expect.stringContaining('PUBLIC_URL') })
  })

  test('is not possible to who blocked the account', () => {
    const window = { openedBy: 'message', openedAt: null, sent: 0 }
    expect(line.quota!({ ...window, closed: null }, 'message', now).allowed).toBe(true)
    expect(line.quota!({ ...window, closed: 'unfollowed' }, 'message', now)).toMatchObject({ allowed: false, reason: expect.any(String) })
  })
})

describe('over a real connection', () => {
  test('the request is the documented one', async () => {
    const seen: { path: string; headers: object; body: unknown }[] = []
    const apiUrl = await serve(async (body, path, { headers }) => {
      seen.push({ path, headers, body: JSON.parse(body.toString()) })
      return { status: 200, body: '{"sentMessages":[{"id":"461230966842064897","quoteToken":"q"}]}' }
    })
    const files = [outboundFile('a.png', 'image/png'), outboundFile('a.pdf', 'application/pdf'), { ...outboundFile('b.jpg', 'image/jpeg'), size: 2_000_000 }] // prettier-ignore
    for (const part of [to(userId), ...files.map((file) => ({ ...to(userId), text: '', files: [file] }))])
      expect(await line.send(account({ apiUrl }), part)).toEqual({ outcome: 'sent', externalIds: ['461230966842064897'] })
    const headers = { authorization: `Bearer ${practice.channelAccessToken}`, 'x-line-retry-key': to(userId).partId }
    expect(seen[0]).toMatchObject({
      path: '/v2/bot/message/push',
      headers,
      body: { to: userId, messages: [{ type: 'text', text: 'Hello 你好' }] },
    })
    const link = (name: string) => `https://parley.example.com/outside/files/${name}`
    expect(seen.slice(1).map(({ body }) => (body as { messages: object[] }).messages)).toEqual([
      [{ type: 'image', originalContentUrl: link('a.png'), previewImageUrl: link('a.png') }],
      [{ type: 'text', text: `a.pdf\n${link('a.pdf')}` }],
      [{ type: 'text', text: `b.jpg\n${link('b.jpg')}` }],
    ])
  })

  test('our stand-in answers like LINE, over HTTP too', async () => {
    const mine = account()
    const url = await servePeer(demo.peer(mine, () => undefined))
    const there = { ...mine, config: { ...mine.config, apiUrl: url, dataUrl: `${url}/` } }
    const first = await line.send(there, to(userId))
    expect(await line.send(there, to(userId))).toEqual(first)
    expect((await line.check(there)).map(({ level }) => level)).toEqual(['ok', 'ok', 'ok', 'ok'])
    const { stream } = await line.openMedia!(there, { id: '1' }, 10_000)
    expect((await buffer(stream)).subarray(1, 4).toString()).toBe('PNG')
  })

  test('a silent LINE leaves it open; a busy one and nobody there are tried again', async () => {
    expect(await line.send(account({ apiUrl: await always(null) }), to(userId))).toMatchObject({ outcome: 'unknown', code: 'no_answer' })
    for (const [apiUrl, code] of [
      [await always({ status: 500, body: '<html>' }), '500'],
      ['http://127.0.0.1:1', 'unreachable'],
    ] as const)
      expect(await line.send(account({ apiUrl }), to(userId))).toMatchObject({ outcome: 'failed', retry: 'later', code })
  })

  test('a conflict is a success only where LINE says that it took the message before', async () => {
    const conflict = await always({ status: 409, body: '{"message":"Conflict"}' })
    expect(await line.send(account({ apiUrl: conflict }), to(userId))).toMatchObject({ outcome: 'failed', retry: 'no', code: '409' })
    const taken = await always({ status: 409, headers: { 'x-line-accepted-request-id': 'r' }, body: '{"message":"accepted"}' })
    expect(await line.send(account({ apiUrl: taken }), to(userId))).toEqual({ outcome: 'sent', externalIds: [] })
  })

  test('a file that is still converted comes later, one that is gone never, and the token goes to LINE alone', async () => {
    const seen: (string | undefined)[] = []
    const dataUrl = await serve(async (_, path, { headers }) => {
      seen.push(headers.authorization)
      return { status: path.includes('/wait/') ? 202 : path.includes('/gone/') ? 410 : 200, body: 'x' }
    })
    const open = (ref: Record<string, string>) => line.openMedia!(account({ dataUrl }), ref, 1000)
    await expect(open({ id: 'wait' })).rejects.not.toBeInstanceOf(MediaError)
    await expect(open({ id: 'gone' })).rejects.toBeInstanceOf(MediaError)
    expect(await text((await open({ id: '1' })).stream)).toBe('x')
    expect(seen).toEqual(Array.from({ length: 3 }, () => `Bearer ${practice.channelAccessToken}`))
    await expect(open({ url: `${dataUrl}/1` })).rejects.toThrow('no address')
  })

  test('the check tells what is wrong at LINE', async () => {
    const found = async (answers: Record<string, object>) => {
      const mine = account()
      const peer = demo.peer(mine, () => undefined)
      const url = await servePeer(async (call) => {
        const given = answers[call.path.replace('/v2/bot/', '')]
        return given ? { status: 200, body: JSON.stringify(given) } : peer(call)
      })
      return (await line.check({ ...mine, config: { ...mine.config, apiUrl: url } })).filter(({ level }) => level !== 'ok')
    }
    const endpoint = 'https://parley.example.com/webhooks/other'
    expect(await found({ 'channel/webhook/endpoint': { endpoint, active: true } })).toMatchObject([
      { level: 'warning', subject: 'Delivery' },
    ])
    const mine = `https://parley.example.com/webhooks/l${channels}`
    expect(await found({ 'channel/webhook/endpoint': { endpoint: mine, active: false } })).toMatchObject([
      { message: expect.stringContaining('off') },
    ])
    const failed = { success: false, statusCode: 0, reason: 'COULD_NOT_CONNECT', detail: 'TLS handshake failure' }
    expect(await found({ 'channel/webhook/test': failed })).toMatchObject([{ message: expect.stringContaining('TLS handshake failure') }])
    expect(await found({ 'message/quota/consumption': { totalUsage: 5000 } })).toMatchObject([{ level: 'warning', subject: 'Plan' }])
  })
})

describe('the check', () => {
  test('names a wrong token, and, where LINE delivers, a wrong secret', async () => {
    expect(await line.check(account({ channelAccessToken: 'wrong' }))).toMatchObject([{ level: 'error', field: 'channelAccessToken' }])
    const findings = await line.check(account({ channelSecret: '0'.repeat(32) }))
    expect(findings.filter(({ level }) => level !== 'ok')).toMatchObject([{ level: 'error', field: 'channelSecret' }])
  })

  test('asks for no address while settings are only tried', async () => {
    expect((await line.check({ ...account(), channelId: '' })).map(({ subject }) => subject)).toEqual([
      'Account',
      'Callback address',
      'Plan',
    ])
  })
})

describe('a person', () => {
  test('has the name LINE tells, or none', async () => {
    const name = async (value: string) => (await line.profile!(account(), { kind: 'line', value }))?.name ?? null
    expect(await name(userIdOf('林晓'))).toBe('林晓')
    expect(await name(userIdOf('A customer with a very long name'))).toBe('A customer w…')
    expect(userIdOf('A customer with a very long name')).not.toBe(userIdOf('A customer with another name'))
    expect(await name(userIdOf(oddPeople.stranger))).toBeNull()
    expect(await name('../info')).toBeNull()
  })

  test('is asked about again where LINE only has trouble', async () => {
    for (const status of [429, 500])
      await expect(line.profile!(account({ apiUrl: await always({ status, body: '' }) }), { kind: 'line', value: userId })).rejects.toThrow(
        /LINE answered/,
      )
  })

  test('simulated comes in with that id', async () => {
    const sent = demo.simulate(account(), { type: 'follow', from: '林晓', text: '', id: '1', now }) as Omit<RawRequest, 'url'>
    expect(await line.parse(sent.body)).toMatchObject([{ type: 'follow', from: { value: userIdOf('林晓') } }])
    expect(webhook('another', []).headers['x-line-signature']).not.toBe(webhook(secret, []).headers['x-line-signature'])
  })
})
