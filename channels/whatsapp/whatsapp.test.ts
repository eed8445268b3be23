import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { describe, expect, test, vi } from 'vitest'
import { recorded } from '../../tests/support/http-server.ts'
import { outbound, outboundFile } from '../../tests/support/outbound.ts'
import { MediaError, type Account, type InboundItem, type Outbound, type RawRequest } from '../adapter.ts'
import { openPeers } from '../provider/peers.ts'
import type { WhatsappConfig } from './config.ts'
import { demo, webhook } from './demo.ts'
import { whatsapp } from './index.ts'
import { practice } from './peer.ts'

vi.stubEnv('PUBLIC_URL', 'https://parley.example.com')
vi.stubEnv('ALLOW_PRIVATE_HOSTS', '1')

const now = new Date('2026-11-22T10:00:00Z')
let channels = 0
const account = (extra: Partial<WhatsappConfig> = {}): Account<WhatsappConfig> => ({
  ...{ kind: 'whatsapp', workspaceId: 'w', channelId: `whatsapp-${channels++}`, name: 'Shop' },
  config: { ...demo.config('demo:'), ...extra },
})
const delivered: RawRequest[] = []
openPeers({
  demoOf: () => whatsapp.demo as never,
  deliver: async (_, sent) => {
    if (!('dedupeKey' in sent)) delivered.push({ ...sent, url: '' })
  },
})

const raw = (name: string) => readFileSync(new URL(`fixtures/${name}.json`, import.meta.url))
const fixture = (name: string) => whatsapp.parse(raw(name))
const parse = (value: object) => whatsapp.parse(Buffer.from(JSON.stringify(value)))
const to = (value: string) => ({ kind: 'phone' as const, value, verified: true })
const send = (extra: Partial<Outbound>, config: Partial<WhatsappConfig> = {}) =>
  whatsapp.send(account(config), outbound({ to: to('+15550112345'), ...extra }))

describe('a webhook', () => {
  const signed = () => ({ ...webhook(practice.appSecret, practice.phoneNumberId, { messages: [] }), url: '' })

  test('signed with the app secret is taken, and is the same event when Meta sends it again', () => {
    expect(whatsapp.verify!(signed(), account(), now)?.dedupeKey).toBe(whatsapp.verify!(signed(), account(), now)?.dedupeKey)
  })

  test.each([
    ['without a signature', { ...signed(), headers: {} }],
    ['signed with another secret', { ...webhook('another secret', practice.phoneNumberId, {}), url: '' }],
    ['signed for another body', { ...signed(), body: Buffer.from('{"entry":[]}') }],
    ['signed in the old way', { ...signed(), headers: { 'x-hub-signature': signed().headers['x-hub-signature-256'] } }],
  ])('%s is refused', (_, request) => {
    expect(whatsapp.verify!(request, account(), now)).toBeNull()
  })

  test('keeps nothing of the app’s other numbers', async () => {
    const mine = { ...webhook(practice.appSecret, '999999', JSON.parse(raw('text').toString()).entry[0].changes[0].value), url: '' }
    const items = await whatsapp.parse(whatsapp.verify!(mine, account({ phoneNumberId: '111111' }), now)!.body)
    expect(items).toEqual([{ type: 'ignored', reason: expect.any(String) }])
  })

  const asks = (token: string) => {
    const query = { 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': '1158201444' }
    return whatsapp.handshake!({ method: 'GET', headers: {}, query, body: Buffer.alloc(0), url: '' }, account())
  }
  test('address is confirmed to who knows the verify token', () => {
    expect(asks(practice.verifyToken)).toEqual({ type: 'text/plain', body: '1158201444' })
    expect(asks('a guess')).toBe('refused')
    expect(asks('')).toBe('refused')
  })
})

describe('what comes in', () => {
  test('holds every message, status and change of every entry', async () => {
    const items = await fixture('batch')
    expect(items.map((item) => ('text' in item ? item.text : item.type))).toEqual(['one', 'two', 'receipt', 'three'])
  })

  test('names who wrote by number, with the name they claim', async () => {
    expect(await fixture('text')).toMatchObject([
      {
        from: { kind: 'phone', value: '+15550112345', name: 'Lin Xiao', verified: true },
        sentAt: '2026-11-22T10:00:01.000Z',
        quoted: null,
      },
    ])
    expect(await fixture('hidden-number')).toMatchObject([
      { from: { kind: 'meta', value: 'whatsapp/US.13491208655302741918', name: 'Xiao' } },
    ])
    expect(await fixture('hostile-name')).toMatchObject([{ from: { name: 'A Bcc: x gnp.exe' }, text: '<b>{{7*7}}</b>' }])
  })

  test('comes into the thread an answer to us would go to', async () => {
    const [item] = await fixture('text')
    expect(item).toMatchObject({ thread: { key: whatsapp.threadFor!({ kind: 'phone', value: '+15550112345' }) } })
  })

  test.each([
    [
      'image',
      { text: 'It arrived like this', files: [{ ref: { id: '1003383421387256' }, name: 'image.jpg', type: 'image/jpeg', size: null }] },
    ],
    ['voice', { text: '', files: [{ name: 'audio.ogg', type: 'audio/ogg' }] }],
    ['video', { files: [{ name: 'video.mp4' }] }],
    ['document', { text: 'invoice', files: [{ name: '发票.pdf' }] }],
    ['sticker', { files: [{ name: 'sticker.webp' }] }],
    ['location', { place: { latitude: 30.2467, longitude: 120.1489, name: 'Broken Bridge', address: 'West Lake' } }],
    ['contacts', { text: '[Contact] Wang Lei +1 555 010 0300\n[Contact] No Phone' }],
    ['order', { text: '[Order]\n2 × pot-1, 468 CNY\nAs a gift' }],
    ['from-an-advertisement', { quoted: 'Spring tea\nhttps://fb.example.com/ad' }],
    ['answer-to-ours', { thread: { refs: ['wamid.out1', expect.any(String)] } }],
    ['number-changed', { auto: true, text: expect.stringContaining('15550112346') }],
    ['unsupported', { text: '', unsupported: expect.any(String) }],
  ])('%s', async (name, expected) => {
    expect(await fixture(name)).toMatchObject([{ type: 'message', ...expected }])
  })

  test('names the product it asks about', async () => {
    const asks = raw('from-an-advertisement').toString().replace(/"referral":/, '"context":{"referred_product":{"catalog_id":"1","product_retailer_id":"SKU-9"}},"referral":') // prettier-ignore
    expect(await whatsapp.parse(Buffer.from(asks))).toMatchObject([{ quoted: 'Spring tea\nhttps://fb.example.com/ad\n[Product] SKU-9' }])
  })

  test('may change what is there', async () => {
    expect(await fixture('buttons')).toMatchObject([{ text: 'Where is it?' }, { text: 'Refund' }, { text: 'Teapots\nAll clay' }, { text: '[Form]\nsize: M' }]) // prettier-ignore
    expect(await fixture('reaction')).toMatchObject([{ externalId: 'wamid.out1', emoji: '👍' }, { emoji: null }])
    expect(await fixture('edit')).toMatchObject([{ type: 'edit', externalId: 'wamid.in1', text: 'Two, not one' }])
    expect(await fixture('recall')).toMatchObject([{ type: 'recall', externalId: 'wamid.in1' }])
    expect(await fixture('echo')).toMatchObject([{ type: 'echo', externalId: 'wamid.echo1', to: to('+15550112345') }, { type: 'ignored' }])
  })

  test('tells what became of ours', async () => {
    expect(
      (await fixture('statuses')).map((item) => ('status' in item ? item.status : 'reason' in item ? item.reason : item.type)),
    ).toEqual([
      'WhatsApp took the message, or took it away again.',
      ...['delivered', 'read', 'read'],
      'More than 24 hours have passed since the customer last wrote. Send a template instead.',
      'Meta could not deliver this (130429): Rate limit hit',
      'Meta could not deliver this (199999): Something new',
      'Meta could not deliver this and does not say why.',
      'unknown',
    ])
  })

  test('is kept as unknown where we do not know it, beside what we do', async () => {
    expect(await fixture('unknown')).toMatchObject([
      { type: 'message', unsupported: 'hologram' },
      { text: 'beside it' },
      { type: 'unknown', name: 'calls' },
    ])
    expect((await fixture('broken-among-good')).map((item) => item.type)).toEqual(['message', 'message', 'unknown', 'message', 'unknown'])
  })

  const good = () => JSON.parse(raw('text').toString()).entry[0].changes[0].value.messages[0] as object
  const around = (messages: unknown[]) => ({ entry: [{ changes: [{ field: 'messages', value: { messages } }] }] })
  const isGood = (item: InboundItem) => item.type === 'message' && item.text.startsWith('你好')

  test('loses none of a batch, however many', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (n) => {
        expect(await parse(around(Array.from({ length: n }, good)))).toHaveLength(n)
      }),
      { numRuns: 30 },
    )
  })

  test('loses no good message by whatever stands beside it', async () => {
    const field = fc.constantFrom('type', 'id', 'from', 'timestamp', 'text', 'context', 'referral', 'new_field')
    const odd = fc.oneof(
      fc.jsonValue(),
      fc.tuple(field, fc.jsonValue()).map(([name, value]) => ({ ...good(), [name]: value })),
    )
    await fc.assert(
      fc.asyncProperty(odd, async (other) => {
        const items = await parse(around([good(), other, good()]))
        expect(items).toHaveLength(3)
        expect([items[0], items[2]].every((item) => item && isGood(item))).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

describe('sending', () => {
  test('gives back the id receipts will name, and the receipts come', async () => {
    const sent = await send({})
    expect(sent).toMatchObject({ outcome: 'sent', externalIds: [expect.stringMatching(/^wamid\./)] })
    const [externalId] = sent.outcome === 'sent' ? (sent.externalIds ?? []) : []
    await expect.poll(() => delivered.some(({ body }) => body.includes(`${externalId}`) && body.includes('"delivered"')), { timeout: 10_000 }).toBe(true) // prettier-ignore
  })

  test.each(['image/png', 'video/mp4', 'audio/ogg', 'application/pdf'])('takes a file of type %s', async (type) => {
    expect(await send({ text: '', files: [outboundFile('a.bin', type)] })).toMatchObject({ outcome: 'sent' })
  })

  test('is the documented call: a text, a template with its variables, a message seen', async () => {
    const { url, calls } = await recorded(demo.peer(account(), () => undefined))
    const template = { name: 'order_shipped', language: 'en_US', variables: ['Xiao', 'A-17'] }
    await send({}, { apiUrl: url })
    await send({ template }, { apiUrl: url })
    await whatsapp.markRead!(account({ apiUrl: url }), { key: '+15550112345' }, 'wamid.theirs')
    const common = { messaging_product: 'whatsapp', recipient_type: 'individual', to: '15550112345' }
    const parameters = ['Xiao', 'A-17'].map((text) => ({ type: 'text', text }))
    const filled = { name: 'order_shipped', language: { code: 'en_US' }, components: [{ type: 'body', parameters }] }
    expect(new Set(calls.map(({ path }) => path))).toEqual(new Set([`/${practice.phoneNumberId}/messages`]))
    expect(calls.map(({ body }) => body)).toEqual([
      { ...common, type: 'text', text: { body: 'Hello 你好', preview_url: true } },
      { ...common, type: 'template', template: filled },
      { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.theirs' },
    ])
  })

  test('answers a group in the group, never one of its people', async () => {
    const { url, calls } = await recorded(demo.peer(account(), () => undefined))
    const { thread } = outbound({ to: to('+15550112345') })
    await send({ thread: { ...thread, key: 'group/g1' } }, { apiUrl: url })
    expect(calls[0]!.body).toMatchObject({ recipient_type: 'group', to: 'g1' })
  })

  test('writes to somebody who hides their number', async () => {
    const hidden = { kind: 'meta' as const, value: 'whatsapp/US.13491208655302741918', verified: true }
    expect(await send({ to: hidden })).toMatchObject({ outcome: 'sent' })
  })

  test('fills in a template, and is told when it does not fit', async () => {
    const template = { name: 'order_shipped', language: 'en_US', variables: ['Xiao', 'A-17'] }
    expect(await send({ template })).toMatchObject({ outcome: 'sent' })
    expect(await send({ template: { ...template, variables: [] } })).toMatchObject({ code: '132000', retry: 'no' })
    const named = { name: 'appointment', language: 'en_US', variables: ['Xiao', 'Friday'], names: ['customer_name', 'visit_day'] }
    expect(await send({ template: named })).toMatchObject({ outcome: 'sent' })
    const { names: _, ...unnamed } = named
    expect(await send({ template: unnamed })).toMatchObject({ code: '132000', retry: 'no' })
    expect(await send({ template: { ...template, language: 'fr' } })).toMatchObject({ code: '132001', retry: 'no' })
  })

  test.each([
    ['+15550110026', { code: '131026', retry: 'no' }],
    ['+15550110047', { code: '131047', retry: 'no', closesWindow: 'provider' }],
    ['+15550110429', { code: '130429', retry: 'later', retryAfterMs: 10_000 }],
    ['+15550110056', { code: '131056', retry: 'later' }],
  ])('to %s fails with its reason', async (value, expected) => {
    expect(await send({ to: to(value) })).toMatchObject({ outcome: 'failed', reason: expect.any(String), ...expected })
  })

  test('tells a wrong token and a wrong app secret apart', async () => {
    expect(await send({}, { accessToken: 'another-token' })).toMatchObject({ code: '190', reason: expect.stringContaining('access token') })
    expect(await send({}, { appSecret: 'another-secret' })).toMatchObject({ code: '100', reason: expect.stringContaining('app secret') })
  })

  test('is refused a file of a type WhatsApp does not know before anything goes out', async () => {
    expect(await send({ files: [outboundFile('a.exe', 'application/x-msdownload')] })).toMatchObject({ code: '131053', retry: 'no' })
  })
})

describe('the reply window', () => {
  const quota = (hours: number | null, closed: 'provider' | null = null) => {
    const openedAt = hours === null ? null : new Date(now.getTime() - hours * 3_600_000).toISOString()
    return whatsapp.quota!({ openedBy: 'message', openedAt, sent: 0, closed }, 'message', now)
  }

  test('is open for 24 hours; then, or before anybody wrote, only templates go out', () => {
    expect(quota(23)).toMatchObject({ allowed: true, until: '2026-11-22T11:00:00.000Z', fallback: null })
    for (const shut of [quota(24), quota(null), quota(1, 'provider')]) expect(shut).toMatchObject({ allowed: false, fallback: 'template' })
  })
})

test('templates are those that are approved and need no more than texts', async () => {
  const unnamed = { name: null, example: null }
  expect(await whatsapp.templates!(account())).toMatchObject([
    { name: 'order_shipped', language: 'zh_CN', places: [unnamed, unnamed] },
    {
      ...{ name: 'order_shipped', language: 'en_US' },
      places: [
        { name: null, example: 'Xiao' },
        { name: null, example: 'A-17' },
      ],
    },
    { name: 'hello_again', places: [] },
    {
      ...{ name: 'appointment', text: 'Dear {{1}}, we expect you on {{2}}.' },
      places: [
        { name: 'customer_name', example: 'Xiao' },
        { name: 'visit_day', example: 'Monday' },
      ],
    },
  ])
  await expect(whatsapp.templates!(account({ accessToken: 'another-token' }))).rejects.toThrow(/Invalid OAuth/)
})

test('a file is fetched by its id, with the token; one that is gone says so', async () => {
  const { stream } = await whatsapp.openMedia!(account(), { id: '90001' }, 1_000_000)
  expect((await buffer(stream)).length).toBeGreaterThan(50)
  await expect(whatsapp.openMedia!(account(), { id: '1' }, 1_000_000)).rejects.toThrow(MediaError)
})

describe('checking', () => {
  const worst = async (extra: Partial<WhatsappConfig>) => (await whatsapp.check(account(extra))).find(({ level }) => level === 'error')

  test('finds nothing wrong with right settings', async () => {
    expect((await whatsapp.check(account())).map(({ level }) => level)).toEqual(['ok', 'ok', 'ok', 'ok'])
  })

  test.each([
    [{ accessToken: 'another-token' }, 'accessToken'],
    [{ appSecret: 'another-secret' }, 'appSecret'],
    [{ phoneNumberId: '123456' }, 'phoneNumberId'],
    [{ businessAccountId: '123456' }, 'businessAccountId'],
  ])('%j: names the setting to mend', async (extra, field) => {
    expect(await worst(extra)).toMatchObject({ field, fix: expect.any(String) })
  })
})
