import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitText } from './split-text.ts'
import { measure, textUnits, type TextUnit } from './text-length.ts'

const chars = (text: string, n: number) => splitText(text, { n, unit: 'chars' })

describe('a text is cut where a reader would', () => {
  test.each<[string, string, number, string[]]>([
    ['not at all while it fits, blanks included', ' as it is\n', 10, [' as it is\n']],
    ['after a paragraph rather than a later line', 'First one.\n\nSecond\nthird fourth', 22, ['First one.', 'Second\nthird fourth']],
    ['after a line rather than a later sentence', 'One line here\nTwo. Three four', 22, ['One line here', 'Two. Three four']],
    ['after a sentence rather than a later word', 'This is it. And then some', 20, ['This is it.', 'And then some']],
    ['after a Chinese sentence, its closing quote included', '他说：“好的。”然后就走了', 10, ['他说：“好的。”', '然后就走了']],
    ['between words', 'alpha beta gamma delta', 12, ['alpha beta', 'gamma delta']],
    ['before a long word that fits alone, however early', 'see https://example.com/a', 23, ['see', 'https://example.com/a']],
    ['not before a mark that clings to its word', '我们明天见面吧，好吗', 7, ['我们明天见面', '吧，好吗']],
    ['within a word only when it alone is too long', 'abcdefghijkl', 5, ['abcde', 'fghij', 'kl']],
    ['never within an emoji of several', '👨‍👩‍👧ab👨‍👩‍👧', 12, ['👨‍👩‍👧ab', '👨‍👩‍👧']],
    ['unless it alone is too long', '👨‍👩‍👧', 5, ['👨‍👩', '‍👧']],
  ])('%s', (_, text, n, parts) => {
    expect(chars(text, n)).toEqual(parts)
  })

  test('a blank one has no parts', () => {
    for (const blank of ['', ' ', '\n\n\t'.repeat(50)]) expect(chars(blank, 4)).toEqual([])
  })

  test('at an SMS’s borders', () => {
    expect(splitText(`${'a'.repeat(160)}`, { n: 1, unit: 'segments' })).toHaveLength(1)
    expect(splitText(`${'a'.repeat(161)}`, { n: 1, unit: 'segments' }).map((part) => part.length)).toEqual([160, 1])
    expect(splitText('茶'.repeat(71), { n: 1, unit: 'segments' }).map((part) => part.length)).toEqual([70, 1])
    expect(splitText(`${'茶'.repeat(69)}🍵`, { n: 1, unit: 'segments' }).map((part) => part.length)).toEqual([69, 2])
  })
})

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(' ', '\n', '\n\n', '。', '. ', '，', '你好吗？', '👨‍👩‍👧‍👦', '🇨🇳', 'https://example.com/a-long/path', '\r\n', '€', 'e\u0301'),
)
const texts = fc.array(words, { maxLength: 60 }).map((parts) => parts.join('').toWellFormed())
const limits = fc.record({ n: fc.integer({ min: 4, max: 40 }), unit: fc.constantFrom<TextUnit>(...textUnits) })

describe('whatever the text and the limit', () => {
  const each = (check: (text: string, parts: string[], limit: { n: number; unit: TextUnit }) => void) =>
    fc.assert(
      fc.property(texts, limits, (text, given) => {
        const limit = given.unit === 'segments' ? { ...given, n: Math.ceil(given.n / 20) } : given
        check(text, splitText(text, limit), limit)
      }),
      { numRuns: 500 },
    )

  test('each part fits, and has something to read', () => {
    each((_, parts, limit) => {
      for (const part of parts) {
        expect(measure(part, limit.unit)).toBeLessThanOrEqual(limit.n)
        expect(part.trim()).not.toBe('')
      }
    })
  })

  test('together they hold everything in order, but blanks at the cuts', () => {
    each((text, parts) => {
      let at = 0
      for (const part of parts) {
        const found = text.indexOf(part, at)
        expect(text.slice(at, found).trim()).toBe('')
        at = found + part.length
      }
      expect(text.slice(at).trim()).toBe('')
    })
  })

  test('none is begun or ended within a character, unless that alone is too long', () => {
    const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
    each((text, parts, { n, unit }) => {
      const whole = Array.from(graphemes.segment(text), ({ segment }) => segment)
      if (whole.some((character) => measure(character, unit) > n)) return
      const rejoined = parts.flatMap((part) => Array.from(graphemes.segment(part), ({ segment }) => segment))
      const visible = (character: string) => character.trim() !== ''
      expect(rejoined.filter(visible)).toEqual(whole.filter(visible))
    })
  })
})

// Read in one go, such a text took half a minute.
test('a long text takes no longer by the square of its length', () => {
  for (const text of ['我'.repeat(100_000), `${'\n '.repeat(50_000)}x`, 'a'.repeat(100_000)])
    expect(splitText(text, { n: 1, unit: 'segments' }).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
})
