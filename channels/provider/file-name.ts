const vcard = /^text\/(x-)?(v-?card|directory)$/

/** What a file is called of which only the type is known, the nth of its message. */
export function fileName(type: string, n: number): string {
  if (vcard.test(type)) return `contact-${n}.vcf`
  if (type === 'application/octet-stream') return `file-${n}`
  const ending = endings[type] ?? type.replace(/^.*\/(x-|vnd\.)?/, '').replace(/[+.].*$/, '')
  return `${type.split('/')[0] ?? 'file'}-${n}.${ending}`.slice(0, 40)
}
const endings: Record<string, string> = { 'audio/mpeg': 'mp3', 'text/calendar': 'ics', 'text/x-vcalendar': 'ics', 'text/plain': 'txt', 'audio/amr': 'amr', 'video/3gpp': '3gp', 'video/quicktime': 'mov' } // prettier-ignore

/** A file's name as the `Content-Disposition` it comes with has it: RFC 6266, or bytes of UTF-8 as many hosts in China write them. */
export function nameIn(disposition: string | string[] | undefined): { fileName?: string } {
  const header = String(disposition ?? '')
  const encoded = /filename\*\s*=\s*utf-8''([^;\s]+)/i.exec(header)?.[1]
  const [, quoted, bare] = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(header) ?? []
  const plain = (quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '').trim()
  const fileName = opened(encoded ?? (/%[0-9a-f]{2}/i.test(plain) ? plain : '')) || asUtf8(plain)
  return fileName ? { fileName } : {}
}

function opened(encoded: string): string {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return ''
  }
}

/** Headers are read as Latin-1. */
function asUtf8(text: string): string {
  const read = Buffer.from(text, 'latin1').toString('utf8')
  return /[^\0-\xff]/.test(text) || read.includes('\ufffd') ? text : read
}
