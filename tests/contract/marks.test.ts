import { expect, test } from 'vitest'
import { adapters } from '../../channels/table.ts'

const kinds = [...adapters.values()]

test.each(kinds)('the mark of $kind can be read: white on its colour by 4.5 to 1 (WCAG 2.2, 1.4.3)', ({ mark }) => {
  expect(1.05 / (luminance(mark.color) + 0.05)).toBeGreaterThanOrEqual(4.5)
  expect(mark.icon !== null || mark.text !== '').toBe(true)
})

test('no two kinds bear the same sign, whatever its colour', () => {
  const marks = kinds.map(({ mark }) => mark.icon ?? mark.text)
  expect(new Set(marks).size).toBe(marks.length)
})

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => linear(parseInt(color.slice(at, at + 2), 16) / 255))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
