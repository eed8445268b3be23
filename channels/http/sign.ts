import { hmac } from '../../server/crypto.ts'

/** The headers that prove who wrote a body, and when: HMAC-SHA256 over “timestamp.body”, in hex; the timestamp in seconds. */
export function signed(secret: string, body: string | Buffer, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  return { 'x-parley-timestamp': timestamp, 'x-parley-signature': `sha256=${signatureOf(secret, timestamp, body)}` }
}

/** The signature alone; what both sides compute. */
export function signatureOf(secret: string, timestamp: string, body: string | Buffer): string {
  return hmac(secret, Buffer.concat([Buffer.from(`${timestamp}.`), Buffer.from(body)]))
}
