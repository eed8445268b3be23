import { expect, it } from 'vitest'
import { stemLength } from './stems.ts'

const stem = (word: string) => word.slice(0, stemLength(word))

it('brings forms of a word together and leaves short ones whole', () => {
  expect(new Set(['love', 'loves', 'loved', 'loving'].map(stem)).size).toBe(1)
  expect(new Set(['disappoint', 'disappointed', 'disappointing', 'disappointment'].map(stem)).size).toBe(1)
  expect(['bed', 'is', 'best', 'less'].map(stem)).toEqual(['bed', 'is', 'best', 'les'])
  expect(stem('')).toBe('')
})
