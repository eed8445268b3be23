import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contactPattern, maskContact } from './mask.ts'

test.each([
  ['13812345678', '13*****5678'],
  ['+8613812345678', '+8613*****5678'],
  ['138 1234 5678', '13* **** 5678'],
  ['１３８１２３４５６７８', '１３*****５６７８'],
  ['010-62345678', '01*-****5678'],
  ['020 7946 0958', '02* **** 0958'],
  ['138_1234_5678', '13*_****_5678'],
  ['55512345', '5*****45'],
  ['5551234', '*****34'],
  ['lin@example.com', 'l***@example.com'],
  ['林@例子.中国', '林***@例子.中国'],
  ['"lin li"@example.com', 'l***@example.com'],
  ['13812345678@example.cn', '1***@example.cn'],
  ['Lin Li <lin.li@example.com>', 'Lin Li <l***@example.com>'],
  ['王小姐13812345678', '王小姐13*****5678'],
  ['138   1234---5678', '13*   ****---5678'],
  ['1\u200b3\u200b8\u00ad1\u20602345678', '1\u200b3\u200b*\u00ad*\u2060***5678'],
  ['138×1234///5678', '13*×****///5678'],
  ['𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖', '𝟏𝟑*****𝟓𝟔𝟕𝟖'],
  ['١٣٨١٢٣٤٥٦٧٨', '١٣*****٥٦٧٨'],
  ['13812345678, 13987654321', '1381*******, *******4321'],
  ['lin﹫example.com', 'l***@example.com'],
])('%s reads %s', (whole, part) => {
  expect(maskContact(whole)).toBe(part)
})

test.each([
  '林小姐',
  'Tea & Co. 24',
  '2026-11-22',
  '2026-11-22T10:00:00.000Z',
  'lunar 1990-08-15',
  'lunar 1990-闰06-15',
  'Born 15.08.1990, in Tea Town',
  '生日 1990/8/15',
  'Came on 2026-11-22 10:05, alone',
  '0190b5a4-8a5c-7000-8000-000000000000',
  'SO-224-001',
  '120 cm',
  '',
])('%s stays as it is', (text) => {
  expect(maskContact(text)).toBe(text)
})

test.each(['1990-08-15 13812345678', '1990-08-155678', 'Born 1990-13-45', '1990-08/15', '2012 1012', 'Born 1234-08-15'])(
  '%s is no day',
  (text) => {
    expect(maskContact(text).match(/\*/g)?.length).toBeGreaterThanOrEqual(5)
  },
)

test('a role that may see numbers sees numbers, and one that may see addresses sees addresses', () => {
  expect(maskContact('Lin 13812345678, lin@example.com', ['email'])).toBe('Lin 13812345678, l***@example.com')
  expect(maskContact('Lin 13812345678, lin@example.com', ['phone'])).toBe('Lin 13*****5678, lin@example.com')
  expect(maskContact('13812345678@example.cn', ['phone'])).toBe('13812345678@example.cn')
})

test('masking twice changes nothing', () => {
  const text = fc.oneof(fc.string(), fc.emailAddress(), fc.stringMatching(/^\+?[0-9 -]{5,24}$/))
  fc.assert(
    fc.property(fc.array(text), (parts) => {
      const once = maskContact(parts.join(' '))
      expect(maskContact(once)).toBe(once)
    }),
  )
})

test('of a number five digits or more are hidden, also where an older mask hid four', () => {
  const separators = fc.constantFrom('', ' ', '-', '_', '.', '/', ' - ', '–')
  fc.assert(
    fc.property(fc.stringMatching(/^\+?\d{7,15}$/), separators, fc.nat(6), (number, between, at) => {
      const hidden = maskContact(`${number.slice(0, at)}${at > 1 ? between.slice(0, 2) : ''}${number.slice(at)}`)
      expect(hidden.match(/\*/g)?.length ?? 0, hidden).toBeGreaterThanOrEqual(5)
    }),
  )
  expect(maskContact('138****5678')).toBe('13*****5678')
  expect(maskContact('5****34')).toBe('*****34')
})

test('what is masked is what the pattern finds', () => {
  const text = fc.oneof(fc.string(), fc.emailAddress(), fc.stringMatching(/^[0-9 ()_–.-]{5,24}$/))
  fc.assert(
    fc.property(text, (given) => {
      if (!given.includes('*') && maskContact(given) !== given) expect(given).toMatch(new RegExp(contactPattern, 'u'))
    }),
  )
})

const anyDigit = fc
  .nat(9)
  .chain((n) => fc.constantFrom(...[0x30, 0xff10, 0x1d7ce, 0x1d7d8, 0x660, 0x6f0].map((zero) => String.fromCodePoint(zero + n))))
const between = fc.string({
  unit: fc.constantFrom(...' \t\n-_./×·，、:#\u00ad\u0301\u200b\u200f\u2060\u3000\ufe0f\u{1f4de}'),
  maxLength: 5,
})

test('a number is hidden in whatever digits it is written, and whatever but letters stands between them', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyDigit, between), { minLength: 7, maxLength: 15 }), (written) => {
      const shown = maskContact(`Lin ${written.flat().join('')}`)
      expect(written.length - shown.normalize('NFKC').replace(/[^\d٠-٩۰-۹]/gu, '').length, shown).toBeGreaterThanOrEqual(5)
    }),
  )
})

test('whatever NFKC turns into a digit or an at sign is one; a letter ends a number, what nobody sees does not', () => {
  const holds = (text: string) => new RegExp(contactPattern, 'u').test(text)
  const wrong: string[] = []
  for (let code = 1; code < 0x110000; code += 1) {
    const one = String.fromCodePoint(code)
    if (/[\d@]/.test(one.normalize('NFKC')) && !holds(`123456${one}`)) wrong.push(one)
    if (/[\p{Default_Ignorable_Code_Point}\p{Z}\p{Cc}]/u.test(one) && !/\p{L}/u.test(one) && !holds(`123${one}4567`)) wrong.push(one)
    if (/[a-zß-öø-ÿ\p{Script=Han}]/iu.test(one) && one.normalize('NFKC') === one && /\p{L}/u.test(one) && holds(`123${one}4567`))
      wrong.push(one)
  }
  expect(wrong.map((one) => one.codePointAt(0)!.toString(16))).toEqual([])
})

test('no mobile number and no address is left whole, whatever stands around it', () => {
  const mobile = fc.stringMatching(/^1[3-9]\d{9}$/)
  const around = fc.constantFrom('', ' ', '电话：', 'Lin ', '<', ',', '（', '+86', '+86 ')
  fc.assert(
    fc.property(mobile, fc.emailAddress(), around, around, (phone, mail, before, after) => {
      expect(maskContact(`${before}${phone}${after.replace(/\d/g, '')}`)).not.toContain(phone)
      expect(maskContact(`${before}${mail} ${after}`)).not.toContain(mail)
    }),
  )
})

test('an id of ours within a text stays: a visitor is known by the channel’s and their own', () => {
  const visitor = '01a20531-4c71-713a-96e8-9bff00226c19/chat-shipping'
  expect(maskContact(visitor)).toBe(visitor)
  expect(maskContact(`${visitor} 13812345678`)).toBe(`${visitor} 13*****5678`)
})

test('a text of a megabyte takes no longer than it is long, whatever it is made of', () => {
  for (const part of ['a', '1 ', '123456a', '"', 'a@', `1${' '.repeat(100_000)}`, '-'])
    expect(maskContact(part.repeat(1_000_000 / part.length), ['phone', 'email']).length).toBeGreaterThan(400_000)
})
