import type { SendResult } from '../adapter.ts'
import { inTrouble, refused, type Answer } from './ask.ts'

/** What a provider's error code means for a message; `reason` is for a person. */
export type Meaning = Omit<Extract<SendResult, { outcome: 'failed' }>, 'outcome' | 'code'>

export const no = (reason: string): Meaning => ({ retry: 'no', reason })
export const later = (reason: string, retryAfterMs?: number): Meaning => ({
  retry: 'later',
  reason,
  ...(retryAfterMs ? { retryAfterMs } : {}),
})
export const closes = (reason: string): Meaning => ({ retry: 'no', reason, closesWindow: 'provider' })
export const usesUp = (reason: string): Meaning => ({ retry: 'no', reason, closesWindow: 'count' })

/** Several codes, separated by blanks, of one meaning: entries of a map. */
export function codes(list: string, meaning: Meaning): [string, Meaning][] {
  return list.split(' ').map((code) => [code, meaning])
}

/** A refusal in words for a person: by its code where that is known, else by the HTTP status and what the provider said. */
export function failed(answer: Answer, code: string, said: string, known: Meaning | undefined): ReturnType<typeof refused> {
  return known ? inTrouble(answer, { outcome: 'failed', code, ...known }) : refused(answer, said, code)
}
