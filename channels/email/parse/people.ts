import addressparser from 'nodemailer/lib/addressparser'
import { addressProblem, normalAddress, splitAddresses } from '../addresses.ts'
import type { Handle } from '../../adapter.ts'
import { all, decodeWords, type Headers, headerStart, readHeaders } from './headers.ts'

export type Person = { name: string; address: string }

const maxPeople = 200
/** Of an address header, all its fields together; more is nobody's list of people, and slow to take apart. */
const maxLength = 64 * 1024
const maxName = 1_000

/** The people of an address header: groups opened, names decoded, what is no address left out. */
export function people(headers: Headers, name: string): Person[] {
  let left = maxLength
  const found = all(headers, name).flatMap((value) => {
    const read = value.slice(0, left)
    left -= read.length
    return read === '' ? [] : addressparser(withCommas(withQuotes(decodedWhole(read))), { flatten: true })
  })
  return found.slice(0, maxPeople).flatMap(({ name: shown, address }) => toPerson(shown, address))
}

/** Some clients encode name and address in one. */
function decodedWhole(value: string): string {
  return value.replace(/(?<=^|,)\s*(=\?[^,<>"\s]+\?=\s*)+(?=,|$)/g, (words) => {
    const text = decodeWords(words)
    return /<[^<>@\s]+@[^<>@\s]+>\s*$/.test(text) ? Buffer.from(text).toString('latin1') : words
  })
}

/** A local part with a blank in it would be read as what stands behind the blank, which is somebody else's; in quotes it is no address of ours. */
function withQuotes(value: string): string {
  return value.replace(/<\s*([^<>@"\s]+(?:\s+[^<>@"\s]+)+)\s*@/g, '<"$1"@')
}

/** Bare addresses with nothing but blanks between them are so many people; they would be read as one, called as the second. */
function withCommas(value: string): string {
  const bare = String.raw`[^\s"<>(),:;@]+@[^\s"<>(),:;@]+`
  return new RegExp(`^\\s*${bare}(?:\\s+${bare})+\\s*$`).test(value) ? value.trim().replace(/\s+/g, ',') : value
}

function toPerson(shown: string, written: string): Person[] {
  // Raw 8-bit and encoded words stand in the address part too, with some clients.
  const address = normalAddress(decodeWords(written))
  if (addressProblem(address) !== null) return []
  return [{ name: decodeWords(shown).slice(0, maxName).replace(/^["'<>\s]+|["'<>\s]+$/g, '').slice(0, 120), address }] // prettier-ignore
}

/** The addresses of several headers, each once, in order. */
export function addresses(headers: Headers, names: string[]): string[] {
  return [...new Set(names.flatMap((name) => people(headers, name)).map((person) => person.address))]
}

/**
 * Who wrote: From, else Sender, Reply-To, Return-Path. A mail that names nobody is from a person of its own, never dropped and never
 * mixed with another's.
 */
export function sender(headers: Headers, verified: boolean | null, print: string): Handle {
  const found = ['from', 'sender', 'reply-to', 'return-path'].flatMap((name) => people(headers, name))[0]
  if (!found) return { kind: 'email', value: `unknown-${print}@sender.invalid`, name: nameOnly(headers), verified: false }
  const proved = people(headers, 'from').length === 1 ? verified : verified === null ? null : false
  const named = found.name !== '' && normalAddress(found.name) !== found.address
  return { kind: 'email', value: found.address, verified: proved, ...(named ? { name: found.name } : {}) }
}

/** The names that headers give to addresses, by address; the first one counts. */
export function namesOf(headers: Headers, names: string[]): Record<string, string> {
  const named = names.flatMap((name) => people(headers, name)).filter(({ name, address }) => name !== '' && normalAddress(name) !== address)
  return Object.fromEntries(named.toReversed().map(({ name, address }) => [address, name]))
}

/**
 * Whose mail it is: the one person in Reply-To where the sender mails for others (`formSenders`, or our own address: a form on our own site). That
 * is the form's word and no proof, whatever its own domain proves; and nobody, of whom a form that is forged itself speaks.
 */
export function behindForm(
  headers: Headers,
  from: Handle,
  { address, formSenders }: { address: string | null; formSenders: string },
): Handle {
  const [person, ...others] = people(headers, 'reply-to').filter((one) => one.address !== from.value && one.address !== address)
  const isForm = matches(formSenders, from.value) || (formSenders !== '' && from.value === address)
  if (!person || others.length > 0 || !isForm) return from
  const named = person.name !== '' && normalAddress(person.name) !== person.address
  return { kind: 'email', value: person.address, verified: from.verified === false ? false : null, ...(named ? { name: person.name } : {}) }
}

/** Whether an address is one of a list, in which `*` stands for anything. */
const matches = (list: string, address: string) => splitAddresses(list).some((pattern) => fits(pattern.split('*'), address))

function fits([start = '', ...others]: string[], address: string): boolean {
  const end = others.pop()
  if (end === undefined) return address === start
  let from = start.length
  for (const piece of others) {
    const at = address.indexOf(piece, from)
    if (at < 0) return false
    from = at + piece.length
  }
  return address.startsWith(start) && address.endsWith(end) && address.length - end.length >= from
}

function nameOnly(headers: Headers): string {
  return decodeWords(all(headers, 'from')[0] ?? '').trim().slice(0, 120) || '?' // prettier-ignore
}

/** A mail's beginning, in which its writer is looked for. */
const beginning = 16 * 1024

/** Who wrote a mail, from its beginning alone. */
export function writerOf(mail: Buffer): string {
  const start = headerStart(mail)
  return sender(readHeaders(mail.subarray(start, start + beginning)), null, '').value
}
