import { type Headers, headerText, raw } from './headers.ts'

const markers = ['x-autoreply', 'x-autorespond', 'x-auto-response-suppress', 'x-auto-reply-from', 'x-mail-autoreply']

/**
 * Whether a machine wrote it (RFC 3834, RFC 2919, RFC 2369 and what clients do instead): an absent-note, a list, a notice. Such mail is shown
 * and never answered by a machine.
 */
export function isAutomatic(headers: Headers): boolean {
  const submitted = raw(headers, 'auto-submitted').toLowerCase().split(';')[0]!.trim()
  if (submitted !== '' && submitted !== 'no') return true
  if (/^(bulk|list|junk|auto_reply)$/i.test(raw(headers, 'precedence'))) return true
  if (headers.some((field) => field.name.startsWith('list-') || markers.includes(field.name))) return true
  return (
    isFromDaemon(headers) ||
    /^(自动回复|自動回覆|Automatic reply|Auto(matic)? ?(response|reply)|Out of (the )?office)\s*[:：-]/i.test(
      headerText(headers, 'subject'),
    )
  )
}

/** From a mail system: an empty return path, or its usual names. */
export function isFromDaemon(headers: Headers): boolean {
  const path = raw(headers, 'return-path').trim()
  return path === '<>' || /\b(mailer-daemon|postmaster|maildaemon)@/i.test(raw(headers, 'from'))
}
