import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { moodAfter, moodOf, turnedSour, type Sounds } from './mood.ts'

const bad: Sounds = { score: -0.9, label: 'negative' }
const good: Sounds = { score: 0.9, label: 'positive' }
const plain: Sounds = { score: 0, label: 'neutral' }

const label = fc.constantFrom('positive', 'neutral', 'negative')
const sounds = fc.record({ score: fc.double({ min: -1, max: 1, noNaN: true }), label })

test('a first message makes the mood, whatever its score: one message does not sound two ways', () => {
  expect(moodAfter(null, { score: -0.8, label: 'negative' })).toEqual({ mood: -0.8, slope: 0, label: 'negative' })
  fc.assert(
    fc.property(sounds, (said) => {
      const { mood, label } = moodAfter(null, said)
      expect(label).toBe(said.label)
      expect(label === 'negative' ? mood <= -0.25 : label === 'positive' ? mood >= 0.25 : Math.abs(mood) < 0.25).toBe(true)
    }),
  )
})

test('what only may be negative makes no mood negative, however often it is said', () => {
  expect(moodOf(Array.from({ length: 20 }, () => ({ score: -0.6, label: 'neutral' as const })))?.label).toBe('neutral')
})

test('a mood never says the opposite of the newest message', () => {
  fc.assert(
    fc.property(fc.array(sounds, { minLength: 1, maxLength: 20 }), (history) => {
      expect([moodOf(history)?.label, history.at(-1)?.label].toSorted()).not.toEqual(['negative', 'positive'])
    }),
  )
})

test('one bad word after a good history does not make a mood negative; going on does', () => {
  const before = moodOf([good, good, good])
  const once = moodAfter(before, bad)
  expect(once.label).toBe('neutral')
  expect(once.slope).toBeLessThan(0)
  expect(moodOf([good, good, good, bad, bad, bad])?.label).toBe('negative')
})

describe('a mood that turned negative', () => {
  test('is told once, not with each further bad message', () => {
    const sour = moodAfter(null, bad)
    expect(turnedSour(null, sour)).toBe(true)
    expect(turnedSour(sour, moodAfter(sour, bad))).toBe(false)
  })

  test('does not flutter around its bound', () => {
    let mood = moodAfter(null, { score: -0.26, label: 'negative' })
    for (const said of [plain, { score: -0.26, label: 'negative' } as const, plain]) {
      mood = moodAfter(mood, said)
      expect(mood.label).toBe('negative')
    }
  })

  test('can turn again after it was better', () => {
    const healed = moodOf([bad, good, good, good])
    expect(healed?.label).toBe('positive')
    const again = [bad, bad, bad, bad].reduce(moodAfter, healed!)
    expect(again.label).toBe('negative')
  })
})

test('a mood stays within −1 and 1, and its history step by step is its history at once', () => {
  fc.assert(
    fc.property(fc.array(sounds, { minLength: 1, maxLength: 60 }), (history) => {
      const mood = moodOf(history)!
      expect(Math.abs(mood.mood)).toBeLessThanOrEqual(1)
      expect(Number.isFinite(mood.slope)).toBe(true)
      expect(moodAfter(moodOf(history.slice(0, -1)), history.at(-1)!)).toEqual(mood)
    }),
  )
})
