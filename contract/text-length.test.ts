import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { measure, meter, smsFill, textUnits, type TextUnit } from './text-length.ts'

const units: readonly TextUnit[] = textUnits

describe('an SMS takes as many parts as the networks count (3GPP TS 23.038 and 23.040)', () => {
  test.each([
    ['nothing', '', 0],
    ['160 of the basic alphabet', 'a'.repeat(160), 1],
    ['161, in parts of 153', 'a'.repeat(161), 2],
    ['306 = 2 × 153', 'a'.repeat(306), 2],
    ['307', 'a'.repeat(307), 3],
    ['70 outside it', '茶'.repeat(70), 1],
    ['71, in parts of 67', '茶'.repeat(71), 2],
    ['134 = 2 × 67', '茶'.repeat(134), 2],
    ['135', '茶'.repeat(135), 3],
    ['one character outside moves all of them', `${'a'.repeat(70)}茶`, 2],
    ['an extended one takes two places', '€'.repeat(80), 1],
    ['81 extended ones: 162 places', '€'.repeat(81), 2],
    ['and is never torn: 152 + € + 152 + € + 1 needs a third part', `${'a'.repeat(152)}€${'a'.repeat(152)}€a`, 3],
    ['an emoji takes two of 70', '🍵'.repeat(35), 1],
    ['36 of them: 72', '🍵'.repeat(36), 2],
    ['and is never torn: 66 + emoji + 66 + emoji needs a third part', `${'茶'.repeat(66)}🍵${'茶'.repeat(66)}🍵`, 3],
    ['line ends and accents of the basic alphabet', `é\r\n${'ñ'.repeat(157)}`, 1],
    ['a backtick is outside it', `${'a'.repeat(70)}\``, 2],
  ])('%s', (_, text, parts) => {
    expect(measure(text, 'segments')).toBe(parts)
  })
})

test.each<[TextUnit, string, number]>([
  ['chars', '茶🍵e\u0301', 5],
  ['characters', '茶🍵e\u0301', 4],
  ['bytes', '茶🍵e\u0301', 10],
  ['halves', 'ab茶', 2],
  ['halves', 'abc茶', 3],
  ['halves', 'a', 1],
])('%s of %s', (unit, text, length) => {
  expect(measure(text, unit)).toBe(length)
})

test('a text counted piece by piece is as long as the whole, and never gets shorter', () => {
  const pieces = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 30 })
  fc.assert(
    fc.property(pieces, fc.constantFrom(...units), (given, unit) => {
      const count = meter(unit)
      const lengths = given.map(count)
      expect(lengths).toEqual(lengths.toSorted((a, b) => a - b))
      expect(lengths.at(-1) ?? 0).toBe(measure(given.join(''), unit))
    }),
  )
})

test.each([
  ['', 0, 0, 160],
  ['a'.repeat(12), 1, 12, 160],
  ['€', 1, 2, 160],
  ['茶'.repeat(70), 1, 70, 70],
  ['茶'.repeat(87), 2, 87, 134],
  // A part ends one place early rather than tear the sign, and that place is gone.
  [`${'a'.repeat(152)}€${'b'.repeat(10)}`, 2, 165, 306],
])('of an SMS it is said how full its parts are: %#', (text, parts, used, room) => {
  expect(smsFill(text)).toEqual({ parts, used, room })
})
