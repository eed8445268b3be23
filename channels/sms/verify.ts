import { getExpectedTwilioSignature, validateRequest } from 'twilio/lib/webhooks/webhooks.js'
import { sha256 } from '../../server/crypto.ts'
import { groupBy } from '../../server/group.ts'
import type { Account, RawRequest, Verified } from '../adapter.ts'
import type { SmsConfig } from './config.ts'
import { readForm } from './payload.ts'

/** A text of 1,600 characters and ten addresses of pictures take 20 kB; before the signature is checked nothing larger is taken apart. */
const longestForm = 128 * 1024

/**
 * `X-Twilio-Signature` covers the public address and every field. It carries no time: a replay is known by the message's id and status.
 * https://www.twilio.com/docs/usage/security#validating-requests
 */
export function verifySms(request: RawRequest, account: Account<SmsConfig>, now: Date): Verified | null {
  const given = request.headers['x-twilio-signature']
  if (request.method !== 'POST' || !given || request.body.length > longestForm) return null
  if (!validateRequest(account.config.authToken, given, request.url, fieldsOf(request.body))) return null
  const { sid, status } = readForm(request.body)
  const stamped = Buffer.concat([request.body, Buffer.from(`&ParleyReceivedAt=${encodeURIComponent(now.toISOString())}`)])
  return { body: stamped, dedupeKey: sid ? `${sid}:${status}` : `raw:${sha256(request.body)}` }
}

/** What Twilio signs a form with that it sends to `url`. */
export function signatureOf(authToken: string, url: string, body: Buffer): string {
  return getExpectedTwilioSignature(authToken, url, fieldsOf(body))
}

/** A name given twice has all its values. */
function fieldsOf(body: Buffer): Record<string, string | string[]> {
  const fields = groupBy([...new URLSearchParams(body.toString('utf8'))], ([name]) => name)
  return Object.fromEntries([...fields].map(([name, [first, ...more]]) => [name, more.length === 0 ? first![1] : [first!, ...more].map(([, value]) => value)])) // prettier-ignore
}
