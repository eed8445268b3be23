import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { recorded } from '../../tests/support/http-server.ts'
import { outbound, outboundFile } from '../../tests/support/outbound.ts'
import type { Account } from '../adapter.ts'
import { openPeers } from '../provider/peers.ts'
import type { MessengerConfig } from './config.ts'
import { demo } from './demo.ts'
import { messenger } from './index.ts'

vi.stubEnv('PUBLIC_URL', 'https://parley.example.com')
vi.stubEnv('ALLOW_PRIVATE_HOSTS', '1')
openPeers({ demoOf: () => demo as never, deliver: async () => undefined })

let channels = 0
const account = (extra: Partial<MessengerConfig> = {}): Account<MessengerConfig> => ({
  ...{
    kind: 'messenger',
    workspaceId: 'w',
    channelId: `messenger-${channels++}`,
    name: 'Shop',
    config: { ...demo.config('demo:'), ...extra },
  },
})

const fixture = (name: string) => messenger.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url)))
const person = '7001000000000001'

test('comments of one person below one another are one public thread', async () => {
  const thread = { key: `comment:1001_1:${person}`, surface: 'comment' }
  expect(await fixture('comment')).toMatchObject([
    { type: 'message', externalId: '1001_1', thread, text: 'Is it in stock?', from: { name: 'Lin Xiao' } },
    { type: 'message', externalId: '1001_2', thread, files: [{ ref: { url: 'https://scontent.example.com/c.jpg' } }] },
  ])
  const [told, untold] = (await fixture('comment')).flatMap((item) => (item.type === 'message' ? [item.thread.post] : []))
  expect(told).toEqual({ text: null, url: 'https://www.facebook.com/108824017345866/posts/1001', picture: null, author: null })
  expect(untold).toBeUndefined()
})

test('a comment is changed, taken back, or hidden', async () => {
  expect(await fixture('comment-changed')).toMatchObject([
    { type: 'edit', externalId: '1001_1', text: 'Are they in stock?' },
    { type: 'recall', externalId: '1001_1' },
    { type: 'ignored' },
  ])
})

test('what the page itself writes below a comment is an echo in that thread, once we know whose comment it is', async () => {
  const [item] = await fixture('comment-of-ours')
  expect(item).toEqual({ type: 'pull', hint: { answer: '1001_3', above: '1001_1', text: 'Yes', at: '2026-11-22T10:00:00.000Z' } })
  const { events } = await messenger.pull!(account(), null, item?.type === 'pull' ? item.hint : {})
  const [echo] = await messenger.parse(events[0]!.body)
  expect(echo).toMatchObject({ type: 'echo', externalId: '1001_3', text: 'Yes', to: { name: 'Mei Lin' }, thread: { surface: 'comment' } })
  expect(await fixture('answer-fetched')).toMatchObject([
    { type: 'echo', thread: { key: `comment:1001_1:${person}` } },
    { type: 'unknown' },
  ])
})

test('an answer is asked for again when Meta refuses the token', async () => {
  const wrong = account({ accessToken: 'another-token' })
  await expect(messenger.pull!(wrong, null, { answer: '1', above: '2', text: '', at: '' })).rejects.toThrow(/401/)
})

test('a visitor’s post, a mention and reactions to comments come in', async () => {
  expect(await fixture('visitor-post')).toMatchObject([{ thread: { surface: 'comment' }, text: 'I love this shop' }])
  expect(await fixture('mention')).toMatchObject([{ thread: { key: `mention:5_6:${person}`, surface: 'mention' }, text: 'Ask @Shop' }])
  expect(await fixture('public-reactions')).toMatchObject([{ emoji: '❤️', externalId: '1001_1' }, { emoji: null }, { type: 'ignored' }])
})

test('places, receipts and touches', async () => {
  expect(await fixture('location')).toMatchObject([{ place: { latitude: 30.2467, longitude: 120.1489, name: 'Broken Bridge' } }])
  expect(await fixture('receipts')).toMatchObject([
    { for: { until: '2026-11-22T10:00:00.500Z' }, status: 'delivered', upTo: true, thread: { key: person } },
    { for: { until: '2026-11-22T10:00:00.900Z' }, status: 'read' },
  ])
  expect(await fixture('touches')).toMatchObject([
    { type: 'touch', opens: 'referral' },
    { type: 'touch', opens: 'optin' },
    { type: 'ignored' },
  ])
})

test('a comment is answered below it, a private message privately, its files uploaded first', async () => {
  const { url: apiUrl, calls } = await recorded(demo.peer(account(), () => undefined))
  const thread = { key: `comment:1001_1:${person}`, subject: null, surface: 'comment' as const, refs: ['1001_1'] }
  const to = { kind: 'meta' as const, value: `108824017345866/${person}`, verified: true }
  expect(await messenger.send(account({ apiUrl }), outbound({ thread, to }))).toMatchObject({ outcome: 'sent' })
  await messenger.send(account({ apiUrl }), outbound({ to, text: '', files: [outboundFile('a.png', 'image/png')] }))
  expect(calls.map(({ path }) => path)).toEqual(['/1001_1/comments', '/me/message_attachments', '/me/messages'])
  expect(calls[0]!.body).toEqual({ message: 'Hello 你好' })
  expect(calls[2]!.body).toMatchObject({ message: { attachment: { type: 'image', payload: { attachment_id: expect.any(String) } } } })
})

test('an unknown change hides no comment', async () => {
  const items = await fixture('changes-unknown')
  expect(items.map((item) => item.type)).toEqual(['unknown', 'unknown', 'unknown', 'unknown', 'message'])
})
