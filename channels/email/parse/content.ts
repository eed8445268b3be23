import type { InboundFile } from '../../adapter.ts'
import { calendarLine } from './calendar.ts'
import { decodeText } from './charset.ts'
import { fileName } from './file-name.ts'
import { headerText, raw } from './headers.ts'
import { escapeHtml, exactHtml, htmlToText } from './html-text.ts'
import { content, type Part, readMime } from './mime.ts'
import { readTnef } from './tnef.ts'

/** What a person reads of a mail, and the files with it. `html` is as sent. */
export type MailContent = { text: string; html: string | null; files: InboundFile[] }

/** A stretch of the mail, in one or both of its forms. */
type Piece = { text: string | null; html: string | null }
type Found = { pieces: Piece[]; files: InboundFile[]; related: boolean }

const maxText = 100_000
const maxHtml = 8 * 1024 * 1024

/** Picks what is shown out of a MIME tree. Whatever is not shown as text becomes a file, so nothing of the mail is lost. */
export function mailContent(root: Part): MailContent {
  const found: Found = { pieces: [], files: [], related: false }
  collect(root, found)
  const text = textOf(found.pieces)
  const html = found.pieces.some((piece) => piece.html !== null) ? found.pieces.map(pieceHtml).join('\n') : null
  const shown = shownIds(html ?? '')
  return bounded({ text, html, files: found.files.map((file) => placed(file, shown)) })
}

/** What would make rows and events too large is cut, and its whole kept as a file. */
function bounded(mail: MailContent): MailContent {
  const files = [...mail.files]
  let { text, html } = mail
  if (text.length > maxText) {
    files.push({ name: 'message.txt', type: 'text/plain', content: Buffer.from(text), inline: false })
    text = `${text.slice(0, maxText).replace(/[\ud800-\udbff]$/, '')}\n\n[… message.txt]`
  }
  if (html !== null && html.length > maxHtml) {
    files.push({ name: 'message.html', type: 'text/html', content: Buffer.from(html), inline: false })
    html = null
  }
  return { text, html, files }
}

function collect(part: Part, found: Found): void {
  if (part.children.length > 0) return collectChildren(part, found)
  const type = part.type.value
  const attached = part.disposition.value === 'attachment' || nameOf(part) !== null
  if (type === 'text/plain' && !attached) found.pieces.push({ text: plainText(part), html: null })
  else if (type === 'text/html' && !attached) found.pieces.push({ text: null, html: decodedText(part) })
  else if (type === 'text/calendar') collectCalendar(part, found)
  else if (isTnef(part)) collectTnef(part, found)
  else found.files.push(fileOf(part, found))
}

function collectChildren(part: Part, found: Found): void {
  const inner: Found = { pieces: [], files: [], related: part.type.value === 'multipart/related' || found.related }
  for (const child of part.children) collect(child, inner)
  found.files.push(...inner.files)
  if (part.type.value === 'multipart/alternative' && inner.pieces.length > 0) found.pieces.push(alternative(inner.pieces))
  else found.pieces.push(...inner.pieces)
}

/** The forms of one text: the plainest non-empty text, and the last (richest) HTML. */
function alternative(pieces: Piece[]): Piece {
  const plain = pieces.find((piece) => (piece.text ?? '').trim() !== '')
  const rich = pieces.findLast((piece) => piece.html !== null)
  return { text: plain?.text ?? null, html: rich?.html ?? null }
}

/** HTML is cut before it is read as text: what is shown is a tenth of this, and the whole stays as HTML or as a file. */
const maxHtmlRead = 1_000_000

function textOf(pieces: Piece[]): string {
  let left = maxHtmlRead
  const texts = pieces.map(({ text, html }) => {
    if (text !== null || html === null) return (text ?? '').trim()
    const read = html.slice(0, left)
    left -= read.length
    return htmlToText(read, { exact: left > maxHtmlRead - exactHtml }).trim()
  })
  return texts.filter((text) => text !== '').join('\n\n')
}

const pieceHtml = (piece: Piece) =>
  piece.html ?? `<pre style="white-space:pre-wrap;font-family:inherit">${escapeHtml(piece.text ?? '')}</pre>`

function decodedText(part: Part): string {
  return decodeText(content(part), part.type.params['charset'] ?? null).replace(/\r\n?/g, '\n')
}

function plainText(part: Part): string {
  const text = decodedText(part)
  return part.type.params['format']?.toLowerCase() === 'flowed' ? unflow(text, part.type.params['delsp']?.toLowerCase() === 'yes') : text
}

/** RFC 3676: a line that ends in a space goes on in the next one of the same quote depth. */
function unflow(text: string, dropSpace: boolean): string {
  const out: string[] = []
  let paragraph: string | null = null
  let depth = ''
  for (const line of text.split('\n')) {
    const marks = /^>*/.exec(line)![0]
    const body = line.slice(marks.length).replace(/^ /, '')
    const goesOn = body.endsWith(' ') && body !== '-- '
    const joins: boolean = paragraph !== null && marks === depth && body !== '-- '
    if (paragraph !== null && !joins) out.push(paragraph)
    paragraph = (joins ? paragraph! : marks + (marks === '' ? '' : ' ')) + (goesOn && dropSpace ? body.slice(0, -1) : body)
    if (!goesOn) {
      out.push(paragraph)
      paragraph = null
    }
    depth = marks
  }
  if (paragraph !== null) out.push(paragraph)
  return out.join('\n')
}

function collectCalendar(part: Part, found: Found): void {
  const line = calendarLine(decodedText(part))
  if (line !== null) found.pieces.push({ text: line, html: null })
  found.files.push({ ...fileOf(part, found), inline: false })
}

function isTnef(part: Part): boolean {
  return /^application\/(vnd\.)?ms-tnef$/.test(part.type.value) || /^winmail\.dat$/i.test(nameOf(part) ?? '')
}

function collectTnef(part: Part, found: Found): void {
  const inside = readTnef(content(part))
  if (inside === null) {
    found.files.push(fileOf(part, found))
    return
  }
  const hasText = found.pieces.some((piece) => (piece.text ?? piece.html ?? '').trim() !== '')
  if (!hasText && (inside.text !== null || inside.html !== null)) found.pieces.push({ text: inside.text, html: inside.html })
  found.files.push(...inside.files.map((file) => ({ ...file, name: fileName(file.name, file.type, found.files.length), inline: false })))
}

function nameOf(part: Part): string | null {
  return part.disposition.params['filename'] ?? part.type.params['name'] ?? null
}

function fileOf(part: Part, found: Found): InboundFile {
  const type = part.type.value.startsWith('multipart/') ? 'application/octet-stream' : part.type.value
  const name =
    nameOf(part) ?? (type === 'message/rfc822' ? `${headerText(readMime(content(part)).headers, 'subject') || 'message'}.eml` : '')
  const contentId = raw(part.headers, 'content-id').replace(/[<>\s]/g, '')
  const inline = contentId !== '' && part.disposition.value !== 'attachment' && (found.related || part.disposition.value === 'inline')
  const file: InboundFile = { name: fileName(name, type, found.files.length), type, content: content(part), inline }
  return contentId === '' ? file : { ...file, contentId }
}

/** The Content-IDs of the pictures the HTML shows. */
function shownIds(html: string): Set<string> {
  const written = [...html.matchAll(/cid:([^\s"'<>()]{1,300})/gi)].map((match) => match[1]!)
  return new Set(written.flatMap((id) => [id, decoded(id)]))
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

/** A picture the HTML shows is inline even when its client said attachment; one it does not show is in the list of files. */
function placed(file: InboundFile, shown: Set<string>): InboundFile {
  return { ...file, inline: file.contentId !== undefined && shown.has(file.contentId) && file.type.startsWith('image/') }
}
