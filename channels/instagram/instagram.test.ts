import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { recorded } from '../../tests/support/http-server.ts'
import { outbound, outboundFile } from '../../tests/support/outbound.ts'
import type { Account } from '../adapter.ts'
import { openPeers } from '../provider/peers.ts'
import type { InstagramConfig } from './config.ts'
import { demo } from './demo.ts'
import { instagram } from './index.ts'

vi.stubEnv('PUBLIC_URL', 'https://parley.example.com')
vi.stubEnv('ALLOW_PRIVATE_HOSTS', '1')
openPeers({ demoOf: () => demo as never, deliver: async () => undefined })

const account: Account<InstagramConfig> = {
  kind: 'instagram',
  workspaceId: 'w',
  channelId: 'instagram',
  name: 'Shop',
  config: demo.config('demo:'),
}
const fixture = (name: string) => instagram.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url)))
const person = '7001000000000001'

test('comments of one person below one another are one public thread', async () => {
  const thread = { key: `comment:17865799348089039:${person}`, surface: 'comment' }
  const from = { value: `17841405309211844/${person}`, name: 'lin.xiao' }
  expect(await fixture('comment')).toMatchObject([
    { thread, from, text: 'Is it in stock?' },
    { thread, text: 'Anybody?' },
    { text: 'Hello live' },
  ])
  // Of an advertisement its title is told, of other posts nothing that could be shown.
  const posts = (await fixture('comment')).flatMap((item) => (item.type === 'message' ? [item.thread.post?.text] : []))
  expect(posts).toEqual(['Spring teas', undefined, undefined])
  expect(await fixture('comment-of-ours')).toMatchObject([{ type: 'ignored' }])
})

test('a mention only says where it stands; fetched, it says what', async () => {
  const [inComment, inCaption] = await fixture('mention')
  for (const item of [inComment, inCaption]) {
    const { events, more } = await instagram.pull!(account, null, item?.type === 'pull' ? item.hint : {})
    expect(more).toBe(false)
    const [fetched] = await instagram.parse(events[0]!.body)
    expect(fetched).toMatchObject({
      type: 'message',
      thread: { surface: 'mention' },
      from: { name: 'tea_friend' },
      text: expect.stringContaining('@practice'),
    })
  }
})

test('what the account itself writes below a comment is an echo in that thread', async () => {
  const [item] = await fixture('answer-of-ours')
  const { events } = await instagram.pull!(account, null, item?.type === 'pull' ? item.hint : {})
  const [echo] = await instagram.parse(events[0]!.body)
  expect(echo).toMatchObject({
    type: 'echo',
    externalId: '17865799348089043',
    text: 'Yes',
    to: { name: 'Mei Lin' },
    thread: { surface: 'comment' },
  })
})

test('a mention waits while Meta refuses the token', async () => {
  const other = (config: Partial<InstagramConfig>) => ({ ...account, channelId: 'other', config: { ...account.config, ...config } })
  await expect(instagram.pull!(other({ accessToken: 'another-token' }), null, { media: '1' })).rejects.toThrow(/401/)
})

test('no id from outside reaches the address of a call as more than digits', async () => {
  const items = await fixture('changes-unknown')
  expect(items.map((item) => item.type)).toEqual(['ignored', 'unknown', 'unknown', 'message', 'unknown'])
})

test('each is answered in kind: a comment below it, a mention where it stands, a private message privately', async () => {
  const { url: apiUrl, calls } = await recorded(demo.peer(account, () => undefined))
  const there = { ...account, config: { ...account.config, apiUrl } }
  const to = { kind: 'meta' as const, value: `17841405309211844/${person}`, verified: true }
  const say = (key: string, surface: 'message' | 'comment' | 'mention', extra = {}) =>
    instagram.send(there, outbound({ thread: { key, subject: null, surface, refs: [] }, to, ...extra }))
  await say(`comment:17865799348089039:${person}`, 'comment')
  await say('mention:17918195224117851:17865799348089040', 'mention')
  await say('mention:17918195224117851:', 'mention')
  await say(person, 'message', { text: '', files: [outboundFile('a.png', 'image/png')] })
  const [message, url] = ['Hello 你好', 'https://parley.example.com/outside/files/a.png']
  expect(calls.map(({ path, body }) => [path, body])).toMatchObject([
    ['/17865799348089039/replies', { message }],
    ['/17841405309211844/mentions', { media_id: '17918195224117851', comment_id: '17865799348089040', message }],
    ['/17841405309211844/mentions', { media_id: '17918195224117851', message }],
    ['/me/messages', { message: { attachment: { type: 'image', payload: { url } } } }],
  ])
})

test('the last message somebody saw stands for all before it', async () => {
  expect(await fixture('receipts')).toMatchObject([{ for: { externalId: 'm_out1' }, status: 'read', upTo: true, thread: { key: person } }])
})

test('a private message that comes as a change is one', async () => {
  expect(await fixture('message-as-change')).toMatchObject([{ type: 'message', text: 'As a change', thread: { key: person } }])
})
