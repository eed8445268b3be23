import type { IdentityKind } from '../../contract/customers.ts'

const longest = 120

/** What a customer is called: the name they gave on one line, or what their handle offers while they gave none. */
export function nameFor(kind: IdentityKind, value: string, given: string | null | undefined): string {
  return clean(given ?? '') || fallbackName(kind, value)
}

/** The name of somebody who never gave one: the address, or the end of the channel's own id. */
export function fallbackName(kind: IdentityKind, value: string): string {
  const last = value.slice(value.lastIndexOf('/') + 1)
  if (kind === 'email') return clip(value)
  return kind === 'visitor' ? `Visitor ${[...last].slice(-4).join('')}` : clip(last)
}

/** Whether a name is only what one of their handles offered. */
export function isMadeUp(name: string, identities: { kind: IdentityKind; value: string }[]): boolean {
  return identities.some(({ kind, value }) => fallbackName(kind, value) === name)
}

/** One line without control and direction characters, so that a name cannot break a header or disguise the text after it. */
function clean(name: string): string {
  const line = name.replace(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
  return clip(line.replace(/\s+/g, ' ').trim())
}

/** At most `longest` UTF-16 units, never half a character. */
function clip(text: string): string {
  return text
    .slice(0, longest)
    .replace(/[\ud800-\udbff]$/, '')
    .trim()
}
