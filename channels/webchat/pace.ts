import { type RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { fail } from '../../server/errors.ts'

/** Counts a use (or `points` of them) against a limit; refuses (`rate_limited`) with the wait in seconds once it is used up. */
export async function slowDown(
  limiter: RateLimiterMemory,
  key: string,
  { reason = 'There were too many requests.', points = 1 }: { reason?: string; points?: number } = {},
): Promise<void> {
  await limiter.consume(key, points).catch((refusal: unknown) => {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    return fail('rate_limited', `${reason} Wait ${Math.ceil(refusal.msBeforeNext / 1000)} seconds.`)
  })
}
