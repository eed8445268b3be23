import { describe, expect, test, vi } from 'vitest'
import type { RawRequest } from '../adapter.ts'
import { ParseError } from '../adapter.ts'
import { hmac } from '../../server/crypto.ts'
import { webchatConfig } from './config.ts'
import { fileLink, linkHolds } from './files.ts'
import { webchat } from './index.ts'
import { originAllowed } from './origins.ts'
import { openSession } from './session.ts'
import { issueToken, readToken } from './token.ts'

vi.stubEnv('APP_SECRET', 'a secret for tests that is long enough to be taken')

const channelId = '01930000-0000-4000-8000-0000000000aa'
const visitorId = '01930000-0000-4000-8000-0000000000bb'
const identitySecret = 'the identity secret of a shop'
const account = { kind: 'webchat', workspaceId: '', channelId, name: 'Shop', config: webchatConfig.parse({ identitySecret }) }
const now = new Date('2026-11-22T10:00:00Z')
const years = (n: number) => new Date(now.getTime() + n * 366 * 86_400_000)

const post = (token: string, body: object | string): RawRequest => ({
  method: 'POST',
  headers: { authorization: `Bearer ${token}` },
  query: {},
  url: 'https://inbox.example.com/webhooks/x',
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
})
const open = (input: object) => openSession(account, { channelId, ...input }, now)
const tokenOf = (visitor: object = {}) => issueToken({ channelId, visitorId, ...visitor }, identitySecret, now)
const claims = (token: string) => readToken(token, channelId, identitySecret, now)

describe('a visitor token', () => {
  test('holds until it expires', () => {
    expect(readToken(tokenOf(), channelId, identitySecret, now)?.visitorId).toBe(visitorId)
    expect(readToken(tokenOf(), channelId, identitySecret, years(1))).toBeNull()
  })

  test('is worth nothing on another channel, altered, empty, or as an array', () => {
    const [body = '', signature = ''] = tokenOf().split('.')
    const forged = Buffer.from(JSON.stringify({ channelId, visitorId, account: 'shop-1', expires: 9e9 })).toString('base64url')
    expect(readToken(tokenOf(), '01930000-0000-4000-8000-0000000000cc', identitySecret, now)).toBeNull()
    for (const bad of [`${forged}.${signature}`, body, `${body}.`, '', '.', [tokenOf()], null, 7]) {
      expect(readToken(bad, channelId, identitySecret, now)).toBeNull()
    }
  })

  test('of a signed customer ends when the identity secret changes; an anonymous one does not', () => {
    expect(readToken(tokenOf({ account: 'shop-1' }), channelId, 'another secret', now)).toBeNull()
    expect(readToken(tokenOf(), channelId, 'another secret', now)).not.toBeNull()
  })
})

describe('opening a session', () => {
  const identity = { id: 'shop-1', hash: hmac(identitySecret, 'shop-1'), name: 'Mei' }

  test('keeps an earlier visitor who she is', () => {
    const first = open({})
    expect(open({ token: first.token }).visitorId).toBe(first.visitorId)
    expect(open({ token: 'not ours' }).visitorId).not.toBe(first.visitorId)
  })

  test('believes a signature and refuses a wrong one', () => {
    expect(open({ identity }).verified).toBe(true)
    expect(() => open({ identity: { ...identity, id: 'shop-2' } })).toThrow(/hash is wrong/)
    expect(() => open({ identity: { ...identity, hash: '' } })).toThrow(/hash is wrong/)
  })

  test('forgets a signed customer once the page no longer signs for her, or signs for another', () => {
    const signed = open({ identity })
    const after = open({ token: signed.token })
    expect([after.verified, after.visitorId === signed.visitorId]).toEqual([false, false])
    const other = { id: 'shop-2', hash: hmac(identitySecret, 'shop-2') }
    expect(open({ token: signed.token, identity: other }).visitorId).not.toBe(signed.visitorId)
  })

  test('makes tokens it takes back, however long the names', () => {
    const long = {
      id: '文'.repeat(200),
      hash: hmac(identitySecret, '文'.repeat(200)),
      name: '👩‍👩‍👧'.repeat(15),
      email: `${'a'.repeat(60)}@example.com`,
    }
    const { token } = open({ identity: long })
    expect(token.length).toBeLessThanOrEqual(2_000)
    expect(claims(token)?.account).toBe(long.id)
  })

  test('carries a claimed address as a claim and never as an account', () => {
    const { token } = open({ claim: { name: 'Mei', email: 'owner@example.com' } })
    expect(claims(token)).toMatchObject({ email: 'owner@example.com' })
    expect(claims(token)?.account).toBeUndefined()
  })
})

describe('what a visitor sends', () => {
  const message = { type: 'message', id: '01930000-0000-7000-8000-000000000001', text: 'Hello' }

  test('is hers, whoever the body says it is', async () => {
    const forged = { ...message, channelId: 'x', visitor: { id: 'somebody else', account: 'shop-9' }, at: '1999-01-01T00:00:00Z' }
    const verified = webchat.verify!(post(tokenOf(), forged), account, now)
    const [item] = await webchat.parse(verified!.body)
    expect(item).toMatchObject({
      from: { kind: 'visitor', value: `${channelId}/${visitorId}`, verified: null },
      thread: { key: `visitor:${visitorId}` },
    })
    expect(item).toMatchObject({ sentAt: now.toISOString() })
  })

  test('of a signed customer names her account, one thread for all her devices', async () => {
    const verified = webchat.verify!(post(tokenOf({ account: 'shop-1', name: 'Mei', email: 'mei@example.cn' }), message), account, now)
    const [item] = await webchat.parse(verified!.body)
    expect(item).toMatchObject({
      from: { kind: 'account', value: `${channelId}/shop-1`, verified: true, name: 'Mei' },
      thread: { key: 'account:shop-1' },
    })
  })

  test('with a claimed mail address names no mail identity', async () => {
    const verified = webchat.verify!(post(tokenOf({ email: 'owner@example.com' }), message), account, now)
    const [item] = await webchat.parse(verified!.body)
    expect(item).toMatchObject({ from: { kind: 'visitor', name: 'owner@example.com' }, participants: [], thread: { refs: [] } })
  })

  test('is told apart by its own id, and a receipt by what it says', () => {
    const key = (body: object | string) => webchat.verify!(post(tokenOf(), body), account, now)!.dedupeKey
    expect(key(message)).toBe(key({ ...message, text: 'again' }))
    expect(key(message)).not.toBe(key({ ...message, id: '01930000-0000-7000-8000-000000000002' }))
    const receipt = { type: 'receipt', status: 'read', upTo: message.id }
    expect(key(receipt)).not.toBe(key({ ...receipt, status: 'delivered' }))
  })

  test('that is no JSON object is kept as it came, to be parked with its reason', async () => {
    for (const body of ['{"type":', '[]', '"text"', '7']) {
      const verified = webchat.verify!(post(tokenOf(), body), account, now)
      expect(verified!.body.toString()).toBe(body)
      await expect(webchat.parse(verified!.body)).rejects.toThrow(ParseError)
    }
  })

  test('reaches PostgreSQL without halves of characters, control characters in names, or NUL', async () => {
    const [item] = await webchat.parse(
      Buffer.from(
        '{"type":"message","id":"01930000-0000-7000-8000-000000000004","text":"a\\ud83d","visitor":{"id":"v","name":"A\\r\\nB\\u202e"}}',
      ),
    )
    expect(item).toMatchObject({ text: 'a\ufffd', from: { name: 'A B' } })
    const withNul = '{"type":"message","id":"01930000-0000-7000-8000-000000000004","text":"a\\u0000","visitor":{"id":"v"}}'
    expect(await webchat.parse(Buffer.from(withNul))).toMatchObject([{ text: 'a' }])
  })
})

describe('allowed sites', () => {
  const only = webchatConfig.parse({ allowedOrigins: 'https://shop.example.com, https://www.example.cn' })
  test.each([
    ['https://shop.example.com', true],
    ['https://www.example.cn', true],
    ['https://evil.example.com', false],
    ['https://shop.example.com.evil.test', false],
    ['null', false],
    ['http://localhost:3000', true],
    ['http://localhost:3001', false],
  ])('%s: %s', (origin, allowed) => {
    expect(originAllowed(only, origin)).toBe(allowed)
  })

  test('are refused by the form unless they are origins', () => {
    for (const bad of ['shop.example.com', 'https://shop.example.com/path', 'javascript:alert(1)', 'https://a.test,,x']) {
      expect(webchatConfig.safeParse({ allowedOrigins: bad }).success).toBe(false)
    }
  })
})

test('a file link opens one file, for a week', () => {
  const query = (link: string) => Object.fromEntries(new URL(link, 'http://parley.test').searchParams)
  const link = query(fileLink('file-1', now))
  expect(linkHolds('file-1', link, now)).toBe(true)
  expect(linkHolds('file-2', link, now)).toBe(false)
  expect(linkHolds('file-1', { ...link, expires: '99999999999' }, now)).toBe(false)
  expect(linkHolds('file-1', {}, now)).toBe(false)
  expect(linkHolds('file-1', link, years(1))).toBe(false)
})
