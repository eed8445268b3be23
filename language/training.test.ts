import { describe, expect, it } from 'vitest'
import { judge } from './judging.ts'
import { measure } from './measures.ts'
import { decodeModel, encodeModel, tableSize } from './model.ts'
import { trainSentiment, type Sample } from './training.ts'

const nouns = ['tea', 'room', 'bus', 'song', 'shoe', 'lamp', 'boat', 'film', 'desk', 'soup', '鞋', '灯', '书', '茶', '船', '歌']
const corpus = (from: number, to: number): Sample[] =>
  nouns.slice(from, to).flatMap((noun) => [
    { text: `a splendiferous ${noun}`, label: 'positive', domain: noun },
    { text: `a cromulous ${noun}`, label: 'negative', domain: noun },
    { text: `which ${noun} is it`, label: 'neutral', domain: noun },
    { text: `${noun}顶呱呱`, label: 'positive', domain: noun },
    { text: `${noun}蹩脚货`, label: 'negative', domain: noun },
    { text: `${noun}在哪里`, label: 'neutral', domain: noun },
  ])

describe('training', () => {
  const many = Array.from({ length: 12 }, () => corpus(0, 12)).flat()

  it('learns made-up words of praise and blame, and knows them about things it has not read of', () => {
    const { polarity, neutralKept, threeClasses } = measure(trainSentiment(many), corpus(12, 16))
    expect(polarity).toBe(1)
    expect(neutralKept).toBe(1)
    expect(threeClasses).toBe(1)
  })

  it('makes the same bytes of the same samples', () => {
    expect(Buffer.compare(encodeModel(trainSentiment(many)), encodeModel(trainSentiment(many)))).toBe(0)
  })

  it('weighs a sample by its weight', () => {
    const contrary: Sample[] = many.map((sample) => ({
      ...sample,
      label: sample.label === 'positive' ? 'negative' : sample.label,
      weight: 20,
    }))
    expect(measure(trainSentiment([...many, ...contrary]), corpus(12, 16)).polarity).toBeLessThan(0.5)
  })

  it('learns of a word what five messages say, of fewer nothing', () => {
    const told = (times: number) => {
      const saying = Array.from({ length: times }, (): Sample => ({ text: 'zorky', label: 'negative', domain: 'told' }))
      const model = trainSentiment([...many, ...saying])
      return judge(model, 'zorky').shares[0] - judge(model, 'zirky').shares[0]
    }
    expect(told(4)).toBe(0)
    expect(told(5)).toBeGreaterThan(0)
  })

  it('reads back what it wrote, and refuses other bytes', () => {
    const model = trainSentiment(many)
    const bytes = encodeModel(model)
    expect(decodeModel(bytes).scales).toEqual(model.scales)
    expect(Buffer.compare(encodeModel(decodeModel(bytes)), bytes)).toBe(0)
    // As it comes from a file: a view of a larger buffer.
    expect(Buffer.compare(encodeModel(decodeModel(Buffer.concat([Buffer.alloc(8), bytes]).subarray(8))), bytes)).toBe(0)
    expect(bytes.length).toBeLessThan(300_000)
    expect(() => decodeModel(bytes.subarray(1))).toThrow('train:sentiment')
    expect(() => decodeModel(new Uint8Array(2 * tableSize))).toThrow('train:sentiment')
  })
})
