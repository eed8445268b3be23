import { oneLine } from './headers.ts'

const extensions: Record<string, string> = {
  'text/calendar': 'ics',
  'text/plain': 'txt',
  'text/html': 'html',
  'message/rfc822': 'eml',
  'message/delivery-status': 'txt',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'image/jpeg': 'jpg',
  'image/jpg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
}

/** Of a longer name the end counts: it has the extension. */
const longestGiven = 1_000

/** A name a file may safely be saved under: no folders, no control characters, at most 150 characters with its extension kept. */
export function fileName(given: string, type: string, position: number): string {
  const base = oneLine(given.slice(-longestGiven))
    .split(/[\\/]/)
    .at(-1)!
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  if (base === '') return `attachment-${position + 1}.${extensions[type] ?? (/^(text|message)\//.test(type) ? 'txt' : 'bin')}`
  const dot = base.lastIndexOf('.')
  const extension = dot > 0 && base.length - dot <= 12 ? base.slice(dot) : ''
  const stem = Array.from(base.slice(0, base.length - extension.length))
  return stem.slice(0, 150 - extension.length).join('') + extension
}
