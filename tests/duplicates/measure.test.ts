import { expect, test } from 'vitest'
import { measure } from './measure.ts'

// Seeds the weights were not chosen with.
test.each([201, 202, 203])('of labelled pairs (seed %i) what Parley links is one person, and what is one person is suggested', (seed) => {
  const { pairs, automatic, suggestions } = measure(seed, 1_500)
  expect(pairs).toBeGreaterThanOrEqual(1_000)
  expect(automatic.linked).toBeGreaterThan(50)
  expect(automatic.precision).toBeGreaterThanOrEqual(0.98)
  expect(suggestions.recall).toBeGreaterThanOrEqual(0.9)
  expect(suggestions.precision).toBeGreaterThanOrEqual(0.75)
})
