import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { moodAfter, moodOf, turnedSour } from './mood.ts'

const score = fc.double({ min: -1, max: 1, noNaN: true })

test('a first message makes the mood', () => {
  expect(moodAfter(null, -0.8)).toEqual({ mood: -0.8, slope: 0, label: 'negative' })
})

test('one bad word after a good history does not make a mood negative; going on does', () => {
  const good = moodOf([0.8, 0.7, 0.9])
  const once = moodAfter(good, -0.9)
  expect(once.label).not.toBe('negative')
  expect(once.slope).toBeLessThan(0)
  expect(moodOf([0.8, 0.7, 0.9, -0.9, -0.9, -0.9])?.label).toBe('negative')
})

describe('a mood that turned negative', () => {
  test('is told once, not with each further bad message', () => {
    const sour = moodAfter(null, -0.9)
    expect(turnedSour(null, sour)).toBe(true)
    expect(turnedSour(sour, moodAfter(sour, -0.9))).toBe(false)
  })

  test('does not flutter around its bound', () => {
    let mood = moodAfter(null, -0.26)
    for (const score of [-0.2, -0.26, -0.2, -0.26]) {
      const next = moodAfter(mood, score)
      expect(next.label).toBe('negative')
      mood = next
    }
  })

  test('can turn again after it was better', () => {
    const healed = moodOf([-0.9, 0.9, 0.9, 0.9])
    expect(healed?.label).toBe('positive')
    const again = [-0.9, -0.9, -0.9, -0.9].reduce(moodAfter, healed!)
    expect(again.label).toBe('negative')
  })
})

test('a mood stays within −1 and 1, and its history step by step is its history at once', () => {
  fc.assert(
    fc.property(fc.array(score, { minLength: 1, maxLength: 60 }), (scores) => {
      const mood = moodOf(scores)!
      expect(Math.abs(mood.mood)).toBeLessThanOrEqual(1)
      expect(Number.isFinite(mood.slope)).toBe(true)
      expect(moodAfter(moodOf(scores.slice(0, -1)), scores.at(-1)!)).toEqual(mood)
    }),
  )
})
