import { sameSecret } from '../../server/crypto.ts'
import type { Account, RawReply, RawRequest, Verified } from '../adapter.ts'
import { signatureOf } from '../callback-crypto.ts'
import type { WeiboConfig } from './config.ts'

const freshMs = 5 * 60_000

/** Weibo asks by GET whether this address is ours: a signed `echostr` goes back as it came. */
export function handshake(request: RawRequest, { config }: Account<WeiboConfig>): RawReply | 'refused' | null {
  const { echostr } = request.query
  if (request.method !== 'GET' || echostr === undefined) return null
  return isSigned(request, config.appSecret) ? { type: 'text/plain', body: echostr } : 'refused'
}

/**
 * The signature covers time and nonce, never the body: it is good for five minutes and once. It is the key itself, since digits moved from
 * one to the other would sign alike.
 */
export function verifyWeibo(request: RawRequest, { config }: Account<WeiboConfig>, now: Date): Verified | null {
  const { timestamp = '', signature = '' } = request.query
  // Seconds, or milliseconds: both were seen.
  const ms = /^\d{13}$/.test(timestamp) ? Number(timestamp) : /^\d{10}$/.test(timestamp) ? Number(timestamp) * 1000 : NaN
  if (request.method !== 'POST' || !(Math.abs(now.getTime() - ms) <= freshMs) || !isSigned(request, config.appSecret)) return null
  return { body: request.body, dedupeKey: `signature:${signature.toLowerCase()}` }
}

function isSigned({ query }: RawRequest, secret: string): boolean {
  const { signature, timestamp = '', nonce = '' } = query
  return timestamp !== '' && nonce !== '' && sameSecret(signature?.toLowerCase(), signatureOf(secret, timestamp, nonce))
}
