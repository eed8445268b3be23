import { normalAddress, usualFormSenders } from './addresses.ts'
import { all, type Headers, headerStart, raw } from './parse/headers.ts'

/** What we knew of a mail when it came in and its sender cannot have written. */
export type Stamp = {
  address: string
  verified: boolean | null
  receivedAt: Date
  returnPath?: string
  /** Who mails for others, as the channel's settings have it then. */
  formSenders?: string | undefined
  /** From before the channel was connected. */
  isOld?: boolean
}

const authserv = 'parley.local'
const formsHeader = 'X-Parley-Form-Senders'

/**
 * A mail in one, of the pieces it came in, with lines of ours before it: whether its sender was proved (RFC 8601), who may mail for others here, for
 * whom it came, when, and the envelope's sender. `readStamp` believes them only where they stand: from the very first header on, where no sender's line can be.
 */
export function stamp(mail: readonly Buffer[], known: Stamp): Buffer {
  const verdict = known.verified === null ? 'none' : known.verified ? 'pass' : 'fail'
  const lines = [
    `Authentication-Results: ${authserv}; dmarc=${verdict}${known.isOld ? '; old' : ''}`,
    ...(known.formSenders === undefined ? [] : [`${formsHeader}: ${oneLine(known.formSenders)}`]),
    `Delivered-To: ${oneLine(known.address)}`,
    `Received: by ${authserv}; ${known.receivedAt.toUTCString()}`,
  ]
  if (known.returnPath !== undefined) lines.push(`Return-Path: <${oneLine(known.returnPath)}>`)
  const [first = Buffer.alloc(0), ...others] = mail
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n`), first.subarray(headerStart(first)), ...others])
}

/** Reads our own stamp off a mail's headers; nothing is known, it is not old, and the usual senders mail for others, when it bears none. */
export function readStamp(headers: Headers): { address: string | null; verified: boolean | null; isOld: boolean; formSenders: string } {
  const [first, second] = headers
  const [, verdict, old] =
    (first?.name === 'authentication-results' && /^parley\.local; dmarc=(pass|fail|none)(; old)?$/.exec(first.value)) || []
  if (verdict === undefined) return { address: null, verified: null, isOld: false, formSenders: usualFormSenders }
  return {
    address: normalAddress(raw(headers, 'delivered-to')),
    verified: verdict === 'none' ? null : verdict === 'pass',
    isOld: old !== undefined,
    formSenders: second?.name === formsHeader.toLowerCase() ? second.value : '',
  }
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
