import { type Headers, headerText, raw } from './headers.ts'

const markers = ['x-autoreply', 'x-autorespond', 'x-auto-reply-from', 'x-mail-autoreply']

/** What clients put before the subject of an absent-note, a colon behind it. */
const absent =
  /^(自动回复|自動回覆|自動返信|automatic reply|auto(matic)?[ -]?(response|reply)|out of (the )?office|automatische antwort|abwesenheitsnotiz|réponse automatique|respuesta automática|resposta automática|risposta automatica|automatisch antwoord|autosvar|автоответ)\s*[:：]/i

/**
 * Whether a machine wrote it (RFC 3834, and what clients do instead): an absent-note, a notice. Such mail is shown and never answered by a machine. What
 * came over a list or asks that no machine answer it is a person's all the same.
 */
export function isAutomatic(headers: Headers): boolean {
  const submitted = raw(headers, 'auto-submitted').toLowerCase().split(';')[0]!.trim()
  if (submitted !== '' && submitted !== 'no') return true
  if (/^auto_reply$/i.test(raw(headers, 'precedence'))) return true
  if (headers.some((field) => markers.includes(field.name))) return true
  return isFromDaemon(headers) || absent.test(headerText(headers, 'subject'))
}

/** From a mail system: an empty return path, or its usual names. */
export function isFromDaemon(headers: Headers): boolean {
  const path = raw(headers, 'return-path').trim()
  return path === '<>' || /\b(mailer-daemon|postmaster|maildaemon)\b/i.test(raw(headers, 'from'))
}
