import type { InboundBounce, InboundIgnored, InboundReceipt } from '../../adapter.ts'
import { addressProblem, bareId, isMessageId, messageIdOf, normalAddress } from '../addresses.ts'
import { ownHeader } from '../own.ts'
import { isFromDaemon } from './automatic.ts'
import { decodeText } from '../../../server/charset.ts'
import { sentAt } from './dates.ts'
import { headerText, type Headers, raw, readHeaders } from './headers.ts'
import { htmlToText } from './html-text.ts'
import { namedIds } from './ids.ts'
import { content, type Part, readMime } from './mime.ts'

type NoticeItem = InboundBounce | InboundReceipt | InboundIgnored

/**
 * A notice about a mail that may be ours: a bounce, a delay, a delivery or a read receipt, and by which ids that mail may be known. Null when the
 * mail is no notice, or names nothing that could be ours.
 */
export function readNotice(root: Part): { item: NoticeItem; ids: string[] } | null {
  const leaves = leavesOf(root)
  const status = leaves.find((part) => part.type.value === 'message/delivery-status')
  const disposition = leaves.find((part) => part.type.value === 'message/disposition-notification')
  if (!status && disposition) return fromDisposition(root, disposition)
  if (!status && !isFailureNotice(root, leaves)) return null
  const ids = idsOfOurs(root, leaves)
  if (ids[0] === undefined) return null
  return { item: status ? fromStatus(root, leaves, { status, id: ids[0] }) : fromProse(root, leaves, ids[0]), ids }
}

function leavesOf(part: Part): Part[] {
  return part.children.length === 0 ? [part] : part.children.flatMap(leavesOf)
}

const longestStatus = 256 * 1024

/** RFC 3464: blocks of fields, the first about the mail, one for each recipient. Their Action counts: "failed" is final whatever its Status begins with. */
function fromStatus(root: Part, leaves: Part[], { status, id }: { status: Part; id: string }): NoticeItem {
  const text = content(status).subarray(0, longestStatus).toString('latin1').replace(/\r\n?/g, '\n')
  const blocks = text.split(/\n\s*\n/).map((block) => readHeaders(Buffer.from(block, 'latin1'))).filter((block) => raw(block, 'action') !== '') // prettier-ignore
  // Some name no recipient and no outcome: then their words tell.
  if (blocks.length === 0) return fromProse(root, leaves, id)
  const failed = blocks.filter((block) => action(block) === 'failed')
  const worst = failed[0] ?? blocks.find((block) => action(block) === 'delayed')
  if (worst) {
    const recipients = failed.flatMap((block) =>
      recipientOf(block) === '' ? [] : [{ address: recipientOf(block), reason: saidOf(block) }],
    )
    return bounce(root, id, { permanent: failed.length > 0, reason: statusReason(worst), recipients })
  }
  if (blocks.some((block) => action(block) === 'delivered')) return receipt(root, id, 'delivered')
  return {
    type: 'ignored',
    reason: `A delivery notice that says neither delivered nor failed: ${blocks.map(action).join(', ')}.`,
  }
}

const action = (block: Headers) => raw(block, 'action').toLowerCase()

function statusReason(block: Headers): string {
  const recipient = bareRecipient(raw(block, 'final-recipient') || raw(block, 'original-recipient'))
  return recipient === '' ? saidOf(block) : `${recipient}: ${saidOf(block)}`
}

const bareRecipient = (value: string) => value.replace(/^[^;]*;\s*/, '')

/** As we wrote to it, which the address it was forwarded to need not be. */
const recipientOf = (block: Headers) => normalAddress(bareRecipient(raw(block, 'original-recipient') || raw(block, 'final-recipient')))

const saidOf = (block: Headers) => headerText(block, 'diagnostic-code').replace(/^[a-z0-9-]+;\s*/i, '') || raw(block, 'status')

/** RFC 8098. Only "displayed" tells that a person saw it. */
function fromDisposition(root: Part, part: Part): { item: NoticeItem; ids: string[] } | null {
  const fields = readHeaders(content(part))
  const ids = namedIds(fields).filter((id) => messageIdOf(id) !== null)
  if (ids[0] === undefined) return null
  if (/;\s*displayed\b/i.test(raw(fields, 'disposition'))) return { item: receipt(root, ids[0], 'read'), ids }
  return { item: { type: 'ignored', reason: 'A receipt that does not say the mail was read.' }, ids }
}

function receipt(root: Part, id: string, status: 'delivered' | 'read'): InboundReceipt {
  return { type: 'receipt', for: { messageId: messageIdOf(id) ?? id }, status, upTo: false, thread: null, at: sentAt(root.headers) }
}

const subjects =
  /undeliver|delivery (status|failure|has failed|incomplete)|delivery.{0,30}delayed|returned mail|returned to sender|mail (delivery|failure)|failure notice|could not be delivered|退信|退件|投递失败|投遞失敗|未送达|未送達|无法送达|無法傳遞|发送失败|投递延迟|延迟通知|延遲通知|unzustellbar|nicht zugestellt|zustellung.{0,20}(fehlgeschlagen|verzögert)|non remis|échec de la remise|no se puede entregar|no se pudo entregar|entrega fallida|não foi possível entregar|falha na entrega|mancata consegna|impossibile recapitare|onbestelbaar|niet afgeleverd|nie można dostarczyć|niedostarczona|не доставлен|недоставлен|не удалось доставить|teslim edilemedi|配信(できません|不能|エラー)|送信エラー|반송|전송 실패/i

/** By its subject, or in a language we do not know by what a mail system answered. An absent-note comes from nobody too, and names our mail as well. */
function isFailureNotice(root: Part, leaves: Part[]): boolean {
  return isFromDaemon(root.headers) && (subjects.test(headerText(root.headers, 'subject')) || finalCode.test(prose(leaves).join('\n')))
}

const delays = /delay|warning message only|will (re)?try|keep trying|retry|仍在尝试|延迟|延遲|verzögert|retard|задерж/i

/** QQ, 163, qmail and Exchange write prose and return our mail's headers somewhere in it. */
function fromProse(root: Part, leaves: Part[], id: string): InboundBounce {
  const text = prose(leaves).join('\n')
  const subject = headerText(root.headers, 'subject')
  const isDelayed = delays.test(subject) || (delays.test(text) && !finalCode.test(text))
  const reason = proseReason(text) || subject
  return bounce(root, id, {
    permanent: !isDelayed,
    reason,
    recipients: failedIn(root.headers, text).map((address) => ({ address, reason })),
  })
}

/** Exim and Gmail name them in a header, qmail and those after it on a line of their own, with a colon behind. */
function failedIn(headers: Headers, text: string): string[] {
  const named = raw(headers, 'x-failed-recipients').split(/[\s,]+/)
  const lines = [...text.matchAll(/^\s*<([^<>\s]{1,254}@[^<>\s]{1,254})>:\s*$/gm)].map((match) => match[1]!)
  return [...new Set([...named, ...lines].map(normalAddress).filter((address) => addressProblem(address) === null))].slice(0, 100)
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

/**
 * The ids of the mail a notice is about that could be ours: our own header in the returned mail, which no server rewrites, its Message-ID, the
 * notice's own threading headers, or its prose.
 */
function idsOfOurs(root: Part, leaves: Part[]): string[] {
  const returned = leaves
    .filter((part) => /^(message\/(rfc822|global)|text\/rfc822-headers|message\/rfc822-headers)$/.test(part.type.value))
    .map((part) => readMime(content(part)).headers)
  const named = [...returned.flatMap((headers) => namedIds(headers).slice(0, 1)), ...namedIds(root.headers).slice(1)]
  const written = prose(leaves).join('\n')
  const quoted = [...written.matchAll(/Message-ID:\s*<?([^<>\s]{1,250}@[^<>\s]{1,250})>?/gi)].map((match) => match[1]!)
  const marked = [
    ...returned.map((headers) => raw(headers, ownHeader.toLowerCase())),
    ...[...written.matchAll(new RegExp(`^\\s*${ownHeader}:\\s*(\\S{36})\\s*$`, 'gim'))].map((match) => match[1]!),
  ]
  const ids = [...named, ...quoted].map(bareId).filter((id) => messageIdOf(id) !== null)
  return [...new Set([...ids, ...marked.map((id) => id.toLowerCase()).filter(isMessageId)])].slice(0, 20)
}

function bounce(
  root: Part,
  externalId: string,
  failure: Pick<InboundBounce, 'permanent' | 'reason'> & { recipients: { address: string; reason: string }[] },
): InboundBounce {
  const { permanent, recipients } = failure
  return {
    type: 'bounce',
    externalId,
    permanent,
    reason: inOneLine(failure.reason) || silent,
    at: sentAt(root.headers),
    ...(recipients.length > 0
      ? { recipients: recipients.slice(0, 100).map(({ address, reason }) => ({ address, reason: inOneLine(reason) || silent })) }
      : {}),
  }
}

const silent = 'The recipient’s mail server returned the mail without a reason.'
const inOneLine = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, 500)
