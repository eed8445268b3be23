import type { InboundBounce, InboundItem } from '../../adapter.ts'
import { messageIdOf } from '../addresses.ts'
import { isFromDaemon } from './automatic.ts'
import { decodeText } from './charset.ts'
import { sentAt } from './dates.ts'
import { headerText, type Headers, raw, readHeaders } from './headers.ts'
import { htmlToText } from './html-text.ts'
import { namedIds } from './ids.ts'
import { content, type Part, readMime } from './mime.ts'

/** A notice about a mail of ours: a bounce, a delay, a delivery or a read receipt. Null when the mail is none, or is about no mail of ours. */
export function readNotice(root: Part): InboundItem | null {
  const leaves = leavesOf(root)
  const status = leaves.find((part) => part.type.value === 'message/delivery-status')
  if (status) return fromStatus(root, leaves, status)
  const disposition = leaves.find((part) => part.type.value === 'message/disposition-notification')
  if (disposition) return fromDisposition(root, disposition)
  return isFailureNotice(root, leaves) ? fromProse(root, leaves) : null
}

function leavesOf(part: Part): Part[] {
  return part.children.length === 0 ? [part] : part.children.flatMap(leavesOf)
}

const longestStatus = 256 * 1024

/** RFC 3464: blocks of fields, the first about the mail, one for each recipient. Their Action counts: "failed" is final whatever its Status begins with. */
function fromStatus(root: Part, leaves: Part[], status: Part): InboundItem | null {
  const externalId = ourId(root, leaves)
  if (externalId === null) return null
  const text = content(status).subarray(0, longestStatus).toString('latin1').replace(/\r\n?/g, '\n')
  const recipients = text.split(/\n\s*\n/).map((block) => readHeaders(Buffer.from(block, 'latin1'))).filter((block) => raw(block, 'action') !== '') // prettier-ignore
  // Some name no recipient and no outcome: then their words tell.
  if (recipients.length === 0) return fromProse(root, leaves)
  const worst = recipients.find((block) => action(block) === 'failed') ?? recipients.find((block) => action(block) === 'delayed')
  if (worst) return bounce(root, externalId, action(worst) === 'failed', statusReason(worst))
  if (recipients.some((block) => action(block) === 'delivered')) return receipt(root, externalId, 'delivered')
  return {
    type: 'ignored',
    reason: `A delivery notice that says neither delivered nor failed: ${recipients.map(action).join(', ')}.`,
  }
}

const action = (block: Headers) => raw(block, 'action').toLowerCase()

function statusReason(block: Headers): string {
  const recipient = (raw(block, 'final-recipient') || raw(block, 'original-recipient')).replace(/^[^;]*;\s*/, '')
  const said = headerText(block, 'diagnostic-code').replace(/^[a-z0-9-]+;\s*/i, '') || raw(block, 'status')
  return recipient === '' ? said : `${recipient}: ${said}`
}

/** RFC 8098. Only "displayed" tells that a person saw it. */
function fromDisposition(root: Part, part: Part): InboundItem | null {
  const fields = readHeaders(content(part))
  const externalId = namedIds(fields).find((id) => messageIdOf(id) !== null)
  if (externalId === undefined) return null
  if (/;\s*displayed\b/i.test(raw(fields, 'disposition'))) return receipt(root, externalId, 'read')
  return { type: 'ignored', reason: 'A receipt that does not say the mail was read.' }
}

function receipt(root: Part, externalId: string, status: 'delivered' | 'read'): InboundItem | null {
  const messageId = messageIdOf(externalId)
  return messageId === null ? null : { type: 'receipt', for: { messageId }, status, upTo: false, thread: null, at: sentAt(root.headers) }
}

const subjects =
  /undeliver|delivery (status|failure|has failed|incomplete)|delivery.{0,30}delayed|returned mail|returned to sender|mail (delivery|failure)|failure notice|could not be delivered|退信|退件|投递失败|投遞失敗|未送达|未送達|无法送达|無法傳遞|发送失败/i

/** By its subject, or in a language we do not know by what a mail system answered. An absent-note comes from nobody too, and names our mail as well. */
function isFailureNotice(root: Part, leaves: Part[]): boolean {
  return isFromDaemon(root.headers) && (subjects.test(headerText(root.headers, 'subject')) || finalCode.test(prose(leaves).join('\n')))
}

const delays = /delay|warning message only|will (re)?try|keep trying|retry|仍在尝试|延迟|延遲|verzögert|retard|задерж/i

/** QQ, 163, qmail and Exchange write prose and return our mail's headers somewhere in it. */
function fromProse(root: Part, leaves: Part[]): InboundBounce | null {
  const externalId = ourId(root, leaves)
  if (externalId === null) return null
  const text = prose(leaves).join('\n')
  const subject = headerText(root.headers, 'subject')
  const delayed = delays.test(subject) || (delays.test(text) && !finalCode.test(text))
  return bounce(root, externalId, !delayed, proseReason(text) || subject)
}

/** Of all parts together so much is read: a notice is a page. */
const longestProse = 200_000

function prose(leaves: Part[]): string[] {
  let left = longestProse
  return leaves
    .filter((part) => /^(text\/|message\/)/.test(part.type.value))
    .map((part) => {
      const text = decodeText(content(part).subarray(0, left), part.type.params['charset'] ?? null)
      left -= Math.min(left, text.length)
      return part.type.value === 'text/html' ? htmlToText(text) : text
    })
}

/** A permanent error as mail systems write it, in the prose or in what another system said. */
const finalCode = /\b55[0-4][ -]|\b5\.\d{1,3}\.\d{1,3}\b/

function proseReason(text: string): string {
  const line = text
    .split(/[\r\n]+/)
    .find((candidate) => /\b[45]\d\d[ -]|\b[45]\.\d{1,3}\.\d{1,3}\b|退信原因|does not exist|不存在|full|已满/.test(candidate))
  return line?.trim() ?? ''
}

/** The Message-ID of ours a notice is about: from the returned mail, the notice's own threading headers, or its prose. */
function ourId(root: Part, leaves: Part[]): string | null {
  const returned = leaves.filter((part) =>
    /^(message\/(rfc822|global)|text\/rfc822-headers|message\/rfc822-headers)$/.test(part.type.value),
  )
  const ids = [...returned.flatMap((part) => namedIds(readMime(content(part)).headers).slice(0, 1)), ...namedIds(root.headers).slice(1)]
  const quoted = prose(leaves).flatMap((text) =>
    [...text.matchAll(/Message-ID:\s*<?([^<>\s]{1,250}@[^<>\s]{1,250})>?/gi)].map((match) => match[1]!),
  )
  return [...ids, ...quoted].find((id) => messageIdOf(id) !== null) ?? null
}

function bounce(root: Part, externalId: string, permanent: boolean, reason: string): InboundBounce {
  const words = reason.replace(/\s+/g, ' ').trim().slice(0, 500)
  return {
    type: 'bounce',
    externalId,
    permanent,
    reason: words || 'The recipient’s mail server returned the mail without a reason.',
    at: sentAt(root.headers),
  }
}
