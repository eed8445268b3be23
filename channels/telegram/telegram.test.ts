import { buffer } from 'node:stream/consumers'
import { readFileSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { webhookCallback, Bot } from 'grammy'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { outbound, outboundFile } from '../../tests/support/outbound.ts'
import { MediaError, type Account, type Demo, type InboundItem, type RawRequest, type Sink, type Verified } from '../adapter.ts'
import { openPeers } from '../provider/peers.ts'
import { telegramConfig, type TelegramConfig } from './config.ts'
import { demo } from './demo.ts'
import { telegram } from './index.ts'
import { oddChats, practice } from './peer.ts'
import * as provider from '../provider/ask.ts'
import { secretOf } from './verify.ts'

vi.stubEnv('APP_SECRET', 'a secret for tests that is long enough to be taken')
vi.stubEnv('PUBLIC_URL', 'https://parley.example.com')
openPeers({ demoOf: () => telegram.demo as Demo, deliver: async () => undefined })
afterEach(() => void vi.restoreAllMocks())

let channels = 0
const account = (extra: Partial<TelegramConfig> = {}): Account<TelegramConfig> => ({
  ...{ kind: 'telegram', workspaceId: 'w', channelId: `t${channels++}`, name: 'Shop' },
  config: { ...demo.config('demo:'), ...extra },
})
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}.json`, import.meta.url))
const parsed = async (name: string) => (await telegram.parse(fixture(name)))[0]
const to = (key: string) => ({ thread: { key, subject: null, surface: 'message' as const, refs: [] } })

test.each([
  [{ poll: { question: 'Which?', options: [{ voter_count: 0 }] } }, { text: '', unsupported: 'poll' }],
  [{ caption: 'my cup', photo: 'none' }, { text: 'my cup' }],
  [{ text: '' }, { text: '', unsupported: 'text' }],
])('what a customer wrote otherwise than documented is a line all the same: %j', async (content, item) => {
  const told = { message_id: 5, date: 1795341600, chat: { id: 7, type: 'private' }, from: { id: 7, is_bot: false, first_name: 'Wei' } }
  const read = (message: object) => telegram.parse(Buffer.from(JSON.stringify({ update_id: 1, message })))
  const who = { externalId: '7/5', thread: { key: '7' }, from: { value: '7', name: 'Wei' } }
  expect(await read({ ...told, ...content })).toMatchObject([{ type: 'message', ...who, ...item }])
  expect(await read({ ...told, ...content, from: { id: 8, is_bot: true, first_name: 'B' } })).not.toMatchObject([{ type: 'message' }])
})

describe('an update', () => {
  const mine = account()
  const secret = secretOf(mine)
  const request = (header: string | undefined, body = '{"update_id":7}'): RawRequest => ({
    ...{ method: 'POST', query: {}, url: 'https://parley.example.com/webhooks/t', body: Buffer.from(body) },
    headers: { 'x-telegram-bot-api-secret-token': header },
  })
  const verify = (sent: RawRequest, extra: Partial<TelegramConfig> = {}) =>
    telegram.verify!(sent, { ...mine, config: { ...mine.config, ...extra } }, new Date())

  test('with our secret is taken; the same number is the same event, unless another bot counts', () => {
    const key = verify(request(secret))?.dedupeKey
    expect(key).toBe(verify(request(secret, '{"update_id":7,"message":{}}'))?.dedupeKey)
    expect(key).not.toBe(verify(request(secret, '{"update_id":8}'))?.dedupeKey)
    expect(key).not.toBe(verify(request(secret), { botToken: `2${practice.token.slice(1)}` })?.dedupeKey)
  })

  test.each([undefined, '', secret.slice(1), `${secret} `, secret.toUpperCase(), `${secret}, ${secret}`, secretOf(account())])(
    'with %j is refused',
    (header) => {
      expect(verify(request(header))).toBeNull()
    },
  )

  test('is taken and refused as grammY itself does', async () => {
    const bot = new Bot(practice.token, { botInfo: { id: 1, is_bot: true, first_name: 'x', username: 'x' } as never })
    const handle = webhookCallback(bot, 'std/http', { secretToken: secret })
    for (const header of [secret, `${secret}x`, '']) {
      const response = await handle(new Request('https://x.test', { method: 'POST', body: '{"update_id":7}', headers: { 'x-telegram-bot-api-secret-token': header } })) // prettier-ignore
      expect(response.status === 200).toBe(verify(request(header)) !== null)
    }
  })

  test('that is no JSON is kept, to be parked', () => {
    expect(verify(request(secret, '{"update'))?.dedupeKey).toMatch(/^raw:/)
  })
})

describe('what Telegram tells', () => {
  test.each<[string, object]>([
    [
      'text',
      {
        type: 'message',
        externalId: '7700000001/11',
        thread: { key: '7700000001' },
        from: { value: '7700000001', name: 'Lin Xiao', verified: true },
        text: '请问有货吗？\nIs it in stock? 🙂',
        sentAt: '2026-11-22T10:00:11.000Z',
      },
    ],
    ['answer', { text: 'This one', quoted: 'Which one do you mean?' }],
    ['photo', { text: '杯子碎了', files: [{ ref: { fileId: 'AgAC-large' }, type: 'image/jpeg', size: 81234 }] }],
    ['voice', { text: '', files: [{ name: 'voice.ogg', type: 'audio/ogg' }] }],
    ['document', { files: [{ name: '报价 单.pdf', size: 52000 }] }],
    ['animation', { files: [{ name: 'wave.mp4' }] }],
    ['sticker', { text: '👍', files: [{ type: 'image/webp' }] }],
    ['sticker-moving', { text: '😢', files: [] }],
    ['location', { text: '', place: { latitude: 31.2397, longitude: 121.4998, name: '' } }],
    ['venue', { place: { name: '东方明珠', address: '浦东新区世纪大道1号' } }],
    ['contact', { text: '👤 Wang Fang +12025550143' }],
    ['poll', { text: '📊 Which colour?\n– Red\n– Blue' }],
    ['start', { type: 'follow', by: 'shop-window' }],
    ['edit', { type: 'edit', externalId: '7700000001/11', text: '请问还有货吗？' }],
    ['live-location-moved', { type: 'ignored' }],
    ['reaction', { type: 'reaction', externalId: '7700000001/9', emoji: '❤' }],
    ['reaction-taken-back', { type: 'reaction', emoji: null }],
    ['blocked', { type: 'unfollow', thread: { key: '7700000001' } }],
    ['unblocked', { type: 'follow' }],
    ['button', { type: 'message', text: 'Yes, please', externalId: 'callback/4382bfdwdsb323b2d9' }],
    ['echo', { type: 'echo', to: { value: '7700000001' } }],
    ['group', { type: 'ignored', reason: expect.stringContaining('group') }],
    ['channel-post', { type: 'ignored', reason: expect.stringContaining('channel') }],
    ['unknown-content', { type: 'message', unsupported: 'giveaway' }],
    ['unknown-update', { type: 'unknown', name: 'poll_answer' }],
    ['unknown-shape', { type: 'unknown', name: 'message' }],
  ])('%s', async (name, item) => {
    // prettier-ignore
    expect(await parsed(name)).toMatchObject(item)
  })

  const known = readdirSync(new URL('fixtures/', import.meta.url)).filter((name) => !/^un/.test(name))

  test('is the same item whatever else stands in the update, and one item in any case', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...known), fc.json(), fc.string(), async (name, extra, key) => {
        const update = JSON.parse(fixture(name.replace('.json', '')).toString()) as Record<string, Record<string, unknown>>
        const before = await telegram.parse(Buffer.from(JSON.stringify(update)))
        for (const part of Object.values(update))
          if (typeof part === 'object' && !(`x_${key}` in part)) part[`x_${key}`] = JSON.parse(extra)
        expect(await telegram.parse(Buffer.from(JSON.stringify({ ...update, [`x_${key}`]: 1 })))).toEqual(before)
      }),
      { numRuns: 60 },
    )
  })

  test('with any one field replaced is one item still, never an error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...known), fc.nat(), fc.jsonValue(), async (name, at, value) => {
        const update = JSON.parse(fixture(name.replace('.json', '')).toString()) as Record<string, Record<string, unknown>>
        const part = Object.values(update).find((one) => typeof one === 'object')!
        part[Object.keys(part)[at % Object.keys(part).length]!] = value
        const items: InboundItem[] = await telegram.parse(Buffer.from(JSON.stringify(update)))
        expect(items.length).toBe(1)
      }),
      { numRuns: 150 },
    )
  })
})

describe('a message of ours', () => {
  test('goes out as it was typed, markup and all', async () => {
    const ask = vi.spyOn(provider, 'ask')
    await telegram.send(account(), outbound({ ...to('7700000001'), text: '*a* <b>b</b>' }))
    expect(JSON.parse(String(ask.mock.calls[0]?.[2]?.body))).toEqual({ chat_id: '7700000001', text: '*a* <b>b</b>' })
  })

  test('goes out as text, and each file as what it is', async () => {
    const mine = account()
    expect(await telegram.send(mine, outbound(to('7700000001')))).toEqual({ outcome: 'sent', externalIds: ['7700000001/1'] })
    for (const [name, type] of [
      ['a.png', 'image/png'],
      ['narrow.png', 'image/png'],
      ['a.gif', 'image/gif'],
      ['a.mp4', 'video/mp4'],
      ['a.ogg', 'audio/ogg'],
      ['a.mp3', 'audio/mpeg'],
      ['报价.pdf', 'application/pdf'],
    ])
      // prettier-ignore
      expect(await telegram.send(mine, outbound({ ...to('7'), text: '', files: [outboundFile(name!, type!)] })), name).toMatchObject({ outcome: 'sent' })
  })

  test.each<[string, object]>([
    [oddChats.blocked, { retry: 'no', closesWindow: 'provider', reason: expect.stringContaining('blocked') }],
    [oddChats.unknown, { retry: 'no', closesWindow: 'provider' }],
    [oddChats.slow, { retry: 'later', retryAfterMs: 7000 }],
  ])('to chat %s fails as Telegram says', async (chat, result) => {
    expect(await telegram.send(account(), outbound(to(chat)))).toMatchObject({ outcome: 'failed', ...result })
  })

  test('longer than Telegram takes is refused for good', async () => {
    expect(await telegram.send(account(), outbound({ text: 'x'.repeat(4097) }))).toMatchObject({
      outcome: 'failed',
      retry: 'no',
      code: '400',
    })
  })

  test('with a token that is not the bot’s is refused, in words for the settings', async () => {
    const wrong = account({ botToken: '1000000001:another-token-of-a-bot' })
    expect(await telegram.send(wrong, outbound())).toMatchObject({
      outcome: 'failed',
      retry: 'no',
      code: '401',
      reason: expect.stringContaining('token'),
    })
    expect(await telegram.check(wrong)).toMatchObject([{ level: 'error', field: 'botToken' }])
  })

  test('that gets no answer is open; that meets trouble, or nobody, is tried again', async () => {
    const ask = vi.spyOn(provider, 'ask')
    ask.mockRejectedValueOnce(new provider.NoAnswer('gone', true))
    expect(await telegram.send(account(), outbound())).toMatchObject({ outcome: 'unknown' })
    ask.mockRejectedValueOnce(new provider.NoAnswer('not there', false))
    expect(await telegram.send(account(), outbound())).toMatchObject({ outcome: 'failed', retry: 'later' })
    ask.mockResolvedValueOnce({ status: 502, headers: {}, body: Buffer.from('<html>'), json: undefined })
    expect(await telegram.send(account(), outbound())).toMatchObject({ outcome: 'failed', retry: 'later' })
  })

  test('to a host inside our own network never leaves', async () => {
    expect(await telegram.send(account({ apiUrl: 'http://127.0.0.1:9' }), outbound())).toMatchObject({
      retry: 'later',
      code: 'unreachable',
      reason: expect.stringContaining('own network'),
    })
  })

  test('cannot be written to who blocked the bot, until they come back', () => {
    const window = { openedBy: 'message', openedAt: null, sent: 3, closed: null }
    expect(telegram.quota!(window, 'message', new Date())).toMatchObject({ allowed: true, remaining: null })
    expect(telegram.quota!({ ...window, closed: 'unfollowed' }, 'message', new Date()).allowed).toBe(false)
  })
})

describe('a file at Telegram', () => {
  test('is opened where getFile says', async () => {
    const { stream } = await telegram.openMedia!(account(), { fileId: practice.photo }, 1_000_000)
    expect((await buffer(stream)).subarray(1, 4).toString()).toBe('PNG')
  })

  test('that is gone is gone for good', async () => {
    await expect(telegram.openMedia!(account(), { fileId: 'gone' }, 1_000_000)).rejects.toThrow(MediaError)
  })
})

describe('listening', () => {
  function sink() {
    const [stored, health] = [[] as Verified[], [] as (string | null)[]]
    let kept: unknown = null
    const sink: Sink = {
      store: async (event) => (stored.push(event), 'stored'),
      health: async (_state, message) => void health.push(message),
      cursor: { load: async () => kept, save: async (value) => void (kept = value) },
    }
    return { sink, stored, health, cursor: () => kept }
  }

  test('by webhook gives Telegram our address, once, and ends when it is told to', async () => {
    const mine = account()
    const end = new AbortController()
    const { sink: into, health } = sink()
    const ended = telegram.listen!(mine, into, end.signal)
    await vi.waitFor(() => expect(health).toEqual([null]), 15_000)
    expect(await telegram.check(mine)).toMatchObject([{ level: 'ok' }, { level: 'ok' }, { level: 'ok', subject: 'Delivery' }])
    end.abort()
    await ended
  })

  test('with a wrong token says why, and ends when it is told to', async () => {
    const end = new AbortController()
    const { sink: into, health } = sink()
    const ended = telegram.listen!(account({ botToken: '1000000001:another-token-of-a-bot' }), into, end.signal)
    await vi.waitFor(() => expect(health[0]).toMatch(/^Telegram does not give us.*Unauthorized/), 15_000)
    end.abort()
    await ended
  })

  test('by polling stores each update before it asks for the next, and goes on from there', async () => {
    const mine = account({ receive: 'polling' })
    const updates = ['text', 'photo'].map((name) => JSON.parse(fixture(name).toString()) as { update_id: number })
    const offsets: number[] = []
    const { sink: into, stored, cursor } = sink()
    const real = provider.ask
    vi.spyOn(provider, 'ask').mockImplementation(async (account, url, given) => {
      if (!url.endsWith('/getUpdates')) return real(account, url, given)
      const { offset } = JSON.parse(String(given?.body)) as { offset: number }
      offsets.push(offset)
      expect(stored.length).toBe(offset === 0 ? 0 : 2)
      return { status: 200, headers: {}, body: Buffer.alloc(0), json: { ok: true, result: offset === 0 ? updates : [] } }
    })
    const end = new AbortController()
    const ended = telegram.listen!(mine, into, end.signal)
    await vi.waitFor(() => expect(offsets.length).toBeGreaterThan(1), 15_000)
    end.abort()
    await ended
    expect(offsets.slice(0, 2)).toEqual([0, updates[1]!.update_id + 1])
    expect(cursor()).toEqual({ bot: '1000000001', next: updates[1]!.update_id + 1 })
    expect(await telegram.parse(stored[1]!.body)).toMatchObject([{ text: '杯子碎了' }])
  })
})

test('the settings refuse what is no token', () => {
  for (const botToken of ['', 'x', '123:short', '1000000001:with a blank in the token of it'])
    expect(telegramConfig.safeParse({ botToken }).success).toBe(false)
})
