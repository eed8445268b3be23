/** Lines longer than this are nobody's mark. */
export const longestMark = 500

const titles = new Set(
  `原始邮件|原邮件信息|原始信件|回复的原邮件|回复的邮件|转发邮件信息|Original Message|Original message|Reply message|Forwarded message
   |Ursprüngliche Nachricht|Message d'origine|Mensaje original|Messaggio originale|元のメッセージ|원본 메일`.split(/\s*\|/),
)
const isRule = (char: string | undefined) => char !== undefined && ('-—─'.includes(char) || char.trim() === '')

/** `------------------ 原始邮件 ------------------` and its like. Takes an unmarked line, as all below. */
export function isSeparator(line: string): boolean {
  if (line.length >= longestMark) return false
  let start = 0
  let end = line.length
  while (start < end && isRule(line[start])) start++
  while (end > start && isRule(line[end - 1])) end--
  const isRuled = line.slice(0, start).trimEnd().endsWith('--') && line.slice(end).trimStart().startsWith('--')
  return isRuled && titles.has(line.slice(start, end))
}

/**
 * How an attribution begins and ends in a language. A digit of its date stands between, `gap` characters behind the beginning at least; behind the end
 * comes nothing, or a name of `tail` characters at most.
 */
type Form = { begin: RegExp; gap?: number; ends: string[]; tail?: number }

const forms: Form[] = [
  { begin: /^On\b/, gap: 4, ends: ['wrote'] },
  { begin: /^Le\b/, gap: 4, ends: ['a écrit'] },
  { begin: /^Am\b/, gap: 4, ends: ['schrieb'], tail: 200 },
  { begin: /^El\b/, gap: 4, ends: ['escribió'] },
  { begin: /^Il\b/, gap: 4, ends: ['ha scritto'] },
  { begin: /^[在於于]/, ends: ['写道', '写了', '寫道', '来信'] },
  { begin: /[于在]/, ends: ['写道'] },
  { begin: /[於于](?=\s?\d)/, ends: ['寫道', '写道', '撰寫'] },
]
const farthestBegin = 200

/** `On … wrote:`, `…于…写道：`, `2026年… <a@example.com>：`. */
export function isAttributionLine(line: string): boolean {
  if (!/[:：]$/.test(line)) return false
  const said = line.slice(0, -1).trimEnd()
  return isDatedAddress(said) || forms.some((form) => fits(form, said))
}

// Looks once for the beginning, once for the end, once for the digit: a line takes as long as it is.
function fits({ begin, gap = 0, ends, tail = 0 }: Form, said: string): boolean {
  const from = begin.exec(said)
  if (!from || from.index > farthestBegin) return false
  const to = Math.max(...ends.map((end) => endingAt(said, end, tail)))
  return /\d/.test(said.slice(from.index + from[0].length + gap, Math.max(to, 0)))
}

function endingAt(said: string, end: string, tail: number): number {
  const at = said.lastIndexOf(end)
  return at + end.length + tail >= said.length ? at : -1
}

function isDatedAddress(said: string): boolean {
  if (!/^\d{4}年/.test(said) || !said.endsWith('>')) return false
  const open = said.lastIndexOf('<')
  return open >= 9 && /^[^<>\s@]+@[^<>\s@]+$/.test(said.slice(open + 1, -1))
}
