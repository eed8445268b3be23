import * as z from 'zod'
import { sha256 } from '../../server/crypto.ts'
import type { Peer } from '../adapter.ts'
import { giveFile, idFor, json, nameIn, practiceToken, read, says, takeFile, type Answer, type Call } from '../tencent/peer.ts'
import { practice } from './peer-settings.ts'
import { addTags, listTags, markTag, noTagging, tagByHand, tagsOf, tellContact, type Tagging } from './peer-tags.ts'

/** The one customer service account of the practice company. */
export const kfId = 'wkPRACTICE0000001'
const prefix = 'wmDEMO-'

/** The same name is the same customer. */
export const customerOf = (name: string): string => idFor(prefix, name)

type Kept = { msgid: string; external_userid?: string; [field: string]: unknown }
type Company = { log: Kept[]; left: Map<string, number>; sent: Map<string, string>; codes: Set<string>; tagging: Tagging }

const companies = new Map<string, Company>()

function companyOf(channelId: string): Company {
  const known = companies.get(channelId) ?? { log: [], left: new Map(), sent: new Map(), codes: new Set(), tagging: noTagging() }
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

/** Sends a callback: an event as XML, under an id of its own. */
type Announce = (id: string, event: string) => void

/** There are messages to fetch; the token is for this callback alone. */
export const messagesEvent = (token: string) => `<Event>kf_msg_or_event</Event><Token>${token}</Token><OpenKfId>${kfId}</OpenKfId>`
const editedEvent = (customer: string) =>
  `<Event>change_external_contact</Event><ChangeType>edit_external_contact</ChangeType><ExternalUserID>${customer}</ExternalUserID>`

/** WeCom's side, in memory: tokens, fetching by cursor, answers with their limits and their failures, files, customers. */
export function company(channelId: string, announce: Announce): Peer {
  const state = { ...{ channelId, announce }, here: () => companyOf(channelId) }
  return async (call) => {
    if (call.path === '/cgi-bin/gettoken') return grantToken(call)
    if (call.query['access_token'] !== practiceToken) return says(40014, 'invalid access_token')
    return interfaces[call.path.replace('/cgi-bin/', '')]?.(call, state) ?? { status: 404, body: '' }
  }
}

type State = { channelId: string; announce: Announce; here: () => Company }

function grantToken({ query }: Call): Answer {
  if (query['corpid'] !== practice.corpId) return says(40013, 'invalid corpid')
  if (query['corpsecret'] !== practice.secret) return says(40001, 'invalid credential')
  return json({ access_token: practiceToken, expires_in: 7200 })
}

const wanted = z.object({
  ...{ open_kfid: z.literal(kfId), cursor: z.string().optional(), token: z.string().optional() },
  limit: z.number().min(1).max(1000).default(1000),
})

/** From where the cursor stands, which is the last message handed over; one nobody knows begins at the beginning. */
function handOver(call: Call, { channelId, here }: State): Answer {
  const asked = wanted.safeParse(read(call))
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
const within = (callbackToken = '') => carried.safeParse(read({ body: Buffer.from(callbackToken, 'base64url') })).data

const answer = z.looseObject({
  ...{ touser: z.string(), open_kfid: z.string(), msgid: z.string().max(32), msgtype: z.enum(['text', 'image', 'voice', 'video', 'file']) },
  text: z.object({ content: z.string() }).optional(),
})

/** Five answers a message; the same id twice is one answer. A text with 拒收 in it is refused by its customer a moment later. */
function takeAnswer(call: Call, { channelId, announce, here }: State): Answer {
  const given = answer.safeParse(read(call))
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
    setTimeout(() => announce(msgid, messagesEvent('practice')), 400).unref()
  }
  if (text) tagAsTold(touser, text.content, here().tagging, () => announce(msgid, editedEvent(touser)))
  return json({ errcode: 0, errmsg: 'ok', msgid })
}

/** An answer that says 标签：老客户 has the member there tag its customer so; 取消标签：老客户 takes the tag away. */
function tagAsTold(customer: string, text: string, tagging: Tagging, announce: () => void): void {
  const [, away, name] = /(取消)?标签[:：]\s*(\S{1,30})/.exec(text) ?? []
  if (name === undefined) return
  tagByHand(tagging, customer, name, away !== undefined)
  setTimeout(announce, 400).unref()
}

const welcome = z.object({
  code: z.string(),
  msgid: z.string().max(32),
  msgtype: z.literal('text'),
  text: z.object({ content: z.string() }),
})

function takeWelcome(call: Call, { here }: State): Answer {
  const given = welcome.safeParse(read(call))
  if (!given.success) return says(40058, 'invalid Parameter')
  const { codes, sent } = here()
  if (!codes.delete(given.data.code)) return says(41051, 'externaluser has started chatting')
  sent.set(given.data.msgid, given.data.text.content)
  return json({ errcode: 0, errmsg: 'ok', msgid: given.data.msgid })
}

/** What a customer of the practice company is tagged with: for tests. */
export const taggedAt = (channelId: string, customer: string) => tagsOf(companyOf(channelId).tagging, customer)

/** What the practice company sent, by its id: for tests. */
export const sentBy = (channelId: string): ReadonlyMap<string, string> => companyOf(channelId).sent

const people = z.looseObject({ external_userid_list: z.array(z.string()) })

function tellPeople(call: Call): Answer {
  const ids = people.safeParse(read(call)).data?.external_userid_list ?? []
  const known = ids.filter((id) => id.startsWith(prefix))
  const customer_list = known.map((id) => ({
    external_userid: id,
    nickname: nameIn(prefix, id),
    unionid: `uDEMO-${sha256(nameIn(prefix, id)).slice(0, 22)}`,
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
  'media/upload': (call) => takeFile(call, ['image', 'voice', 'video', 'file']),
  'media/get': giveFile,
  'externalcontact/get': (call, { here }) => tellContact(call, here().tagging, (customer) => here().left.has(customer)),
  'externalcontact/get_corp_tag_list': (_call, { here }) => listTags(here().tagging),
  'externalcontact/add_corp_tag': (call, { here }) => addTags(call, here().tagging),
  'externalcontact/mark_tag': (call, { here }) => markTag(call, here().tagging, (customer) => here().left.has(customer)),
}
