import { isAscii } from 'node:buffer'
import { decodeText, looksLike } from '../../../server/charset.ts'
import { type Headers, headerStart, raw, readHeaders, type Structured, structured } from './headers.ts'
import { decodeTransfer } from './transfer.ts'

/**
 * A node of a mail's MIME tree. `body` is still transfer-encoded; a multipart has its parts in `children`. `charsets`: what text of the mail that says
 * nothing of it is likely written in.
 */
export type Part = { headers: Headers; type: Structured; disposition: Structured; body: Buffer; children: Part[]; charsets: string[] }

const maxDepth = 30
const maxParts = 1000

/** Bytes to a MIME tree. Never throws: a broken multipart is kept as the text it is. */
export function readMime(bytes: Buffer): Part {
  const root = readPart(bytes.subarray(headerStart(bytes)), 0, { parts: 0 }, 'text/plain')
  const parts = [...partsOf(root)]
  const charsets = likelyCharsets(parts)
  for (const part of parts) label(part, charsets)
  return root
}

/** So much of each text is looked at. */
const sample = 2_000

/** What some parts say of themselves; then what all that says nothing looks like together, since a name alone is too short to tell. */
function likelyCharsets(parts: Part[]): string[] {
  const said = new Set(parts.flatMap(({ type }) => type.params['charset'] ?? []))
  const silent = parts.flatMap(({ headers, type, body }) => [
    ...headers.map(({ value }) => value),
    ...(type.value.startsWith('text/') && type.params['charset'] === undefined ? [body.toString('latin1', 0, sample)] : []),
  ])
  const foreign = silent.filter((text) => beyondAscii.test(text)).join('\n')
  return [...said, ...(foreign === '' ? [] : looksLike(Buffer.from(foreign, 'latin1')).slice(0, 1))]
}

const beyondAscii = /[\x80-\xff]/

/** A part and all within it. */
function* partsOf(part: Part): Generator<Part> {
  yield part
  for (const child of part.children) yield* partsOf(child)
}

/** Raw headers beyond ASCII are UTF-8 from here on. */
function label(part: Part, charsets: string[]): void {
  part.charsets = charsets
  const foreign = part.headers.filter(({ value }) => beyondAscii.test(value))
  for (const field of foreign) field.value = Buffer.from(decodeText(Buffer.from(field.value, 'latin1'), null, charsets)).toString('latin1')
  if (foreign.some(({ name }) => name === 'content-type')) part.type.params = structured(raw(part.headers, 'content-type')).params
  if (foreign.some(({ name }) => name === 'content-disposition')) part.disposition = structured(raw(part.headers, 'content-disposition'))
}

function readPart(bytes: Buffer, depth: number, budget: { parts: number }, fallback: string): Part {
  budget.parts++
  const { headers, body } = splitHeader(bytes, depth)
  const type = structured(raw(headers, 'content-type'))
  if (!/^[^\s/]+\/[^\s/]+$/.test(type.value)) type.value = fallback
  const part: Part = {
    headers,
    type,
    disposition: structured(raw(headers, 'content-disposition')),
    body,
    children: [],
    charsets: [],
  }
  if (type.value.startsWith('multipart/') && depth < maxDepth) readChildren(part, depth, budget)
  return part
}

function readChildren(part: Part, depth: number, budget: { parts: number }): void {
  const boundary = part.type.params['boundary']
  if (boundary === undefined || boundary === '') return
  const fallback = part.type.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain'
  // One beyond ASCII is told here as text: its bytes in the mail are UTF-8, or one for each character.
  const utf8 = splitAt(part.body, Buffer.from(`--${boundary}`))
  const slices = utf8.length > 0 || isAscii(Buffer.from(boundary)) ? utf8 : splitAt(part.body, Buffer.from(`--${boundary}`, 'latin1'))
  for (const slice of slices) {
    if (budget.parts >= maxParts) return
    part.children.push(readPart(slice, depth + 1, budget, fallback))
  }
}

/** The decoded bytes of a leaf. */
export function content(part: Part): Buffer {
  return decodeTransfer(part.body, raw(part.headers, 'content-transfer-encoding'))
}

/** A header and what follows it. Some programs leave empty lines within a mail's header, above what says how to read it. */
function splitHeader(bytes: Buffer, depth: number): { headers: Headers; body: Buffer } {
  const end = headerEnd(bytes)
  const headers = readHeaders(bytes.subarray(0, end.header))
  const body = bytes.subarray(end.body)
  if (depth > 0 || raw(headers, 'content-type') !== '') return { headers, body }
  const [gap] = /^\s{0,200}/.exec(body.toString('latin1', 0, 200))!
  const rest = body.subarray(gap.length)
  if (!/^(mime-version|content-type)[ \t]*:/i.test(rest.toString('latin1', 0, 100))) return { headers, body }
  const second = headerEnd(rest)
  const more = readHeaders(rest.subarray(0, second.header))
  const tells = /^(multipart\/|text\/html)/i.test(raw(more, 'content-type'))
  return tells ? { headers: [...headers, ...more], body: rest.subarray(second.body) } : { headers, body }
}

/** Where a header block ends and its body begins: at the first empty line, whatever the line ends are. */
function headerEnd(bytes: Buffer): { header: number; body: number } {
  if (bytes[0] === 0x0a) return { header: 0, body: 1 }
  if (bytes[0] === 0x0d) return { header: 0, body: bytes[1] === 0x0a ? 2 : 1 }
  const candidates = [
    ['\r\n\r\n', 4],
    ['\n\n', 2],
    ['\n\r\n', 3],
    ['\r\r', 2],
  ] as const
  let found = { header: bytes.length, body: bytes.length }
  for (const [mark, length] of candidates) {
    const at = bytes.subarray(0, found.header + length).indexOf(mark, 0, 'latin1')
    if (at >= 0 && at < found.header) found = { header: at, body: at + length }
  }
  return found.header < bytes.length ? found : withoutEmptyLine(bytes)
}

const longestHeader = 256 * 1024

/** A header that no empty line ends: its text begins with the first line that is no field, nor goes on with one. */
function withoutEmptyLine(bytes: Buffer): { header: number; body: number } {
  const lines = bytes.toString('latin1', 0, longestHeader).matchAll(/[^\r\n]+/g)
  for (const { 0: line, index } of lines) if (!/^([ \t]|[!-9;-~]{1,200}[ \t]*:|>?From )/.test(line)) return { header: index, body: index }
  return { header: bytes.length, body: bytes.length }
}

/** The slices between lines of that mark. The last may lack its closing mark; what follows the closing mark is dropped (RFC 2046). */
function splitAt(body: Buffer, mark: Buffer): Buffer[] {
  const slices: Buffer[] = []
  let start = -1
  let from = 0
  for (;;) {
    const at = body.indexOf(mark, from)
    if (at < 0) break
    from = at + mark.length
    if (at > 0 && body[at - 1] !== 0x0a && body[at - 1] !== 0x0d) continue
    const line = lineAfter(body, from)
    if (line === null) continue
    if (start >= 0) slices.push(body.subarray(start, beforeBreak(body, at, start)))
    if (line.closing) return slices
    start = line.next
    from = line.next
  }
  if (start >= 0 && start < body.length) slices.push(body.subarray(start))
  return slices
}

/** What stands after a boundary on its line: nothing, or the closing `--`; null when the line goes on and is no boundary. */
function lineAfter(body: Buffer, from: number): { closing: boolean; next: number } | null {
  const closing = body[from] === 0x2d && body[from + 1] === 0x2d
  let at = closing ? from + 2 : from
  while (body[at] === 0x20 || body[at] === 0x09) at++
  if (at < body.length && body[at] !== 0x0d && body[at] !== 0x0a) return closing ? { closing, next: at } : null
  if (body[at] === 0x0d && body[at + 1] === 0x0a) at++
  return { closing, next: Math.min(at + 1, body.length) }
}

function beforeBreak(body: Buffer, at: number, start: number): number {
  let end = at
  if (end > start && body[end - 1] === 0x0a) end--
  if (end > start && body[end - 1] === 0x0d) end--
  return end
}
