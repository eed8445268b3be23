import type { Place } from '../../contract/messages.ts'
import { ParseError, type InboundItem, type InboundMessage, type RemoteFile, type Thread } from '../adapter.ts'
import { readExactJson } from '../provider/exact-json.ts'
import { isoTime, oneLine, plainMessage, vouchedFor } from '../provider/reading.ts'
import { lines } from '../provider/words.ts'
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
  if (kind === 'recalled') return recalled(given, at)
  const content = { externalId: id, thread: threadOf(given), ...wordsOf(kind, given), sentAt: at }
  const unsupported =
    content.text || content.files.length > 0 || content.place
      ? undefined
      : kind === '' || kind === 'unknown'
        ? `message-type-${type}`
        : kind
  if (talker.id !== self) return plainMessage({ ...content, unsupported, from: personOf(talker.id, talker.name) })
  if (unsupported) return { type: 'unknown', name: unsupported }
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

/** Cards and the like are XML: what a person would read of them. WeChat's own tell more than Wechaty's kind does. */
function wordsOf(kind: string, given: Heard): Pick<InboundMessage, 'text' | 'files' | 'quoted' | 'place'> {
  const { text } = given
  // A document from end to end: words that merely hold some of its marks are somebody's own.
  const xml = /^\s*(<\?xml[^>]{0,200}>\s*)?<msg\b/.test(text) && text.trimEnd().endsWith('>') ? text : ''
  const quote = quotedIn(xml)
  if (quote) return { ...quote, files: [] }
  const place = placeIn(xml)
  if (place) return { text: '', files: [], quoted: null, place }
  const contact = contactIn(xml)
  return contact ? { text: contact, files: [], quoted: null } : { ...plainWords(kind, given), quoted: null }
}

function contactIn(xml: string): string | null {
  const named = (name: string) => unescaped(new RegExp(`\\b${name}="([^"]{1,200})"`).exec(xml.slice(0, 5_000))?.[1] ?? '')
  return named('nickname') ? lines(`[名片] ${named('nickname')}`, named('alias')) : null
}

/** An answer to a message, which names it and says its words again. */
function quotedIn(xml: string): { text: string; quoted: string } | null {
  const referred = inside(xml, 'refermsg')
  const title = unescaped(inside(xml, 'title'))
  if (!title || !referred || !xml.includes('<type>57</type>')) return null
  const words = unescaped(inside(referred, 'content'))
  const shown = words.startsWith('<') ? `[${inside(words, 'title') || '消息'}]` : words
  return { text: title, quoted: [unescaped(inside(referred, 'displayname')), shown].filter(Boolean).join(': ') }
}

/** What stands in the first element of that name. */
function inside(xml: string, name: string): string {
  const start = xml.indexOf(`<${name}>`) + name.length + 2
  const end = xml.indexOf(`</${name}>`, start)
  return start < name.length + 2 || end < 0 ? '' : xml.slice(start, end)
}

function placeIn(text: string): Place | null {
  const tag = /<location\b([^>]{1,5000})>/.exec(text)?.[1]
  const named = (name: string) => unescaped(new RegExp(`\\b${name}="([^"]*)"`).exec(tag ?? '')?.[1] ?? '')
  const [latitude, longitude] = [Number(named('x') || NaN), Number(named('y') || NaN)]
  const onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
  return tag !== undefined && onEarth ? { latitude, longitude, name: oneLine(named('poiname')), address: oneLine(named('label')) } : null
}

/** What stands in XML as a person reads it. */
const unescaped = (text: string) =>
  text
    .replace(/^<!\[CDATA\[([\s\S]*)\]\]>$/, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
    .trim()

function plainWords(kind: string, { id, text, filename }: Pick<Heard, 'id' | 'text' | 'filename'>): { text: string; files: RemoteFile[] } {
  if (kind === 'text') return { text, files: [] }
  const type = files[kind]
  if (type !== undefined) return { text: '', files: [{ ref: { id }, name: oneLine(filename) || kind, type, size: null }] }
  if ((kind === '' || kind === 'unknown') && !text.includes('<title>'))
    return { text: text.trimStart().startsWith('<') ? '' : text, files: [] }
  const title = /<title>(?:<!\[CDATA\[)?([^<\]]{1,200})/.exec(text)?.[1] ?? (text.startsWith('<') ? '' : text)
  const address = /<url>(?:<!\[CDATA\[)?(https?:[^<\]]{1,2000})/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  return { text: [shown[kind], title.trim(), address].filter(Boolean).join(' '), files: [] }
}
