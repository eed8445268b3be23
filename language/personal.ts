/** What a message may give away about a person. */
export type PersonalKind = 'mobile' | 'identity-card' | 'bank-card' | 'email' | 'wechat' | 'qq'
export type Personal = { kind: PersonalKind; /** UTF-16 positions in the text given. */ start: number; end: number }

type Pattern = { kind: PersonalKind; pattern: RegExp; holds?: (match: string) => boolean }

// A number is found only when no digit stands before or after it: part of a longer one means nothing.
const patterns: Pattern[] = [
  { kind: 'email', pattern: /(?<![\w.+-])[\w.+-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,62}\.){1,5}[a-z]{2,24}/gi },
  { kind: 'identity-card', pattern: /(?<!\d)[1-9]\d{5}(?:19|20)\d{9}[\dx](?![\da-z])/gi, holds: hasCardChecksum },
  { kind: 'bank-card', pattern: /(?<![\d.])[3-9]\d{3}(?:[ -]?\d{4}){2}(?:[ -]?\d{1,4}){1,2}(?!\d)/g, holds: passesLuhn },
  { kind: 'mobile', pattern: /(?<!\d)(?:(?:\+|00)?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)/g },
  { kind: 'wechat', pattern: /(?:微信|微❤|薇信|威信|weixin|wechat|\b[vw]x)(?:号|id)?(?:是|为)?[:：\s]{0,3}[a-z][-\w]{5,19}/gi },
  { kind: 'qq', pattern: /(?:\bqq|扣扣|企鹅)(?:号|群)?(?:是|为)?[:：\s]{0,3}[1-9]\d{4,10}(?!\d)/gi },
]

/**
 * Personal data in a message: mainland mobile numbers, 18-digit identity numbers (GB 11643 checksum), bank cards (Luhn), mail addresses,
 * WeChat and QQ numbers that are named as such. Full-width signs count as half-width ones. In the order of the text, never overlapping.
 */
export function personalIn(text: string): Personal[] {
  if (!/[0-9０-９]{4}|@|＠|微|薇|威信|wechat|weixin|[vw]x/i.test(text)) return []
  const plain = text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
  const found = patterns.flatMap(({ kind, pattern, holds }) =>
    [...plain.matchAll(pattern)]
      .filter(([match]) => !holds || holds(match))
      .map(({ 0: match, index }) => ({ kind, start: index, end: index + match.length })),
  )
  return withoutOverlaps(found)
}

/** The text with the middle of everything personal made •, for logs, exports and notes: 13800138000 → 138•••••000. */
export function maskPersonal(text: string): string {
  return personalIn(text).reduceRight((masked, { start, end }) => {
    const shown = Math.min(3, Math.floor((end - start) / 4))
    return masked.slice(0, start + shown) + '•'.repeat(end - start - 2 * shown) + masked.slice(end - shown)
  }, text)
}

/** An earlier kind wins over a later one that begins at the same place. */
function withoutOverlaps(found: Personal[]): Personal[] {
  const kept: Personal[] = []
  for (const one of found.sort((a, b) => a.start - b.start)) if (one.start >= (kept.at(-1)?.end ?? 0)) kept.push(one)
  return kept
}

/** ISO 7064 MOD 11-2, as GB 11643 says. */
function hasCardChecksum(number: string): boolean {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, at) => total + weight * Number(number[at]), 0)
  return '10X98765432'[sum % 11] === number[17]?.toUpperCase()
}

function passesLuhn(number: string): boolean {
  const digits = number.replace(/\D/g, '')
  if (digits.length < 13 || digits.length > 19) return false
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const doubled = Number(digit) * (1 + (at % 2))
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}
