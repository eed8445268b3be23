import type { Quota, Window } from '../adapter.ts'

/** A quota that leaves everything open. */
export const anytime: Quota = { allowed: true, remaining: null, until: null, reason: null, fallback: null }

/** A quota that leaves nothing, and why. */
export const shut = (reason: string): Quota => ({ allowed: false, remaining: 0, until: null, reason, fallback: null })

/** What is left of a window that opens with the customer's act, for so many ms and, where there is a limit, so many parts. `now` counts. */
export function withinWindow({ openedAt, sent, closed }: Window, { ms, most }: { ms: number; most?: number }, now: Date): Quota {
  if (closed === 'unfollowed') return shut('This person no longer follows the account, so nothing can be sent to them.')
  const until = new Date(Date.parse(openedAt ?? '') + ms)
  const isUsedUp = closed === 'count' || (most !== undefined && sent >= most)
  if (closed === 'provider' || !(until > now)) return shut('The time to answer is over. You can write again once the customer does.')
  if (isUsedUp)
    return { ...shut('All messages allowed for now are sent. You can write again once the customer does.'), until: until.toISOString() }
  return { ...anytime, remaining: most === undefined ? null : most - sent, until: until.toISOString() }
}
