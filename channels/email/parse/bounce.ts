import type { InboundBounce, InboundIgnored, InboundReceipt } from '../../adapter.ts'
import { addressProblem, bareId, isMessageId, messageIdOf, normalAddress } from '../addresses.ts'
import { ownHeader } from '../own.ts'
import { isFromDaemon } from './automatic.ts'
import { decodeText } from '../../../server/charset.ts'
import { sentAt } from './dates.ts'
import { headerText, type Headers, raw, readHeaders } from './headers.ts'
import { htmlToText } from './html-text.ts'
import { answeredIds, namedIds } from './ids.ts'
import { content, type Part, readMime } from './mime.ts'
import { errorCode, ownWords, saidOfEach } from './notice-words.ts'
import { addresses } from './people.ts'

type NoticeItem = InboundBounce | InboundReceipt | InboundIgnored

/**
 * A notice about a mail that may be ours: a bounce, a delay, a delivery or a read receipt, and by which ids that mail may be known. Null when the
 * mail is no notice, or names nothing that could be ours.
 */
export function readNotice(root: Part): { item: NoticeItem; ids: string[] } | null {
  const leaves = leavesOf(root)
  const status = leaves.filter((part) => part.type.value === 'message/delivery-status')
  const disposition = leaves.find((part) => part.type.value === 'message/disposition-notification')
  if (status.length === 0 && disposition) return fromDisposition(root, disposition)
  if (status.length === 0 && !isFromDaemon(root.headers)) return null
  const words = noticeWords(leaves)
  if (status.length === 0 && !isFailureNotice(root.headers, words)) return null
  const ids = idsOfOurs(root, leaves)
  if (ids[0] === undefined) return null
  return { item: status.length > 0 ? fromStatus(root, words, { status, id: ids[0] }) : fromProse(root, words, ids[0]), ids }
}

function leavesOf(part: Part): Part[] {
  return part.children.length === 0 ? [part] : part.children.flatMap(leavesOf)
}

const longestStatus = 256 * 1024

/** RFC 3464: blocks of fields, the first about the mail, one for each recipient. Their Action counts: "failed" is final whatever its Status begins with. */
function fromStatus(root: Part, words: string, { status, id }: { status: Part[]; id: string }): NoticeItem {
  const bytes = Buffer.concat(status.flatMap((part) => [content(part).subarray(0, longestStatus), Buffer.from('\n\n')]))
  const text = bytes.subarray(0, longestStatus).toString('latin1').replace(/\r\n?/g, '\n')
  const blocks = text.split(/\n\s*\n/).map((block) => readHeaders(Buffer.from(block, 'latin1'))).filter((block) => raw(block, 'action') !== '') // prettier-ignore
  // Some name no recipient and no outcome: then their words tell.
  if (blocks.length === 0) return fromProse(root, words, id)
  const failed = blocks.filter((block) => action(block) === 'failed')
  const worst = failed[0] ?? blocks.find((block) => action(block) === 'delayed')
  if (worst) {
    const said = saidOfEach(words)
    const recipients = failed.flatMap((block) =>
      recipientOf(block) === '' ? [] : [{ address: recipientOf(block), reason: saidOf(block, said) }],
    )
    return bounce(root, id, { permanent: failed.length > 0, reason: statusReason(worst, said), recipients })
  }
  if (blocks.some((block) => action(block) === 'delivered')) return receipt(root, id, 'delivered')
  return {
    type: 'ignored',
    reason: `A delivery notice that says neither delivered nor failed: ${blocks.map(action).join(', ')}.`,
  }
}

const action = (block: Headers) => raw(block, 'action').toLowerCase()

function statusReason(block: Headers, said: Map<string, string>): string {
  const recipient = recipientOf(block)
  const reason = saidOf(block, said)
  return recipient === '' || reason.toLowerCase().startsWith(`<${recipient}>`) ? reason : `${recipient}: ${reason}`
}

const bareRecipient = (value: string) => value.replace(/^[^;]*;\s*/, '')

/** As we wrote to it, which the address it was forwarded to need not be. */
const recipientOf = (block: Headers) => normalAddress(bareRecipient(raw(block, 'original-recipient') || raw(block, 'final-recipient')))

/** Where it says no more than a number, what the notice says to people. */
function saidOf(block: Headers, said: Map<string, string>): string {
  const diagnosis = headerText(block, 'diagnostic-code').replace(/^[a-z0-9-]+;\s*/i, '')
  return /\p{L}{2}/u.test(diagnosis) ? diagnosis : said.get(recipientOf(block)) || diagnosis || raw(block, 'status')
}

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

const subjects = new RegExp(
  [
    'undeliver|delivery (status|failure|has failed|incomplete)|delivery.{0,30}delayed|returned mail|returned to sender|mail (delivery|failure)',
    'failure notice|could not be delivered|退信|退件|投递失败|投遞失敗|未送达|未送達|无法送达|無法傳遞|发送失败|投递延迟|延迟通知|延遲通知',
    'unzustellbar|nicht zugestellt|zustellung.{0,20}(fehlgeschlagen|verzögert)|non remis|échec de la remise|mancata consegna|impossibile recapitare',
    'no se p(uede|udo) entregar|entrega fallida|não foi possível entregar|falha na entrega|onbestelbaar|niet afgeleverd|nie można dostarczyć|niedostarczona',
    'не доставлен|недоставлен|не удалось доставить|teslim edilemedi|配信(できません|不能|エラー)|送信エラー|반송|전송 실패',
  ].join('|'),
  'i',
)

const failures = /did not reach the following|(could|can)( ?not|n['’]t) be delivered|unable to deliver|undeliverable/i

/** By its subject, or by what it says, or in a language we do not know by what a mail system answered. An absent-note comes from nobody too, and names our mail as well. */
function isFailureNotice(headers: Headers, words: string): boolean {
  return subjects.test(headerText(headers, 'subject')) || failures.test(words) || finalCode.test(words)
}

const delays = /delay|warning message only|will (re)?try|keep trying|retry|仍在尝试|延迟|延遲|verzögert|retard|задерж/i

/** QQ, 163, qmail and Exchange write prose and return our mail's headers somewhere in it. */
function fromProse(root: Part, words: string, id: string): InboundBounce {
  const subject = headerText(root.headers, 'subject')
  const isDelayed = delays.test(subject) || (delays.test(words) && !finalCode.test(words))
  const said = saidOfEach(words)
  const names = failedIn(root.headers, [...said.keys()])
  const coded = proseReason(words)
  const recipients = names.map((address) => {
    const own = said.get(address) ?? ''
    // The error may stand apart, where it can be nobody else's.
    return { address, reason: (names.length === 1 && !errorCode.test(own) && coded) || own || coded || subject }
  })
  return bounce(root, id, { permanent: !isDelayed, reason: recipients[0]?.reason || coded || subject, recipients })
}

/** Exim and Gmail name them in a header; others in what they say, in which our own address may stand as well. */
function failedIn(headers: Headers, said: string[]): string[] {
  const named = raw(headers, 'x-failed-recipients').split(/[\s,]+/).map(normalAddress).filter((address) => addressProblem(address) === null) // prettier-ignore
  const ours = addresses(headers, ['to'])
  const others = said.filter((address) => !ours.includes(address))
  const found = [named, others, said].find((list) => list.length > 0) ?? []
  return [...new Set(found)].slice(0, 100)
}

const returnedTypes = /^(message\/(rfc822|global)|text\/rfc822-headers|message\/rfc822-headers)$/

/** What the notice itself says, without the mail it returns. */
function noticeWords(leaves: Part[]): string {
  return prose(leaves.filter((part) => !returnedTypes.test(part.type.value))).map(ownWords).join('\n\n') // prettier-ignore
}

/** Of all parts together so much is read: a notice is a page. */
const longestProse = 200_000

function prose(leaves: Part[]): string[] {
  let left = longestProse
  return leaves
    .filter((part) => /^(text|message|multipart)\//.test(part.type.value))
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
    .find((candidate) => errorCode.test(candidate) || /退信原因|does not exist|不存在|full|已满/.test(candidate))
  return line?.trim() ?? ''
}

/**
 * The ids of the mail a notice is about that could be ours: our own header in the returned mail, which no server rewrites, its Message-ID, the
 * notice's own threading headers, or its prose.
 */
function idsOfOurs(root: Part, leaves: Part[]): string[] {
  const returned = leaves.filter((part) => returnedTypes.test(part.type.value)).map((part) => readMime(content(part)).headers)
  const named = [...returned.flatMap((headers) => namedIds(headers).slice(0, 1)), ...answeredIds(root.headers)]
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
