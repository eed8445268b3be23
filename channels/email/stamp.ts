import { normalAddress } from './addresses.ts'
import { all, type Headers, headerStart, raw } from './parse/headers.ts'

/** What we knew of a mail when it came in and its sender cannot have written. */
export type Stamp = { address: string; verified: boolean | null; receivedAt: Date; returnPath?: string }

const authserv = 'parley.local'

/**
 * A mail in one, of the pieces it came in, with lines of ours before it: whether its sender was proved (RFC 8601), for whom it came, when, and the
 * envelope's sender. `readStamp` believes them only as the very first header, where no sender's line can stand.
 */
export function stamp(mail: readonly Buffer[], known: Stamp): Buffer {
  const verdict = known.verified === null ? 'none' : known.verified ? 'pass' : 'fail'
  const lines = [
    `Authentication-Results: ${authserv}; dmarc=${verdict}`,
    `Delivered-To: ${oneLine(known.address)}`,
    `Received: by ${authserv}; ${known.receivedAt.toUTCString()}`,
  ]
  if (known.returnPath !== undefined) lines.push(`Return-Path: <${oneLine(known.returnPath)}>`)
  const [first = Buffer.alloc(0), ...others] = mail
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n`), first.subarray(headerStart(first)), ...others])
}

/** Reads our own stamp off a mail's headers; null for both when it bears none. */
export function readStamp(headers: Headers): { address: string | null; verified: boolean | null } {
  const first = headers[0]
  const verdict = first?.name === 'authentication-results' ? /^parley\.local; dmarc=(pass|fail|none)$/.exec(first.value)?.[1] : undefined
  if (verdict === undefined) return { address: null, verified: null }
  return { address: normalAddress(raw(headers, 'delivered-to')), verified: verdict === 'none' ? null : verdict === 'pass' }
}

/**
 * The provider's own word on the sender: the topmost Authentication-Results, if the trusted server wrote it. A server removes
 * forged lines of its own name (RFC 8601 5), so only the first counts.
 */
export function providerVerdict(headers: Headers, trusted: string): boolean | null {
  const first = all(headers, 'authentication-results')[0]
  if (trusted === '' || first === undefined) return null
  const [id = '', ...results] = first.split(';')
  if (id.trim().split(/\s+/)[0]?.toLowerCase() !== trusted) return null
  const dmarc = results.map((result) => /^\s*dmarc\s*=\s*([a-z]+)/i.exec(result)?.[1]?.toLowerCase()).find((word) => word !== undefined)
  if (dmarc === undefined || dmarc === 'none') return null
  return dmarc === 'pass'
}

const oneLine = (value: string) => value.replace(/[\p{Cc}<>]/gu, '')
