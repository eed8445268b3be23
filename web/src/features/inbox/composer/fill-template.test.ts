import { expect, test } from 'vitest'
import { filled, placeLabels } from './fill-template.ts'

const unnamed = { name: null, example: null }
const labels = (text: string, n = new Set(text.match(/\{\{\d+\}\}/g)).size) =>
  placeLabels({ text, places: Array.from({ length: n }, () => unnamed) }, (at) => `Value ${at}`)

test.each([
  ['Hello {{1}}, your order {{2}} is on its way.', ['Hello …', 'your order …']],
  ['您好 {{1}}，您的订单 {{2}} 已发货。', ['您好 …', '您的订单 …']],
  ['订单发货通知\n商品：{{1}}\n单号：{{2}}', ['商品', '单号']],
  ['{{1}} has shipped. {{2}}', ['… has shipped', 'Value 2']],
  ['{{1}}', ['Value 1']],
  ['{{1}}{{2}} days left', ['Value 1', '… days left']],
  ['Thank you. We will call you back about your question on {{1}}', ['about your question on …']],
  ['Twice {{1}} and {{2}}, {{1}}', ['Twice …', 'and …']],
])('the places of “%s” are called by what stands around them', (text, expected) => {
  expect(labels(text)).toEqual(expected)
})

test('the provider’s own names come first', () => {
  const template = { text: 'Dear {{1}}, on {{2}}', places: [{ name: 'customer_name', example: 'Xiao' }, unnamed] }
  expect(placeLabels(template, String)).toEqual(['Customer name', 'on …'])
  expect(filled(template, ['', ''])).toBe('Dear [Customer name], on […]')
  expect(filled({ ...template, places: [unnamed, { name: null, example: 'Friday' }] }, ['Mei'])).toBe('Dear Mei, on [Friday]')
  expect(filled(template, ['Mei', 'Monday'])).toBe('Dear Mei, on Monday')
})
