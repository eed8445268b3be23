import { hmac, sameSecret, sha256 } from '../../server/crypto.ts'
import type { Account, RawReply, RawRequest, Verified } from '../adapter.ts'
import { isFresh, objectIn } from '../provider/reading.ts'
import type { SlackConfig } from './config.ts'
import { currentTime } from '../../server/clock.ts'

/** `v0=` HMAC-SHA256 of `v0:time:body`. https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function signatureOf(secret: string, timestamp: string, body: Buffer): string {
  return `v0=${hmac(secret, Buffer.concat([Buffer.from(`v0:${timestamp}:`), body]))}`
}

export function verifySlack({ method, headers, body }: RawRequest, { config }: Account<SlackConfig>, now: Date): Verified | null {
  const time = headers['x-slack-request-timestamp'] ?? ''
  if (method !== 'POST' || config.signingSecret === '' || !isFresh(time, now)) return null
  return sameSecret(headers['x-slack-signature'], signatureOf(config.signingSecret, time, body)) ? toStore(body) : null
}

/** An event to keep, known by its id however often Slack sends it. */
export function toStore(body: Buffer): Verified {
  const { event_id: id } = objectIn(body)
  return { body, dedupeKey: typeof id === 'string' && id !== '' ? `event:${id}` : `raw:${sha256(body)}` }
}

/** Slack asks once whether the address is ours, signed like everything. */
export function handshake(request: RawRequest, account: Account<SlackConfig>): RawReply | 'refused' | null {
  const { type, challenge } = request.body.length > 2000 ? {} : objectIn(request.body)
  if (type !== 'url_verification') return null
  return typeof challenge === 'string' && verifySlack(request, account, currentTime()) ? { type: 'text/plain', body: challenge } : 'refused'
}
