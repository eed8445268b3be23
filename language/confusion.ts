import { setImmediate as otherWork } from 'node:timers/promises'
import { trainIntents, type IntentExample } from './intent-model.ts'
import { intentOf } from './intent.ts'

/**
 * `rows[n][m]`: how many examples of `intents[n]` are answered `intents[m]`, in one more column what is answered by a name that is not among
 * them. `accuracy`: the share answered rightly, 0…1.
 */
export type Confusion = { intents: string[]; rows: number[][]; accuracy: number }

const rounds = 5

/**
 * Which intents are taken for which, by rules and likeness as `intentOf` answers: five rounds, each over a fifth of the examples that the others
 * did not learn from. Learning is a third of a second of pure work: between rounds others get their turn.
 */
export async function confusionOf(examples: IntentExample[]): Promise<Confusion> {
  const intents = [...new Set(examples.map(({ intent }) => intent))].sort()
  const rows = intents.map(() => [...intents, ''].map(() => 0))
  for (let round = 0; round < rounds; round += 1) {
    await otherWork()
    const model = trainIntents(examples.filter((_, n) => n % rounds !== round))
    for (const { intent, text } of examples.filter((_, n) => n % rounds === round)) {
      const taken = intents.indexOf(intentOf(text, model).intent)
      rows[intents.indexOf(intent)]![taken < 0 ? intents.length : taken]! += 1
    }
  }
  const right = intents.reduce((sum, _, n) => sum + rows[n]![n]!, 0)
  return { intents, rows, accuracy: right / examples.length }
}
