import iconv from 'iconv-lite'

/**
 * Bytes to text under a label that may be missing or wrong. The label is believed while the bytes fit it; otherwise
 * what the bytes look like decides (UTF-8, GB18030, Big5, else Windows-1252). NULs are dropped: PostgreSQL keeps none.
 */
export function decodeText(bytes: Buffer, label: string | null): string {
  return decode(bytes, label)
    .replaceAll('\0', '')
    .replace(/^\uFEFF/, '')
}

function decode(bytes: Buffer, label: string | null): string {
  if (isAscii(bytes) && !/2022|utf-?(7|16|32)|hz/i.test(label ?? '')) return bytes.toString('latin1')
  const name = label === null ? null : whatwgLabel(label)
  if (name !== null && !/^us-ascii$/i.test(label ?? '')) {
    const exact = strict(bytes, name)
    if (exact !== null) return exact
    const lenient = new TextDecoder(name).decode(bytes)
    if (mostlyReadable(lenient)) return lenient
  } else if (label !== null && iconv.encodingExists(label)) return iconv.decode(bytes, label)
  return guess(bytes)
}

const aliases: Record<string, string> = {
  'cp936': 'gbk', 'ms936': 'gbk', 'windows-936': 'gbk', 'gb18030-2000': 'gb18030', 'gb_2312-80': 'gbk', 'gb2312_charset': 'gbk',
  'cp950': 'big5', 'ms950': 'big5', 'big5-eten': 'big5', 'utf8': 'utf-8', 'utf-8-strict': 'utf-8', 'cp932': 'shift_jis', 'ms932': 'shift_jis',
  'iso-2022-jp-ms': 'iso-2022-jp', 'cp50220': 'iso-2022-jp', 'cp50221': 'iso-2022-jp', 'unicode-1-1-utf-8': 'utf-8', 'x-gbk': 'gbk', 'ks_c_5601': 'euc-kr',
} // prettier-ignore

function whatwgLabel(label: string): string | null {
  const name = label.trim().toLowerCase().replace(/^["']|["']$/g, '').replace(/\*.*$/, '') // prettier-ignore
  try {
    const known = new TextDecoder(aliases[name] ?? name).encoding
    return known === 'gbk' ? 'gb18030' : known
  } catch {
    return null
  }
}

function strict(bytes: Buffer, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
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

function guess(bytes: Buffer): string {
  const utf8 = strict(bytes, 'utf-8')
  if (utf8 !== null) return utf8
  const lenient = bytes.toString('utf8')
  if (mostlyReadable(lenient)) return lenient
  const shape = doubleBytes(bytes)
  // Western text has single accented letters between plain ones; East Asian text comes in runs of pairs.
  if (shape.inRuns * 2 < shape.high) return new TextDecoder('windows-1252').decode(bytes)
  const label = shape.lowTrails * 7 > shape.pairs ? 'big5' : 'gb18030'
  return strict(bytes, label) ?? strict(bytes, 'gb18030') ?? new TextDecoder(label).decode(bytes)
}

/** How the bytes above 127 lie: how many, how many as part of a longer run of pairs, and how many pairs end below 128 (Big5 often, GB2312 never). */
function doubleBytes(bytes: Buffer): { high: number; inRuns: number; pairs: number; lowTrails: number } {
  const shape = { high: 0, inRuns: 0, pairs: 0, lowTrails: 0 }
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at]! < 0x81) continue
    const trail = bytes[at + 1] ?? 0
    const paired = trail >= 0xa1 || (trail >= 0x40 && trail < 0x7f && (bytes[at + 2] ?? 0) >= 0x81)
    shape.high += trail >= 0x81 ? 2 : 1
    if (!paired) continue
    shape.pairs++
    shape.inRuns += trail >= 0x81 ? 2 : 1
    if (trail < 0x80) shape.lowTrails++
    at++
  }
  return shape
}

function isAscii(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte > 0x7f || byte === 0x1b) return false
  return true
}
