import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { messenger } from './index.ts'

const fixture = (name: string) => messenger.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url)))
const person = '7001000000000001'

test('comments of one person below one another are one public thread', async () => {
  const thread = { key: `comment:1001_1:${person}`, surface: 'comment' }
  expect(await fixture('comment')).toMatchObject([
    { type: 'message', externalId: '1001_1', thread, text: 'Is it in stock?', from: { name: 'Lin Xiao' } },
    { type: 'message', externalId: '1001_2', thread, files: [{ ref: { url: 'https://scontent.example.com/c.jpg' } }] },
  ])
})

test('a comment is changed, taken back, or hidden', async () => {
  expect(await fixture('comment-changed')).toMatchObject([
    { type: 'edit', externalId: '1001_1', text: 'Are they in stock?' },
    { type: 'recall', externalId: '1001_1' },
    { type: 'ignored' },
  ])
})

test('what the page itself writes below its posts begins no conversation', async () => {
  expect(await fixture('comment-of-ours')).toMatchObject([{ type: 'ignored' }])
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

test('an unknown change hides no comment', async () => {
  const items = await fixture('changes-unknown')
  expect(items.map((item) => item.type)).toEqual(['unknown', 'unknown', 'unknown', 'unknown', 'message'])
})
