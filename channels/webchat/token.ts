import { createHmac } from 'node:crypto'
import * as z from 'zod'
import { keyFor, sameSecret } from '../../server/crypto.ts'

/** What a visitor token says. Times are seconds since the epoch. */
const claims = z.object({
  channelId: z.uuid(),
  visitorId: z.uuid(),
  account: z.string().optional(),
  name: z.string().optional(),
  email: z.string().optional(),
  expires: z.number(),
})
export type VisitorClaims = z.infer<typeof claims>

const lifetimeSeconds = 180 * 24 * 3600

/** Makes the token a visitor's browser keeps: base64url JSON, a dot, base64url HMAC-SHA-256. Good for 180 days from `now`. */
export function issueToken(visitor: Omit<VisitorClaims, 'expires'>, identitySecret: string, now: Date): string {
  const body = encode({ ...visitor, expires: Math.floor(now.getTime() / 1000) + lifetimeSeconds })
  return `${body}.${sign(body, visitor.account === undefined ? '' : identitySecret)}`
}

/** The claims of a token we issued for this channel and that has not expired; null for anything else. */
export function readToken(token: unknown, channelId: string, identitySecret: string, now: Date): VisitorClaims | null {
  const claimed = peekToken(token)
  if (typeof token !== 'string' || !claimed || claimed.channelId !== channelId) return null
  const [body = '', signature, ...rest] = token.split('.')
  if (rest.length > 0) return null
  const genuine = sameSecret(signature, sign(body, claimed.account === undefined ? '' : identitySecret))
  return genuine && claimed.expires * 1000 > now.getTime() ? claimed : null
}

/** What a token claims, before anything is proved: only to find the channel whose secret can prove it. */
export function peekToken(token: unknown): VisitorClaims | null {
  if (typeof token !== 'string' || token.length > 2_000) return null
  try {
    return claims.parse(JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8')))
  } catch {
    return null
  }
}

const encode = (value: VisitorClaims) => Buffer.from(JSON.stringify(value)).toString('base64url')

// A signed customer's token also hangs on the channel's identity secret: changing that secret ends what was signed with it.
function sign(body: string, identitySecret: string): string {
  return createHmac('sha256', keyFor('visitor')).update(`${body}\n${identitySecret}`).digest('base64url')
}
