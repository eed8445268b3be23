import * as z from 'zod'
import { openedJson } from '../provider/exact-json.ts'
import { oneLine } from '../provider/reading.ts'
import { lines, media, placeOf, type Content } from '../tencent/content.ts'
import { content, type Message } from './payload.ts'

type Given = ReturnType<typeof content.parse>

const readers = new Map<string, (given: Given) => Content>([
  ['text', ({ content }) => ({ text: content })],
  ['image', ({ media_id }) => ({ files: [media(media_id, 'image.jpg', 'image/jpeg')] })],
  ['voice', ({ media_id }) => ({ files: [media(media_id, 'voice.amr', 'audio/amr')] })],
  ['video', ({ media_id }) => ({ files: [media(media_id, 'video.mp4', 'video/mp4')] })],
  // Its name and its type show once it is fetched.
  ['file', ({ media_id }) => ({ files: [media(media_id, 'file', 'application/octet-stream')] })],
  ['location', ({ latitude, longitude, name, address }) => placeOf(latitude, longitude, name, address)],
  ['link', ({ title, desc, url }) => ({ text: lines(title, desc, url) })],
  ['business_card', ({ userid }) => ({ text: `[名片] ${userid}` })],
  ['miniprogram', ({ title, pagepath }) => ({ text: lines(`[小程序] ${title}`, pagepath) })],
  ['msgmenu', ({ head_content, list, tail_content }) => ({ text: lines(head_content, ...list.map(optionOf), tail_content) })],
  ['channels', ({ nickname, title }) => ({ text: lines(`[视频号] ${nickname}`, title) })],
  ['channels_shop_product', (given) => ({ text: lines(`[商品] ${given.title}`, yuan(given.sales_price), given.shop_nickname) })],
  ['channels_shop_order', (given) => ({ text: lines(`[订单] ${given.order_id}`, given.product_titles, given.price_wording) })],
  ['merged_msg', ({ title, item }) => ({ text: lines(`[聊天记录] ${title}`, ...item.map(forwarded)) })],
  ['note', () => ({ text: '[笔记]' })],
  ['meeting', () => ({ text: '[会议]' })],
  ['schedule', () => ({ text: '[日程]' })],
])

/** What a message holds; null: its type is none this version knows. Cards, products and the like become lines of text. */
export function contentOf(message: Message): Content | null {
  return readers.get(message.msgtype)?.(content.catch(content.parse({})).parse(message[message.msgtype])) ?? null
}

/** What one may choose in a menu: words, an address, a mini program. */
const optionOf = (given: Given['list'][number]) => {
  const { content, url } = { ...given.click, ...given.view, ...given.miniprogram, ...given.text }
  return content && `- ${[content, url].filter(Boolean).join(' ')}`
}

const kinds: Record<string, string> = { image: '[图片]', voice: '[语音]', video: '[视频]', file: '[文件]', location: '[位置]' }

/** A forwarded message; its content is a message of its own, written as JSON. */
function forwarded({ sender_name, msg_content, msgtype }: Given['item'][number]): string {
  const type = msgtype || 'text'
  const inner = z.looseObject({}).safeParse(openedJson(msg_content)).data ?? {}
  const { text = '', place } = readers.get(type)?.(content.catch(content.parse({})).parse(inner[type])) ?? {}
  return `${sender_name}: ${text || lines(place?.name, place?.address).replaceAll('\n', ' ') || (kinds[type] ?? `[${oneLine(type)}]`)}`
}

/** Prices come in hundredths. */
const yuan = (price: string) => (/^\d+$/.test(price) ? `¥${(Number(price) / 100).toFixed(2)}` : '')
