import { readFileSync } from 'node:fs'
import { judge, labelAt } from './judging.ts'
import { decodeModel, labels, type Label } from './model.ts'
import type { Language } from './script.ts'

export type Sentiment = {
  label: Label
  /** p(positive) − p(negative), −1…1. */
  score: number
  /** p(label), 0…1, at least 0.6 of a negative one; of what may be negative and is called neutral: 1 − p(negative). */
  confidence: number
  language: Language
  /** `modelVersion`, kept with what it judged. */
  model: string
}

// Read once, when the module is loaded; nothing is read or written at a call.
const bytes = readFileSync(new URL('./weights/sentiment.bin', import.meta.url))
const model = decodeModel(bytes)

/** Changes with every training: a stored score with another version is out of date. */
export const modelVersion = `zh-en-${checksum(bytes)}`

/**
 * How a customer feels, by a message in Chinese, English or both. Any string will do; of more than 4,000 UTF-16 units the first 3,000 and
 * the last 1,000 are read, so a call takes some 10 µs and never over a few ms. What has no words, emoticons or emoji is neutral for sure.
 */
export function sentimentOf(text: string): Sentiment {
  const { language, shares } = judge(model, text)
  const at = labelAt(shares)
  const isDoubtful = at === 1 && shares[0] > shares[1]
  return {
    label: labels[at],
    score: rounded(shares[2] - shares[0]),
    confidence: rounded(isDoubtful ? 1 - shares[0] : shares[at]),
    language,
    model: modelVersion,
  }
}

/** Four digits say more than the model knows, and keep rows small. */
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000

/** FNV-1a, in eight hexadecimal digits. */
function checksum(content: Uint8Array): string {
  const hash = content.reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193), 0x811c9dc5)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
