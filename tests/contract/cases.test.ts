import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { adapters } from '../../channels/table.ts'

/** Bodies other systems got wrong, and what has to be read in them: parts of the text, or fields of the item. */
const cases: [kind: string, fixture: string, expected: string[] | object][] = [
  ['whatsapp', 'unknown-type', { unsupported: 'unknown' }],
  ['whatsapp', 'bsuid-in-from', { from: { kind: 'meta', value: 'whatsapp/US.13491208655302741918', name: 'Una' } }],
  ['whatsapp', 'bsuid-empty-from', { from: { kind: 'meta', value: 'whatsapp/US.13491208655302741918' } }],
  ['whatsapp', 'user-id-in-from', { from: { kind: 'meta', value: 'whatsapp/PT.77', name: 'Ana' } }],
  [
    'whatsapp',
    'both',
    { from: { kind: 'phone', value: '+491710000001', also: { kind: 'meta', value: 'whatsapp/US.13491208655302741918' } } },
  ],
  ['whatsapp', 'mx-reply', { from: { kind: 'phone', value: '+5215598765432' }, text: 'reply from mx' }],
  ['whatsapp', 'ar-reply', { from: { kind: 'phone', value: '+5491198765432' }, text: 'reply from ar' }],
  ['whatsapp', 'changed-number', ['491710000001', '491719999999']],
  ['whatsapp', 'changed-number-new', { text: expect.stringContaining('+491719999999'), from: { movedTo: { kind: 'phone', value: '+491719999999' } } }], // prettier-ignore
  ['whatsapp', 'nfm', ['Rating: Very good', 'Note: fast']],
  ['whatsapp', 'group-message', { thread: { key: 'group/g1' }, text: 'Is anybody here?' }],
  ['whatsapp', 'call-permission-reply', ['[Call permission] accept']],
  ['whatsapp', 'calls', { from: { value: '+351900000001' }, text: '[Call]' }],
  ['telegram', 'dice', ['🎲 5']],
  ['telegram', 'dice-2', ['🎲 3']],
  ['telegram', 'story', { unsupported: 'story' }],
  ['telegram', 'text-link', ['This one (https://shop.example/chair/12) please']],
  ['telegram', 'forward', ['[Forwarded from Rui]', 'Your parcel is lost']],
  ['telegram', 'web-app-data', ['Send form', 'size: M']],
  ['telegram', 'checklist', ['To bring', 'the bill', 'the key']],
  ['messenger', 'product', ['is this in stock?', 'P-77']],
  ['messenger', 'message-with-ad-referral', ['Is the chair still there?', 'Oak chairs, 20% off']],
  ['messenger', 'postback-with-referral', ['Get started', 'spring-sale']],
  ['instagram', 'ad-referral', ['price?', 'Winter sale', 'https://cdn.example/ad.jpg']],
  ['slack', 'blocks-only', ['only in blocks']],
  ['slack', 'blocks-only-2', ['Can you call me?']],
  ['slack', 'shared', ['[Forwarded from Kim]', 'forwarded words', 'https://x.slack.example/p1']],
  ['slack', 'shared-message', ['[Forwarded from Rui]', 'The printer is on fire']],
  ['wechat', 'mini', ['[小程序] 点餐', 'pages/index']],
  ['wechaty', 'quote-type0', { text: '我同意这个', quoted: '小云: 原来的话' }],
  ['wechaty', 'quote-type7', { text: '我同意这个', quoted: '小云: 原来的话' }],
  ['wechaty', 'contact-xml', ['[名片] 王五']],
  ['wechaty', 'location-xml', { text: '', place: { latitude: 39.9, longitude: 116.4, name: '天安门', address: '北京市东城区' } }],
  ['sms', 'vcard', { files: [{ name: 'contact-1.vcf', type: 'text/x-vcard' }] }],
  ['line', 'message-edited', { type: 'edit', externalId: '77', text: 'Size M, not L' }],
]

const read = new Set<string>()

async function itemsOf(kind: string, fixture: string) {
  const folder = new URL(`../../channels/${kind}/fixtures/`, import.meta.url)
  const file = readdirSync(folder).find((name) => name.replace(/\.\w+$/, '') === `case-${fixture}`)
  read.add(`${kind}/${file}`)
  return adapters.get(kind)!.parse(readFileSync(new URL(file ?? fixture, folder)))
}

test.each(cases)('%s reads %s', async (kind, fixture, expected) => {
  const [item] = await itemsOf(kind, fixture)
  if (Array.isArray(expected)) for (const part of expected) expect(item).toMatchObject({ text: expect.stringContaining(part) })
  else expect(item).toMatchObject(expected)
})

test('a contact card is read with all that stands on it, a place with its address in the web', async () => {
  const texts = (await itemsOf('whatsapp', 'location')).map((item) => 'text' in item && item.text)
  expect(texts).toEqual(['', 'https://depot.example', '[Contact] Vera V\nvera@t.example\nV AG', '[Contact] Uwe +49 171 0000002'])
})

describe('two followers of WeChat whose messages have one number', () => {
  test('wrote two messages', async () => {
    const [[a], [b]] = await Promise.all([itemsOf('wechat', 'a'), itemsOf('wechat', 'b-same-id')])
    expect([a, b]).toMatchObject([{ text: 'from alpha' }, { text: 'from beta, same MsgId' }])
    expect((a as { externalId: string }).externalId).not.toBe((b as { externalId: string }).externalId)
  })
})

test('several who write in one Slack thread are several people in one thread', async () => {
  const items = await Promise.all(['several-people', 'several-people-2', 'several-people-3'].map((name) => itemsOf('slack', name)))
  const messages = items.flat().flatMap((item) => (item.type === 'message' ? [item] : []))
  expect(new Set(messages.map(({ from }) => from.value)).size).toBe(3)
  expect(new Set(messages.map(({ thread }) => thread.key)).size).toBe(1)
})

test('every case was read', () => {
  const folder = new URL('../../channels/', import.meta.url)
  const kept = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /fixtures\/case-[^/]+$/.test(name))
  expect(kept.map((name) => name.replace('/fixtures/', '/')).toSorted()).toEqual([...read].toSorted())
})
