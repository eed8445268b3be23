import { expect, test } from 'vitest'
import { spokenText } from './slack-markup.ts'

const words = (...elements: object[]) => ({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] })
const text = (said: string) => ({ type: 'text', text: said })

test.each([
  ['a table, row by row', [{ type: 'table', rows: [[{ type: 'raw_text', text: 'Tea' }, { type: 'raw_text', text: 'Price' }], [{ type: 'raw_text', text: '普洱' }, words(text('12'))]] }], 'Tea | Price\n普洱 | 12'], // prettier-ignore
  ['a date, a channel and a group within words', [words({ type: 'date', timestamp: 1, format: '{date}', fallback: '3 March' }, text(' in '), { type: 'channel', channel_id: 'C1' }, text(' for '), { type: 'broadcast', range: 'here' })], '3 March in #C1 for @here'], // prettier-ignore
  ['a picture by its words and its address', [{ type: 'image', alt_text: 'a broken cup', image_url: 'https://i.example/c.png' }], 'a broken cup\nhttps://i.example/c.png'], // prettier-ignore
  ['a video', [{ type: 'video', title: { type: 'plain_text', text: 'Brewing' }, video_url: 'https://v.example/1' }], 'Brewing\nhttps://v.example/1'], // prettier-ignore
])('blocks say %s', (_, blocks, said) => {
  expect(spokenText({ text: '', blocks, attachments: [] })).toBe(said)
})

test.each([
  ['fields and what stands before them', { pretext: 'New order', fields: [{ title: 'Number', value: '4711' }] }, 'New order\nNumber: 4711'],
  ['the blocks of a shared message', { is_share: true, author_name: 'Bob', fallback: '[no preview available]', message_blocks: [{ message: { blocks: [words(text('the shared words'))] } }] }, '[Forwarded from Bob]\nthe shared words'], // prettier-ignore
  ['nothing but what stands in its stead', { fallback: 'a chart' }, 'a chart'],
])('an attachment says %s', (_, attachment, said) => {
  expect(spokenText({ text: '', blocks: [], attachments: [attachment] })).toBe(said)
})
