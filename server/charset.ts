import { isAscii, isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { detectAll } from 'jschardet'

/**
 * Bytes to text under a label that may be missing or wrong: where the bytes are UTF-8, that; else the label, while the bytes fit it; else one of
 * `hints` (labels the same mail gives elsewhere) that they fit; else what they look like. NULs are dropped: PostgreSQL keeps none.
 */
export function decodeText(bytes: Buffer, label: string | null, hints: readonly string[] = []): string {
  return decode(bytes, label, hints).replaceAll('\0', '').replace(/^\uFEFF/, '') // prettier-ignore
}

function decode(bytes: Buffer, label: string | null, hints: readonly string[]): string {
  if (label !== null && isShifted(bytes, label)) return shifted(bytes, label)
  // A bare escape may be a shift between encodings.
  if (isAscii(bytes) && !bytes.includes(0x1b)) return bytes.toString('latin1')
  const name = label === null ? null : charsetName(label)
  if (isUtf8(bytes) && (name === null || !multiByte.has(name))) return bytes.toString('utf8')
  const utf8 = readUtf8(bytes)
  if (utf8.broken === 0 && utf8.long > 0) return utf8.text
  if (name === 'utf-8' ? utf8.broken <= utf8.whole : name === null && utf8.broken * 4 <= utf8.whole) return utf8.text
  const labels = [name, ...hints.map(charsetName)].filter((one): one is string => one !== null && one !== 'utf-8')
  if (labels.some((one) => western.has(one)) && isDense(bytes))
    return firstReadable(bytes, [...looksLike(bytes), ...labels]) ?? decodeAs(bytes, labels[0]!)
  return firstReadable(bytes, labels) ?? firstReadable(bytes, looksLike(bytes)) ?? decodeAs(bytes, 'windows-1252')
}

/** What mail programs write over anything, because it is what they begin with. */
const western = new Set(['windows-1252', 'iso-8859-15', 'macintosh'])

/** Western words are letters of ASCII with some beyond it in between; where nearly all are beyond it, it is another script. */
function isDense(bytes: Buffer): boolean {
  let foreign = 0
  let latin = 0
  for (const byte of bytes.subarray(0, telling)) {
    if (byte > 0x7f) foreign += 1
    else if ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) latin += 1
  }
  return foreign >= 8 && foreign > latin * 2
}

function firstReadable(bytes: Buffer, names: string[]): string | null {
  for (const name of names) {
    const text = decodeAs(bytes, name)
    if (mostlyReadable(text)) return text
  }
  return null
}

/** What an HTML document says of itself near its beginning, if it does. */
export function declaredCharset(html: Buffer): string[] {
  const said = /<meta\b[^<>]*charset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(html.toString('latin1', 0, 4_000))
  return said ? [said[1]!] : []
}

/** Whether bytes may be what such a label says: those that write with seven bits have none of eight, or at least the escapes. */
function isShifted(bytes: Buffer, label: string): boolean {
  if (/utf-?(16|32)/i.test(label)) return true
  return /2022|utf-?7|^["']?hz\b/i.test(label) && (isAscii(bytes) || bytes.includes(0x1b))
}

/** Encodings in escapes or in units of two bytes: no bytes above 127 tell them. */
function shifted(bytes: Buffer, label: string): string {
  const shift = shifts.find(({ names }) => names.test(label.trim()))
  if (shift) return decodeAs(Buffer.from(unshifted(bytes.toString('latin1'), shift), 'latin1'), shift.name)
  const name = charsetName(label)
  // Words joined from several end and begin anew in between, which decoders take for an error.
  const joined = name === 'iso-2022-jp' ? Buffer.from(bytes.toString('latin1').replace(/\x1b\([BJ](?=\x1b)/g, ''), 'latin1') : bytes
  return name === null ? bytes.toString('utf8') : decodeAs(joined, name)
}

/** Seven-bit dresses of encodings that decoders know: what stands between two marks has its high bits taken off. No platform reads them any more. */
const shifts = [
  { names: /^["']?iso-2022-kr/i, name: 'euc-kr', between: /\x0e([^\x0f\r\n]*)\x0f?/g, dress: /\x1b\$\)C/g },
  { names: /^["']?hz(-gb-2312)?\b/i, name: 'gb18030', between: /~\{([^\r\n]*?)(?:~\}|(?=[\r\n])|$)/g, dress: /~\r?\n|~(?=~)/g },
]

function unshifted(text: string, { between, dress }: (typeof shifts)[number]): string {
  const whole = text.replace(between, (_, inside: string) =>
    inside.replace(/[\x21-\x7e]/g, (char) => String.fromCharCode(char.charCodeAt(0) | 0x80)),
  )
  return whole.replace(dress, '')
}

const aliases: Record<string, string> = {
  'cp936': 'gbk', 'ms936': 'gbk', 'windows-936': 'gbk', 'gb18030-2000': 'gb18030', 'gb_2312-80': 'gbk', 'gb2312_charset': 'gbk',
  'cp950': 'big5', 'ms950': 'big5', 'big5-eten': 'big5', 'utf8': 'utf-8', 'utf-8-strict': 'utf-8', 'cp932': 'shift_jis', 'ms932': 'shift_jis',
  'iso-2022-jp-ms': 'iso-2022-jp', 'cp50220': 'iso-2022-jp', 'cp50221': 'iso-2022-jp', 'unicode-1-1-utf-8': 'utf-8', 'x-gbk': 'gbk',
  'ks_c_5601': 'euc-kr', 'cp949': 'euc-kr',
} // prettier-ignore

const ascii = /^(us(-?ascii)?|ascii|ansi_x3\.4-19(68|86)|iso646-us|iso_646\.irv:1991|iso-ir-6|cp367|ibm367|csascii|646)$/
const multiByte = new Set(['gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr'])

/** How decoders call what a label means; null when it says nothing: none, unknown, or ASCII over bytes that are not. */
function charsetName(label: string): string | null {
  const name = label.trim().toLowerCase().replace(/^["']|["']$/g, '').replace(/\*.*$/, '') // prettier-ignore
  if (ascii.test(name)) return null
  try {
    const known = new TextDecoder(aliases[name] ?? name).encoding
    return known === 'gbk' ? 'gb18030' : known
  } catch {
    return iconv.encodingExists(name) ? name : null
  }
}

function decodeAs(bytes: Buffer, name: string): string {
  const decoder = decoderOf(name)
  return decoder.write(bytes) + decoder.end()
}

/**
 * Decodes bytes that come piece by piece, by a name TextDecoder or iconv knows; bytes that mean nothing become �, a byte order mark goes.
 * Node 20 reads Windows-1252 as Latin-1 (no €, no dashes, no curly quotes), and drops what Hong Kong added to Big5 and
 * Windows to EUC-KR; those, and what the platform does not know, iconv does.
 */
export function decoderOf(name: string): { write: (bytes: Buffer) => string; end: () => string } {
  const platform = ofIconv.has(name) ? null : platformDecoder(name)
  if (platform) return { write: (bytes) => platform.decode(bytes, { stream: true }), end: () => platform.decode() }
  const decoder = iconv.getDecoder(name)
  return { write: (bytes) => decoder.write(bytes), end: () => decoder.end() ?? '' }
}

const ofIconv = new Set(['windows-1252', 'big5', 'euc-kr'])

function platformDecoder(name: string): TextDecoder | null {
  try {
    return new TextDecoder(name)
  } catch {
    return null
  }
}

/** As UTF-8: how many characters beyond ASCII came out whole, how many of them of three bytes and more, and how many did not. */
function readUtf8(bytes: Buffer): { text: string; whole: number; long: number; broken: number } {
  const text = bytes.toString('utf8')
  const found = { text, whole: 0, long: 0, broken: 0 }
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code <= 0x7f) continue
    if (code === 0xfffd) found.broken += 1
    else found.whole += 1
    if (code > 0x7ff && code !== 0xfffd) found.long += 1
  }
  return found
}

/** A few broken characters (a cut line, one bad byte) do not make the label wrong. */
function mostlyReadable(text: string): boolean {
  let broken = 0
  let foreign = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code > 0x7f) foreign += 1
    if (code === 0xfffd) broken += 1
  }
  return broken * 20 <= foreign
}

/** What mails and files are still written in without saying so, and how much likelier each is with those who write to our users than its look alone says. */
const candidates = new Map([
  ['GB18030', 2.3], ['Windows-1252', 1.5], ['Big5', 1], ['CP932', 1], ['EUC-JP', 1], ['CP949', 1], ['Windows-1250', 1], ['Windows-1251', 1],
  ['Windows-1253', 1], ['Windows-1254', 1], ['Windows-1255', 1], ['Windows-1256', 1], ['Windows-1257', 1], ['Windows-1258', 1], ['KOI8-R', 1],
  ['ISO-8859-2', 1], ['TIS-620', 1],
]) // prettier-ignore
/** So many bytes tell; they take some ms. */
const telling = 8_000

/** What bytes that are not UTF-8 may be written in, likeliest first, as TextDecoder or iconv calls it. */
export function looksLike(bytes: Buffer): string[] {
  const start = Math.max(0, bytes.findIndex((byte) => byte > 0x7f) - 200)
  const options = { detectEncodings: [...candidates.keys()], minimumThreshold: 0 }
  return detectAll(bytes.subarray(start, start + telling), options)
    .map(({ encoding, confidence }) => ({ name: charsetName(encoding ?? ''), weight: confidence * (candidates.get(encoding ?? '') ?? 0) }))
    .sort((a, b) => b.weight - a.weight)
    .flatMap(({ name }) => name ?? [])
}
