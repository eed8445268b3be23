import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ParseError } from '../adapter.ts'
import { readExactJson } from './exact-json.ts'

const read = (text: string) => readExactJson(Buffer.from(text))

test('a number too long for JavaScript comes as its digits', () => {
  expect(read('{"id":3700057402482222999,"short":42,"list":[-9007199254740993]}')).toEqual({
    id: '3700057402482222999',
    short: 42,
    list: ['-9007199254740993'],
  })
})

test('digits within texts, keys and fractions stay what they are', () => {
  const text = String.raw`{"1234567890123456789":"a \" 1234567890123456789 \\","part":0.12345678901234566,"big":1e20,"id":1234567890123456789}`
  expect(read(text)).toEqual({
    '1234567890123456789': 'a " 1234567890123456789 \\',
    part: 0.12345678901234566,
    big: 1e20,
    id: '1234567890123456789',
  })
})

test('JSON without long numbers reads as JSON does', () => {
  const texts = fc.json().filter((text) => !/\d{16}|\\u0000/.test(text))
  fc.assert(
    fc.property(texts, (text) => {
      expect(read(text)).toEqual(JSON.parse(text))
    }),
  )
})

test('half a character and a NUL are mended', () => {
  expect(read(String.raw`["\ud83d","a\u0000b"]`)).toEqual(['\ufffd', 'ab'])
})

test('what is no JSON is refused, whatever it is, in time that grows with it', () => {
  expect(() => read('{"id":1234567890123456789')).toThrow(ParseError)
  expect(() => read('"'.repeat(300_000) + '1234567890123456789')).toThrow(ParseError)
  const escapes = JSON.stringify({ text: '\n'.repeat(2_000_000), id: 0 }).replace(':0}', ':1234567890123456789}')
  expect(read(escapes)).toMatchObject({ id: '1234567890123456789' })
})
