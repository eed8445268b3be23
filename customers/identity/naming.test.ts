import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameFor } from './naming.ts'

test('a given name is used, on one line', () => {
  expect(nameFor('email', 'mei@example.cn', '  林\r\n美  ')).toBe('林 美')
})

test.each([
  ['email', 'mei@example.cn', 'mei@example.cn'],
  ['visitor', '0192/abcd-77e1', 'Visitor 77e1'],
  ['account', '0192/customer-9', 'customer-9'],
] as const)('who gives no name is called by the %s', (kind, value, name) => {
  expect(nameFor(kind, value, ' \u202e ')).toBe(name)
})

test('a name cannot turn the text after it around', () => {
  expect(nameFor('email', 'a@example.com', 'evil\u202egpj.exe')).toBe('evil gpj.exe')
})

test('no name is empty, longer than 120, or holds what breaks a line or the database', () => {
  const name = fc.option(fc.string({ unit: 'binary', maxLength: 400 }))
  fc.assert(
    fc.property(name, (given) => {
      const made = nameFor('email', 'a@example.com', given)
      expect(made.length).toBeGreaterThan(0)
      expect(made.length).toBeLessThanOrEqual(120)
      expect(made).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029]/u)
    }),
    { numRuns: 500 },
  )
})
