const vcard = /^text\/(x-)?(v-?card|directory)$/

/** What a file is called of which only the type is known, the nth of its message. */
export function fileName(type: string, n: number): string {
  if (vcard.test(type)) return `contact-${n}.vcf`
  if (type === 'application/octet-stream') return `file-${n}`
  const ending = endings[type] ?? type.replace(/^.*\/(x-|vnd\.)?/, '').replace(/[+.].*$/, '')
  return `${type.split('/')[0] ?? 'file'}-${n}.${ending}`.slice(0, 40)
}
const endings: Record<string, string> = { 'audio/mpeg': 'mp3', 'text/calendar': 'ics', 'text/x-vcalendar': 'ics', 'text/plain': 'txt', 'audio/amr': 'amr', 'video/3gpp': '3gp', 'video/quicktime': 'mov' } // prettier-ignore
