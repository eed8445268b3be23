import { describe, expect, it } from 'vitest'
import { sentimentOf } from '../../language/sentiment.ts'
import type { Label } from '../../language/model.ts'
import { messages } from './messages.ts'

// Messages of our own writing that no training has seen: thirty of each label and language. The figures on public sets: docs/language.md.
const judged = (language: 'zh' | 'en', label: Label) =>
  messages[language][label].split('\n').map((text) => ({ text: text.trim(), ...sentimentOf(text.trim()) }))
const shareOf = <T>(all: T[], is: (one: T) => boolean): number => all.filter(is).length / all.length

describe.each(['zh', 'en'] as const)('sentiment of unseen messages, %s', (language) => {
  it('keeps customer questions neutral', () => {
    expect(shareOf(judged(language, 'neutral'), ({ label }) => label === 'neutral')).toBeGreaterThanOrEqual(0.85)
  })

  it('tells praise from blame', () => {
    const right = [
      ...judged(language, 'positive').map(({ score }) => score > 0),
      ...judged(language, 'negative').map(({ score }) => score < 0),
    ]
    expect(shareOf(right, Boolean)).toBeGreaterThanOrEqual(0.85)
  })

  it('flags the displeased, and hardly anybody else', () => {
    const flagged = ({ label, confidence }: { label: Label; confidence: number }) => label === 'negative' && confidence >= 0.6
    expect(shareOf(judged(language, 'negative'), flagged)).toBeGreaterThanOrEqual(0.6)
    expect(shareOf([...judged(language, 'positive'), ...judged(language, 'neutral')], flagged)).toBeLessThanOrEqual(0.05)
  })
})
