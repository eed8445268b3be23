import { addressProblem, normalAddress } from '../addresses.ts'

/** What a mail system wrote itself: what stands before the header of the mail it returns. */
export function ownWords(text: string): string {
  const header = /^(received|return-path|message-id)[ \t]*:/im.exec(text)
  return header ? text.slice(0, header.index) : text
}

/** An error as mail systems write it: its number, or its number of the enhanced kind. */
export const errorCode = /\b[45]\d\d[ -]|\b[45]\.\d{1,3}\.\d{1,3}\b/

const mostLines = 2_000
const longestLine = 500
const mostAddresses = 100
/** Of one address so many lines are told. */
const mostSaid = 6

/** The addresses a notice says it did not reach, each with what it says of it, which may be nothing. */
export function saidOfEach(words: string): Map<string, string> {
  const lines = words.split(/\r\n?|\n/, mostLines).map((line) => line.slice(0, longestLine).trim())
  const said = new Map<string, string>()
  const found = new Map<string, number>()
  for (const [at, line] of lines.entries()) {
    const address = namedIn(line)
    if (address === null || said.get(address) || (!said.has(address) && said.size >= mostAddresses)) continue
    said.set(address, saidAround(lines, at, address))
    if (!found.has(address)) found.set(address, at)
  }
  for (const [address, at] of found)
    if (said.get(address) === '') said.set(address, lines.find((line) => speaksOf(line, address)) ?? saidApart(lines, at))
  return said
}

const one = String.raw`["'<]*([^\s<>"':;,()@]{1,64}@[^\s<>"':;,()@]{1,190})[>"']*`
/** With an error before it, or a mark. */
const first = new RegExp(String.raw`^[<>#*•-]{0,4}\s*(?:\d{3}[ -])?(?:\d\.\d{1,3}\.\d{1,3}\s+)?${one}`)
const last = new RegExp(String.raw`(?:deliver|recipient|user|mailbox)[^:@]{0,60}[: ]\s*${one}[:.]?$`, 'i')
const within = new RegExp(String.raw`\b(?:message|mail|delivery) to ${one} (?:could|can|was|has|is)`, 'i')
const label = /^(to|cc|bcc|from|subject|sent|date|sender|reply-to|x-[\w-]+)\s*:/i
const helper = /^(postmaster|mailer-daemon|abuse)@/

/** The address a line is about: it begins with it, ends with it, or tells what became of the mail to it. */
function namedIn(line: string): string | null {
  if (!line.includes('@') || label.test(line)) return null
  const [, written = ''] = first.exec(line) ?? last.exec(line) ?? within.exec(line) ?? []
  const address = normalAddress(written.replace(/\.+$/, ''))
  return addressProblem(address) === null && !helper.test(address) ? address : null
}

/** The line itself, and those below it until an empty one or another address. One that is above it is for where nothing else is. */
function saidAround(lines: string[], at: number, address: string): string {
  const below: string[] = []
  for (const line of lines.slice(at + 1, at + 1 + mostSaid)) {
    if (line === '' || label.test(line) || (namedIn(line) ?? address) !== address) break
    below.push(line)
  }
  const line = lines[at]!
  const rest = below.join(' ')
  if (speaksOf(line, address)) return errorCode.test(rest) && !errorCode.test(line) ? rest : [line, ...below].join(' ')
  const above = lines[at - 1] ?? ''
  return rest !== '' || namedIn(above) !== null || /[:：]$/.test(above) ? rest : above
}

/** What stands in the next paragraph, and the one after where that is a heading; the one above where there is none. */
function saidApart(lines: string[], at: number): string {
  const isEdge = (line: string) => line === '' || line.startsWith('--') || namedIn(line) !== null
  let next = at
  while (next < at + mostAddresses && (lines[next] ?? '') !== '') next++
  const below: string[] = []
  for (const line of lines.slice(next, next + 2 * mostSaid)) {
    if (line !== '' && isEdge(line)) break
    if (line === '' && below.length > 0 && !/[:：]$/.test(below.at(-1)!)) break
    if (line !== '') below.push(line)
  }
  if (below.length > 0) return below.join(' ')
  const before = lines.slice(Math.max(0, at - mostSaid), at)
  while (before.at(-1) === '') before.pop()
  const above = before.slice(before.findLastIndex(isEdge) + 1)
  return /[:：]$/.test(above.at(-1) ?? '') ? '' : above.join(' ')
}

/** Whether a line has the address and words beside it. */
function speaksOf(line: string, address: string): boolean {
  const at = line.toLowerCase().indexOf(address)
  return at >= 0 && !label.test(line) && /\p{L}{2}/u.test(line.slice(0, at) + line.slice(at + address.length))
}
