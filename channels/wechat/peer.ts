import * as z from 'zod'
import { sha256 } from '../../server/crypto.ts'
import type { Peer, Simulated } from '../adapter.ts'
import { giveFile, idFor, json, nameIn, practiceToken, read, says, takeFile, type Answer, type Call } from '../tencent/peer.ts'
import { practice } from './peer-settings.ts'

const prefix = 'oDEMO-'
/** The same name is the same follower. */
export const followerOf = (name: string): string => idFor(prefix, name)

type Deliver = (xml: string, id: string) => void

/** WeChat's side of an Official Account, in memory: tokens, customer messages with their limits, files, followers, template messages. */
export function officialAccount(channelId: string, deliver: Deliver): Peer {
  const state: State = { channelId, deliver, templates: 0 }
  return async (call) => {
    if (call.path === '/cgi-bin/stable_token') return grantToken(call)
    if (call.query['access_token'] !== practiceToken) return says(40001, 'invalid credential, access_token is invalid or not latest')
    return interfaces[call.path.replace('/cgi-bin/', '')]?.(call, state) ?? { status: 404, body: '' }
  }
}

type State = { channelId: string; deliver: Deliver; templates: number }

/** What a follower did last on a channel, and how much was sent since: noted as it is simulated, as far as this process does. */
const touches = new Map<string, { until: number; left: number }>()

/** A message opens 48 hours for five messages; a new follower a minute for three, where nothing longer is open. */
export function noteTouch(channelId: string, openid: string, { type, now }: Pick<Simulated, 'type' | 'now'>): void {
  const [ms, left] = type === 'follow' ? [60_000, 3] : [48 * 3_600_000, 5]
  const [key, until] = [`${channelId} ${openid}`, now.getTime() + ms]
  const open = touches.get(key)
  if (type !== 'follow' || open === undefined || open.left === 0 || open.until < until) touches.set(key, { until, left })
}

const asked = z.object({ grant_type: z.literal('client_credential'), appid: z.string(), secret: z.string() })

function grantToken(call: Call): Answer {
  const given = asked.safeParse(read(call))
  if (given.data?.appid !== practice.appId) return says(40013, 'invalid appid')
  if (given.data.secret !== practice.appSecret) return says(40125, 'invalid appsecret')
  return json({ access_token: practiceToken, expires_in: 7200 })
}

const customMessage = z.discriminatedUnion('msgtype', [
  z.object({ touser: z.string(), msgtype: z.literal('text'), text: z.object({ content: z.string() }) }),
  z.object({ touser: z.string(), msgtype: z.literal('image'), image: z.object({ media_id: z.string() }) }),
  z.object({ touser: z.string(), msgtype: z.literal('voice'), voice: z.object({ media_id: z.string() }) }),
  z.object({ touser: z.string(), msgtype: z.literal('video'), video: z.object({ media_id: z.string() }) }),
])

function sendMessage(call: Call, { channelId }: State): Answer {
  const given = customMessage.safeParse(read(call))
  if (!given.success) return says(40008, 'invalid message type')
  const { data } = given
  if (data.msgtype === 'text' && Buffer.byteLength(data.text.content) > 2048) return says(45002, 'content size out of limit')
  if (!data.touser.startsWith(prefix)) return says(40003, 'invalid openid')
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
function sendTemplate(call: Call, state: State): Answer {
  const given = templateMessage.safeParse(read(call))
  if (!given.success) return says(40037, 'invalid template_id')
  const msgid = `29${String(Date.now()).padEnd(15, '0')}${String(++state.templates % 100).padStart(2, '0')}`
  const event = `<MsgType>event</MsgType><Event>TEMPLATESENDJOBFINISH</Event><MsgID>${msgid}</MsgID><Status>success</Status>`
  const xml = `<xml><ToUserName>gh_practice</ToUserName><FromUserName>${given.data.touser}</FromUserName><CreateTime>${seconds()}</CreateTime>${event}</xml>`
  setTimeout(() => state.deliver(xml, msgid), 400).unref()
  return { ...json({}), body: `{"errcode":0,"errmsg":"ok","msgid":${msgid}}` }
}

const seconds = () => Math.floor(Date.now() / 1000)

function tellPerson({ query }: Call): Answer {
  const openid = query['openid'] ?? ''
  if (!openid.startsWith(prefix)) return says(40003, 'invalid openid')
  return json({
    subscribe: 1,
    openid,
    nickname: nameIn(prefix, openid),
    language: 'zh_CN',
    unionid: `uDEMO-${sha256(openid).slice(0, 22)}`,
  })
}

const interfaces: Record<string, (call: Call, state: State) => Answer> = {
  'message/custom/send': sendMessage,
  'message/template/send': sendTemplate,
  'template/get_all_private_template': () => json({ template_list: [template] }),
  'media/upload': (call) => takeFile(call, ['image', 'voice', 'video', 'thumb']),
  'media/get': giveFile,
  'user/info': tellPerson,
  'openapi/quota/get': () => json({ errcode: 0, errmsg: 'ok', quota: { daily_limit: 500_000, used: 0, remain: 500_000 } }),
}
