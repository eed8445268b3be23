import { describe, expect, it } from 'vitest'
import { sentimentOf } from '../../language/sentiment.ts'
import { courtesies } from '../../scripts/sentiment/courtesies.ts'
import { opinions } from '../../scripts/sentiment/opinions.ts'
import { reviewProse } from '../../scripts/sentiment/prose.ts'
import { neutralQuestions } from '../../scripts/sentiment/questions.ts'
import { shortRemarks } from '../../scripts/sentiment/remarks.ts'
import { heldOut } from './courtesy-held-out.ts'
import { messagesOf, tuned } from './courtesy.ts'

const isNegative = (text: string) => sentimentOf(text).label === 'negative'

/** A share as it is reported when it is too small: with what was taken for something else. */
function expectShare(texts: string[], wrong: string[], least: number) {
  expect(1 - wrong.length / texts.length, wrong.join('\n')).toBeGreaterThanOrEqual(least)
}

describe.each([
  ['looked at while the model was changed', tuned],
  ['held out', heldOut],
] as const)('friendly messages that sound like a refusal, %s', (_, part) => {
  it.each(['zh', 'en'] as const)('are not taken for displeased, and who is displeased still is: %s', (language) => {
    const { short, mails, unhappy } = part[language]
    const friendly = [...messagesOf(short), ...messagesOf(mails)]
    expectShare(friendly, friendly.filter(isNegative), 0.95)
    const displeased = messagesOf(unhappy)
    expectShare(
      displeased,
      displeased.filter((text) => !isNegative(text)),
      0.8,
    )
  })
})

it('there are two hundred of them and more, and training has read none', () => {
  const parts = [tuned.zh, tuned.en, heldOut.zh, heldOut.en]
  const friendly = parts.flatMap(({ short, mails }) => [...messagesOf(short), ...messagesOf(mails)])
  expect(new Set(friendly).size).toBeGreaterThanOrEqual(200)
  const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  const trained = [...courtesies(), ...opinions(), ...reviewProse(), ...neutralQuestions(), ...shortRemarks()]
  const read = new Set(trained.map(({ text }) => bare(text)))
  const unhappy = parts.flatMap((part) => messagesOf(part.unhappy))
  expect([...friendly, ...unhappy].filter((text) => read.has(bare(text)))).toEqual([])
})

it('asking for a quote is no complaint', () => {
  const mail = `Hello,

we run a small tea room and would like a quote for 40 gaiwans of the series “First Snow”, delivered before Christmas.

* 40 gaiwans, 110 ml
* neutral packing, no gift boxes
* delivery to 00100 Helsinki

Could you also tell us the lead time?

Kind regards
Maria`
  expect(sentimentOf(mail).label).not.toBe('negative')
  expect(sentimentOf('麻烦报个价，茶杯五十个，不用礼盒').label).not.toBe('negative')
})
