import { sha256 } from '../../server/crypto.ts'
import type { InboundItem, InboundMessage, RemoteFile } from '../adapter.ts'
import { plainMessage, vouchedFor } from '../provider/reading.ts'
import type { Push } from './payload.ts'
import { standIns } from './words.ts'

/** What the fan service pushed: a private message, or something a person did. */
export function pushItem(event: Push): InboundItem {
  const { type } = event
  if (type === 'text') return message(event)
  if (type === 'image') return message(event, { files: file(event, 'jpg', 'image/jpeg') })
  if (type === 'voice') return message(event, { files: file(event, 'amr', 'audio/amr') })
  if (type === 'position') return message(event, place(event))
  if (type === 'event') return act(event)
  return type === 'mention' ? mention(event) : message(event, { unsupported: type })
}

/** A push has no id of its own: what it says, and when, tells it apart. The same words twice within one second are one message. */
function message(event: Push, more: Partial<InboundMessage> = {}): InboundMessage {
  const { type, sender_id, receiver_id, created_at: sentAt, text, data } = event
  const externalId = `hash:${sha256(JSON.stringify([type, sender_id, receiver_id, sentAt, text, data])).slice(0, 40)}`
  const said = { text: type !== 'text' && standIns.test(text) ? '' : text, ...more }
  const unsupported = said.text || said.files?.length || said.place ? more.unsupported : type
  return plainMessage({ externalId, ...of(event), sentAt, ...said, unsupported })
}

const of = ({ sender_id }: Pick<Push, 'sender_id'>) => ({ thread: { key: sender_id, refs: [] }, from: vouchedFor('weibo', sender_id) })

/** `tovfid` is the file as its receiver may fetch it. */
function file({ data: { tovfid } }: Push, ending: string, type: string): RemoteFile[] {
  return tovfid ? [{ ref: { fid: tovfid }, name: `${tovfid}.${ending}`, type, size: null }] : []
}

function place({ data: { latitude, longitude } }: Push): Partial<InboundMessage> {
  return latitude === undefined || longitude === undefined ? {} : { place: { latitude, longitude, name: '', address: '' } }
}

function act({ data: { subtype = '' }, ...event }: Push): InboundItem {
  const did = { ...of(event), at: event.created_at }
  if (subtype === 'follow' || subtype === 'scan_follow') return { type: 'follow', by: subtype === 'follow' ? null : 'scan', ...did }
  if (subtype === 'unfollow') return { type: 'unfollow', by: null, ...did }
  if (['subscribe', 'scan', 'click', 'view'].includes(subtype)) return { type: 'touch', opens: subtype, ...did }
  if (subtype === 'unsubscribe') return { type: 'ignored', reason: 'Somebody wants no more broadcasts; private messages go on.' }
  return { type: 'unknown', name: `event/${subtype}` }
}

/** A comment that names us is pushed without the post it stands below, so only the fetched one can be answered. */
function mention(event: Push): InboundItem {
  const { subtype, key } = event.data
  if (subtype === 'comment') return { type: 'ignored', reason: 'A comment that names the account comes with the comments Parley fetches.' }
  if (subtype !== 'status' || !key) return { type: 'unknown', name: `mention/${subtype ?? ''}` }
  const thread = { key: `mention:${key}:${event.sender_id}`, refs: [`status:${key}`], surface: 'mention' as const }
  return message(event, { externalId: `status:${key}`, thread })
}
