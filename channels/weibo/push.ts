import { sha256 } from '../../server/crypto.ts'
import type { InboundItem, InboundMessage, RemoteFile } from '../adapter.ts'
import { plainMessage } from '../reading.ts'
import type { Push } from './payload.ts'
import { weiboTime } from './time.ts'

/** Written by Weibo where a picture, a voice or a place came without words. */
const standIns = /^(分享图片|发了一张图片|发了一个图片消息|发了一个语音消息|发了一条语音|发送了一个位置)$/

/** What the fan service pushed: a private message, or something a person did. */
export function pushItem(event: Push): InboundItem {
  const { type } = event
  if (type === 'text') return message(event)
  if (type === 'image') return message(event, { files: file(event, 'jpg', 'image/jpeg') })
  if (type === 'voice') return message(event, { files: file(event, 'amr', 'audio/amr') })
  if (type === 'position') return message(event, place(event))
  if (type === 'event') return act(event)
  return type === 'mention' ? mention(event) : { type: 'unknown', name: type }
}

/** A push has no id of its own: what it says, and when, tells it apart. The same words twice within one second are one message. */
function idOf({ type, sender_id, receiver_id, created_at, text, data }: Push): string {
  return `hash:${sha256(JSON.stringify([type, sender_id, receiver_id, created_at, text, data])).slice(0, 40)}`
}

const common = ({ sender_id }: Push) => ({
  thread: { key: sender_id, refs: [] },
  from: { kind: 'weibo' as const, value: sender_id, verified: true },
})

function message(event: Push, more: Partial<InboundMessage> = {}): InboundMessage {
  const text = event.type !== 'text' && standIns.test(event.text) ? '' : event.text
  return plainMessage({ externalId: idOf(event), ...common(event), text, sentAt: weiboTime(event.created_at), ...more })
}

/** `tovfid` is the file as its receiver may fetch it. */
function file({ data }: Push, ending: string, type: string): RemoteFile[] {
  return data.tovfid ? [{ ref: { fid: data.tovfid }, name: `${data.tovfid}.${ending}`, type, size: null }] : []
}

function place({ data: { latitude, longitude } }: Push): Partial<InboundMessage> {
  return latitude === undefined || longitude === undefined ? {} : { place: { latitude, longitude, name: '', address: '' } }
}

function act(event: Push): InboundItem {
  const { subtype = '' } = event.data
  const did = { ...common(event), at: weiboTime(event.created_at) }
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
