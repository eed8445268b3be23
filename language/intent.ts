import { shippedExamples } from './intents/index.ts'
import { fold } from './folding.ts'
import { ruledIntent } from './intent-rules.ts'
import { trainIntents, type IntentModel } from './intent-model.ts'

/** What the bot knows from the start. A workspace may add its own names. `none` is what no intent fits. */
export const intents = [
  'greeting',
  'complaint',
  'order_status',
  'refund',
  'price',
  'opening_hours',
  'person',
  'opt_out',
  'thanks',
  'consent_given',
  'consent_refused',
  'birthday',
  'none',
] as const
export type Intent = (typeof intents)[number]

/** `by` tells whether a keyword rule or likeness to examples decided, for “why did the bot say this?”. */
export type IntentAnswer = { intent: string; confidence: number; by: 'rule' | 'examples' }

/** What people write to a bot is short; of anything longer its beginning is read. In UTF-16 units. */
const longest = 300

/** Below this likeness nothing is answered: a person should read it. */
const rejectBelow = 0.5

let shipped: IntentModel | undefined

/**
 * What a customer wants. Keyword rules come first where a mistake would be rude (opt-out, a person please), then likeness to examples:
 * `trained` is a workspace's own model (`trainIntents`), by default the shipped examples, learned at the first call (about 50 ms).
 * `none`, with the confidence that it is none of them, when nothing is like it. Any string will do.
 */
export function intentOf(text: string, trained?: IntentModel): IntentAnswer {
  const plain = fold(text.slice(0, longest)).trim()
  const ruled = ruledIntent(plain)
  if (ruled) return { intent: ruled, confidence: 1, by: 'rule' }
  const model = trained ?? (shipped ??= trainIntents(shippedExamples))
  const { intent, confidence } = model.guess(plain)
  if (intent === 'none' || confidence >= rejectBelow) return { intent, confidence, by: 'examples' }
  return { intent: 'none', confidence: 1 - confidence, by: 'examples' }
}
