import { sameSecret } from '../../server/crypto.ts'
import type { RawReply, RawRequest, Verified } from '../adapter.ts'
import { signatureOf } from '../tencent/callback-crypto.ts'
import { answerEcho } from '../tencent/callback.ts'
import type { WeiboAccount } from './config.ts'

/** Weibo asks by GET whether this address is ours: a signed `echostr` goes back as it came. */
export function handshake(request: RawRequest, { config }: WeiboAccount): RawReply | 'refused' | null {
  return answerEcho(request, { token: config.appSecret, aesKey: '', receiver: '' })
}

/** The signature covers no body, so it is good for five minutes and once; it is the key itself, as digits moved from time to nonce sign alike. */
export function verifyWeibo({ method, query, body }: RawRequest, { config }: WeiboAccount, now: Date): Verified | null {
  const { signature, timestamp = '', nonce = '' } = query
  // Seconds, or milliseconds: both were seen.
  const sentAt = /^\d{10}(\d{3})?$/.test(timestamp) ? Number(timestamp.padEnd(13, '0')) : NaN
  const right = signatureOf(config.appSecret, timestamp, nonce)
  if (method !== 'POST' || !(Math.abs(now.getTime() - sentAt) <= 300_000) || !nonce || !sameSecret(signature, right)) return null
  return { body, dedupeKey: `signature:${right}` }
}
