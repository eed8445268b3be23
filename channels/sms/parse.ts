import { ParseError, type InboundItem, type InboundMessage, type RemoteFile } from '../adapter.ts'
import { reasonOf } from './meanings.ts'
import { fileName } from '../provider/file-name.ts'
import { oneLine } from '../provider/reading.ts'
import { readForm, type Webhook } from './payload.ts'

/** One form of Twilio's to what it holds: a message (and whether it opted out or in), or how far one of ours got. */
export async function parseSms(body: Buffer): Promise<InboundItem[]> {
  const form = readForm(body)
  if (form.sid) return form.status === 'received' ? arrived(form) : [progress(form)]
  if (form.AccountSid) return [{ type: 'unknown', name: 'event-without-message' }]
  throw new ParseError('This is no webhook of Twilio’s messaging: it has no MessageSid.')
}

function arrived(form: Webhook): InboundItem[] {
  const number = oneLine(form.From)
  const other = /^(?=$)|^\w+(?=:)/.exec(number)?.[0]
  if (other !== undefined) return [{ type: 'unknown', name: `message-from-${other || 'nobody'}` }]
  const message = toMessage(form, number)
  const change = consentOf(form)
  if (!change) return [message]
  // After the message, so that what closes the window is the last word.
  return [message, { type: change, thread: message.thread, from: message.from, by: null, at: message.sentAt }]
}

function toMessage(form: Webhook, number: string): InboundMessage {
  return {
    ...{ type: 'message', externalId: form.sid, thread: { key: number, refs: [] }, text: form.Body, sentAt: form.ParleyReceivedAt },
    ...{ from: { kind: 'phone', value: number, verified: true }, to: form.To ? [oneLine(form.To)] : [], files: filesOf(form) },
    ...{ participants: [], subject: null, quoted: null, html: null, cc: [], auto: false },
  }
}

/** Twilio takes ten files a message. */
function filesOf(form: Webhook): RemoteFile[] {
  const places = [...Array(10).keys()].slice(0, Math.max(0, Number(form.NumMedia) || 0))
  return places.flatMap((n) => fileOf(form[`MediaUrl${n}`], form[`MediaContentType${n}`], n))
}

function fileOf(url: unknown, told: unknown, n: number): RemoteFile[] {
  if (typeof url !== 'string' || url === '') return []
  const type = typeof told === 'string' && /^[\w.+-]+\/[\w.+-]+$/.test(told) ? told.toLowerCase() : 'application/octet-stream'
  return [{ ref: { url }, name: fileName(type, n + 1), type, size: null }]
}

/** Twilio's word where Advanced Opt-Out is on; else the keywords it honours by itself (YES is left out: it is an answer like any other). */
function consentOf({ OptOutType, Body }: Webhook): 'follow' | 'unfollow' | null {
  const word = (OptOutType || Body).trim().toUpperCase()
  if (/^(STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|REVOKE|OPTOUT)$/.test(word)) return 'unfollow'
  return /^(START|UNSTOP)$/.test(word) ? 'follow' : null
}

function progress({ sid: externalId, status, ErrorCode, ParleyReceivedAt: at }: Webhook): InboundItem {
  if (status === 'delivered' || status === 'read') return { type: 'receipt', for: { externalId }, status, upTo: false, thread: null, at }
  if (/^(failed|undelivered|canceled)$/.test(status))
    return { type: 'bounce', externalId, permanent: true, reason: reasonOf(ErrorCode || status), at }
  if (/^(queued|accepted|scheduled|sending|sent)$/.test(status)) return { type: 'ignored', reason: `on its way: ${status}` }
  return { type: 'unknown', name: `status-${oneLine(status)}` }
}
