import { sha256 } from '../../server/crypto.ts'
import { ParseError, type Handle, type InboundItem, type Thread } from '../adapter.ts'
import { readExactJson } from '../provider/exact-json.ts'
import { ignored, isoTime, plainMessage, vouchedFor } from '../provider/reading.ts'
import { contentOf } from './content.ts'
import { content, envelope, event, type LineEvent } from './payload.ts'

/** Every event of a webhook to its item. Only people who write to the account themselves are answered; groups are left alone. */
export async function parseLine(body: Buffer): Promise<InboundItem[]> {
  const read = envelope.safeParse(readExactJson(body))
  if (!read.success) throw new ParseError('This is no webhook of LINE: it has no list named “events”.')
  const items = read.data.events.map(toItem)
  return items.length > 0 ? items : [ignored('LINE tried whether it reaches Parley.')]
}

type Around = { from: Handle; thread: Thread; at: string }

/** By type of event; null for one that does not look as documented. */
const readers = new Map<string, (event: LineEvent, around: Around) => InboundItem | null>([
  ['message', toMessage],
  ['messageEdited', ({ message: now }, { at }) => (now ? { type: 'edit', externalId: now.id, text: textIn(now), at } : null)],
  ['unsend', ({ unsend }, { at }) => (unsend ? { type: 'recall', externalId: unsend.messageId, at } : null)],
  ['follow', ({ follow }, around) => ({ type: 'follow', by: follow?.isUnblocked ? 'unblocked' : null, ...around })],
  ['unfollow', (_event, around) => ({ type: 'unfollow', by: null, ...around })],
  ['postback', toPress],
])

const textIn = ({ text }: Record<string, unknown>) => (typeof text === 'string' ? text : '')

/** What people do around the chat, and how the account itself is run. */
const aside = /^(videoPlayComplete|beacon|accountLink|things|membership|module|(de)?activated|bot(Suspended|Resumed)|delivery)$/

function toItem(given: unknown): InboundItem {
  const read = event.safeParse(given).data
  if (!read) return { type: 'unknown', name: 'event' }
  const { type, mode, source, timestamp, message } = read
  if (source?.type === 'group' || source?.type === 'room') return ignored('It happened in a LINE group. Only private chats are answered.')
  if (mode === 'standby') return ignored('Another program answers in this chat at the moment, as LINE says (standby).')
  if (aside.test(type)) return ignored('It tells of what was done around the chat, or of the account itself.')
  const unknown: InboundItem = { type: 'unknown', name: (message ? `${type}.${message.type}` : type).slice(0, 100) }
  if (!source?.userId) return unknown
  const around = { from: vouchedFor('line', source.userId), thread: { key: source.userId, refs: [] }, at: isoTime(timestamp) }
  return readers.get(type)?.(read, around) ?? unknown
}

function toMessage({ message }: LineEvent, { from, thread, at: sentAt }: Around): InboundItem | null {
  const held = content.safeParse(message).data
  if (!message) return null
  const { id, quotedMessageId: quoted } = message
  const said = held ? contentOf(held, id) : { text: '', unsupported: message.type.slice(0, 100) }
  return plainMessage({ externalId: id, thread: { ...thread, refs: quoted ? [quoted, id] : [id] }, from, sentAt, ...said })
}

/** A press on a button or menu: LINE tells what stands behind it for programs, not what it reads. */
function toPress({ postback, webhookEventId, timestamp }: LineEvent, { from, thread, at: sentAt }: Around): InboundItem | null {
  if (!postback) return null
  const { data, params = {} } = postback
  if ('newRichMenuAliasId' in params) return ignored('Another page of the menu was opened.')
  const text = [data, ...Object.values(params)].filter(Boolean).join(' ') || '[postback]'
  const externalId = `postback:${webhookEventId ?? sha256(JSON.stringify([from.value, timestamp, text]))}`
  return plainMessage({ externalId, thread: { ...thread, refs: [externalId] }, from, text, sentAt })
}
