import * as z from 'zod'
import { sha256 } from '../../server/crypto.ts'
import type { Peer } from '../adapter.ts'
import { practice } from './peer-settings.ts'

type Call = Parameters<Peer>[0]
type Answer = Awaited<ReturnType<Peer>>

/** The one customer service account of the practice company. */
export const kfId = 'wkPRACTICE0000001'
const prefix = 'wmDEMO-'
const longestName = 84

/** The same name is the same customer, and the name can be read from the id: nobody has to remember it. */
export function customerOf(name: string): string {
  const bytes = Buffer.from(name)
  return `${prefix}${bytes.length > longestName ? sha256(bytes).slice(0, 28) : bytes.toString('base64url')}`
}

type Kept = { msgid: string; external_userid?: string; [field: string]: unknown }
type Company = { log: Kept[]; left: Map<string, number>; sent: Map<string, string>; codes: Set<string>; files: number }

const companies = new Map<string, Company>()

function companyOf(channelId: string): Company {
  const known = companies.get(channelId) ?? { log: [], left: new Map(), sent: new Map(), codes: new Set(), files: 0 }
  companies.set(channelId, known)
  return known
}

/** Puts a message or event where it waits to be fetched; a customer's first brings the event that they entered, and each allows five answers. */
export function keep(channelId: string, message: Kept): void {
  const { log, left, codes } = companyOf(channelId)
  if (log.some(({ msgid }) => msgid === message.msgid)) return
  const { external_userid: customer } = message
  if (customer !== undefined && !left.has(customer)) {
    const welcome_code = `code-${message.msgid}`
    codes.add(welcome_code)
    log.push(eventOf({ event_type: 'enter_session', external_userid: customer, scene: 'oauth', welcome_code }))
  }
  log.push(message)
  if (customer !== undefined) left.set(customer, 5)
}

let events = 0

function eventOf(event: object): Kept {
  events += 1
  return {
    msgid: `e${events}-${Date.now()}`,
    send_time: Math.floor(Date.now() / 1000),
    origin: 4,
    msgtype: 'event',
    event: { open_kfid: kfId, ...event },
  }
}

/** WeCom's side, in memory: tokens, fetching by cursor, answers with their limits and their failures, files, customers. */
export function company(channelId: string, announce: (id: string) => void): Peer {
  const state = { ...{ channelId, announce }, here: () => companyOf(channelId) }
  return async (call) => {
    if (call.path === '/cgi-bin/gettoken') return grantToken(call)
    if (call.query['access_token'] !== token) return says(40014, 'invalid access_token')
    return interfaces[call.path.replace('/cgi-bin/', '')]?.(call, state) ?? { status: 404, body: '' }
  }
}

type State = { channelId: string; announce: (id: string) => void; here: () => Company }

const token = 'practice-access-token'

function grantToken({ query }: Call): Answer {
  if (query['corpid'] !== practice.corpId) return says(40013, 'invalid corpid')
  if (query['corpsecret'] !== practice.secret) return says(40001, 'invalid credential')
  return json({ access_token: token, expires_in: 7200 })
}

const wanted = z.object({
  ...{ open_kfid: z.literal(kfId), cursor: z.string().optional(), token: z.string().optional() },
  limit: z.number().min(1).max(1000).default(1000),
})

/** From where the cursor stands, which is the last message handed over; one nobody knows begins at the beginning. */
function handOver({ body }: Call, { channelId, here }: State): Answer {
  const asked = wanted.safeParse(read(body))
  if (!asked.success) return says(95000, 'invalid open_kfid')
  if (asked.data.token === 'stale') return says(95007, 'invalid msg token')
  const told = within(asked.data.token)
  if (told) keep(channelId, told)
  const { log } = here()
  const from = log.findIndex(({ msgid }) => msgid === asked.data.cursor) + 1
  const page = log.slice(from, from + asked.data.limit)
  const next = page.at(-1)?.msgid ?? asked.data.cursor ?? ''
  return json({ errcode: 0, errmsg: 'ok', next_cursor: next, has_more: from + page.length < log.length ? 1 : 0, msg_list: page })
}

const carried = z.looseObject({ msgid: z.string(), external_userid: z.string() })
const within = (callbackToken = '') => carried.safeParse(read(Buffer.from(callbackToken, 'base64url'))).data

const answer = z.looseObject({
  ...{ touser: z.string(), open_kfid: z.string(), msgid: z.string().max(32), msgtype: z.enum(['text', 'image', 'voice', 'video', 'file']) },
  text: z.object({ content: z.string() }).optional(),
})

/** Five answers a message; the same id twice is one answer. A text with 拒收 in it is refused by its customer a moment later. */
function takeAnswer({ body }: Call, { channelId, announce, here }: State): Answer {
  const given = answer.safeParse(read(body))
  if (!given.success) return says(40058, 'invalid Parameter')
  const { touser, open_kfid, msgid, text } = given.data
  const { left, sent } = here()
  if (open_kfid !== kfId) return says(95000, 'invalid open_kfid')
  if (!touser.startsWith(prefix)) return says(40096, 'invalid external userid')
  if (text && Buffer.byteLength(text.content) > 2048) return says(45002, 'content size out of limit')
  if (sent.has(msgid)) return json({ errcode: 0, errmsg: 'ok', msgid })
  const remaining = left.get(touser)
  if (remaining === 0) return says(95001, 'send msg count limit')
  if (remaining !== undefined) left.set(touser, remaining - 1)
  sent.set(msgid, text?.content ?? '')
  if (text?.content.includes('拒收')) {
    keep(channelId, eventOf({ event_type: 'msg_send_fail', external_userid: touser, fail_msgid: msgid, fail_type: 10 }))
    setTimeout(() => announce(msgid), 400).unref()
  }
  return json({ errcode: 0, errmsg: 'ok', msgid })
}

const welcome = z.object({
  code: z.string(),
  msgid: z.string().max(32),
  msgtype: z.literal('text'),
  text: z.object({ content: z.string() }),
})

function takeWelcome({ body }: Call, { here }: State): Answer {
  const given = welcome.safeParse(read(body))
  if (!given.success) return says(40058, 'invalid Parameter')
  const { codes, sent } = here()
  if (!codes.delete(given.data.code)) return says(41051, 'externaluser has started chatting')
  sent.set(given.data.msgid, given.data.text.content)
  return json({ errcode: 0, errmsg: 'ok', msgid: given.data.msgid })
}

/** What the practice company sent, by its id: for tests. */
export const sentBy = (channelId: string): ReadonlyMap<string, string> => companyOf(channelId).sent

function takeFile({ query, headers, body }: Call, { here }: State): Answer {
  if (!headers['content-type']?.startsWith('multipart/form-data; boundary=') || !body.includes('name="media"'))
    return says(41005, 'media data missing')
  if (!['image', 'voice', 'video', 'file'].includes(query['type'] ?? '')) return says(40004, 'invalid media type')
  const files = ++here().files
  return json({
    errcode: 0,
    errmsg: '',
    type: query['type'],
    media_id: `practice-upload-${files}`,
    created_at: String(Math.floor(Date.now() / 1000)),
  })
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

const people = z.looseObject({ external_userid_list: z.array(z.string()) })

function tellPeople({ body }: Call): Answer {
  const ids = people.safeParse(read(body)).data?.external_userid_list ?? []
  const known = ids.filter((id) => id.startsWith(prefix))
  const nameOf = (id: string) => Buffer.from(id.slice(prefix.length), 'base64url').toString('utf8')
  const customer_list = known.map((id) => ({
    external_userid: id,
    nickname: nameOf(id),
    unionid: `uDEMO-${sha256(nameOf(id)).slice(0, 22)}`,
  }))
  return json({ errcode: 0, errmsg: 'ok', customer_list, invalid_external_userid: ids.filter((id) => !known.includes(id)) })
}

const interfaces: Record<string, (call: Call, state: State) => Answer> = {
  'kf/sync_msg': handOver,
  'kf/send_msg': takeAnswer,
  'kf/send_msg_on_event': takeWelcome,
  'kf/customer/batchget': tellPeople,
  'kf/account/list': () =>
    json({ errcode: 0, errmsg: 'ok', account_list: [{ open_kfid: kfId, name: '练习客服', manage_privilege: true }] }),
  'media/upload': takeFile,
  'media/get': giveFile,
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
  headers: { 'content-type': 'application/json; charset=UTF-8', date: new Date().toUTCString() },
  body: JSON.stringify(body),
})
const says = (errcode: number, errmsg: string): Answer => json({ errcode, errmsg })
