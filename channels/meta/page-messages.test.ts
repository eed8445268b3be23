import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { recorded } from '../../tests/support/http-server.ts'
import { outbound, outboundFile } from '../../tests/support/outbound.ts'
import type { Account, Adapter, Handle, InboundItem, Outbound, RawRequest } from '../adapter.ts'
import { instagram } from '../instagram/index.ts'
import { messenger } from '../messenger/index.ts'
import { openPeers } from '../provider/peers.ts'

vi.stubEnv('PUBLIC_URL', 'https://parley.example.com')
vi.stubEnv('ALLOW_PRIVATE_HOSTS', '1')

const now = new Date('2026-11-22T10:00:00Z')
const person = '7001000000000001'
const delivered: RawRequest[] = []
let channels = 0

// What Messenger and Instagram have in common; what each has alone is told in its own folder.
describe.each([messenger as unknown as Adapter, instagram as unknown as Adapter])('$kind', (adapter) => {
  const settings = adapter.demo!.config('demo:') as Record<string, string>
  const ownId = settings['pageId'] ?? settings['accountId'] ?? ''
  const account = (extra: object = {}): Account => ({
    ...{ kind: adapter.kind, workspaceId: 'w', channelId: `page-${channels++}`, name: 'Shop', config: { ...settings, ...extra } },
  })
  openPeers({
    demoOf: ({ kind }) => (kind === 'messenger' ? messenger.demo : instagram.demo) as never,
    deliver: async (_, sent) => {
      if (!('dedupeKey' in sent)) delivered.push({ ...sent, url: '' })
    },
  })
  const raw = (name: string) => readFileSync(new URL(`../${adapter.kind}/fixtures/${name}.json`, import.meta.url))
  const fixture = (name: string) => adapter.parse(raw(name))
  const them = (id = person): Handle => ({ kind: 'meta', value: `${ownId}/${id}`, verified: true })
  const send = (extra: Partial<Outbound>, config: object = {}) => adapter.send(account(config), outbound({ to: them(), ...extra }))

  test.each([
    [
      { text: null, attachments: [{ type: 'audio', payload: { url: 'https://s.example/a' } }] },
      { text: '', files: [{ type: 'audio/mp4' }] },
    ],
    [
      { text: 'look', attachments: 'odd' },
      { text: 'look', unsupported: 'attachment' },
    ],
    [
      { text: 'look', attachments: [null] },
      { text: 'look', unsupported: 'attachment' },
    ],
  ])('reads of a message what is as documented, and names the rest: %j', async (message, item) => {
    const event = { sender: { id: person }, recipient: { id: ownId }, timestamp: 1, message: { mid: 'm.1', ...message } }
    const items = await adapter.parse(Buffer.from(JSON.stringify({ object: 'page', entry: [{ id: ownId, messaging: [event] }] })))
    expect(items).toMatchObject([{ type: 'message', externalId: 'm.1', ...item }])
  })

  test.each([
    ['text', { text: '你好，茶壶还有货吗？\nIs it in stock? 🍵', sentAt: expect.stringContaining('2026-11-22T10:00:00') }],
    ['image', { files: [{ ref: { url: 'https://scontent.example.com/v/t1/pot.jpg?x=1' }, name: 'pot.jpg', type: 'image/jpeg' }] }],
    ['voice', { files: [{ name: 'audioclip-1.mp4', type: 'audio/mp4' }] }],
    ['video', { text: 'Look', files: [{ name: 'video', type: 'video/mp4' }] }],
    ['file', { files: [{ name: 'invoice-17.pdf' }] }],
    ['answer', { thread: { key: person, refs: ['m_out1', expect.any(String)] } }],
    [
      'posts',
      { text: '[fallback] A teapot https://shop.example.com/pot\n[ig_reel] Tea time https://cdn.example.com/reel\n[template] Offer' },
    ],
    ['unsupported', { text: '', unsupported: 'unsupported' }],
    ['standby', { text: 'While another app answers' }],
  ])('reads %s', async (name, expected) => {
    expect(await fixture(name)).toMatchObject([{ type: 'message', from: { ...them(), verified: true }, ...expected }])
  })

  test('reads answers to and mentions in stories', async () => {
    const mention = { text: '[Story]', files: [{ ref: { url: 'https://cdn.example.com/mention' } }] }
    expect(await fixture('story')).toMatchObject([{ quoted: '[Story] https://cdn.example.com/story' }, mention])
  })

  test('reads what changes a message, and what we wrote elsewhere', async () => {
    expect(await fixture('recall')).toMatchObject([{ type: 'recall', externalId: 'm_in1' }])
    expect(await fixture('edit')).toMatchObject([{ type: 'edit', externalId: 'm_in1', text: 'Two, not one' }])
    expect(await fixture('reaction')).toMatchObject([
      { externalId: 'm_out1', emoji: '❤' },
      { externalId: 'm_out1', emoji: null },
    ])
    expect(await fixture('echo')).toMatchObject([{ type: 'echo', to: them(), thread: { key: person }, text: 'From the page’s own inbox' }])
  })

  test('a pressed button speaks, also one without an id, the same each time', async () => {
    const [first, second] = await fixture('postback')
    expect(first).toMatchObject({ type: 'message', externalId: 'm_pb1', text: 'Get started' })
    expect(second).toMatchObject({ type: 'message', externalId: expect.stringMatching(/^postback:/), text: 'Prices' })
  })

  test('reads every event of every entry', async () => {
    expect((await fixture('batch')).map((item) => ('text' in item ? item.text : item.type))).toEqual(['one', 'two', 'receipt', 'three'])
    expect((await fixture('unknown')).map((item) => item.type)).toEqual(['unknown', 'message', 'unknown', 'unknown', 'unknown'])
  })

  const event = () => JSON.parse(raw('text').toString()).entry[0].messaging[0] as object
  const parse = (messaging: unknown[]) => adapter.parse(Buffer.from(JSON.stringify({ entry: [{ id: ownId, messaging }] })))

  test('loses no good message by whatever stands beside it', async () => {
    const field = fc.constantFrom('sender', 'recipient', 'timestamp', 'message', 'read', 'referral', 'new_field')
    const odd = fc.oneof(fc.jsonValue(), fc.tuple(field, fc.jsonValue()).map(([name, value]) => ({ ...event(), [name]: value }))) // prettier-ignore
    const isGood = (item?: InboundItem) => item?.type === 'message' && item.text.startsWith('你好')
    await fc.assert(
      fc.asyncProperty(odd, async (other) => {
        const items = await parse([event(), other, event()])
        expect(items).toHaveLength(3)
        expect(isGood(items[0]) && isGood(items[2])).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  test('keeps nothing of the app’s other accounts', async () => {
    const sent = adapter.demo!.simulate(account(), { type: 'text', from: 'Mei', text: 'Hello', id: '1', now }) as RawRequest
    const other = account({ [adapter.kind === 'messenger' ? 'pageId' : 'accountId']: '999999' })
    const kept = adapter.verify!({ ...sent, url: '' }, other, now)
    expect(await adapter.parse(kept!.body)).toMatchObject([{ type: 'ignored' }])
  })

  test('sends texts and files; echo and receipts come back', async () => {
    const sent = await send({})
    expect(sent).toMatchObject({ outcome: 'sent', externalIds: [expect.any(String)] })
    const id = sent.outcome === 'sent' ? `${sent.externalIds?.[0]}` : ''
    await expect.poll(() => delivered.filter(({ body }) => body.includes(id)).length, { timeout: 15_000 }).toBeGreaterThanOrEqual(3)
    const items = (await Promise.all(delivered.filter(({ body }) => body.includes(id)).map(({ body }) => adapter.parse(body)))).flat()
    expect(items.map((item) => item.type)).toEqual(['echo', 'receipt', 'receipt'])
    expect(items[0]).toMatchObject({ externalId: id, to: them(), text: 'Hello 你好' })
    for (const type of ['image/png', 'audio/mpeg', 'application/pdf'])
      expect(await send({ text: '', files: [outboundFile('a.bin', type)] })).toMatchObject({ outcome: 'sent' })
  })

  test('a late answer says that a person wrote it, one in time does not; seen is told of private threads only', async () => {
    const { url: apiUrl, calls } = await recorded(adapter.demo!.peer(account(), () => undefined))
    const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
    for (const hours of [23, 25])
      await send({ window: { openedBy: 'message', openedAt: hoursAgo(hours), sent: 0, closed: null } }, { apiUrl })
    await adapter.markRead!(account({ apiUrl }), { key: person }, 'm_1')
    await adapter.markRead!(account({ apiUrl }), { key: `comment:1001_1:${person}` }, '1001_1')
    const [recipient, message] = [{ id: person }, { text: 'Hello 你好' }]
    expect(calls.map(({ path, body }) => [path, body])).toEqual([
      ['/me/messages', { recipient, messaging_type: 'RESPONSE', message }],
      ['/me/messages', { recipient, messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT', message }],
      ['/me/messages', { recipient, sender_action: 'mark_seen' }],
    ])
  })

  test.each([
    ['7001000000000551', { code: '551', retry: 'no' }],
    ['7001000000000613', { code: '613', retry: 'later', retryAfterMs: 60_000 }],
    ['7001000000000278', { code: '10', retry: 'no', closesWindow: 'provider' }],
  ])('a message to %s fails with its reason', async (id, expected) => {
    expect(await send({ to: them(id) })).toMatchObject({ outcome: 'failed', reason: expect.any(String), ...expected })
  })

  test('a message Meta finds too long says what Meta says', async () => {
    expect(await send({ text: 'x'.repeat(9_000) })).toMatchObject({
      retry: 'no',
      code: '100',
      reason: expect.stringContaining('Length of param'),
    })
  })

  const quota = (hours: number, surface: 'message' | 'comment' = 'message') => {
    const openedAt = new Date(now.getTime() - hours * 3_600_000).toISOString()
    return adapter.quota!({ openedBy: 'message', openedAt, sent: 0, closed: null }, surface, now)
  }
  test('free text goes out for a day, tagged for a week, never after; below a comment always', () => {
    expect(quota(23)).toMatchObject({ allowed: true, fallback: null, until: '2026-11-22T11:00:00.000Z' })
    expect(quota(25)).toMatchObject({ allowed: true, fallback: 'tag', until: '2026-11-28T09:00:00.000Z' })
    expect(quota(7 * 24)).toMatchObject({ allowed: false, fallback: null })
    expect(quota(1_000, 'comment')).toMatchObject({ allowed: true, fallback: null })
  })

  test('tells who somebody is', async () => {
    const named = adapter.demo!.simulate(account(), { type: 'text', from: 'Mei Lin', text: 'Hello', id: '1', now }) as RawRequest
    const [item] = await adapter.parse(named.body)
    const from = item?.type === 'message' ? item.from : them()
    expect(await adapter.profile!(account(), from)).toEqual({ name: 'Mei Lin', handles: [] })
    expect(await adapter.profile!(account(), { kind: 'meta', value: `${ownId}/@somebody` })).toBeNull()
  })

  describe('checking', () => {
    const worst = async (extra: object) => (await adapter.check(account(extra))).find(({ level }) => level === 'error')
    test('finds nothing wrong with right settings', async () => {
      expect((await adapter.check(account())).map(({ level }) => level)).toEqual(['ok', 'ok', 'ok'])
    })

    test('names the setting to mend', async () => {
      expect(await worst({ accessToken: 'another-token' })).toMatchObject({ field: 'accessToken' })
      expect(await worst({ appSecret: 'another-secret' })).toMatchObject({ field: 'appSecret' })
      expect(await worst({ pageId: '123456', accountId: '123456' })).toMatchObject({ fix: expect.any(String) })
    })
  })
})
