import { domainToASCII } from 'node:url'
import { isMailAddress } from '../../contract/mail-address.ts'

/**
 * A mail address in the form it is compared in: trimmed, lower case, an international domain in its ASCII form.
 * Local parts are case-sensitive by RFC 5321 and by nobody's practice.
 */
export function normalAddress(address: string): string {
  const trimmed = address.trim().replace(/^<|>$/g, '')
  const at = trimmed.lastIndexOf('@')
  if (at < 1) return trimmed.toLowerCase()
  const domain = trimmed.slice(at + 1)
  return `${trimmed.slice(0, at)}@${domainToASCII(domain) || domain}`.toLowerCase()
}

/** Why an address cannot be written to, or null. Stricter than RFC 5321 on purpose: no quoted local parts, no address literals. */
export function addressProblem(address: string): string | null {
  if (address.length > 254) return 'The mail address is longer than 254 characters.'
  if (!isMailAddress(address)) return `“${printable(address)}” is not a mail address.`
  return null
}

/** The addresses of a list with commas between them. */
export const splitAddresses = (list: string) => list.split(/[,;，；\s]+/).filter((one) => one !== '')

/** Who mails for others unless a channel's settings say otherwise: addresses that nobody reads. */
export const usualFormSenders = 'no-reply@*, noreply@*, no_reply@*, do-not-reply@*, donotreply@*'

/** The part after the last `@`. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

/** A Message-ID as it is stored and compared: no angle brackets, no white space, its domain in lower case. */
export function bareId(id: string): string {
  const bare = id.replace(/[<>\s\p{Cc}]/gu, '')
  const at = bare.lastIndexOf('@')
  return at < 0 ? bare : bare.slice(0, at) + bare.slice(at).toLowerCase()
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether it has the form of the ids our messages have. */
export const isMessageId = (id: string): boolean => uuid.test(id)

/** The uuid a Message-ID of ours would be made from, or null where it has none; others make theirs of uuids too. */
export function messageIdOf(id: string): string | null {
  const [local = ''] = bareId(id).split('@', 1)
  return isMessageId(local) && bareId(id).includes('@') ? local.toLowerCase() : null
}

/** Our address for the answer to one message of ours: `support+<its id without dashes>@…`. */
export function answerAddress(address: string, messageId: string): string {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at)}+${messageId.replaceAll('-', '')}${address.slice(at)}`
}

/** The address and the message an `answerAddress` was made of; null for any other address. */
export function readAnswerAddress(address: string): { address: string; messageId: string } | null {
  const [, local, id, domain] = /^(.+)\+([0-9a-f]{32})(@[^@]+)$/.exec(address) ?? []
  if (local === undefined || id === undefined || domain === undefined) return null
  return { address: local + domain, messageId: id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') }
}

function printable(value: string): string {
  return value.replace(/\p{Cc}/gu, ' ').slice(0, 80)
}
