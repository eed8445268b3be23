import BayesClassifier from 'natural/lib/natural/classifiers/bayes_classifier.js'
import { languageOf } from './script.ts'
import { tokensOf } from './tokens.ts'

export type IntentExample = { text: string; intent: string }
export type IntentGuess = { intent: string; confidence: number }
/** Pure: the same text gets the same guess. */
export type IntentModel = { guess: (text: string) => IntentGuess }

/** Of a message, as many words and characters are weighed; the rest could only drown them. */
const mostTokens = 40

/** What a word counts in an intent whose examples lack it. Of 0.5, 0.3, 0.1 and 0.03: those above leave more to a person, the last guesses more wrong. */
const smoothing = 0.1

/**
 * Learns intents from examples with natural's Bayes classifier, one for Chinese and one for the rest; deterministic. 1,300 examples take
 * about 50 ms. Words no example has count as nothing; a text that has only such words is `none`.
 */
export function trainIntents(examples: IntentExample[]): IntentModel {
  const chinese = learn(examples.filter(({ text }) => isChinese(text)))
  const rest = learn(examples.filter(({ text }) => !isChinese(text)))
  return { guess: (text) => (isChinese(text) ? chinese : rest)(termsOf(text)) }
}

/** Refund, refunds and refunded are one word here; what is left of a word need not be one. */
function stemOf(word: string): string {
  const singular = word.replace(/'s$/, '').replace(/(?<=[a-z]{3})(ies|ied)$/, 'y')
  return singular.replace(/(?<=[a-z]{3})(ing|ed|es|s|ly|e)$/, '')
}

const isChinese = (text: string): boolean => ['zh', 'mixed'].includes(languageOf(text))

/** Latin words also in pairs: “not happy” is not “happy”. Chinese tokens are pairs already. */
function termsOf(text: string): string[] {
  const tokens = tokensOf(text.slice(0, 300)).slice(0, mostTokens)
  const words = tokens.filter((token) => !/\p{Script=Han}/u.test(token)).map(stemOf)
  return [
    ...new Set([
      ...tokens.filter((token) => /\p{Script=Han}/u.test(token)),
      ...words,
      ...words.slice(1).map((word, at) => `${words[at]} ${word}`),
    ]),
  ]
}

/**
 * natural's own training and scoring walk through every word it knows for every text (400 messages a second), and its scores of long ones
 * come out as zero. So it is given the words as numbers and only counts; its counts are added up here as logarithms over the words a
 * message has, a hundred times faster. A share is of all words of an intent (multinomial), where natural takes it of its examples: by that, an
 * intent taught with one phrase would count every word it lacks as nearly its own, and take a third of all messages.
 */
function learn(examples: IntentExample[]): (terms: string[]) => IntentGuess {
  if (examples.length === 0) return () => ({ intent: 'none', confidence: 1 })
  const learned = examples.map(({ text, intent }) => ({ terms: termsOf(text), intent }))
  const numbers = new Map([...new Set(learned.flatMap(({ terms }) => terms))].map((term, number) => [term, number]))
  const { classifier } = new BayesClassifier(undefined, smoothing)
  for (const { terms, intent } of learned) classifier.addExample(presence(terms, numbers), intent)
  const names = Object.keys(classifier.classFeatures)
  const counts = names.map((name) => classifier.classFeatures[name] ?? {})
  const totals = counts.map((words) => smoothing * (numbers.size - Object.keys(words).length) + sum(Object.values(words)))
  const weigh = (number: number) => counts.map((words, at) => Math.log((words[number] ?? smoothing) / (totals[at] ?? 1)))
  const weights = new Map([...numbers].map(([term, number]) => [term, weigh(number)]))
  const priors = names.map((name) => Math.log(classifier.classTotals[name] ?? 1))
  return (terms) => {
    const known = terms.map((term) => weights.get(term)).filter((scores) => scores !== undefined)
    if (known.length === 0) return { intent: 'none', confidence: 1 }
    const scores = priors.map((prior, at) => known.reduce((sum, row) => sum + (row[at] ?? 0), prior))
    return best(names, scores, Math.sqrt(known.length / terms.length))
  }
}

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0)

/** A one for each numbered term a text has, zeros for the rest. */
function presence(terms: string[], numbers: Map<string, number>): number[] {
  const ones = new Array<number>(numbers.size).fill(0)
  for (const term of terms) ones[numbers.get(term) ?? 0] = 1
  return ones
}

function best(names: string[], scores: number[], cover: number): IntentGuess {
  const most = Math.max(...scores)
  const total = scores.reduce((sum, score) => sum + Math.exp(score - most), 0)
  return { intent: names[scores.indexOf(most)] ?? 'none', confidence: cover / total }
}
