import type { SentimentLabel } from '../../contract/messages.ts'
import { intentOf, sentimentOf, type IntentModel } from '../../language/index.ts'

/** The columns of a message that say how it sounds and what it wants; all null where there are no words to read. */
export type Reading = {
  sentiment: SentimentLabel | null
  sentiment_score: number | null
  confidence: number | null
  model: string | null
  intent: string | null
  intent_score: number | null
}

const nothing: Reading = { sentiment: null, sentiment_score: null, confidence: null, model: null, intent: null, intent_score: null }

/** Reads a customer's message; a machine's is not read. `trained`: what the workspace taught about intents. */
export function readMessage({ text, auto }: { text: string; auto: boolean }, trained: IntentModel | undefined): Reading {
  if (auto || text.trim() === '') return nothing
  const { label, score, confidence, model } = sentimentOf(text)
  const { intent, confidence: sureness } = intentOf(text, trained)
  const wants = intent === 'none' ? { intent: null, intent_score: null } : { intent, intent_score: sureness }
  return { sentiment: label, sentiment_score: score, confidence, model, ...wants }
}
