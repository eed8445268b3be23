import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { modelVersion, sentimentOf } from './sentiment.ts'

describe('sentiment', () => {
  it('says what it is sure of, and by which model', () => {
    expect(sentimentOf('太差了，气死我了')).toMatchObject({ label: 'negative', language: 'zh', model: modelVersion })
    expect(sentimentOf('I love it, thank you so much!')).toMatchObject({ label: 'positive', language: 'en' })
    expect(sentimentOf('请问什么时候发货')).toMatchObject({ label: 'neutral', language: 'zh' })
    expect(modelVersion).toMatch(/^zh-en-[0-9a-f]{8}$/)
  })

  it('reads traditional characters and full width as the simplified and half-width ones', () => {
    for (const [one, other] of [
      ['質量太差，氣死我了', '质量太差，气死我了'],
      ['ＴＥＲＲＩＢＬＥ　ｓｅｒｖｉｃｅ', 'terrible service'],
    ] as const) {
      expect(sentimentOf(one).score).toBe(sentimentOf(other).score)
    }
  })

  it('turns a word round by a negation, as far as its clause', () => {
    expect(sentimentOf('it is good').score).toBeGreaterThan(sentimentOf('it is not good').score + 0.3)
    expect(sentimentOf('not what I ordered, but excellent').score).toBeGreaterThan(sentimentOf('not excellent').score + 0.3)
  })

  it('takes [微笑] for displeased, unless the words say otherwise', () => {
    expect(sentimentOf('好的[微笑]').score).toBeLessThan(sentimentOf('好的').score)
    expect(sentimentOf('/::)').score).toBe(sentimentOf('[微笑]').score)
    expect(sentimentOf('太感谢了，很满意[微笑]').label).toBe('positive')
    expect(sentimentOf('[怒][怒][怒]').score).toBeLessThan(sentimentOf('[心][心][心]').score - 0.3)
  })

  it('finds what says nothing neutral for sure', () => {
    for (const text of ['', '   ', '\u0000', '-----'])
      expect(sentimentOf(text)).toMatchObject({ label: 'neutral', score: 0, confidence: 1 })
  })

  it('answers any string with a finite score and the share of its label', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
        const { label, score, confidence } = sentimentOf(text)
        expect(Math.abs(score)).toBeLessThanOrEqual(1)
        expect(confidence).toBeGreaterThanOrEqual(0.3333)
        expect(confidence).toBeLessThanOrEqual(1)
        if (label !== 'neutral') expect(Math.sign(score)).toBe(label === 'positive' ? 1 : -1)
      }),
    )
  })

  it('judges a long English review by its sentences, most of which tell a story', () => {
    const story =
      'We stayed three nights in May. There are two floors and a small garden. The room was on the fifth floor. I paid by card. '
    for (const [opinion, label] of [
      ['The staff was rude and the bathroom was filthy. Terrible stay.', 'negative'],
      ['The staff was friendly and the view was gorgeous. Wonderful stay.', 'positive'],
    ] as const) {
      expect(sentimentOf(opinion + story.repeat(2)).label).toBe(label)
      expect(sentimentOf(story.repeat(2) + opinion).label).toBe(label)
    }
    expect(sentimentOf(story).label).toBe('neutral')
  })

  it('is the same whatever was read before', () => {
    const before = sentimentOf('ok')
    sentimentOf('terrible terrible 垃圾 [怒]'.repeat(300))
    expect(sentimentOf('ok')).toEqual(before)
  })

  it('reads of a long text its beginning and its end, and no more', () => {
    const filler = '今天星期一。'.repeat(100_000)
    const long = sentimentOf(filler + '太差了，气死我了！')
    expect(sentimentOf(`${filler.slice(0, 3_000)}${filler}${'太差了，气死我了！'}`).score).toBe(long.score)
    expect(long.score).toBeLessThan(sentimentOf(filler).score)
  })
})
