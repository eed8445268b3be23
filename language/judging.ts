import { bounded, featuresOf } from './features.ts'
import { probabilitiesOf, type Model, type Probabilities } from './model.ts'
import type { Language } from './script.ts'

/** From so many English sentences on each is judged by itself: all the English that training reads is in sentences. */
const manySentences = 4

/**
 * What a model makes of a text, and the text's language; any string will do. English of four sentences and more is judged sentence by
 * sentence, Chinese and shorter texts as a whole: docs/language.md has the figures. What has no word, emoticon or emoji is neutral for sure.
 */
export function judge(model: Model, text: string): { language: Language; shares: Probabilities } {
  const read = bounded(text)
  const features = featuresOf(read)
  const { language } = features
  if (features.count === 0) return { language, shares: [0, 1, 0] }
  const shares = probabilitiesOf(model, features)
  const sentences = language === 'en' ? sentencesOf(read) : []
  if (sentences.length < manySentences) return { language, shares }
  return { language, shares: together(sentences.map((sentence) => probabilitiesOf(model, featuresOf(sentence)))) }
}

/** From here on p(negative) makes a message negative: a person is drawn to it, so it must be sure. */
export const sureFrom = 0.6

/** 0 negative, 1 neutral, 2 positive: negative only when sure, neutral where it is a tie. */
export function labelAt([negative, neutral, positive]: Probabilities): 0 | 1 | 2 {
  if (negative >= sureFrom) return 0
  return positive > neutral && positive > negative ? 2 : 1
}

/** Parts up to a full stop, mark or line end that hold a letter, emoticon or emoji. */
function sentencesOf(text: string): string[] {
  return (text.match(/[^.!?\n]+[.!?\n]*/g) ?? []).filter((part) => /[\p{L}\p{S}]/u.test(part))
}

/** Keeps nothing from being divided by nothing. */
const tiny = 1e-9

/**
 * Sentences agree more surely than one alone, and that none of many says anything is less likely than of one: both grow with the root of their
 * number, for sentences of one review are not independent. Of one sentence it is its own probabilities.
 */
function together(all: Probabilities[]): Probabilities {
  const root = Math.sqrt(all.length)
  const [negative, neutral, positive] = [0, 1, 2].map((at) => all.reduce((sum, shares) => sum + (shares[at] ?? 0), 0)) as Probabilities
  const silent = (neutral / all.length) ** root
  const pleased = 1 / (1 + ((negative + tiny) / (positive + tiny)) ** root)
  return [(1 - silent) * (1 - pleased), silent, (1 - silent) * pleased]
}
