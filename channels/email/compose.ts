import type { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Account, Outbound } from '../adapter.ts'
import { addressProblem, bareId, domainOf } from './addresses.ts'
import type { EmailConfig } from './config.ts'
import { ownHeader } from './parse.ts'
import { escapeHtml } from './parse/html-text.ts'
import { currentTime } from '../../server/clock.ts'

/** A mail ready to go: who it is for, its size about, and its bytes (opened once, when asked). */
export type Letter = { from: string; to: string[]; size: number; open: () => Promise<Readable> }

/** The Message-ID a message of ours carries, without angle brackets. */
export function externalId(account: Account<EmailConfig>, messageId: string): string {
  return `${messageId}@${domainOf(account.config.address)}`
}

/** Makes a mail of a message. The envelope is what the headers show; nobody is written to unseen. Null with a reason when an address cannot be. */
export function compose(account: Account<EmailConfig>, message: Outbound): Letter | { problem: string } {
  const to = [...new Set([message.to.value, ...message.cc])].filter(
    (address) => address !== account.config.address || address === message.to.value,
  )
  const problem = to.map(addressProblem).find((found) => found !== null)
  if (problem !== undefined && problem !== null) return { problem }
  const files = message.files.reduce((sum, file) => sum + file.size, 0)
  return {
    from: account.config.address,
    to,
    size: Math.ceil(files * 1.37 + message.text.length * 6 + 4096),
    open: () => openMail(account, message, to.slice(1)),
  }
}

async function openMail(account: Account<EmailConfig>, message: Outbound, cc: string[]): Promise<Readable> {
  const opened: Readable[] = []
  try {
    for (const file of message.files) opened.push(watched(await file.open()))
    const attachments = message.files.map((file, n) => ({ filename: line(file.name), contentType: line(file.type), content: opened[n]! }))
    const mail = { ...fields(account, message, cc), attachments, disableFileAccess: true, disableUrlAccess: true }
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

function fields(account: Account<EmailConfig>, message: Outbound, cc: string[]) {
  const refs = threadRefs(message)
  const parent = refs.at(-1)
  return {
    from: { name: fromName(account, message.authorName), address: account.config.address },
    to: { name: line(message.to.name ?? ''), address: message.to.value },
    cc: cc.map((address) => ({ name: '', address })),
    subject: message.thread.refs.length === 0 ? line(message.thread.subject ?? '').slice(0, 900) : replySubject(message.thread.subject),
    messageId: `<${message.externalId}>`,
    ...(parent === undefined ? {} : { inReplyTo: `<${parent}>`, references: refs.map((ref) => `<${ref}>`).join(' ') }),
    headers: { [ownHeader]: message.messageId },
    date: currentTime(),
    text: message.text,
    html: toHtml(message.text),
  }
}

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

const prefixes = /^(\s*(re|aw|sv|antw|回复|回覆|答复|答覆|返信|回)(\[\d+\])?\s*[:：])+\s*/i

/** `Re: ` once, whatever the thread's subject already begins with. */
export function replySubject(subject: string | null): string {
  return `Re: ${line(subject ?? '')
    .replace(prefixes, '')
    .slice(0, 900)}`.trim()
}

/** The text as simple HTML: escaped, line ends and runs of spaces kept, web addresses clickable. */
export function toHtml(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n').map(htmlLine)
  return `<div style="font-family:sans-serif;font-size:14px;line-height:1.5">${lines.join('<br>\n')}</div>`
}

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
