import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import type { Account } from '../adapter.ts'
import { openPeers } from '../provider/peers.ts'
import type { InstagramConfig } from './config.ts'
import { demo } from './demo.ts'
import { instagram } from './index.ts'

vi.stubEnv('PUBLIC_URL', 'https://parley.example.com')
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

test('the last message somebody saw stands for all before it', async () => {
  expect(await fixture('receipts')).toMatchObject([{ for: { externalId: 'm_out1' }, status: 'read', upTo: true, thread: { key: person } }])
})

test('a private message that comes as a change is one', async () => {
  expect(await fixture('message-as-change')).toMatchObject([{ type: 'message', text: 'As a change', thread: { key: person } }])
})
