import type { Maskable } from './roles.ts'

const uuid = /[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}/
const day = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?$/
/** A mail address, its local part quoted or not, wherever it stands in a text; looked for where a word begins only, so in linear time. */
const address = /("[^"]*"|(?<![^\s<>"(),;:@＠﹫，；：（）])[^\s<>"(),;:@＠﹫，；：（）]+)[@＠﹫]([^\s<>"(),;:@＠﹫，；：（）]+)/g
/**
 * What a comparison reads as a digit: those of ASCII, those NFKC turns into them (full width, mathematical, circled, raised …) and those
 * phone numbers are written with in Arabic and Persian. Inside `[]`, as JavaScript (flag `u`) and PostgreSQL read alike.
 */
const digits =
  '0-9²³¹¼-¾٠-٩۰-۹⁰⁴-⁹₀-₉⅐-⅟↉①-⑳⑴-⒛⓪㉑-㉟㊱-㊿㋀-㋋㍘-㍰㍸㍹㎟-㎦㎨㎯㏠-㏾０-９\u{1ccf0}-\u{1ccf9}\u{1d7ce}-\u{1d7ff}\u{1f100}-\u{1f10a}\u{1fbf0}-\u{1fbf9}'
/** Letters of any script, in coarse blocks: what ends a number. All else may stand within one: signs, spaces, marks, what nobody sees. */
const letters =
  'A-Za-zªµºÀ-ÖØ-öø-\u02afͰ-\u0482\u048a-\u0590\u05be-\u05ff\u0620-\u064a\u066e-\u06d5\u06ee-\u06fa\u0710-\u167f\u1681-\u17b3\u17b6-\u180a\u1810-\u1aaf\u1b00-\u1dbf\u1e00-\u1fff\u2c00-\u2dff\u2e80-\u2fdf々-〇〡-〩〱-〵〻ぁ-\u3096ゝ-ヺー-\u31ff㐀-\u4dbf一-\ud7ff\uf900-\ufdff\ufe70-\ufefeＡ-Ｚａ-ｚｦ-\uffdf\u{10000}-\u{1bc9f}\u{1bca4}-\u{1bfff}\u{1d400}-\u{1d7cb}\u{1df00}-\u{1efff}\u{20000}-\u{3ffff}'
/** A digit, or one hidden already: what was masked is read as what it was, so that masking it again hides the same digits or more. */
const digit = new RegExp(`[${digits}*]`, 'gu')
/** Seven digits or more with no letter between them: an order number may be taken for one, or two numbers for one, but none passes. */
const number = new RegExp(`[+＋]?(?:[${digits}*][^${letters}${digits}*]*){6,}[${digits}*]`, 'u')
/** A day as it is written in numbers, year first or last, with a time or without: all there is between two letters, or it may be a number. */
const dayInText =
  /^(?:(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|[12]\d|3[01])\2(?:19|20)\d\d)(?:,? (?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?$/
/** An id of ours is passed over whole: its digits are nobody's number. */
const idOrNumber = new RegExp(`(?<id>${uuid.source})|${number.source}`, 'gu')

/**
 * Shows in part whatever looks like a mail address (`l***@example.com`) or a phone number (`13*****5678`) in a text of contact data, also
 * inside a name; leaves ids, days (`lunar 1990-08-15`) and everything else as they are. `kinds`: which of the two. Masking twice changes nothing.
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
  text.replace(idOrNumber, (written: string, id: string | undefined) =>
    id === undefined && !dayInText.test(written) ? maskNumber(written) : written,
  )

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

/** Whether a text holds an address or a number as `maskContact` sees one; as a pattern both JavaScript (flag `u`) and PostgreSQL read alike. */
export const contactPattern = `[@＠﹫]|([${digits}][^${letters}${digits}]*){6}[${digits}]`
