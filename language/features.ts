import { afinnOf } from './afinn.ts'
import { takeEmoticons, valenceOfEmoji, valenceOfName } from './emoticons.ts'
import { fold } from './folding.ts'
import { add, collect, collected, hashOf, mix } from './hashing.ts'
import { endsNegation, isNegating, isNegation, negatedCharacters, negatedWords } from './negation.ts'
import { languageOf, type Language } from './script.ts'
import { kindOf, kinds } from './signs.ts'
import { stemLength } from './stems.ts'

/** What is read of a longer text: people say what they feel first or last. In UTF-16 units. */
const headLength = 3_000
const tailLength = 1_000

/** A question or a request, by its words: domains differ in what they ask about, not in how. */
const asking =
  /[吗么嘛呢没]\s*[?]?\s*$|怎么|怎样|咋|如何|为什么|为啥|什么|哪|多少|多久|几[点天号个时]|请问|是否|能否|可否|([\u4e00-\u9fff])不\1|有没有|^\s*(how|what|when|where|which|who|why|can|could|do|does|did|is|are|will|would|should|may)\b|\b(please|help me|i need to|i want to|i would like|i'd like|tell me|show me)\b/
const briefly = 45

/** Kinds of features, so that “not” the word and “not” before a word never meet in one number. */
const seeds = {
  han: 11,
  han2: 12,
  notHan: 14,
  notHan2: 15,
  word: 21,
  word2: 22,
  notWord: 23,
  emoticon: 31,
  emoji: 32,
  sign: 33,
  stem: 41,
  notStem: 42,
}

export const denseNames = [
  'bias',
  'zh',
  'en',
  'mixed',
  'good words',
  'bad words',
  'balance',
  'pleased signs',
  'displeased signs',
  'question',
  'exclamation',
  'length',
  'asks',
  'asks briefly',
] as const

/** What the classifier sees of a text. Overwritten by the next call of `featuresOf`. */
export type Features = {
  language: Language
  /** 32-bit hashes of what occurs, each once. Only the first `count` are of this text. */
  hashes: Int32Array
  count: number
  /** In the order of `denseNames`. */
  dense: Float64Array
}

const features: Features = { language: 'other', hashes: collected.hashes, count: 0, dense: new Float64Array(denseNames.length) }

// Where the reader stands in its text.
let good = 0
let bad = 0
let pleased = 0
let displeased = 0
let questions = 0
let exclamations = 0
let not = 0
let lastWord = 0
let lastHan = 0

/** Reads at most the first 3,000 and last 1,000 UTF-16 units of a text into features; any string will do. */
export function featuresOf(text: string): Features {
  start()
  const { names, rest } = takeEmoticons(bounded(text))
  for (const name of names) readEmoticon(name)
  const plain = fold(withoutAddresses(rest))
  for (let at = 0; at < plain.length;) at = readAt(plain, at)
  features.language = languageOf(plain)
  finish(plain.length, asking.test(plain) ? 1 : 0)
  return features
}

/** The first 3,000 and last 1,000 UTF-16 units of a longer text: what is read of it. */
export function bounded(text: string): string {
  return text.length <= headLength + tailLength ? text : `${text.slice(0, headLength)} ${text.slice(-tailLength)}`
}

/** Links, addressees and markup say nothing about a mood, but their words might. */
function withoutAddresses(text: string): string {
  return /[@<]|:\/\//.test(text)
    ? text.replace(/https?:\/\/[\w./?=&%#~:+-]+|@[\w\u3400-\u9fff.-]{1,30}|<\/?[a-z][^<>]{0,200}>/gi, ' ')
    : text
}

function start(): void {
  collect()
  features.dense.fill(0)
  good = bad = pleased = displeased = questions = exclamations = not = lastWord = lastHan = 0
}

function finish(length: number, asks: number): void {
  const { dense, language } = features
  const total = good + bad
  const values = [
    1,
    language === 'zh' ? 1 : 0,
    language === 'en' ? 1 : 0,
    language === 'mixed' ? 1 : 0,
    Math.log1p(good),
    Math.log1p(bad),
    (good - bad) / Math.sqrt(total * total + 15),
    Math.min(2, pleased),
    Math.min(2, displeased),
    Math.min(2, questions) / 2,
    Math.min(3, exclamations) / 3,
    Math.log1p(length) / 5,
    asks,
    length < briefly ? asks : 0,
  ]
  dense.set(values)
  features.count = collected.count
}

/** Takes in what begins at a place; answers where the next begins. */
function readAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  switch (kindOf(code)) {
    case kinds.han:
      readHan(code)
      return at + 1
    case kinds.letter:
      return readWord(text, at)
    case kinds.clause:
      readSign(code)
      return at + 1
    case kinds.high:
      return readPoint(text.codePointAt(at) ?? 0, at)
    case kinds.symbol:
      return readPoint(code, at)
    default:
      lastHan = 0
      return at + 1
  }
}

function readHan(code: number): void {
  const single = mix(seeds.han, code)
  add(single)
  if (lastHan) add(mix(mix(seeds.han2, lastHan), code))
  if (not > 0) {
    not -= 1
    add(mix(seeds.notHan, code))
    if (lastHan) add(mix(mix(seeds.notHan2, lastHan), code))
  }
  if (isNegating(code)) not = negatedCharacters
  lastWord = 0
  lastHan = code
}

function readWord(text: string, at: number): number {
  let end = at
  let hash = seeds.word
  while (end < text.length && kindOf(text.charCodeAt(end)) === kinds.letter) {
    const code = text.charCodeAt(end)
    // “sooo” and “soooo” are one word.
    if (code !== text.charCodeAt(end - 1) || code !== text.charCodeAt(end - 2) || end - at < 2) hash = mix(hash, code)
    end += 1
  }
  takeWord(text.slice(at, end), hash)
  return end
}

function takeWord(word: string, hash: number): void {
  const valence = afinnOf(word)
  if (endsNegation(word)) not = 0
  const negated = not > 0
  if (negated) not -= 1
  add(negated ? mix(seeds.notWord, hash) : hash)
  add(hashOf(negated ? seeds.notStem : seeds.stem, word, stemLength(word)))
  if (lastWord) add(mix(mix(seeds.word2, lastWord), hash))
  if (valence > 0 !== negated && valence) good += Math.abs(valence)
  else if (valence) bad += Math.abs(valence)
  if (isNegation(word)) not = negatedWords
  lastWord = hash
  lastHan = 0
}

function readSign(code: number): void {
  not = lastWord = lastHan = 0
  if (code === 0x3f) questions += 1
  if (code === 0x21) exclamations += 1
  add(mix(seeds.sign, code))
}

function readPoint(point: number, at: number): number {
  lastHan = lastWord = 0
  const valence = valenceOfEmoji(point)
  if (point > 0x2000) add(mix(seeds.emoji, point))
  if (valence) feel(valence)
  return at + (point > 0xffff ? 2 : 1)
}

function readEmoticon(name: string): void {
  add(hashOf(seeds.emoticon, name, name.length))
  feel(valenceOfName(name))
}

function feel(valence: number): void {
  if (valence > 0) pleased += valence
  else displeased -= valence
}
