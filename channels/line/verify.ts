import * as z from 'zod'
import { hmac, sameSecret, sha256 } from '../../server/crypto.ts'
import type { Account, RawRequest, Verified } from '../adapter.ts'
import { objectIn } from '../provider/reading.ts'
import type { LineConfig } from './config.ts'

/**
 * `X-Line-Signature`: HMAC-SHA256 of the raw body under the channel secret, in base64. It covers no time; a replay is known by its events' ids.
 * https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/
 */
export function verifyLine({ method, headers, body }: RawRequest, { config }: Account<LineConfig>): Verified | null {
  if (method !== 'POST' || !sameSecret(headers['x-line-signature'], signatureOf(config.channelSecret, body))) return null
  return { body, dedupeKey: dedupeKey(body) }
}

export function signatureOf(channelSecret: string, body: Buffer): string {
  return Buffer.from(hmac(channelSecret, body), 'hex').toString('base64')
}

const numbered = z.object({ events: z.array(z.object({ webhookEventId: z.string().regex(/^[\w-]{1,100}$/) })).min(1) })

/** Told again, an event keeps its id, while its body then says that it is told again. */
function dedupeKey(body: Buffer): string {
  const events = numbered.safeParse(objectIn(body)).data?.events
  return events ? `events:${sha256(events.map(({ webhookEventId }) => webhookEventId).join(' '))}` : `raw:${sha256(body)}`
}
