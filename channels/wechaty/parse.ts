import { ParseError, type InboundItem, type RemoteFile, type Thread } from '../adapter.ts'
import { readExactJson } from '../provider/exact-json.ts'
import { isoTime, oneLine, plainMessage, vouchedFor } from '../provider/reading.ts'
import { heard, type Heard } from './payload.ts'

/** Wechaty's kinds of message. https://github.com/wechaty/puppet/blob/main/src/schemas/message.ts */
const kinds = ['unknown', 'file', 'audio', 'contact', 'history', 'emoticon', 'image', 'text', 'location', 'mini-program', 'group-note', 'transfer', 'red-envelope', 'recalled', 'url', 'video', 'post'] // prettier-ignore
const files: Record<string, string> = { file: '', audio: 'audio/silk', emoticon: 'image/gif', image: 'image/jpeg', video: 'video/mp4' }
const shown: Record<string, string> = { contact: '[名片]', history: '[聊天记录]', 'mini-program': '[小程序]', 'group-note': '[群公告]', transfer: '[转账]', 'red-envelope': '[红包]', url: '[链接]', post: '[动态]', location: '[位置]' } // prettier-ignore

/** One message as the listener stored it. */
export async function parseWechaty(body: Buffer): Promise<InboundItem[]> {
  const read = heard.safeParse(readExactJson(body))
  if (!read.success) throw new ParseError(`This is no message of the gateway: its “${read.error.issues[0]?.path.join('.')}” is missing.`)
  return [itemOf(read.data)]
}

function itemOf(given: Heard): InboundItem {
  const { id, type, talker, self, listener, room } = given
  const [kind = '', at] = [kinds[type], isoTime(given.at)]
  if (kind === '' || kind === 'unknown') return { type: 'unknown', name: `message-type-${type}` }
  if (kind === 'recalled') return recalled(given, at)
  const content = { externalId: id, thread: threadOf(given), ...wordsOf(kind, given), sentAt: at }
  if (talker.id !== self) return plainMessage({ ...content, from: personOf(talker.id, talker.name) })
  if (!room && listener === '') return { type: 'unknown', name: 'own-message-to-nobody' }
  return { type: 'echo', ...content, to: room ? personOf(room.id, room.topic) : personOf(listener), author: oneLine(talker.name) || null }
}

/** The id of what was taken back stands in WeChat's own XML, or alone. */
function recalled({ text }: Heard, at: string): InboundItem {
  const externalId = /<newmsgid>(\d+)<\/newmsgid>/.exec(text)?.[1] ?? (/^\w{1,64}$/.exec(text.trim())?.[0] || '')
  return externalId ? { type: 'recall', externalId, at } : { type: 'unknown', name: 'recall-of-something' }
}

/** A room is one thread for all who write in it; else a person is. */
function threadOf({ room, talker, self, listener }: Heard): Thread {
  return { key: room?.id ?? (talker.id === self ? listener : talker.id), refs: [] }
}

const personOf = (id: string, name?: string) => vouchedFor('wechaty', oneLine(id), name)

/** Cards and the like are XML: their title is what a person would read. */
function wordsOf(kind: string, { id, text, filename }: Heard): { text: string; files: RemoteFile[] } {
  if (kind === 'text') return { text, files: [] }
  const type = files[kind]
  if (type !== undefined) return { text: '', files: [{ ref: { id }, name: oneLine(filename) || kind, type, size: null }] }
  const title = /<title>(?:<!\[CDATA\[)?([^<\]]{1,200})/.exec(text)?.[1] ?? (text.startsWith('<') ? '' : text)
  const address = /<url>(?:<!\[CDATA\[)?(https?:[^<\]]{1,2000})/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  return { text: [shown[kind], title.trim(), address].filter(Boolean).join(' '), files: [] }
}
