import { decodeText } from '../../../server/charset.ts'
import { decodeBase64, decodeQuotedPrintable } from './transfer.ts'

/** One header field; `value` is unfolded, its bytes one character each (latin1), not yet decoded. */
export type Field = { name: string; value: string }
export type Headers = Field[]

const maxFields = 1000
const maxFieldBytes = 64 * 1024
const maxBlockBytes = 2 * 1024 * 1024

/**
 * Where a mail's header begins: some have a byte order mark, empty lines or a blank before it, which would end it or hide its first line. 0 when what
 * follows is no header either.
 */
export function headerStart(mail: Buffer): number {
  const [lead] = /^(\xef\xbb\xbf)?[ \t\r\n]{0,200}/.exec(mail.toString('latin1', 0, 210))!
  return /^[!-9;-~]{1,200}[ \t]*:/.test(mail.toString('latin1', lead.length, lead.length + 300)) ? lead.length : 0
}

/** Splits a header block (any of CRLF, LF, CR as line ends) into fields; lines that are no field are skipped, and what is beyond any header. */
export function readHeaders(block: Buffer): Headers {
  const fields: Headers = []
  for (const line of block
    .subarray(0, maxBlockBytes)
    .toString('latin1')
    .replaceAll('\0', '')
    .split(/\r\n|\n|\r/)) {
    const last = fields.at(-1)
    const field = /^([!-9;-~]{1,200})[ \t]*:(.*)$/.exec(line)
    if (/^[ \t]/.test(line) && last) {
      if (last.value.length < maxFieldBytes) last.value += ` ${line.trim()}`
    } else if (field && fields.length < maxFields) {
      fields.push({ name: field[1]!.toLowerCase(), value: field[2]!.slice(0, maxFieldBytes).trim() })
    }
  }
  return fields
}

/** The first field of that name, undecoded, or ''. */
export function raw(headers: Headers, name: string): string {
  return headers.find((field) => field.name === name)?.value ?? ''
}

/** Every field of that name, undecoded, in order. */
export function all(headers: Headers, name: string): string[] {
  return headers.filter((field) => field.name === name).map((field) => field.value)
}

/** A field's text as a person reads it. */
export function headerText(headers: Headers, name: string): string {
  return decodeWords(raw(headers, name)).trim()
}

type Word = { charset: string; pieces: Buffer[] }
const wordPattern = /=\?([^?\s]{1,60})\?([bq])\?([^?\r\n]*)\?=/gi

/**
 * Undoes RFC 2047 encoded words. Neighbours of one charset are joined as bytes first, because many clients cut a
 * character in two. What is no encoded word may be raw 8-bit bytes.
 */
export function decodeWords(value: string): string {
  let out = ''
  let end = 0
  let pending: Word | null = null
  for (const match of value.matchAll(wordPattern)) {
    const between = value.slice(end, match.index)
    const word: Word = { charset: match[1]!, pieces: [wordBytes(match[2]!, match[3]!)] }
    if (pending !== null && between.trim() === '' && sameCharset(pending, word)) pending.pieces.push(...word.pieces)
    else {
      if (pending !== null) out += wordText(pending)
      if (pending === null || between.trim() !== '') out += plain(between)
      pending = word
    }
    end = match.index + match[0].length
  }
  if (pending !== null) out += wordText(pending)
  return oneLine(out + plain(value.slice(end)))
}

/** The same for what is no text but a whole field (some clients encode even that), as bytes, one character each. */
function rawWords(value: string): string {
  return value.replace(wordPattern, (_, charset: string, encoding: string, content: string) =>
    Buffer.from(decodeText(wordBytes(encoding, content), charset)).toString('latin1'),
  )
}

function wordBytes(encoding: string, content: string): Buffer {
  const bytes = Buffer.from(content, 'latin1')
  return encoding.toLowerCase() === 'b' ? decodeBase64(bytes) : decodeQuotedPrintable(Buffer.from(content.replaceAll('_', ' '), 'latin1'))
}

const sameCharset = (a: Word, b: Word) => a.charset.toLowerCase() === b.charset.toLowerCase()
const wordText = (word: Word) => decodeText(Buffer.concat(word.pieces), word.charset)
const plain = (value: string) => decodeText(Buffer.from(value, 'latin1'), null)

/** No control characters and no bidirectional overrides: neither may forge a line or turn a file name around. */
export function oneLine(value: string): string {
  return value.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
}

/** A structured value and its parameters (`text/plain; charset=…`), RFC 2231 continuations and charsets undone. */
export type Structured = { value: string; params: Record<string, string> }

export function structured(value: string): Structured {
  const [first = '', ...rest] = splitOutsideQuotes(/^=\?[^]*\?=$/.test(value) ? rawWords(value) : value)
  // A semicolon may be missing behind the value itself.
  const [, own = '', behind = ''] = /^\s*(\S*)\s*([^]*)$/.exec(first)!
  const pieces = new Map<string, Piece[]>()
  for (const piece of [behind, ...rest]) {
    const match = /^\s*([^\s=*]+)(?:\*(\d{1,3}))?(\*)?\s*=\s*(.*)$/s.exec(piece)
    if (!match) continue
    const name = match[1]!.toLowerCase()
    const list = pieces.get(name) ?? []
    list.push({ order: match[2] === undefined ? null : Number(match[2]), text: unquote(match[4]!.trim()), encoded: match[3] === '*' })
    pieces.set(name, list)
  }
  const params = Object.create(null) as Record<string, string>
  for (const [name, list] of pieces) params[name] = joinParameter(oneForm(list))
  return { value: own.toLowerCase(), params }
}

/** `order`: of a value in several pieces (`name*0=`), null of a whole one. */
type Piece = { order: number | null; text: string; encoded: boolean }

/** A name may be given in several forms, and more than once: with its charset (`name*=`), in pieces, plain. The first that can be had counts. */
function oneForm(list: Piece[]): Piece[] {
  const whole = list.find(({ order, encoded }) => order === null && encoded) ?? list.find(({ order }) => order === null)
  if (whole?.encoded) return [whole]
  const inOrder = list.filter(({ order }) => order !== null).toSorted((a, b) => a.order! - b.order!)
  const pieces = inOrder.filter(({ order }, at) => at === 0 || order !== inOrder[at - 1]!.order)
  return pieces.length > 0 || !whole ? pieces : [whole]
}

function joinParameter(ordered: Piece[]): string {
  if (!ordered.some((piece) => piece.encoded)) return decodeWords(ordered.map((piece) => piece.text).join(''))
  const prefix = /^([^']*)'[^']*'/.exec(ordered[0]?.text ?? '')
  const charset = prefix?.[1] ?? ''
  const bytes = ordered.map((piece, n) => percentBytes(n === 0 && prefix ? piece.text.slice(prefix[0].length) : piece.text, piece.encoded))
  return oneLine(decodeText(Buffer.concat(bytes), charset === '' ? null : charset))
}

function percentBytes(text: string, encoded: boolean): Buffer {
  const binary = encoded ? text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16))) : text
  return Buffer.from(binary, 'latin1')
}

function unquote(value: string): string {
  return /^".*"$/s.test(value) ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value.replace(/^"/, '')
}

function splitOutsideQuotes(value: string): string[] {
  const pieces: string[] = []
  let start = 0
  let quoted = false
  for (let at = 0; at < value.length; at++) {
    const char = value[at]
    if (char === '\\' && quoted) at++
    else if (char === '"') quoted = !quoted
    else if (char === ';' && !quoted) {
      pieces.push(value.slice(start, at))
      start = at + 1
    }
  }
  pieces.push(value.slice(start))
  return pieces
}
