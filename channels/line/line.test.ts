import { readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { validateSignature } from '@line/bot-sdk'
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { outbound, outboundFile } from '../../tests/support/outbound.ts'
import type { Account, Demo, RawRequest } from '../adapter.ts'
import { openPeers } from '../provider/peers.ts'
import * as provider from '../provider/ask.ts'
import type { LineConfig } from './config.ts'
import { line } from './index.ts'
import { oddPeople } from './peer.ts'
import { signatureOf } from './verify.ts'

vi.stubEnv('PUBLIC_URL', 'https://parley.example.com')
openPeers({ demoOf: () => line.demo as Demo, deliver: async () => undefined })
afterEach(() => void vi.restoreAllMocks())

let channels = 0
const account = (extra: Partial<LineConfig> = {}): Account<LineConfig> => ({
  ...{ kind: 'line', workspaceId: 'w', channelId: `l${channels++}`, name: 'Shop' },
  config: { ...line.demo!.config('demo:'), ...extra },
})
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}.json`, import.meta.url))
const parsed = (name: string) => line.parse(fixture(name))
const userId = 'U4af4980629f4af4980629f4af4980629'
const to = (value: string) => ({ to: { kind: 'line' as const, value, verified: true } })
const secret = account().config.channelSecret

describe('a webhook', () => {
  const request = (body: Buffer, signature: string | undefined): RawRequest => ({
    ...{ method: 'POST', query: {}, url: 'https://parley.example.com/webhooks/l', body },
    headers: { 'x-line-signature': signature },
  })
  const take = (body: Buffer, signature: string | undefined) => line.verify!(request(body, signature), account(), new Date())

  test('is taken and refused as LINE’s own SDK does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.boolean(), (bytes, right) => {
        const body = Buffer.from(bytes)
        const signature = signatureOf(right ? secret : `${secret}x`, body)
        expect(take(body, signature) !== null).toBe(validateSignature(body, secret, signature))
      }),
    )
  })

  test('without, or with another, signature is refused', () => {
    const body = fixture('text')
    for (const bad of [undefined, '', signatureOf(secret, fixture('batch')), signatureOf('another', body), `${signatureOf(secret, body)}=`])
      expect(take(body, bad)).toBeNull()
  })

  test('that LINE sends again is the same event', () => {
    const again = Buffer.from(fixture('text').toString().replace('"isRedelivery": false', '"isRedelivery": true'))
    expect(again.equals(fixture('text'))).toBe(false)
    const key = (body: Buffer) => take(body, signatureOf(secret, body))?.dedupeKey
    expect(key(again)).toBe(key(fixture('text')))
    expect(key(fixture('batch'))).not.toBe(key(fixture('text')))
  })
})

describe('what LINE tells', () => {
  test('is read event by event: a strange one hinders no other', async () => {
    expect(await parsed('batch')).toMatchObject([
      { type: 'message', externalId: '901', text: 'first', thread: { key: userId }, from: { kind: 'line', value: userId, verified: true } },
      { type: 'message', files: [{ ref: { id: '902' } }] },
      { type: 'unknown', name: 'dance' },
      { type: 'unknown', name: 'message' },
      { type: 'message', text: 'last', thread: { refs: ['777'] } },
    ])
  })

  test('keeps ids whole, and the time', async () => {
    expect(await parsed('text')).toMatchObject([{ externalId: '468789577898262530', sentAt: '2026-11-22T10:00:01.000Z' }])
  })

  test('becomes files, places, stickers in words, recalls, follows', async () => {
    expect(await parsed('media')).toMatchObject([
      { files: [{ type: 'image/jpeg' }] },
      { files: [{ type: 'video/mp4' }] },
      { files: [{ type: 'audio/mp4' }] },
      { files: [{ name: '見積 書.pdf', size: 2138 }] },
      { files: [{ ref: { url: 'https://files.example.com/a.jpg' } }] },
    ])
    expect(await parsed('location')).toMatchObject([{ place: { name: '東京駅', latitude: 35.6812 } }])
    expect(await parsed('sticker')).toMatchObject([{ text: '[thanks]' }, { text: '[まいど]' }])
    expect(await parsed('unsend')).toMatchObject([{ type: 'recall', externalId: '901' }])
    expect(await parsed('follow')).toMatchObject([{ type: 'follow', by: 'unblocked' }, { type: 'unfollow' }])
    expect(await parsed('postback')).toMatchObject([{ type: 'message', text: 'action=hours' }])
    expect(await parsed('group')).toMatchObject([{ type: 'ignored' }, { type: 'ignored' }])
    expect(await parsed('unknown')).toMatchObject([{ name: 'hologram' }, { name: 'message.hologram' }])
  })

  test('n messages are n items, and one of them broken takes none along', async () => {
    const message = (text: string, n: number) => ({
      type: 'message',
      timestamp: 1,
      source: { type: 'user', userId },
      message: { id: `m${n}`, type: 'text', text },
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 1, maxLength: 20 }),
        fc.nat(),
        fc.jsonValue(),
        async (texts, at, junk) => {
          const events: unknown[] = texts.map(message)
          const broken = at % (texts.length + 1)
          const items = await line.parse(Buffer.from(JSON.stringify({ events: events.toSpliced(broken, 0, junk), extra: junk })))
          expect(items.toSpliced(broken, 1).map((item) => item.type === 'message' && item.externalId)).toEqual(texts.map((_, n) => `m${n}`))
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('a message of ours', () => {
  test('goes out once however often it is repeated, under LINE’s id', async () => {
    const mine = account()
    const part = outbound(to(userId))
    const first = await line.send(mine, part)
    expect(first).toMatchObject({ outcome: 'sent', externalIds: [expect.stringMatching(/^\d+$/)] })
    expect(await line.send(mine, part)).toEqual(first)
    expect(await line.send(mine, { ...part, partId: '01900000-0000-7000-8000-00000000000b' })).not.toEqual(first)
  })

  test('shows a small picture and links to anything else', async () => {
    const ask = vi.spyOn(provider, 'ask')
    for (const file of [outboundFile('a.png', 'image/png'), outboundFile('a.pdf', 'application/pdf')])
      expect(await line.send(account(), outbound({ ...to(userId), text: '', files: [file] }))).toMatchObject({ outcome: 'sent' })
    expect(ask.mock.calls.map(([, , given]) => (given?.body as { messages: object[] }).messages[0])).toMatchObject([
      { type: 'image', originalContentUrl: 'https://parley.example.com/outside/files/a.png' },
      { type: 'text', text: expect.stringContaining('/outside/files/a.pdf') },
    ])
  })

  test.each<[string, string, object]>([
    ['somebody unknown', 'nobody', { retry: 'no', code: '400' }],
    ['anybody once the month is over', oddPeople.monthOver, { retry: 'no', reason: expect.stringContaining('month') }],
    ['anybody too quickly', oddPeople.slow, { retry: 'later' }],
  ])('to %s fails as LINE says', async (_, value, result) => {
    expect(await line.send(account(), outbound(to(value)))).toMatchObject({ outcome: 'failed', ...result })
  })

  test('with a token that is not the account’s is refused, and the check says so', async () => {
    const wrong = account({ accessToken: 'another' })
    expect(await line.send(wrong, outbound(to(userId)))).toMatchObject({ outcome: 'failed', retry: 'no', code: '401' })
    expect(await line.check(wrong)).toMatchObject([{ level: 'error', field: 'accessToken' }])
    expect((await line.check(account())).map(({ level }) => level)).toEqual(['ok', 'ok', 'ok', 'ok'])
  })

  test('that gets no answer is open; that meets trouble, or a host of our own, is tried again', async () => {
    const ask = vi.spyOn(provider, 'ask')
    ask.mockRejectedValueOnce(new provider.NoAnswer('gone', true))
    expect(await line.send(account(), outbound(to(userId)))).toMatchObject({ outcome: 'unknown' })
    ask.mockResolvedValueOnce({ status: 500, headers: {}, body: Buffer.from('<html>'), json: undefined })
    expect(await line.send(account(), outbound(to(userId)))).toMatchObject({ outcome: 'failed', retry: 'later' })
    const inside = account({ apiUrl: 'http://127.0.0.1:9' })
    expect(await line.send(inside, outbound(to(userId)))).toMatchObject({ retry: 'later', code: 'unreachable' })
  })

  test('cannot be written to who blocked the account', () => {
    const window = { openedBy: 'message', openedAt: null, sent: 0, closed: 'unfollowed' as const }
    expect(line.quota!(window, 'message', new Date()).allowed).toBe(false)
    expect(line.quota!({ ...window, closed: null }, 'message', new Date()).allowed).toBe(true)
  })
})

test('a file and a name are fetched', async () => {
  const { stream } = await line.openMedia!(account(), { id: '902' }, 1_000_000)
  expect((await buffer(stream)).subarray(1, 4).toString()).toBe('PNG')
  expect(await line.profile!(account(), { kind: 'line', value: userId })).toEqual({ name: '練習 花子', handles: [] })
})
