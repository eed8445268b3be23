import { isAttributionLine, isSeparator, longestMark } from './quote-marks.ts'

/** A mail's text in two: what the sender wrote now, and what was quoted below it. */
export type Folded = { text: string; quoted: string | null }

/**
 * Cuts a text where the quoted mail begins, by the marks mail clients leave (QQ, 163, Foxmail, Outlook, Gmail, Apple Mail,
 * Thunderbird; Chinese, English and a few more languages). Nothing is lost: `text` and `quoted` together are the whole.
 * When in doubt (answers between or below the quoted lines, nothing above them) it is not folded.
 */
export function foldQuote(whole: string): Folded {
  const lines = whole.split('\n')
  const start = quoteStart(lines)
  if (start === null) return { text: whole.trim(), quoted: null }
  const cut = withDivider(lines, start)
  const text = lines.slice(0, cut).join('\n').trim()
  const quoted = lines.slice(cut).join('\n').trim()
  if (text === '' || quoted === '' || isInterleaved(lines.slice(start))) return { text: whole.trim(), quoted: null }
  return { text, quoted }
}

function quoteStart(lines: string[]): number | null {
  for (let at = 0; at < lines.length; at++) {
    if (isSeparator(unmarked(lines[at]!)) || isAttribution(lines, at) || isHeaderBlock(lines, at)) return at
  }
  return trailingQuote(lines)
}

/** Only lines with `>` up to the end. */
function trailingQuote(lines: string[]): number | null {
  let start = lines.length
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at]!.trim()
    if (line.startsWith('>')) start = at
    else if (line !== '') break
  }
  return start < lines.length ? start : null
}

/** `On … wrote:`, `…于…写道：`, on one line or wrapped over up to three. */
function isAttribution(lines: string[], at: number): boolean {
  let joined = ''
  for (const line of lines.slice(at, at + 3)) {
    const piece = unmarked(line)
    if (piece === '' || piece.length > longestMark) return false
    joined = `${joined} ${piece}`.trim()
    if (isAttributionLine(joined)) return true
    if (/[。！？!?]$/.test(piece)) return false
  }
  return false
}

const label = {
  from: /^(发件人|寄件者|寄件人|发信人|From|Von|De|Da|差出人)\s*[:：]/,
  other:
    /^(发送时间|发送日期|日期|时间|寄件日期|已发送|收件人|收件者|抄送|抄送人|副本|主题|主旨|Sent|Date|To|Cc|Subject|Gesendet|Datum|An|Betreff|Envoyé|À|Objet|Enviado|Para|Asunto|送信日時|宛先|件名)\s*[:：]/,
}

/** Outlook's and Foxmail's block: 发件人/发送时间/收件人/主题, From/Sent/To/Subject. */
function isHeaderBlock(lines: string[], at: number): boolean {
  if (!label.from.test(unmarked(lines[at]!))) return false
  const next = lines.slice(at + 1, at + 14).map(unmarked).filter((line) => line !== '').slice(0, 6) // prettier-ignore
  const labels = new Set(next.flatMap((line) => label.other.exec(line)?.[1] ?? []))
  return labels.size >= 2 && label.other.test(next[0] ?? '')
}

/** A line without quote marks and bold marks. */
function unmarked(line: string): string {
  return line.slice(0, longestMark + 1).replace(/^[>\s]+/, '').replace(/\*/g, '').trim() // prettier-ignore
}

/** The rule a client draws above its quotation belongs to the quotation. */
function withDivider(lines: string[], start: number): number {
  let at = start
  for (let above = start - 1; above >= Math.max(0, start - 3); above--) {
    const line = lines[above]!.trim()
    if (/^[_\-—─=]{3,}$/.test(line)) at = above
    else if (line !== '') break
  }
  return at
}

/** Own words between or after lines marked with `>`: then the quotation is part of what is being said. */
function isInterleaved(quoted: string[]): boolean {
  const first = quoted.findIndex((line) => line.startsWith('>'))
  if (first < 0) return false
  return quoted.slice(first).some((line) => line.trim() !== '' && !line.startsWith('>'))
}
