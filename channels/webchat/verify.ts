import { parseJson } from '../../server/bounded-json.ts'
import { sha256 } from '../../server/crypto.ts'
import type { Account, RawRequest, Verified } from '../adapter.ts'
import type { WebchatConfig } from './config.ts'
import { payload, type Payload } from './payload.ts'
import { readToken, type VisitorClaims } from './token.ts'

/** `Authorization: Bearer <visitor token>` proves who writes; what the body says about that is overwritten. */
export function verifyWebchat(request: RawRequest, account: Account<WebchatConfig>, now: Date): Verified | null {
  const token = /^Bearer (\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1]
  const visitor = readToken(token, account.channelId, account.config.identitySecret, now)
  if (!visitor || request.method !== 'POST') return null
  // What is no event of a visitor's stays as it came; `admit` refuses it, `parse` says why.
  return stamp(readObject(request.body), visitor, now) ?? { body: request.body, dedupeKey: `raw:${sha256(request.body)}` }
}

/** The raw body of what a visitor sends, whichever way it came: who and when are ours to say. Null for what she may not send. */
export function stamp(event: object, visitor: VisitorClaims, now: Date): Verified | null {
  const { channelId, visitorId: id, account, name, email } = visitor
  const known = payload.safeParse({ ...event, channelId, visitor: { id, account, name, email }, at: now.toISOString() })
  return known.success ? { body: Buffer.from(JSON.stringify(known.data)), dedupeKey: keyOf(known.data) } : null
}

function keyOf(event: Payload): string {
  return event.type === 'message' ? `message:${event.id}` : `receipt:${event.visitor.id}:${event.status}:${event.upTo}`
}

function readObject(body: Buffer): object {
  try {
    const value = parseJson(body.toString('utf8'))
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
