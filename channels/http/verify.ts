import { sameSecret, sha256 } from '../../server/crypto.ts'
import { ParseError, type Account, type RawRequest, type Verified } from '../adapter.ts'
import type { HttpConfig } from './config.ts'
import { fail } from '../../server/errors.ts'
import { isFresh } from '../provider/reading.ts'
import { problemIn } from './parse.ts'
import { signatureOf } from './sign.ts'

/** `X-Parley-Timestamp` (seconds, at most 5 minutes off) and `X-Parley-Signature: sha256=…` over “timestamp.body”. */
export function verifyHttp({ method, headers, body }: RawRequest, { config }: Account<HttpConfig>, now: Date): Verified | null {
  const timestamp = headers['x-parley-timestamp'] ?? ''
  const right = sameSecret(headers['x-parley-signature'], `sha256=${signatureOf(config.secret, timestamp, body)}`)
  // The same body again, signed later, is the same event: programs try again after a lost answer.
  return method === 'POST' && isFresh(timestamp, now) && right ? { body, dedupeKey: sha256(body) } : null
}

/** Refuses (`invalid`, naming the field) what is no JSON, and any event of a type we know that is not as documented: nothing of it is kept. */
export async function admitHttp({ body }: Verified): Promise<void> {
  const problem = problemOf(body)
  if (problem) fail('invalid', problem.message, { field: problem.field })
}

function problemOf(body: Buffer): ReturnType<typeof problemIn> {
  try {
    return problemIn(body)
  } catch (error) {
    if (error instanceof ParseError) return { field: 'body', message: error.message }
    throw error
  }
}
