import { expect, test } from 'vitest'
import { langOf } from './lang-of.ts'

test.each([
  ['It’s “fine”', 'en'],
  ['Können Sie „das“?', 'en'],
  ['这是“好茶”，OK?', 'zh'],
  ['お茶をください', 'ja'],
  ['차 주세요', 'ko'],
  ['12.50 €', undefined],
  ['', undefined],
])('“%s” is marked as %s', (text, lang) => expect(langOf(text)).toBe(lang))
