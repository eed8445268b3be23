import { createHash } from 'node:crypto'
import { sameSecret, sha256 } from '../../server/crypto.ts'
import type { RawReply, RawRequest, Verified } from '../adapter.ts'
import type { DouyinAccount } from './config.ts'

/** Hex of SHA-1 over the client secret and the body. */
export function signDouyin(secret: string, body: Buffer): string {
  return createHash('sha1').update(secret).update(body).digest('hex')
}

/** `verify_webhook` asks whether this address is ours: its number goes back digit by digit, since JavaScript might round it. */
export function handshake(request: RawRequest, account: DouyinAccount): RawReply | 'refused' | null {
  const text = request.body.toString('utf8')
  if (request.method !== 'POST' || !/"event"\s*:\s*"verify_webhook"/.test(text)) return null
  const challenge = /\\?"challenge\\?"\s*:\s*\\?"?(\d{1,40})/.exec(text)?.[1]
  if (challenge === undefined || !isSigned(request, account)) return 'refused'
  return { type: 'application/json', body: `{"challenge":${challenge}}` }
}

/** The signature covers the body and nothing else: `Msg-Id`, which a retry keeps, is no part of it, so the body itself is the key. */
export function verifyDouyin(request: RawRequest, account: DouyinAccount): Verified | null {
  if (request.method !== 'POST' || !isSigned(request, account)) return null
  return { body: request.body, dedupeKey: `body:${sha256(request.body)}` }
}

function isSigned({ headers, body }: RawRequest, { config }: DouyinAccount): boolean {
  return sameSecret(headers['x-douyin-signature']?.toLowerCase(), signDouyin(config.clientSecret, body))
}
