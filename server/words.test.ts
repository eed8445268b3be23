import { expect, test } from 'vitest'
import { localeOf, translate } from './words.ts'

test.each([
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['zh', 'zh-CN'],
  ['zh-Hant-TW', 'zh-CN'],
  ['de-DE,de;q=0.9,zh-HK;q=0.5', 'zh-CN'],
  ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
  ['en;q=0.1,zh-CN;q=0.7', 'zh-CN'],
  ['zh;q=0,en;q=0.1', 'en'],
  ['fr', 'en'],
  ['zhuang', 'en'],
  ['*', 'en'],
  ['', 'en'],
  [undefined, 'en'],
] as const)('a browser that says %s reads %s', (header, locale) => {
  expect(localeOf(header)).toBe(locale)
})

test('a text is left in English for whoever reads English', () => {
  const text = 'Your session is over. Sign in again.'
  expect(translate(text, 'en')).toBe(text)
  expect(translate(text, 'zh-CN')).toBe('登录已失效，请重新登录。')
})
