import type { ParserTask } from '../server/parsers/task.ts'
import { safeHtml } from '../server/safe-html.ts'
import type { InboundItem, InboundMessage } from './adapter.ts'
import { parseDouyin } from './douyin/parse.ts'
import { parseMail } from './email/parse.ts'
import { parseHttp } from './http/parse.ts'
import { publicItem } from './instagram/public.ts'
import { parseLine } from './line/parse.ts'
import { feedItem } from './messenger/feed.ts'
import { pageItems } from './meta/page-entries.ts'
import { parseSlack } from './slack/parse.ts'
import { parseSms } from './sms/parse.ts'
import { parseTelegram } from './telegram/parse.ts'
import { parseWebchat } from './webchat/parse.ts'
import { parseWechat } from './wechat/parse.ts'
import { parseWechaty } from './wechaty/parse.ts'
import { parseWecom } from './wecom/parse.ts'
import { parseWeibo } from './weibo/parse.ts'
import { parseWhatsapp } from './whatsapp/parse.ts'

/** What reads the bodies of each kind, without the rest of its adapter: a parser process loads a third of the memory. */
const parsers: Record<string, (body: Buffer) => Promise<InboundItem[]>> = {
  douyin: parseDouyin,
  email: parseMail,
  http: parseHttp,
  instagram: async (body) => pageItems(body, publicItem),
  line: parseLine,
  messenger: async (body) => pageItems(body, feedItem),
  slack: parseSlack,
  sms: parseSms,
  telegram: parseTelegram,
  webchat: parseWebchat,
  wechat: parseWechat,
  wechaty: parseWechaty,
  wecom: parseWecom,
  weibo: parseWeibo,
  whatsapp: parseWhatsapp,
}

/** Reads one raw body as its kind's adapter does, and makes the HTML in it safe. What takes longer is left to `slowBodyParser`. */
export const bodyParser: ParserTask<{ kind: string; body: Uint8Array }, InboundItem[]> = {
  name: 'channels.body',
  seconds: 2,
  lane: 'quick',
  parse: readBody,
}

/** The same with the time that the slowest honest body may take, where only other slow ones wait. */
export const slowBodyParser: typeof bodyParser = { ...bodyParser, name: 'channels.slow-body', seconds: 20, lane: 'slow' }

async function readBody({ kind, body }: { kind: string; body: Uint8Array }): Promise<InboundItem[]> {
  const parse = parsers[kind]
  if (!parse) throw new Error(`no parser process reads bodies of the kind ${kind}: add it to channels/body-parser.ts`)
  const items = await parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength))
  return items.map(inSafeHtml)
}

function inSafeHtml(item: InboundItem): InboundItem {
  if (item.type === 'message') return item.html === null ? item : withSafeHtml(item, item.html)
  const maybe = 'maybe' in item ? item.maybe : undefined
  const html = maybe?.otherwise.html ?? null
  return maybe && html !== null ? ({ ...item, maybe: { ...maybe, otherwise: withSafeHtml(maybe.otherwise, html) } } as InboundItem) : item
}

/** What is too complex is shown as text; the whole comes along as a file. */
function withSafeHtml(item: InboundMessage, sent: string): InboundMessage {
  const { html, asText } = safeHtml(sent)
  if (!asText) return { ...item, html, htmlForm: 'safe' }
  const whole = { name: 'message.html', type: 'text/html', content: Buffer.from(sent), inline: false }
  return { ...item, html, htmlForm: 'text', files: [...item.files, whole] }
}
