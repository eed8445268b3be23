import { domainToASCII } from 'node:url'

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
  if (!/^[^\s@"<>(),;:\\[\]\p{Cc}]{1,64}@[^\s@"<>(),;:\\[\]\p{Cc}]+$/u.test(address))
    return `“${printable(address)}” is not a mail address.`
  return null
}

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

const ours = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@/i

/** The uuid of the message a Message-ID of ours was made from, or null when it is not one of ours. */
export function messageIdOf(id: string): string | null {
  return ours.exec(bareId(id))?.[1]?.toLowerCase() ?? null
}

function printable(value: string): string {
  return value.replace(/\p{Cc}/gu, ' ').slice(0, 80)
}
