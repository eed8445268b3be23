import { sha256 } from '../../server/crypto.ts'
import { ParseError, type Handle, type InboundItem, type Thread } from '../adapter.ts'
import { readExactJson } from '../provider/exact-json.ts'
import { isoTime, plainMessage, vouchedFor } from '../provider/reading.ts'
import { contentOf } from './content.ts'
import * as payload from './payload.ts'

/** Every event of a webhook to its item. Only people who write to the account themselves are answered; groups are left alone. */
export async function parseLine(body: Buffer): Promise<InboundItem[]> {
  const read = payload.envelope.safeParse(readExactJson(body))
  if (!read.success) throw new ParseError('This is no webhook of LINE: it has no list named “events”.')
  const items = read.data.events.map(toItem)
  return items.length > 0 ? items : [ignored('LINE tried whether it reaches Parley.')]
}

type Around = { from: Handle; thread: Thread; at: string }
type Reader = (event: payload.LineEvent, around: Around) => InboundItem | null

/** By type of event; null for one that does not look as documented. */
const readers = new Map<string, Reader>([
  ['message', toMessage],
  ['unsend', toRecall],
  ['follow', toFollow],
  ['unfollow', (_event, around) => ({ type: 'unfollow', by: null, ...around })],
  ['postback', toPress],
])

/** Events of groups, of what people do around the chat, and of how the account itself is run. */
const aside = new Set(
  [
    'join leave memberJoined memberLeft videoPlayComplete beacon accountLink things membership',
    'module activated deactivated botSuspended botResumed delivery',
  ].flatMap((names) => names.split(' ')),
)

function toItem(given: unknown): InboundItem {
  const event = payload.event.safeParse(given).data
  if (!event) return { type: 'unknown', name: 'event' }
  const { type, mode, source, timestamp } = event
  if (source?.type === 'group' || source?.type === 'room') return ignored('It happened in a LINE group. Only private chats are answered.')
  if (mode === 'standby') return ignored('Another program answers in this chat at the moment, as LINE says (standby).')
  if (aside.has(type)) return ignored('It tells of what was done around the chat, or of the account itself.')
  if (!source?.userId) return { type: 'unknown', name: type }
  const around = { from: vouchedFor('line', source.userId), thread: { key: source.userId, refs: [] }, at: isoTime(timestamp) }
  return readers.get(type)?.(event, around) ?? { type: 'unknown', name: nameOf(event) }
}

function toMessage(event: payload.LineEvent, { from, thread, at: sentAt }: Around): InboundItem | null {
  const { id, quotedMessageId } = payload.message.safeParse(event).data?.message ?? {}
  const content = payload.content.safeParse(event['message']).data
  if (id === undefined || !content) return null
  const refs = quotedMessageId === undefined ? [id] : [quotedMessageId, id]
  return plainMessage({ externalId: id, thread: { ...thread, refs }, from, sentAt, ...contentOf(content, id) })
}

function toRecall(event: payload.LineEvent, { at }: Around): InboundItem | null {
  const read = payload.unsend.safeParse(event).data
  return read ? { type: 'recall', externalId: read.unsend.messageId, at } : null
}

function toFollow(event: payload.LineEvent, around: Around): InboundItem {
  const { follow } = payload.follow.safeParse(event).data ?? {}
  return { type: 'follow', by: follow?.isUnblocked ? 'unblocked' : null, ...around }
}

/** A press on a button or menu: LINE tells what stands behind it for programs, not what it reads. */
function toPress(event: payload.LineEvent, { from, thread, at: sentAt }: Around): InboundItem | null {
  const { data, params = {} } = payload.postback.safeParse(event).data?.postback ?? {}
  if (data === undefined) return null
  if ('newRichMenuAliasId' in params) return ignored('Another page of the menu was opened.')
  const text = [data, ...Object.values(params)].filter(Boolean).join(' ') || '[postback]'
  const externalId = `postback:${event.webhookEventId ?? sha256(JSON.stringify([from.value, event.timestamp, text]))}`
  return plainMessage({ externalId, thread: { ...thread, refs: [externalId] }, from, text, sentAt })
}

const ignored = (reason: string): InboundItem => ({ type: 'ignored', reason })

/** What LINE calls an event, or the message it holds. */
function nameOf(event: payload.LineEvent): string {
  const held = payload.message.safeParse(event).data?.message.type
  return held === undefined ? event.type : `${event.type}.${held}`.slice(0, 100)
}
