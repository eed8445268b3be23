import { domainToASCII } from 'node:url'
import type { IdentityKind } from '../../contract/customers.ts'
import { sha256 } from '../../server/crypto.ts'
import { normalizePhone, type Region } from './phones.ts'

// A longer value would not fit PostgreSQL's index; its hash keeps two long ones apart.
const longest = 512

/**
 * The form an identity is stored and compared in; applying it twice changes nothing.
 * Mail: trimmed, NFKC (full width becomes half), lower case, the domain in punycode; `+tags` and dots stay, since what they
 * mean is each provider's own rule. Phones: see `normalizePhone`; `region` says what a number without a country is.
 * Other kinds are the channel's own ids and stay as they are.
 */
export function normalizeIdentity(kind: IdentityKind, value: string, region?: Region): string {
  const stored = storable(value)
  if (kind === 'email') return bounded(normalizeEmail(stored))
  return bounded(kind === 'phone' ? normalizePhone(stored, region) : stored)
}

function normalizeEmail(address: string): string {
  const folded = address.normalize('NFKC').toLowerCase().normalize('NFKC').trim()
  const at = folded.lastIndexOf('@')
  return at < 0 ? folded : folded.slice(0, at + 1) + normalizeDomain(folded.slice(at + 1))
}

// domainToASCII reads its argument as part of a URL, where `/` ends the host and `1.2` is an IPv4 address.
const international = /^[^\s/?#@:\\%[\]]*\P{ASCII}[^\s/?#@:\\%[\]]*$/u

function normalizeDomain(domain: string): string {
  if (!international.test(domain)) return domain
  return domainToASCII(domain) || domain
}

/** Without what PostgreSQL's text cannot hold: NUL, and halves of a character. */
function storable(value: string): string {
  return value.replaceAll('\0', '').replace(/\p{Cs}/gu, '\ufffd')
}

function bounded(value: string): string {
  if (value.length <= longest) return value
  const hash = sha256(value)
  return `${storable(value.slice(0, longest - hash.length - 1))}#${hash}`
}
