import { type InboundFile, longestText } from '../../adapter.ts'
import { isAutomatic } from './automatic.ts'
import { calendarLine } from './calendar.ts'
import { declaredCharset, decodeText } from '../../../server/charset.ts'
import { fileName } from './file-name.ts'
import { headerText, raw } from './headers.ts'
import { escapeHtml, exactHtml, htmlToText } from './html-text.ts'
import { type MailFile, showPictures } from './inline-pictures.ts'
import { content, type Part, readMime } from './mime.ts'
import { readTnef } from './tnef.ts'

/** What a person reads of a mail, and the files with it. `html` is as sent. */
export type MailContent = { text: string; html: string | null; files: InboundFile[] }

/** A stretch of the mail, in one or both of its forms. */
type Piece = { text: string | null; html: string | null }
/** `events`: lines that name events, shown below the text whatever form of it is. `enclosed`: how many mails in it may still be opened. */
type Found = { pieces: Piece[]; files: MailFile[]; events: Set<string>; enclosed: number }

const mostEnclosed = 3
const maxHtml = 8 * 1024 * 1024

/** Picks what is shown out of a MIME tree. Whatever is not shown as text becomes a file, so nothing of the mail is lost. */
export function mailContent(root: Part): MailContent {
  // A machine that sends a mail back with its answer hands nothing on.
  const isAnswered = root.type.value === 'multipart/report' || isAutomatic(root.headers)
  const found: Found = { pieces: [], files: [], events: new Set(), enclosed: isAnswered ? 0 : mostEnclosed }
  collect(root, found)
  for (const text of found.events) found.pieces.push({ text, html: null })
  return bounded({ text: textOf(found.pieces), ...showPictures(htmlOf(found.pieces), found.files) })
}

/** What would make rows and events too large is cut, and its whole kept as one file. */
function bounded(mail: MailContent): MailContent {
  const files = [...mail.files]
  let { text, html } = mail
  if (text.length > longestText) {
    files.push({ name: 'full-text.txt', type: 'text/plain', content: Buffer.from(text), inline: false })
    text = `${text.slice(0, longestText - 1).toWellFormed()}…`
  }
  if (html !== null && html.length > maxHtml) {
    files.push({ name: 'message.html', type: 'text/html', content: Buffer.from(html), inline: false })
    html = null
  }
  return { text, html, files }
}

function collect(part: Part, found: Found): void {
  if (part.type.value === 'multipart/alternative' && part.children.length > 0) return collectForms(part, found)
  if (part.children.length > 0) return part.children.forEach((child) => collect(child, found))
  const type = part.type.value
  if (isWithoutParts(part)) found.pieces.push({ text: decodedText(part), html: null })
  else if (type === 'text/plain' && isRead(part, found)) found.pieces.push({ text: plainText(part), html: null })
  else if (type === 'text/html' && isRead(part, found)) found.pieces.push({ text: null, html: decodedText(part) })
  else if (isMarkup.test(type) && nameOf(part) === null && isRead(part, found)) found.pieces.push({ text: withoutMarks(part), html: null })
  else if (type === 'text/calendar') collectCalendar(part, found)
  else if (type === 'message/rfc822') collectMail(part, found)
  else if (isTnef(part)) collectTnef(part, found)
  else found.files.push(fileOf(part, found))
}

/** Called a multipart, and no part is in it: its text is read as it is. */
function isWithoutParts({ type, body }: Part): boolean {
  const { boundary } = type.params
  return type.value.startsWith('multipart/') && (boundary === undefined || boundary === '' || !body.includes(`--${boundary}`))
}

/** Text to be read, and no file. Some clients name even the text itself; what comes first is it. */
function isRead(part: Part, { pieces }: Found): boolean {
  return part.disposition.value !== 'attachment' && (nameOf(part) === null || pieces.length === 0)
}

/** The forms of one text, each of which may be several parts (text, picture, text): the plainest that says something, and the last (richest) with HTML. */
function collectForms(part: Part, found: Found): void {
  const forms = part.children.map((child) => {
    const form: Found = { pieces: [], files: [], events: found.events, enclosed: found.enclosed }
    collect(child, form)
    found.enclosed = form.enclosed
    found.files.push(...form.files)
    return form.pieces
  })
  const plain = forms.find((pieces) => pieces.some(({ text }) => (text ?? '').trim() !== ''))
  const rich = forms.findLast((pieces) => pieces.some(({ html }) => html !== null))
  if (!plain && !rich) return
  const text = plain ? textOf(plain) : null
  const html = rich ? htmlOf(rich) : null
  found.pieces.push({ text: text !== null && html !== null && leavesOut(text, html) ? null : text, html })
}

/** Longer than this no text is a mere footer, or a line that says to look at the HTML. */
const longestFooter = 1_000

/** Whether the text lacks most of what the HTML says: some clients put nothing into it but their own line, or that one should look at the HTML. */
function leavesOut(text: string, html: string): boolean {
  if (text.length > longestFooter) return false
  const said = letters(text)
  const lines = htmlToText(html.slice(0, exactHtml), { exact: false }).split('\n').map(letters).filter((line) => line !== '') // prettier-ignore
  const whole = lines.join('').length
  const missing = lines.filter((line) => !said.includes(line)).join('').length
  return missing * 2 > whole && (whole * 3 > said.length * 4 || said.includes('html'))
}

function letters(text: string): string {
  return text.replace(/https?:[^\s<>\]]+/g, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '') // prettier-ignore
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

function htmlOf(pieces: Piece[]): string | null {
  return pieces.some(({ html }) => html !== null) ? pieces.map(pieceHtml).join('\n') : null
}

const pieceHtml = (piece: Piece) =>
  piece.html ?? `<pre style="white-space:pre-wrap;font-family:inherit">${escapeHtml(piece.text ?? '')}</pre>`

function decodedText(part: Part): string {
  const bytes = content(part)
  const hints = part.type.value === 'text/html' ? [...declaredCharset(bytes), ...part.charsets] : part.charsets
  return decodeText(bytes, part.type.params['charset'] ?? null, hints).replace(/\r\n?/g, '\n')
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
    const isSignature = /^-- {1,2}$/.test(body)
    const goesOn = body.endsWith(' ') && !isSignature
    const joins: boolean = paragraph !== null && marks === depth && !isSignature
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

/** Kinds of text a person reads as it is, or nearly. */
const isMarkup = /^text\/(enriched|richtext|(x-|x-web-)?markdown|x-plain)$/

/** RFC 1896: marks in angle brackets; `<<` stands for one that is none, a single line break for a blank. */
function withoutMarks(part: Part): string {
  const text = plainText(part)
  if (!/rich/.test(part.type.value)) return text
  return text.replace(/<param>[^<]*<\/param>/gi, '').replace(/<<|<\/?[\w-]{1,60}>/g, (mark) => (mark === '<<' ? '<' : '')).replace(/(?<!\n)\n(?!\n)/g, ' ').replace(/\n\n/g, '\n') // prettier-ignore
}

/** A mail handed on as a file: what it says is shown as if it stood below the text, and it stays a file. */
function collectMail(part: Part, found: Found): void {
  found.files.push(fileOf(part, found))
  if (found.enclosed === 0) return
  found.enclosed -= 1
  const mail = readMime(content(part))
  const inside: Found = { pieces: [], files: [], events: new Set(), enclosed: 0 }
  collect(mail, inside)
  const headers = ['From', 'Date', 'To', 'Subject'].flatMap((name) => {
    const said = headerText(mail.headers, name.toLowerCase())
    return said === '' ? [] : [`${name}: ${said}`]
  })
  const text = textOf([...inside.pieces, ...[...inside.events].map((event) => ({ text: event, html: null }))])
  if (text !== '') found.pieces.push({ text: ['---------- Forwarded message ----------', ...headers, '', text].join('\n'), html: null })
}

function collectCalendar(part: Part, found: Found): void {
  const line = calendarLine(decodedText(part))
  if (line !== null) found.events.add(line)
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

/** Some clients name a file by its location alone. */
function locationOf(part: Part): string | null {
  const [, file] = /(?:^|[/:])([^/:?#]+\.[a-z0-9]{2,5})$/i.exec(headerText(part.headers, 'content-location').slice(-1_000)) ?? []
  return file ?? null
}

function fileOf(part: Part, found: Found): MailFile {
  const type = part.type.value.startsWith('multipart/') ? 'application/octet-stream' : part.type.value
  const name =
    nameOf(part) ??
    locationOf(part) ??
    (type === 'message/rfc822' ? `${headerText(readMime(content(part)).headers, 'subject') || 'message'}.eml` : '')
  return {
    name: fileName(name, type, found.files.length),
    type,
    content: content(part),
    inline: false,
    called: [raw(part.headers, 'content-id'), raw(part.headers, 'content-location'), nameOf(part) ?? ''],
  }
}
