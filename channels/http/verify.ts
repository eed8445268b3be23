import { sameSecret, sha256 } from '../../server/crypto.ts'
import type { Account, RawRequest, Verified } from '../adapter.ts'
import type { HttpConfig } from './config.ts'
import { isFresh } from '../provider/reading.ts'
import { signatureOf } from './sign.ts'

/** `X-Parley-Timestamp` (seconds, at most 5 minutes off) and `X-Parley-Signature: sha256=…` over “timestamp.body”. */
export function verifyHttp({ method, headers, body }: RawRequest, { config }: Account<HttpConfig>, now: Date): Verified | null {
  const timestamp = headers['x-parley-timestamp'] ?? ''
  const right = sameSecret(headers['x-parley-signature'], `sha256=${signatureOf(config.secret, timestamp, body)}`)
  // The same body again, signed later, is the same event: programs try again after a lost answer.
  return method === 'POST' && isFresh(timestamp, now) && right ? { body, dedupeKey: sha256(body) } : null
}
