import fc from 'fast-check'
import BayesClassifier from 'natural/lib/natural/classifiers/bayes_classifier.js'
import { describe, expect, it, vi } from 'vitest'
import { confusionOf } from './confusion.ts'
import { trainIntents } from './intent-model.ts'
import { intentOf, intents } from './intent.ts'
import { en } from './intents/en.ts'
import { shippedExamples } from './intents/index.ts'
import { zh } from './intents/zh.ts'
import { tokensOf } from './tokens.ts'

describe('intents', () => {
  it.each([
    ['TD', 'opt_out'],
    ['Stop!', 'opt_out'],
    ['退订', 'opt_out'],
    ['不要再给我发短信了', 'opt_out'],
    ['please unsubscribe me', 'opt_out'],
    ['转人工', 'person'],
    ['轉人工客服', 'person'],
    ['我要找真人', 'person'],
    ['Can I talk to a real human?', 'person'],
    ['put me through to your manager please', 'person'],
  ])('a keyword settles “%s”: %s', (text, intent) => {
    expect(intentOf(text)).toEqual({ intent, confidence: 1, by: 'rule' })
  })

  it.each(['人工智能课程怎么样', '人工费是多少', 'my agent gave me a number', 'the bus stop is near', '我要退订机票'])(
    'no keyword settles “%s”',
    (text) => {
      expect(intentOf(text).by).toBe('examples')
    },
  )

  it.each([
    ['包裹怎么还没到啊', 'order_status'],
    ['我想把钱退回来', 'refund'],
    ['這個多少錢', 'price'],
    ['周末几点关门呀', 'opening_hours'],
    ['多谢你啦', 'thanks'],
    ['could I get my cash back please', 'refund'],
    ['where has my parcel gone', 'order_status'],
    ['until what time are you open on saturday', 'opening_hours'],
    ['how much would that cost', 'price'],
    ['my birthday is in july', 'birthday'],
  ])('“%s” is like examples of %s, though none of them', (text, intent) => {
    expect(shippedExamples.map((example) => example.text)).not.toContain(text)
    expect(intentOf(text)).toMatchObject({ intent, by: 'examples' })
  })

  it('answers none for what is like nothing it knows', () => {
    for (const text of ['', '12345', 'Grüezi mitenand', '量子色动力学', 'mitochondria', '🙂']) expect(intentOf(text).intent).toBe('none')
  })

  it('ships at least fifty different phrases for each intent and language', () => {
    for (const phrases of [zh, en]) {
      for (const intent of intents) expect(new Set(phrases[intent].split('|').map((one) => one.trim())).size).toBeGreaterThanOrEqual(50)
    }
  })

  it('answers phrases it has not learned: most rightly, few wrongly, the rest it leaves to a person', async () => {
    const shares = async (examples: typeof shippedExamples) => {
      const { intents: names, rows } = await confusionOf(examples)
      const wanted = names.flatMap((name, n) => (name === 'none' ? [] : [{ row: rows[n]!, right: rows[n]![n]! }]))
      const left = wanted.reduce((sum, { row }) => sum + row[names.indexOf('none')]!, 0)
      const all = wanted.flatMap(({ row }) => row).reduce((sum, count) => sum + count, 0)
      const right = wanted.reduce((sum, one) => sum + one.right, 0) / all
      return { right, wrong: 1 - right - left / all }
    }
    const zhShares = await shares(shippedExamples.filter(({ text }) => /\p{Script=Han}/u.test(text)))
    expect(zhShares.right).toBeGreaterThan(0.75)
    expect(zhShares.wrong).toBeLessThan(0.17)
    const enShares = await shares(shippedExamples.filter(({ text }) => !/\p{Script=Han}/u.test(text)))
    expect(enShares.right).toBeGreaterThan(0.62)
    expect(enShares.wrong).toBeLessThan(0.13)
  })

  it('guesses what natural would, only faster', () => {
    const examples = shippedExamples.filter(
      ({ intent, text }) => ['refund', 'price', 'thanks'].includes(intent) && /^\p{Script=Han}+$/u.test(text),
    )
    const bayes = new BayesClassifier(undefined, 0.3)
    for (const { text, intent } of examples) bayes.addDocument([...new Set(tokensOf(text))], intent)
    bayes.train()
    const model = trainIntents(examples)
    const texts = ['能便宜点不', '钱退了没', '多谢多谢', '退款要多少钱', '优惠价是多少呀', '谢谢退款']
    expect(texts.map((text) => model.guess(text).intent)).toEqual(texts.map((text) => bayes.getClassifications(tokensOf(text))[0]?.label))
  })

  it('learns what a workspace adds, without touching what is shipped', () => {
    const text = '我想约个试驾'
    const own = ['预约试驾', '可以试驾吗', '周末想去试驾', '试驾要带什么'].map((phrase) => ({ text: phrase, intent: 'test_drive' }))
    const trained = trainIntents([...shippedExamples, ...own])
    expect(intentOf(text).intent).not.toBe('test_drive')
    expect(intentOf(text, trained)).toMatchObject({ intent: 'test_drive', by: 'examples' })
    expect(intentOf(text).intent).not.toBe('test_drive')
  })

  it('takes no other messages for an intent it was taught one phrase of', () => {
    const own = [{ text: '帮我改一下绣字的颜色', intent: 'embroidery' }]
    const trained = trainIntents([...shippedExamples, ...own])
    const taken = shippedExamples.filter(({ text }) => intentOf(text, trained).intent === 'embroidery')
    expect(taken).toEqual([])
    expect(intentOf('绣字的颜色可以改吗', trained).intent).toBe('embroidery')
  })

  it('never answers one workspace from what another taught, even when that one asked first', async () => {
    vi.resetModules()
    const fresh = await import('./intent.ts')
    const text = '我想约个试驾'
    const trained = trainIntents([{ text, intent: 'test_drive' }])
    expect(fresh.intentOf(text, trained).intent).toBe('test_drive')
    expect(fresh.intentOf(text).intent).not.toBe('test_drive')
  })

  it('knows nothing when it was taught nothing', () => {
    expect(intentOf('where is my order', trainIntents([]))).toEqual({ intent: 'none', confidence: 1, by: 'examples' })
  })

  it('answers any string with a known name and a share', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        const { intent, confidence } = intentOf(text)
        expect(intents).toContain(intent)
        expect(confidence).toBeGreaterThanOrEqual(0)
        expect(confidence).toBeLessThanOrEqual(1)
      }),
    )
  })
})
