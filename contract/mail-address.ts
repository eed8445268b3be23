import type { Mailbox } from './mailbox.ts'

/** Whether an address can be written to. Stricter than RFC 5321 on purpose: no quoted local parts, no address literals, a domain with a dot or none at all. */
export function isMailAddress(address: string): boolean {
  return /^[^\s@"<>(),;:\\[\]\p{Cc}]{1,64}@[^\s@"<>(),;:\\[\]\p{Cc}.]+(\.[^\s@"<>(),;:\\[\]\p{Cc}.]+)*$/u.test(address)
}

/** The form in which two addresses are compared on a screen; the server knows international domains too. */
export const sameAddress = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

/** A mailbox in the form people read and paste: `Name <address>`, or the address alone. */
export function writeMailbox({ name, address }: Mailbox): string {
  return name === '' || sameAddress(name, address) ? address : `${name} <${address}>`
}

/**
 * Reads what somebody typed or pasted: mailboxes separated by commas, semicolons (Chinese ones too) or line breaks, `Name <address>` or an
 * address alone. What is none comes along as it was written, for its writer to mend: `isMailAddress` tells.
 */
export function readMailboxes(text: string): Mailbox[] {
  return pieces(text.slice(0, 100_000)).map((piece) => readMailbox(piece) ?? { name: '', address: piece.slice(0, 254) })
}

/** A separator inside a quoted name separates nothing; nor does the comma of `Family, Given <address>`. */
function pieces(text: string): string[] {
  const found = (text.match(/(?:"[^"]*"|[^,;，；、\r\n\t])+|[,;，；、\r\n\t]/g) ?? []).map((piece) => piece.trim())
  return found.flatMap((piece, at) => {
    if (piece === '' || /^[,;，；、]$/.test(piece) || isFamilyName(found, at)) return []
    return severalIn(isFamilyName(found, at - 2) ? `${found[at - 2]}, ${piece}` : piece)
  })
}

const isFamilyName = (found: string[], at: number) =>
  found[at] !== undefined && /^[^@<>]+$/.test(found[at]) && found[at + 1] === ',' && /^[^@<>]+<[^<>]*@[^<>]*>$/.test(found[at + 2] ?? '')

/** Addresses with nothing but blanks between them. */
function severalIn(piece: string): string[] {
  const words = piece.split(/\s+/)
  return words.length > 1 && words.every(isMailAddress) ? words : [piece]
}

function readMailbox(piece: string): Mailbox | null {
  const [, name = '', angled] = /^(.*?)[<＜]\s*(?:mailto:)?([^<>＜＞]*?)\s*[>＞]$/s.exec(piece) ?? []
  const address = (angled ?? piece.replace(/^mailto:/i, '')).replaceAll('＠', '@')
  return isMailAddress(address) ? { name: plainName(name), address } : null
}

const plainName = (name: string) => name.replace(/[\p{Cc}<>]/gu, ' ').trim().replace(/^(["'])(.*)\1$/s, '$2').trim().slice(0, 120) // prettier-ignore
