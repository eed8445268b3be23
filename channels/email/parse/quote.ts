import {
  beginsAttribution,
  headerField,
  isAttributionLine,
  isClientFooter,
  isDated,
  isForwardTitle,
  isHeaderBlock,
  isSeparator,
  isWhen,
  longestMark,
  ownWordsBefore,
} from './quote-marks.ts'

/** A mail's text in two: what the sender wrote now, and what was quoted below it. */
export type Folded = { text: string; quoted: string | null }

/** Where a quotation begins: a line, and how far into it. `marked`: its lines carry `>`, so own words below it can be told. */
type Head = { line: number; column: number; marked: boolean }

/**
 * Cuts a text where the quoted mail begins, by the marks mail clients leave, in the languages they speak, and before what the writer's own
 * client added ("Sent from my iPhone"). Nothing is lost: `text` and `quoted` together are the whole. When in doubt it is not folded: own words
 * between or below the quoted lines, nothing above them, or a mail handed on (`isForward`, or by its title), which is what one is to read.
 */
export function foldQuote(whole: string, { isForward = false } = {}): Folded {
  if (isForward) return { text: whole.trim(), quoted: null }
  const lines = whole.split('\n')
  const folded = foldAt(lines, headOf(lines))
  const footless = withoutFooter(folded)
  return footless.text === '' ? folded : footless
}

function foldAt(lines: string[], head: Head | null): Folded {
  const unfolded = { text: lines.join('\n').trim(), quoted: null }
  if (head === null || (head.marked && hasOwnWordsBelow(lines.slice(head.line)))) return unfolded
  const [own, rest] = [lines[head.line]!.slice(0, head.column), lines[head.line]!.slice(head.column)]
  const cut = head.column === 0 ? withDivider(lines, head.line) : head.line
  const text = [...lines.slice(0, cut), ...(head.column > 0 ? [own] : [])].join('\n').trim()
  const quoted = (head.column > 0 ? [rest, ...lines.slice(cut + 1)] : lines.slice(cut)).join('\n').trim()
  return text === '' || quoted === '' ? unfolded : { text, quoted }
}

/** What a client puts below the writer's last words goes with the quotation. */
function withoutFooter({ text, quoted }: Folded): Folded {
  const end = text.lastIndexOf('\n') + 1
  if (!isClientFooter(text.slice(end))) return { text, quoted }
  return { text: text.slice(0, end).trimEnd(), quoted: [text.slice(end), ...(quoted === null ? [] : [quoted])].join('\n\n') }
}

/** The first head there is; null as well when something handed on comes before it. */
function headOf(lines: string[]): Head | null {
  for (let at = 0; at < lines.length; at++) {
    const line = unmarked(lines[at]!)
    if (isForwardTitle(line)) return null
    if (isSeparator(line) || isBlock(lines, at)) return { line: at, column: 0, marked: false }
    const attribution = attributionAt(lines, at)
    if (attribution) return attribution
    if (lines[at]!.startsWith('>')) return { line: at, column: 0, marked: true }
  }
  return null
}

const mostLines = 3

/** An attribution that ends in one of the next lines and begins here: clients wrap it. */
function attributionAt(lines: string[], at: number): Head | null {
  let joined = ''
  for (let last = at; last < Math.min(at + mostLines, lines.length); last++) {
    const piece = unmarked(lines[last]!)
    if (piece === '' || piece.length > longestMark) return null
    joined = `${joined} ${piece}`.trim()
    if (isAttributionLine(joined)) return { ...beginning(lines, at, last), marked: isMarkedBelow(lines, last) }
    if (/[。！？!?]$/.test(piece)) return null
  }
  return null
}

/** Own words may stand before it, on lines or on a part of one. */
function beginning(lines: string[], at: number, last: number): { line: number; column: number } {
  let first = at
  for (let later = at + 1; later <= last; later++) {
    const rest = lines.slice(later, last + 1).map(unmarked).join(' ') // prettier-ignore
    const isWhole = isWhen(rest) && !/^(at|um|à|às|a las|alle|om|kl|klo)\b/i.test(rest)
    if (isAttributionLine(rest) && (isWhole || !isPartOfOne(unmarked(lines[later - 1]!), rest))) first = later
  }
  return { line: first, column: lines[first]!.length > longestMark ? 0 : ownWordsBefore(lines[first]!) }
}

/** `On Mon, 2 Nov 2026 at 09:00,` and the like: the line before the name; or one that ends in the name, before its address. */
function isPartOfOne(line: string, rest: string): boolean {
  if (isWhen(line) && /(,|<|\d|[ap]m|年|月|日)$/i.test(line)) return true
  return /^[<(]/.test(rest) ? isDated(line) || beginsAttribution(line) : isDated(line) && beginsAttribution(line)
}

function isMarkedBelow(lines: string[], last: number): boolean {
  return lines.slice(last + 1).find((line) => line.trim() !== '')?.startsWith('>') ?? false // prettier-ignore
}

/** Outlook's and Foxmail's block: 发件人/发送时间/收件人/主题, From/Sent/To/Subject. */
function isBlock(lines: string[], at: number): boolean {
  const kind = headerField(unmarked(lines[at]!))?.kind
  if (kind !== 'from' && kind !== 'sent') return false
  const next = lines.slice(at, at + 14).map(unmarked).filter((line) => line !== '' && !isAddressAlone(line)) // prettier-ignore
  const end = next.findIndex((line) => headerField(line) === null)
  return isHeaderBlock(next.slice(0, end < 0 ? 8 : Math.min(end, 8)).map((line) => headerField(line)!))
}

/** What did not fit into the line above it. */
const isAddressAlone = (line: string) => /^<[^<>\s]+@[^<>\s]+>[,;]?$/.test(line)

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

/** What a client or a scanner adds below everything. */
const footer =
  /^(sent from|get outlook|发自|來自我的|从我的|von meinem|envoyé de|enviado desde|this (e-?mail|mail|message) (was|has been) (checked|scanned))/i
const longestWrap = 90

/** Own words between or after lines marked with `>`: then the quotation is part of what is being said. Not a signature, or a wrapped quoted line. */
function hasOwnWordsBelow(quoted: string[]): boolean {
  const first = quoted.findIndex((line) => line.startsWith('>'))
  for (let at = first + 1; at < quoted.length; at++) {
    const line = quoted[at]!.trim()
    if (line === '' || line.startsWith('>')) continue
    if (/^(--+|__+|—+) ?$/.test(line) || footer.test(line)) return quoted.slice(at).some((below) => below.startsWith('>'))
    const isWrapped =
      quoted[at - 1]!.startsWith('>') && quoted[at - 1]!.length > 60 && line.length < longestWrap && (quoted[at + 1] ?? '').startsWith('>')
    if (!isWrapped) return true
  }
  return false
}
