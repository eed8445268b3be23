import type { Maskable } from './roles.ts'

const uuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/i
const day = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?$/
/** A mail address, its local part quoted or not, wherever it stands in a text. */
const address = /("[^"]*"|[^\s<>"(),;:，；：（）]+)@([^\s<>"(),;:@，；：（）]+)/g
/** A digit, or one hidden already: what was masked is read as what it was, so that masking it again hides the same digits or more. */
const digit = /[\d０-９*]/g
/** Seven to twenty digits in a row, with the signs people set between them, so that an order number may be taken for one, but no phone number passes. */
const number = /[+＋]?(?:[\d０-９*][-_ ()./\u00a0\u3000\u2010-\u2015·]{0,2}){6,19}[\d０-９*]/
/** An id of ours is passed over whole: its digits are nobody's number. */
const idOrNumber = new RegExp(`(?<id>${uuid.source})|${number.source}`, 'gi')

/**
 * Shows in part whatever looks like a mail address (`l***@example.com`) or a phone number (`13*****5678`) in a text of contact data, also
 * inside a name; leaves ids, days and everything else as they are. `kinds`: which of the two. Masking twice changes nothing.
 */
export function maskContact(value: string, kinds: readonly Maskable[] = ['phone', 'email']): string {
  if (day.test(value)) return value
  const mailsMasked = kinds.includes('email') ? value.replace(address, maskAddress) : value
  return kinds.includes('phone') ? outsideAddresses(mailsMasked, maskNumbers) : mailsMasked
}

function maskAddress(_: string, local: string, domain: string): string {
  const [first = ''] = local.replace(/^"/, '')
  return `${first}***@${domain}`
}

/** An address is masked as an address or not at all: the digits of `13812345678@example.com` are not a number of their own. */
function outsideAddresses(text: string, mask: (part: string) => string): string {
  let end = 0
  let masked = ''
  for (const match of text.matchAll(address)) {
    masked += mask(text.slice(end, match.index)) + match[0]
    end = match.index + match[0].length
  }
  return masked + mask(text.slice(end))
}

const maskNumbers = (text: string): string =>
  text.replace(idOrNumber, (written: string, id: string | undefined) => (id === undefined ? maskNumber(written) : id))

/**
 * Hides five digits or more, before the last four: `13*****5678`, `+8613*****5678`; of fewer than ten digits before the last two. Fewer
 * hidden ones could be tried out.
 */
function maskNumber(written: string): string {
  const digits = written.match(digit)?.length ?? 0
  const [from, to] = digits >= 10 ? [Math.min(digits - 9, 4), digits - 4] : [Math.min(digits - 7, 1), digits - 2]
  let n = -1
  return written.replace(digit, (one) => {
    n += 1
    return n >= from && n < to ? '*' : one
  })
}

/** Whether a text holds an address or a number as `maskContact` sees one; as a pattern both JavaScript and PostgreSQL read alike. */
export const contactPattern = '[@＠]|([0-9０-９][-_ ()./\u00a0\u3000\u2010-\u2015·]{0,2}){6}[0-9０-９]'
