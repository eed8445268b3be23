import { createHash } from 'node:crypto'
import { type InboundItem, type InboundMessage, ParseError } from '../adapter.ts'
import { domainOf, isMessageId, readAnswerAddress } from './addresses.ts'
import { ownHeader } from './own.ts'
import { isAutomatic } from './parse/automatic.ts'
import { readNotice } from './parse/bounce.ts'
import { mailContent } from './parse/content.ts'
import { sentAt } from './parse/dates.ts'
import { type Headers, headerText, raw } from './parse/headers.ts'
import { mailIds } from './parse/ids.ts'
import { type Part, readMime } from './parse/mime.ts'
import { addresses, behindForm, namesOf, sender } from './parse/people.ts'
import { foldQuote } from './parse/quote.ts'
import { readStamp } from './stamp.ts'
import { continued } from './parse/continued.ts'

/** Stands first in what the IMAP reader keeps of a mail that is too large to take in: its size in bytes. */
export const tooLargeHeader = 'X-Parley-Too-Large'

/** A mail's bytes to one item: a message, a bounce, a receipt, or our own mail come back. Throws `ParseError` when it is no mail. */
export async function parseMail(body: Buffer): Promise<InboundItem[]> {
  const root = readMime(body)
  refuseUnreadable(root)
  const known = readStamp(root.headers)
  const own = ownId(root.headers, known.address)
  if (own !== null)
    return [
      {
        type: 'ignored',
        reason: 'Our own mail came back.',
        maybe: { ids: [own], otherwise: toMessage(root, known), alsoKnownAs: mailIds(root).refs[0]! },
      },
    ]
  const notice = readNotice(root)
  return [notice ? { ...notice.item, maybe: { ids: notice.ids, otherwise: toMessage(root, known) } } : toMessage(root, known)]
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

/** The id of the message of ours a mail says it is, where our address sends it: a rule, an alias, a copy to ourselves. Anybody can write that. */
function ownId(headers: Headers, address: string | null): string | null {
  const id = raw(headers, ownHeader.toLowerCase()).toLowerCase()
  return isMessageId(id) && address !== null && sender(headers, null, '').value === address ? id : null
}

function toMessage(root: Part, known: ReturnType<typeof readStamp>): InboundMessage {
  const { headers } = root
  const ids = mailIds(root)
  const written = sender(headers, known.verified, createHash('sha256').update(ids.externalId).digest('hex').slice(0, 16))
  const from = behindForm(headers, written, known)
  // Whoever writes under our own address has to prove it.
  if (from.value === known.address) from.verified ??= false
  const { text, html, files } = mailContent(root)
  const subject = headerText(headers, 'subject').slice(0, 998)
  const addressed = addresses(headers, ['to', 'cc'])
  const plain = (some: string[]) => [...new Set(some.map((address) => plainAddress(address, known.address)))]
  return {
    type: 'message',
    externalId: ids.externalId,
    thread: {
      key: ids.externalId,
      refs: [...new Set([...ids.refs, ...answeredIds(addressed, known.address)])],
      ...continued(headers, subject),
    },
    from,
    participants: plain(addressed).filter((address) => address !== known.address && address !== from.value),
    subject: subject === '' ? null : subject,
    ...foldQuote(text, { isForward: /^(fwd?|wg|tr|rv|enc|i|doorst|vs|vl|pd|转发|轉寄|轉發)\s*[:：]/i.test(subject) }),
    html,
    to: plain(addresses(headers, ['to'])),
    cc: plain(addresses(headers, ['cc'])),
    sender: written.value,
    replyTo: addresses(headers, ['reply-to']).filter((address) => address !== written.value),
    names: namesOf(headers, ['from', 'reply-to', 'to', 'cc']),
    files,
    auto: isAutomatic(headers),
    ...(known.isOld ? { isOld: true } : {}),
    sentAt: sentAt(headers),
  }
}

/** Our own `address` where this one was made of it for a single answer; any other as it is. */
function plainAddress(to: string, address: string | null): string {
  const made = readAnswerAddress(to)
  return made?.address === address ? made.address : to
}

/** The ids of our messages that a mail to these addresses answers. */
function answeredIds(to: string[], address: string | null): string[] {
  return to.flatMap((one) => {
    const made = readAnswerAddress(one)
    return made?.address === address ? [`${made.messageId}@${domainOf(one)}`] : []
  })
}
