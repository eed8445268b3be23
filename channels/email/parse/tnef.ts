import { decodeText } from '../../../server/charset.ts'

/** What a winmail.dat holds. RTF bodies are left out: such a mail has its text beside it. */
export type Tnef = { text: string | null; html: string | null; files: { name: string; type: string; content: Buffer }[] }

// Attribute and property numbers: [MS-OXTNEF] 2.1.3.2 and [MS-OXPROPS].
const signature = 0x223e9f78
const att = { body: 0x800c, title: 0x8010, data: 0x800f, renderData: 0x9002, properties: 0x9003, attachment: 0x9005, codepage: 0x9007 }
const prop = { body: 0x1000, bodyHtml: 0x1013, longName: 0x3707, mimeTag: 0x370e }

/** Decodes TNEF. Null when it is none, holds nothing we read, or is broken in a way that would lose something: the caller then keeps the file as it came. */
export function readTnef(bytes: Buffer): Tnef | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== signature) return null
  try {
    const inside = read(bytes)
    return inside.text === null && inside.html === null && inside.files.length === 0 ? null : inside
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function read(bytes: Buffer): Tnef {
  const out: Tnef = { text: null, html: null, files: [] }
  let charset: string | null = null
  for (let at = 6; at + 9 <= bytes.length;) {
    const id = bytes.readUInt16LE(at + 1)
    const length = bytes.readUInt32LE(at + 5)
    if (at + 9 + length > bytes.length) throw new RangeError('an attribute is cut short')
    const value = bytes.subarray(at + 9, at + 9 + length)
    if (id === att.codepage) charset = `windows-${value.readUInt32LE(0)}`
    else readAttribute(out, id, value, charset)
    at += 9 + length + 2
  }
  return out
}

function readAttribute(out: Tnef, id: number, value: Buffer, charset: string | null): void {
  if (id === att.body) out.text = terminated(value, charset)
  if (id === att.renderData) out.files.push({ name: '', type: 'application/octet-stream', content: Buffer.alloc(0) })
  if (id === att.properties) readBody(out, readProperties(value), charset)
  const file = out.files.at(-1)
  if (!file) return
  if (id === att.title) file.name ||= terminated(value, charset)
  if (id === att.data) file.content = value
  if (id === att.attachment) {
    const properties = readProperties(value)
    file.name = text(properties.get(prop.longName), charset) ?? file.name
    file.type = text(properties.get(prop.mimeTag), charset)?.toLowerCase() ?? file.type
  }
}

function readBody(out: Tnef, properties: Map<number, Value>, charset: string | null): void {
  out.text = text(properties.get(prop.body), charset) ?? out.text
  const html = properties.get(prop.bodyHtml)
  if (html) out.html = html.unicode ? (text(html, charset) ?? null) : decodeText(html.bytes, null)
}

type Value = { bytes: Buffer; unicode: boolean }

function text(value: Value | undefined, charset: string | null): string | undefined {
  if (!value) return undefined
  return value.unicode ? value.bytes.toString('utf16le').replaceAll('\0', '') : terminated(value.bytes, charset)
}

function terminated(bytes: Buffer, charset: string | null): string {
  const end = bytes.indexOf(0)
  return decodeText(end < 0 ? bytes : bytes.subarray(0, end), charset)
}

/** A MAPI property list ([MS-OXTNEF] 2.1.3.4); of several values the last is kept. */
function readProperties(bytes: Buffer): Map<number, Value> {
  const found = new Map<number, Value>()
  const reader = { bytes, at: 4 }
  const count = bytes.readUInt32LE(0)
  for (let n = 0; n < count && reader.at < bytes.length; n++) {
    const type = take(reader, 2).readUInt16LE(0)
    const id = take(reader, 2).readUInt16LE(0)
    if (id >= 0x8000) skipName(reader)
    const values = (type & 0x1000) !== 0 || isVariable(type) ? take(reader, 4).readUInt32LE(0) : 1
    for (let v = 0; v < values; v++) found.set(id, { bytes: readValue(reader, type & 0xfff), unicode: (type & 0xfff) === 0x1f })
  }
  return found
}

type Reader = { bytes: Buffer; at: number }

function take(reader: Reader, size: number): Buffer {
  const end = reader.at + size
  if (end > reader.bytes.length) throw new RangeError('a property is cut short')
  const piece = reader.bytes.subarray(reader.at, end)
  reader.at = end
  return piece
}

const isVariable = (type: number) => [0x0d, 0x1e, 0x1f, 0x102].includes(type & 0xfff)
const padded = (size: number) => (size + 3) & ~3

function readValue(reader: Reader, type: number): Buffer {
  if (isVariable(type)) {
    const size = take(reader, 4).readUInt32LE(0)
    const value = take(reader, size)
    reader.at += padded(size) - size
    return value
  }
  if ([0x05, 0x06, 0x07, 0x14, 0x40].includes(type)) return take(reader, 8)
  return take(reader, type === 0x48 ? 16 : 4)
}

function skipName(reader: Reader): void {
  take(reader, 16)
  const byNumber = take(reader, 4).readUInt32LE(0) === 0
  const size = take(reader, 4).readUInt32LE(0)
  if (!byNumber) take(reader, padded(size))
}
