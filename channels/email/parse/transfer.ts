/** Undoes a part's Content-Transfer-Encoding. Broken input gives what can be read of it; nothing throws. */
export function decodeTransfer(body: Buffer, encoding: string): Buffer {
  const name = encoding
    .replace(/\([^()]*\)/g, '')
    .split(';')[0]!
    .trim()
    .toLowerCase()
  if (/^base[ _-]?64$/.test(name)) return isBase64(body) ? decodeBase64(body) : body
  if (/^quoted[ _-]?printable$/.test(name)) return decodeQuotedPrintable(body)
  if (/^(x-)?uu(encode)?$/.test(name)) return decodeUu(body)
  return body
}

/** What a mail is looked at to see whether its label is right. */
const sample = 4_000

/** Plain text under this label has spaces and foreign letters within its lines. */
function isBase64(body: Buffer): boolean {
  const text = body
    .toString('latin1', 0, sample)
    .replace(/[ \t]*[\r\n]+[ \t]*/g, '\n')
    .trim()
  return text.replace(/[\x21-\x7e\n]/g, '').length * 20 <= text.length
}

/** Node skips line breaks and foreign characters but stops at `=`, which concatenated base64 has in its middle. */
export function decodeBase64(body: Buffer): Buffer {
  const text = body.toString('latin1')
  const padding = text.indexOf('=')
  if (padding < 0 || !/[^=\s]/.test(text.slice(padding))) return Buffer.from(text, 'base64')
  const out = Buffer.allocUnsafe(text.length)
  let length = 0
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('=', from)
    const piece = text.slice(from, end < 0 ? undefined : end)
    if (piece !== '') length += out.write(piece, length, 'base64')
    from = end < 0 ? text.length : end + 1
  }
  return out.subarray(0, length)
}

const lf = 0x0a
const cr = 0x0d
const equals = 0x3d

/** RFC 2045 6.7, forgiving: a `=` that begins nothing stays a `=`; white space at a line's end is transport padding, unless it is written `=20`. */
export function decodeQuotedPrintable(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(body.length)
  let length = 0
  let written = 0
  for (let at = 0; at < body.length; at++) {
    const byte = body[at]!
    if (byte !== equals) {
      if (byte === lf) length = trimLine(out, length, written)
      out[length++] = byte
      continue
    }
    const soft = softBreak(body, at)
    const value = hex(body[at + 1]) * 16 + hex(body[at + 2])
    if (soft > 0) at += soft
    else if (Number.isNaN(value)) out[length++] = byte
    else {
      out[length++] = value
      written = length
      at += 2
    }
  }
  return out.subarray(0, length)
}

/** How many bytes after the `=` at `at` belong to a soft line break; 0 when it is none. */
function softBreak(body: Buffer, at: number): number {
  let next = at + 1
  while (body[next] === 0x20 || body[next] === 0x09) next++
  if (next >= body.length) return next - at
  if (body[next] === lf) return next - at
  if (body[next] === cr) return next - at + (body[next + 1] === lf ? 1 : 0)
  return 0
}

/** The length without padding; what stands before `from` is none. */
function trimLine(out: Buffer, length: number, from: number): number {
  const carriage = out[length - 1] === cr
  let end = carriage ? length - 1 : length
  while (end > from && (out[end - 1] === 0x20 || out[end - 1] === 0x09)) end--
  if (carriage) out[end++] = cr
  return end
}

function hex(byte: number | undefined): number {
  if (byte === undefined) return NaN
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : NaN
}

function decodeUu(body: Buffer): Buffer {
  const lines = body.toString('latin1').split(/\r?\n/)
  const first = lines.findIndex((line) => /^begin [0-7]{3,4} /.test(line))
  if (first < 0) return body
  const pieces: Buffer[] = []
  for (const line of lines.slice(first + 1)) {
    if (line === 'end') break
    pieces.push(decodeUuLine(line))
  }
  return Buffer.concat(pieces)
}

function decodeUuLine(line: string): Buffer {
  const size = (line.charCodeAt(0) - 32) & 63
  const out: number[] = []
  for (let at = 1; at < line.length && out.length < size; at += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((offset) => (line.charCodeAt(at + offset) - 32) & 63)
    out.push((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d)
  }
  return Buffer.from(out.slice(0, size))
}
