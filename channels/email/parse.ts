import { createHash } from 'node:crypto'
import { type InboundItem, type InboundMessage, ParseError } from '../adapter.ts'
import { messageIdOf } from './addresses.ts'
import { isAutomatic } from './parse/automatic.ts'
import { readNotice } from './parse/bounce.ts'
import { mailContent } from './parse/content.ts'
import { sentAt } from './parse/dates.ts'
import { type Headers, headerText, raw } from './parse/headers.ts'
import { mailIds } from './parse/ids.ts'
import { type Part, readMime } from './parse/mime.ts'
import { addresses, sender } from './parse/people.ts'
import { foldQuote } from './parse/quote.ts'
import { readStamp } from './stamp.ts'

/** The header every mail of ours carries, so that one that comes back (a rule, an alias, a copy to ourselves) is known. */
export const ownHeader = 'X-Parley-Message'
/** Stands first in what the IMAP reader keeps of a mail that is too large to take in: its size in bytes. */
export const tooLargeHeader = 'X-Parley-Too-Large'

/** A mail's bytes to one item: a message, a bounce, a receipt, or our own mail come back. Throws `ParseError` when it is no mail. */
export async function parseMail(body: Buffer): Promise<InboundItem[]> {
  const root = readMime(body)
  refuseUnreadable(root)
  const known = readStamp(root.headers)
  if (isOwn(root.headers, known.address)) return [{ type: 'ignored', reason: 'Our own mail came back.' }]
  return [readNotice(root) ?? toMessage(root, known)]
}

function refuseUnreadable(root: Part): void {
  const tooLarge = root.headers[0]?.name === tooLargeHeader.toLowerCase() ? Number(root.headers[0].value) : 0
  if (tooLarge > 0) throw new ParseError(tooLargeReason(root.headers, tooLarge))
  if (root.headers.length === 0) throw new ParseError('This is not a mail: it has no header.')
}

function tooLargeReason(headers: Headers, bytes: number): string {
  const size = Math.round(bytes / (1024 * 1024))
  return `This mail of ${size} MB is too large to take in. It is still in the mailbox: “${headerText(headers, 'subject')}” from ${headerText(headers, 'from')}.`
}

function isOwn(headers: Headers, address: string | null): boolean {
  const id = messageIdOf(raw(headers, 'message-id'))
  return id !== null && raw(headers, ownHeader.toLowerCase()) === id && address !== null && sender(headers, null, '').value === address
}

function toMessage(root: Part, known: { address: string | null; verified: boolean | null }): InboundMessage {
  const { headers } = root
  const ids = mailIds(root)
  const from = sender(headers, known.verified, createHash('sha256').update(ids.externalId).digest('hex').slice(0, 16))
  // Whoever writes under our own address has to prove it.
  if (from.value === known.address) from.verified ??= false
  const { text, html, files } = mailContent(root)
  const subject = headerText(headers, 'subject').slice(0, 998)
  return {
    type: 'message',
    externalId: ids.externalId,
    thread: { key: ids.externalId, refs: ids.refs },
    from,
    participants: addresses(headers, ['to', 'cc']).filter((address) => address !== known.address && address !== from.value),
    subject: subject === '' ? null : subject,
    ...foldQuote(text, { isForward: /^(fwd?|wg|tr|rv|enc|i|doorst|vs|vl|pd|转发|轉寄|轉發)\s*[:：]/i.test(subject) }),
    html,
    to: addresses(headers, ['to']),
    cc: addresses(headers, ['cc']),
    files,
    auto: isAutomatic(headers),
    sentAt: sentAt(headers),
  }
}
