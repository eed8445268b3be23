import * as z from 'zod'
import { sha256 } from '../../server/crypto.ts'
import type { Peer, Simulated } from '../adapter.ts'
import { practice } from './peer-settings.ts'

type Call = Parameters<Peer>[0]
type Answer = Awaited<ReturnType<Peer>>
type Deliver = (xml: string, id: string) => void

/** WeChat's side of an Official Account, in memory: tokens, customer messages with their limits, files, followers, template messages. */
export function officialAccount(channelId: string, deliver: Deliver): Peer {
  const state: State = { channelId, deliver, files: 0, templates: 0 }
  return async (call) => {
    if (call.path === '/cgi-bin/stable_token') return grantToken(call)
    if (call.query['access_token'] !== token) return says(40001, 'invalid credential, access_token is invalid or not latest')
    return interfaces[call.path.replace('/cgi-bin/', '')]?.(call, state) ?? { status: 404, body: '' }
  }
}

type State = { channelId: string; deliver: Deliver; files: number; templates: number }

/** What a follower did last on a channel, and how much was sent since: noted as it is simulated, as far as this process does. */
const touches = new Map<string, { until: number; left: number }>()

/** A message opens 48 hours for five messages; a new follower a minute for three, where nothing longer is open. */
export function noteTouch(channelId: string, openid: string, { type, now }: Pick<Simulated, 'type' | 'now'>): void {
  const [ms, left] = type === 'follow' ? [60_000, 3] : [48 * 3_600_000, 5]
  const [key, until] = [`${channelId} ${openid}`, now.getTime() + ms]
  const open = touches.get(key)
  if (type !== 'follow' || open === undefined || open.left === 0 || open.until < until) touches.set(key, { until, left })
}

const token = 'practice-access-token'

const asked = z.object({ grant_type: z.literal('client_credential'), appid: z.string(), secret: z.string() })

function grantToken({ body }: Call): Answer {
  const given = asked.safeParse(read(body))
  if (given.data?.appid !== practice.appId) return says(40013, 'invalid appid')
  if (given.data.secret !== practice.appSecret) return says(40125, 'invalid appsecret')
  return json({ access_token: token, expires_in: 7200 })
}

const customMessage = z.discriminatedUnion('msgtype', [
  z.object({ touser: z.string(), msgtype: z.literal('text'), text: z.object({ content: z.string() }) }),
  z.object({ touser: z.string(), msgtype: z.literal('image'), image: z.object({ media_id: z.string() }) }),
  z.object({ touser: z.string(), msgtype: z.literal('voice'), voice: z.object({ media_id: z.string() }) }),
  z.object({ touser: z.string(), msgtype: z.literal('video'), video: z.object({ media_id: z.string() }) }),
])

function sendMessage({ body }: Call, { channelId }: State): Answer {
  const given = customMessage.safeParse(read(body))
  if (!given.success) return says(40008, 'invalid message type')
  const { data } = given
  if (data.msgtype === 'text' && Buffer.byteLength(data.text.content) > 2048) return says(45002, 'content size out of limit')
  if (!data.touser.startsWith('oDEMO-')) return says(40003, 'invalid openid')
  const touch = touches.get(`${channelId} ${data.touser}`)
  if (touch && touch.until < Date.now()) return says(45015, 'response out of time limit or subscription is canceled')
  if (touch && touch.left-- <= 0) return says(45047, 'out of response count limit')
  return says(0, 'ok')
}

const template = {
  template_id: 'practice-order',
  title: '订单发货通知',
  content: '商品：{{thing1.DATA}}\n单号：{{character_string2.DATA}}',
}
const templateMessage = z.object({
  touser: z.string(),
  template_id: z.literal(template.template_id),
  data: z.record(z.string(), z.object({ value: z.string() })),
})

/** The id has more digits than a number holds; how the message fared comes as an event a moment later. */
function sendTemplate({ body }: Call, state: State): Answer {
  const given = templateMessage.safeParse(read(body))
  if (!given.success) return says(40037, 'invalid template_id')
  const msgid = `29${String(Date.now()).padEnd(15, '0')}${String(++state.templates % 100).padStart(2, '0')}`
  const event = `<MsgType>event</MsgType><Event>TEMPLATESENDJOBFINISH</Event><MsgID>${msgid}</MsgID><Status>success</Status>`
  const xml = `<xml><ToUserName>gh_practice</ToUserName><FromUserName>${given.data.touser}</FromUserName><CreateTime>${seconds()}</CreateTime>${event}</xml>`
  setTimeout(() => state.deliver(xml, msgid), 400).unref()
  return { ...json({}), body: `{"errcode":0,"errmsg":"ok","msgid":${msgid}}` }
}

const seconds = () => Math.floor(Date.now() / 1000)

function takeFile({ query, headers, body }: Call, state: State): Answer {
  if (!headers['content-type']?.startsWith('multipart/form-data; boundary=') || !body.includes('name="media"'))
    return says(41005, 'media data missing')
  if (!['image', 'voice', 'video', 'thumb'].includes(query['type'] ?? '')) return says(40004, 'invalid media type')
  state.files += 1
  return json({ type: query['type'], media_id: `practice-upload-${state.files}`, created_at: seconds() })
}

const contents: Record<string, { type: string; body: Buffer }> = {
  'practice-voice': { type: 'audio/amr', body: Buffer.from('IyFBTVIKPJEXFr5meeHgAeev8AAAAIAAAAAAAAAAAAAAAAAAAAA=', 'base64') },
  'practice-picture': {
    type: 'image/png',
    body: Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAGUlEQVR4nGNkYPjPQAxgIkrVqMKRAQApCwEQrwtz3wAAAABJRU5ErkJggg==',
      'base64',
    ),
  },
}

function giveFile({ query }: Call): Answer {
  const file = contents[query['media_id'] ?? '']
  return file ? { status: 200, headers: { 'content-type': file.type }, body: file.body } : says(40007, 'invalid media_id')
}

function tellPerson({ query }: Call): Answer {
  const openid = query['openid'] ?? ''
  if (!openid.startsWith('oDEMO-')) return says(40003, 'invalid openid')
  const nickname = Buffer.from(openid.slice('oDEMO-'.length), 'base64url').toString('utf8')
  return json({ subscribe: 1, openid, nickname, language: 'zh_CN', unionid: `uDEMO-${sha256(openid).slice(0, 22)}` })
}

const interfaces: Record<string, (call: Call, state: State) => Answer> = {
  'message/custom/send': sendMessage,
  'message/template/send': sendTemplate,
  'template/get_all_private_template': () => json({ template_list: [template] }),
  'media/upload': takeFile,
  'media/get': giveFile,
  'user/info': tellPerson,
  'openapi/quota/get': () => json({ errcode: 0, errmsg: 'ok', quota: { daily_limit: 500_000, used: 0, remain: 500_000 } }),
}

function read(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

const json = (body: object): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json; encoding=utf-8', date: new Date().toUTCString() },
  body: JSON.stringify(body),
})
const says = (errcode: number, errmsg: string): Answer => json({ errcode, errmsg })
