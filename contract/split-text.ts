import { measure, meter, type TextUnit } from './text-length.ts'

/**
 * Cuts a text into parts of at most `n` units each, where a reader would: after a paragraph, a line, a sentence, a clause, a word; within a
 * word only when it alone is too long, and within a character as one sees it (an emoji of several) likewise. Together the parts hold
 * everything but blanks at the cuts; a text that fits stays as it is, a blank one has no parts. `n` ≥ 4. Time grows with the length alone.
 */
export function splitText(text: string, { n, unit }: { n: number; unit: TextUnit }): string[] {
  if (text.trim() === '') return []
  if (measure(text, unit) <= n) return [text]
  const pieces = piecesOf(text, n, unit)
  const parts: string[] = []
  for (let start = 0; start < pieces.length;) {
    const end = cutAfter(pieces, start, n, unit)
    parts.push(pieces.slice(start, withoutBlanks(pieces, start, end)).join(''))
    start = end
    while (start < pieces.length && isBlank(pieces[start])) start++
  }
  return parts.filter((part) => part !== '')
}

/** What a reader calls characters; one that alone is too long, as its code points. */
function piecesOf(text: string, n: number, unit: TextUnit): string[] {
  return graphemesOf(text).flatMap((piece) => (piece.length > 1 && measure(piece, unit) > n ? [...piece] : [piece]))
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const stretch = 256

/**
 * The characters of a text as one sees them. Read in stretches, since each step through a long text takes the longer the longer it is. What fills
 * a stretch alone is cut with it.
 */
export function graphemesOf(text: string): string[] {
  const found: string[] = []
  for (let from = 0; from < text.length;) {
    const to = from + stretch - (/[\ud800-\udbff]/.test(text.charAt(from + stretch - 1)) ? 1 : 0)
    const segments = Array.from(segmenter.segment(text.slice(from, to)), ({ segment }) => segment)
    // The last one may go on in the next stretch.
    if (to < text.length && segments.length > 1) segments.pop()
    for (const segment of segments) {
      found.push(segment)
      from += segment.length
    }
  }
  return found
}

function withoutBlanks(pieces: string[], start: number, end: number): number {
  let last = end
  while (last > start && isBlank(pieces[last - 1])) last--
  return last
}

/** Where the part that begins at `start` ends: at the last good break of what fits. */
function cutAfter(pieces: string[], start: number, n: number, unit: TextUnit): number {
  const fits = lastThatFits(pieces, start, n, unit)
  if (fits === pieces.length) return fits
  const good = breaks.map((isBreak) => lastBreak(pieces, start + (fits - start) / 2, fits, isBreak)).find((cut) => cut !== null)
  return good ?? beforeWord(pieces, start, fits, n, unit) ?? fits
}

function lastThatFits(pieces: string[], start: number, n: number, unit: TextUnit): number {
  const count = meter(unit)
  let end = start
  while (end < pieces.length && count(pieces[end]!) <= n) end++
  return Math.max(end, start + 1)
}

type Break = (pieces: string[], at: number) => boolean

/** The last place after `from`, at most `to`, that is such a break. */
function lastBreak(pieces: string[], from: number, to: number, isBreak: Break): number | null {
  for (let at = to; at > from; at--) if (isBreak(pieces, at)) return at
  return null
}

/** The beginning of the word that does not fit, however early, if the whole of it fits into the next part. */
function beforeWord(pieces: string[], start: number, fits: number, n: number, unit: TextUnit): number | null {
  const from = lastBreak(pieces, start, fits, betweenWords)
  if (from === null) return null
  const count = meter(unit)
  for (let at = from; at < pieces.length && (at === from || !betweenWords(pieces, at)); at++) if (count(pieces[at]!) > n) return null
  return from
}

const isBlank = (piece: string | undefined) => piece !== undefined && piece.trim() === ''
const isNewline = (piece: string | undefined) => piece === '\n' || piece === '\r\n'
/** Written without spaces, so that any place between two of them will do. */
const isIdeograph = (piece: string | undefined) =>
  piece !== undefined && /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(piece)
/** Must not begin a line. */
const clings = (piece: string | undefined) => piece !== undefined && /^[，、。！？；：…,.!?;:”’）】》」』]/u.test(piece)

const afterParagraph: Break = (pieces, at) => {
  if (!isNewline(pieces[at - 1])) return false
  let before = at - 2
  while (isBlank(pieces[before]) && !isNewline(pieces[before])) before--
  return isNewline(pieces[before])
}
const afterLine: Break = (pieces, at) => isNewline(pieces[at - 1])
const afterSentence: Break = (pieces, at) => {
  const last = pieces[at - 1] ?? ''
  if (/[。！？；…]$/u.test(last)) return !clings(pieces[at])
  return isBlank(pieces[at])
    ? /[.!?;]$/.test(last)
    : /^[”’）」』]/u.test(last) && /[。！？；…]$/u.test(pieces[at - 2] ?? '') && !clings(pieces[at])
}
const afterClause: Break = (pieces, at) => isBlank(pieces[at - 1]) || isBlank(pieces[at]) || /[，、]$/u.test(pieces[at - 1] ?? '')
const betweenWords: Break = (pieces, at) =>
  afterClause(pieces, at) || ((isIdeograph(pieces[at - 1]) || isIdeograph(pieces[at])) && !clings(pieces[at]))

const breaks = [afterParagraph, afterLine, afterSentence, afterClause]
