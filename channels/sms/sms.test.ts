import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { always, recorded, serve } from '../../tests/support/http-server.ts'
import { outbound, outboundFile } from '../../tests/support/outbound.ts'
import { MediaError, type Account, type RawRequest } from '../adapter.ts'
import { openPeers } from '../provider/peers.ts'
import type { SmsConfig } from './config.ts'
import { demo } from './demo.ts'
import { sms } from './index.ts'
import { practice } from './peer.ts'
import { signatureOf } from './verify.ts'

vi.stubEnv('PUBLIC_URL', 'https://parley.example.com')
vi.stubEnv('ALLOW_PRIVATE_HOSTS', '1')

const now = new Date('2026-11-22T10:00:00Z')
let channels = 0
const account = (extra: Partial<SmsConfig> = {}): Account<SmsConfig> => ({
  ...{ kind: 'sms', workspaceId: 'w', channelId: `c${channels++}`, name: 'Shop' },
  config: { ...demo.config('demo:'), ...extra },
})
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}.form`, import.meta.url))
const parsed = (name: string) => sms.parse(fixture(name))
const to = (value: string) => outbound({ to: { kind: 'phone', value, verified: true } })
const told: Omit<RawRequest, 'url'>[] = []
openPeers({
  demoOf: () => demo as never,
  deliver: async (_account, request) => void told.push(request as RawRequest),
})

describe('a signature', () => {
  const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'
  const body = Buffer.from('CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212')
  const mine = account({ authToken: '12345' })
  const request = (extra: Partial<RawRequest> = {}): RawRequest => ({
    ...{ method: 'POST', headers: { 'x-twilio-signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' }, query: {}, body, url },
    ...extra,
  })

  test('is the one of Twilio’s documentation', () => {
    expect(signatureOf('12345', url, body)).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=')
    expect(sms.verify!(request(), mine, now)).not.toBeNull()
  })

  test('is HMAC-SHA1 over the address and the sorted fields, whatever they hold', () => {
    const field = fc.tuple(fc.string({ minLength: 1, maxLength: 8 }), fc.string({ unit: 'grapheme', maxLength: 20 }))
    fc.assert(
      fc.property(fc.uniqueArray(field, { selector: ([name]) => name, maxLength: 8 }), (fields) => {
        const plain = fields.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => name + value)
        const expected = createHmac('sha1', 'secret')
          .update(url + plain.join(''), 'utf8')
          .digest('base64')
        expect(signatureOf('secret', url, Buffer.from(new URLSearchParams(fields).toString()))).toBe(expected)
      }),
    )
  })

  test('fits with and without the port a proxy adds', () => {
    const signed = (at: string) => ({ headers: { 'x-twilio-signature': signatureOf('12345', at, body) } })
    const [bare, port] = ['https://parley.example.com/webhooks/c', 'https://parley.example.com:443/webhooks/c']
    expect(sms.verify!(request({ ...signed(bare), url: port }), mine, now)).not.toBeNull()
    expect(sms.verify!(request({ ...signed(port), url: bare }), mine, now)).not.toBeNull()
  })

  test.each([
    ['missing', {}],
    ['empty', { headers: { 'x-twilio-signature': '' } }],
    ['wrong', { headers: { 'x-twilio-signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B9=' } }],
    ['for another body', { body: Buffer.from('MessageSid=SM1') }],
    ['for another address', { url: 'https://parley.example.com/webhooks/other' }],
    ['by another method', { method: 'GET' }],
  ])('that is %s is refused', (name, extra) => {
    expect(sms.verify!(request(name === 'missing' ? { headers: {} } : extra), mine, now)).toBeNull()
  })

  test('replayed later is the same event; each status is another', () => {
    const take = (name: string, at = now) => {
      const sent = { method: 'POST', query: {}, body: fixture(name), url: 'https://parley.example.com/webhooks/c' }
      const headers = { 'x-twilio-signature': signatureOf('12345', sent.url, sent.body) }
      return sms.verify!({ ...sent, headers }, mine, at)!.dedupeKey
    }
    expect(take('text')).toBe(take('text', new Date('2027-01-01T00:00:00Z')))
    expect(take('delivered')).not.toBe(take('read'))
  })

  test('stamps when it came, for Twilio tells no time', async () => {
    const simulated = demo.simulate(mine, { type: 'text', from: 'Ana', text: 'hi', id: '1', now }) as Omit<RawRequest, 'url'>
    const verified = sms.verify!({ ...simulated, url: `https://parley.example.com/webhooks/${mine.channelId}` }, mine, now)
    expect(await sms.parse(verified!.body)).toMatchObject([{ type: 'message', sentAt: now.toISOString() }])
  })
})

describe('what Twilio tells', () => {
  test('is a message of a proven number, one thread for each', async () => {
    expect(await parsed('text')).toMatchObject([
      { type: 'message', thread: { key: '+14155550117' }, from: { kind: 'phone', value: '+14155550117', verified: true } },
    ])
    expect(sms.threadFor!({ kind: 'phone', value: '+14155550117' })).toBe('+14155550117')
  })

  test('brings every file of an MMS; one without an address never loses the message', async () => {
    expect(await parsed('voice-video-and-card')).toMatchObject([
      { files: [{ type: 'audio/amr', name: 'audio-1.amr' }, { type: 'video/3gpp' }, { type: 'text/x-vcard', name: 'contact-3.vcf' }] },
    ])
    expect(await parsed('file-without-address')).toMatchObject([{ text: 'see below', files: [{ type: 'application/octet-stream' }] }])
  })

  test.each([
    ['stop', ['message', 'unfollow']],
    ['stop-by-keyword', ['message', 'unfollow']],
    ['start', ['message', 'follow']],
    ['help', ['message']],
    ['yes-is-an-answer', ['message']],
  ])('of %s: %j', async (name, types) => {
    expect((await parsed(name)).map(({ type }) => type)).toEqual(types)
  })

  test.each([
    ['over-whatsapp', 'message-from-whatsapp'],
    ['without-sender', 'message-from-nobody'],
    ['unknown-status', 'status-levitating'],
    ['unknown-call', 'event-without-message'],
  ])('of %s is kept as unknown: %s', async (name, unknown) => {
    expect(await parsed(name)).toEqual([{ type: 'unknown', name: unknown }])
  })

  test('holds no NUL, and no line break in a number', async () => {
    expect(await parsed('odd-characters')).toMatchObject([{ text: 'ab\r\nc', from: { value: '+1415 5550117' } }])
  })

  test('of a message of ours becomes a tick, or the reason it failed', async () => {
    expect(await parsed('delivered')).toMatchObject([
      { type: 'receipt', status: 'delivered', for: { externalId: `SM${'14'.padStart(32, '0')}` } },
    ])
    expect(await parsed('undelivered')).toMatchObject([{ type: 'bounce', reason: expect.stringContaining('spam') }])
    expect(await parsed('failed-with-unknown-code')).toMatchObject([{ type: 'bounce', reason: expect.stringContaining('39999') }])
    expect(await parsed('sent')).toMatchObject([{ type: 'ignored' }])
  })

  test('survives any extra field and any text', async () => {
    const extra = fc.dictionary(fc.string({ maxLength: 10 }).filter((name) => !/^(MessageSid|SmsSid|SmsStatus|MessageStatus|From|Body|OptOutType|MediaUrl|NumMedia)/.test(name)), fc.string()) // prettier-ignore
    await fc.assert(
      fc.asyncProperty(
        extra,
        fc.string({ unit: 'grapheme' }).filter((words) => !/^\s*(st|un|ca|en|qu|re|op)/i.test(words)),
        async (more, Body) => {
          const form = new URLSearchParams({ ...more, MessageSid: 'SM1', SmsStatus: 'received', From: '+14155550117', Body })
          expect(await sms.parse(Buffer.from(form.toString()))).toMatchObject([{ type: 'message', text: Body.replaceAll('\0', '') }])
        },
      ),
    )
  })
})

describe('an answer', () => {
  test('goes out, its id is what the receipts name', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    told.length = 0
    const mine = account()
    const result = await sms.send(mine, to('+14155550117'))
    expect(result).toMatchObject({ outcome: 'sent', externalIds: [expect.stringMatching(/^SM[0-9a-f]{32}$/)] })
    vi.advanceTimersByTime(5_000)
    vi.useRealTimers()
    const url = `https://parley.example.com/webhooks/${mine.channelId}`
    const items = await Promise.all(told.map((request) => sms.parse(sms.verify!({ ...request, url }, mine, now)!.body)))
    expect(items.flat()).toMatchObject([
      { type: 'ignored' },
      { type: 'receipt', status: 'delivered', for: { externalId: 'externalIds' in result ? result.externalIds?.[0] : '' } },
    ])
  })

  test.each([
    ['+15005550001', '21211', /no number/],
    ['+15005550002', '21612', /no way/],
    ['+15005550003', '21408', /country/],
    ['+15005550004', '21610', /opted out/],
    ['+15005550009', '21614', /landline/],
  ])('to %s fails for good with %s', async (number, code, reason) => {
    const result = await sms.send(account(), to(number))
    expect(result).toMatchObject({ outcome: 'failed', retry: 'no', code, reason: expect.stringMatching(reason) })
    expect('closesWindow' in result).toBe(code === '21610')
  })

  test('under a wrong token, or from a foreign number, says what to mend', async () => {
    expect(await sms.send(account({ authToken: 'x' }), to('+14155550117'))).toMatchObject({ retry: 'no', code: '20003' })
    expect(await sms.send(account({ sender: '+15005550010' }), to('+14155550117'))).toMatchObject({ retry: 'no', code: '21606' })
    expect(await sms.send(account({ sender: practice.service }), to('+14155550117'))).toMatchObject({ outcome: 'sent' })
  })

  test('beyond Twilio’s pace is tried again later', async () => {
    // Our stand-in counts by the second, and a busy machine may take longer for so many.
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const mine = account()
    const results = await Promise.all(Array.from({ length: 120 }, () => sms.send(mine, to('+14155550117'))))
    expect(results.filter(({ outcome }) => outcome === 'sent')).toHaveLength(100)
    expect(results.at(-1)).toMatchObject({ outcome: 'failed', retry: 'later', code: '20429' })
  })

  test('with a file names the address Twilio fetches it from', async () => {
    const part = outbound({ ...to('+14155550117'), text: '', files: [outboundFile('a.png', 'image/png')] })
    expect(await sms.send(account(), part)).toMatchObject({ outcome: 'sent' })
  })

  test('after an opt-out is not possible until they write again', () => {
    const window = { openedBy: 'message', openedAt: now.toISOString(), sent: 3, closed: null }
    expect(sms.quota!(window, 'message', now).allowed).toBe(true)
    expect(sms.quota!({ ...window, closed: 'unfollowed' }, 'message', now)).toMatchObject({
      allowed: false,
      reason: expect.stringContaining('STOP'),
    })
  })
})

describe('over a real connection', () => {
  test('Twilio’s own client speaks our stand-in’s language', async () => {
    const mine = account()
    const peer = demo.peer(mine, () => undefined)
    const { url: apiUrl, calls } = await recorded(peer)
    const there = { ...mine, config: { ...mine.config, apiUrl } }
    expect(await sms.send(there, to('+14155550117'))).toMatchObject({ outcome: 'sent' })
    await sms.send(there, { ...to('+14155550117'), text: '', files: [outboundFile('a.png', 'image/png')] })
    const common = { To: '+14155550117', From: mine.config.sender, StatusCallback: `https://parley.example.com/webhooks/${mine.channelId}` }
    expect(calls.map(({ body }) => body)).toEqual([
      { ...common, Body: 'Hello 你好' },
      { ...common, MediaUrl: 'https://parley.example.com/outside/files/a.png' },
    ])
    expect((await sms.check(there)).filter(({ level }) => level !== 'ok')).toEqual([])
  })

  test('a hang-up after the request leaves it open; a busy Twilio is tried again', async () => {
    expect(await sms.send(account({ apiUrl: await always(null) }), to('+14155550117'))).toMatchObject({ outcome: 'unknown' })
    const busy = await always({ status: 503, body: '<html>' })
    expect(await sms.send(account({ apiUrl: busy }), to('+14155550117'))).toMatchObject({ outcome: 'failed', retry: 'later' })
    const slow = await always({ status: 429, headers: { 'retry-after': '7' }, body: '{"code":20429,"message":"Too Many Requests"}' })
    expect(await sms.send(account({ apiUrl: slow }), to('+14155550117'))).toMatchObject({ retry: 'later', retryAfterMs: 7000 })
  })

  test('a yes that cannot be read leaves it open', async () => {
    const garbled = await always({ status: 201, body: 'created' })
    expect(await sms.send(account({ apiUrl: garbled }), to('+14155550117'))).toMatchObject({ outcome: 'unknown' })
  })

  test('nobody there is tried again', async () => {
    expect(await sms.send(account({ apiUrl: 'http://127.0.0.1:1' }), to('+14155550117'))).toMatchObject({
      retry: 'later',
      code: 'unreachable',
    })
  })

  test('our credentials open Twilio’s files and go nowhere else', async () => {
    const seen: (string | undefined)[] = []
    const url = await serve(async (_body, _path, { headers }) => {
      seen.push(headers.authorization)
      return { status: 200, body: 'picture' }
    })
    expect(await text((await sms.openMedia!(account(), { url }, 1000)).stream)).toBe('picture')
    expect(await text((await sms.openMedia!(account({ apiUrl: url }), { url: `${url}/media` }, 1000)).stream)).toBe('picture')
    expect(seen).toEqual([undefined, expect.stringMatching(/^Basic /)])
    await expect(sms.openMedia!(account(), { url: 'x' }, 1000)).rejects.toThrow(MediaError)
  })
})

describe('the check', () => {
  test('finds practice settings in order', async () => {
    expect((await sms.check(account())).map(({ level }) => level)).toEqual(['ok', 'ok', 'ok', 'ok'])
    expect((await sms.check(account({ sender: practice.service }))).every(({ level }) => level === 'ok')).toBe(true)
  })

  test('names a wrong token, and a sender of another account', async () => {
    expect(await sms.check(account({ authToken: 'wrong' }))).toMatchObject([{ level: 'error', field: 'authToken' }])
    expect(await sms.check(account({ sender: 'MG00000000000000000000000000000000' }))).toMatchObject([{ level: 'error', field: 'sender' }])
  })
})
