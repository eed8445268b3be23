import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalizeIdentity } from './normalize.ts'

const kinds = fc.constantFrom('email', 'phone', 'visitor', 'account')

describe('a mail address', () => {
  test.each([
    ['  Lin.Mei@Example.COM ', 'lin.mei@example.com'],
    ['ＬＩＮ＠ｅｘａｍｐｌｅ．ｃｎ', 'lin@example.cn'],
    ['mei+orders@example.com', 'mei+orders@example.com'],
    ['Mei@Bücher.example', 'mei@xn--bcher-kva.example'],
    ['客服@例子.测试', '客服@xn--fsqu00a.xn--0zwm56d'],
    ['no-at-sign', 'no-at-sign'],
    ['"a@b"@example.com', '"a@b"@example.com'],
  ])('%s is stored as %s', (given, stored) => {
    expect(normalizeIdentity('email', given)).toBe(stored)
  })

  test('a domain that only looks international never loses its end', () => {
    expect(normalizeIdentity('email', 'a@é.example/../b')).toBe('a@é.example/../b')
  })

  test('dots and tags keep two people apart: their meaning is the provider’s own', () => {
    expect(normalizeIdentity('email', 'a.b@example.com')).not.toBe(normalizeIdentity('email', 'ab@example.com'))
  })
})

test('a channel’s own ids keep their case', () => {
  expect(normalizeIdentity('account', 'shop/User-7A')).toBe('shop/User-7A')
})

test('normalising twice changes nothing', () => {
  const held = normalizeIdentity('phone', '0a.1a.1a.00.0a.0@a000.a000a.aa')
  expect(normalizeIdentity('phone', held)).toBe(held)
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.emailAddress(),
    fc.string({ minLength: 500, maxLength: 2000 }),
  )
  fc.assert(
    fc.property(kinds, value, (kind, given) => {
      const once = normalizeIdentity(kind, given)
      expect(normalizeIdentity(kind, once)).toBe(once)
    }),
    { numRuns: 2000 },
  )
})

test('whatever comes in can be stored: no NUL, no half characters, bounded', () => {
  const value = fc.oneof(fc.string({ unit: 'binary', maxLength: 3000 }), fc.constant(`${'x'.repeat(511)}\ud83d\ude00\0\ud800`))
  fc.assert(
    fc.property(kinds, value, (kind, given) => {
      const stored = normalizeIdentity(kind, given)
      expect(stored).not.toContain('\0')
      expect(stored).not.toMatch(/\p{Cs}/u)
      expect(stored.length).toBeLessThanOrEqual(512)
    }),
  )
})

test('two long ids that share their beginning stay two', () => {
  const long = 'a'.repeat(600)
  expect(normalizeIdentity('account', `${long}1`)).not.toBe(normalizeIdentity('account', `${long}2`))
})
