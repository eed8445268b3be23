import type { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Mailbox } from '../../contract/mailbox.ts'
import type { Account, Outbound } from '../adapter.ts'
import { addressProblem, answerAddress, bareId, domainOf, normalAddress } from './addresses.ts'
import type { EmailConfig } from './config.ts'
import { ownHeader } from './own.ts'
import { escapeHtml } from './parse/html-text.ts'
import { baseSubject } from './subject.ts'
import { currentTime } from '../../server/clock.ts'

/** A mail ready to go: to whom this time, the person it is for among them or not, its size about, and its bytes (opened once, when asked). */
export type Letter = { from: string; to: string[]; main: string; size: number; open: () => Promise<Readable> }

/** The Message-ID a message of ours carries, without angle brackets. */
export function externalId(account: Account<EmailConfig>, messageId: string): string {
  return `${messageId}@${domainOf(account.config.address)}`
}

/** Makes a mail of a message. The envelope is what the headers show, and the hidden copies. A reason instead when an address cannot be. */
export function compose(account: Account<EmailConfig>, message: Outbound): Letter | { problem: string } {
  const { to: main, cc, bcc } = message.recipients
  const to = [...new Set([...main, ...cc, ...bcc].map(({ address }) => address))]
  const problem = to.map(addressProblem).find((found) => found !== null)
  if (problem !== undefined && problem !== null) return { problem }
  const files = message.files.reduce((sum, file) => sum + file.size, 0)
  return {
    from: account.config.address,
    to: meant(to, message.only),
    main: message.to.value,
    size: Math.ceil(files * 1.37 + textOf(message).length * 6 + 4096),
    open: () => openMail(account, message),
  }
}

/** Those of `all` a try is for. What came back from an address we do not know went to somebody the first of them forwards to. */
function meant(all: string[], only: string[]): string[] {
  if (only.length === 0) return all
  const wanted = new Set(only.map(normalAddress))
  const isForwarded = [...wanted].some((address) => !all.includes(address))
  return all.filter((address, n) => wanted.has(address) || (n === 0 && isForwarded))
}

async function openMail(account: Account<EmailConfig>, message: Outbound): Promise<Readable> {
  const opened: Readable[] = []
  try {
    for (const file of message.files) opened.push(watched(await file.open()))
    const attachments = message.files.map((file, n) => ({ filename: line(file.name), contentType: line(file.type), content: opened[n]! }))
    const mail = { ...fields(account, message), attachments, disableFileAccess: true, disableUrlAccess: true }
    return boundTo(new MailComposer(mail).compile().createReadStream(), opened)
  } catch (error) {
    opened.forEach((file) => file.destroy())
    throw error
  }
}

/** A file may fail before anybody reads it, and an error nobody listens to would end the process; `boundTo` looks at it. */
function watched(file: Readable): Readable {
  return file.on('error', () => undefined)
}

/** One fate: a file that fails fails the mail, and when the mail is done or given up the files are closed. */
function boundTo(mail: Readable, files: Readable[]): Readable {
  for (const file of files) {
    if (file.errored) queueMicrotask(() => mail.destroy(file.errored ?? undefined))
    file.once('error', (error) => mail.destroy(error))
  }
  return mail.once('close', () => files.forEach((file) => file.destroy()))
}

/** What was written, and below it what is passed on. */
const textOf = ({ text, quoted }: Outbound) => [text, quoted ?? ''].filter((part) => part !== '').join('\n\n')

/** Of hidden copies there is no header: whoever writes one tells everybody. */
function fields(account: Account<EmailConfig>, message: Outbound) {
  const refs = threadRefs(message)
  const parent = refs.at(-1)
  return {
    from: { name: fromName(account, message.authorName), address: account.config.address },
    ...(account.config.replyTokens ? { replyTo: answerTo(account, message) } : {}),
    to: message.recipients.to.map(named),
    cc: message.recipients.cc.map(named),
    subject: message.thread.refs.length === 0 ? line(message.thread.subject ?? '').slice(0, 900) : replySubject(message.thread.subject),
    messageId: `<${message.externalId}>`,
    ...(parent === undefined ? {} : { inReplyTo: `<${parent}>`, references: refs.map((ref) => `<${ref}>`).join(' ') }),
    headers: { [ownHeader]: message.messageId },
    date: currentTime(),
    text: textOf(message),
    html: toHtml(message.text, message.quoted),
  }
}

/** Where an answer comes back to this very conversation, whatever becomes of the mail's Message-ID on the way. */
const answerTo = (account: Account<EmailConfig>, { authorName, messageId }: Outbound) => ({
  name: fromName(account, authorName),
  address: answerAddress(account.config.address, messageId),
})

const named = ({ name, address }: Mailbox) => ({ name: line(name), address })

function fromName(account: Account<EmailConfig>, author: string): string {
  return [author, account.config.displayName || account.name].map(line).filter((part) => part !== '').join(' · ') // prettier-ignore
}

const maxRefs = 20

/** The first of a thread and its newest, oldest first: what RFC 5322 asks for, at a length no server refuses (998 characters a line, folded). */
function threadRefs(message: Outbound): string[] {
  const known = message.thread.refs.map(bareId).filter((ref) => /^[^\s<>#]{1,240}@[^\s<>#]+$/.test(ref) && !ref.endsWith('.invalid'))
  const refs = [...new Set(known)].filter((ref) => ref !== message.externalId)
  return refs.length <= maxRefs ? refs : [refs[0]!, ...refs.slice(1 - maxRefs)]
}

/** `Re: ` once, whatever the thread's subject already begins with. */
export function replySubject(subject: string | null): string {
  return `Re: ${baseSubject(line(subject ?? '')).slice(0, 900)}`.trim()
}

/** The text as simple HTML: escaped, line ends and runs of spaces kept, web addresses clickable. What is passed on stands below it, set off. */
export function toHtml(text: string, quoted: string | null = null): string {
  const passedOn =
    quoted === null ? '' : `<div style="margin-top:14px;padding-left:10px;border-left:2px solid #ccc" dir="auto">${htmlLines(quoted)}</div>`
  return `<div style="font-family:sans-serif;font-size:14px;line-height:1.5">${htmlLines(text)}${passedOn}</div>`
}

const htmlLines = (text: string) => text.replace(/\r\n?/g, '\n').split('\n').map(htmlLine).join('<br>\n')

function htmlLine(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"'，。；：！？、（）《》“”]+[^\s<>"'，。；：！？、（）《》“”.,;:!?)])/)
    .map((piece, n) =>
      n % 2 === 1 ? `<a href="${escapeHtml(piece)}">${escapeHtml(piece)}</a>` : escapeHtml(piece).replace(/ {2}/g, ' &nbsp;'),
    )
    .join('')
}

/** One line, no control characters: nothing a person typed can begin a header of its own. */
function line(value: string): string {
  return value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}
