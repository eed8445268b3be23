import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isMailAddress, readMailboxes, writeMailbox } from './mail-address.ts'

describe('what somebody types or pastes', () => {
  test.each<[string, [name: string, address: string][]]>([
    ['a@x.example', [['', 'a@x.example']]],
    ['Li Wei <li@x.example>', [['Li Wei', 'li@x.example']]],
    [
      '"Wei, Li" <li@x.example>, b@x.example',
      [
        ['Wei, Li', 'li@x.example'],
        ['', 'b@x.example'],
      ],
    ],
    [
      'Wei, Li <li@x.example>; b@x.example',
      [
        ['Wei, Li', 'li@x.example'],
        ['', 'b@x.example'],
      ],
    ],
    [
      '李伟 <li@x.example>；b@x.example，c@x.example、d@x.example',
      [
        ['李伟', 'li@x.example'],
        ['', 'b@x.example'],
        ['', 'c@x.example'],
        ['', 'd@x.example'],
      ],
    ],
    [
      'a@x.example b@x.example\n\nc@x.example\t',
      [
        ['', 'a@x.example'],
        ['', 'b@x.example'],
        ['', 'c@x.example'],
      ],
    ],
    [
      '<a@x.example>, mailto:b@x.example',
      [
        ['', 'a@x.example'],
        ['', 'b@x.example'],
      ],
    ],
    ['a＠x.example', [['', 'a@x.example']]],
    [
      'bo, a@x.example',
      [
        ['', 'bo'],
        ['', 'a@x.example'],
      ],
    ],
    ['Bo <not one>', [['', 'Bo <not one>']]],
    [' ;, \n', []],
  ])('%j', (text, expected) => {
    expect(readMailboxes(text).map(({ name, address }) => [name, address])).toEqual(expected)
  })

  test('is read back as it is written, and never makes a header of its own', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        for (const one of readMailboxes(text)) {
          expect(one.name).not.toMatch(/[\p{Cc}<>]/u)
          if (isMailAddress(one.address) && one.name === '') expect(readMailboxes(writeMailbox(one))).toEqual([one])
        }
      }),
    )
  })

  test('of any length takes a moment', () => {
    const start = performance.now()
    readMailboxes('a, <'.repeat(100_000))
    readMailboxes('"'.repeat(100_001))
    expect(performance.now() - start).toBeLessThan(2_000)
  })
})

test.each([
  ['a@x', true],
  ['a.b+c@x.example', true],
  ['用户@例子.example', true],
  ['a@x.', false],
  ['a@x..example', false],
  ['a@', false],
  ['a b@x.example', false],
  ['a@b@c', false],
  ['"a b"@x.example', false],
])('%s is an address: %s', (address, expected) => expect(isMailAddress(address)).toBe(expected))
