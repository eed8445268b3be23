import { sha256 } from '../../server/crypto.ts'
import type { Handle, InboundItem } from '../adapter.ts'
import { readExactJson } from '../provider/exact-json.ts'
import { ignored, isoTime, oneLine } from '../provider/reading.ts'
import { customerMessage } from '../tencent/content.ts'
import { readXml } from '../tencent/xml.ts'
import { contentOf } from './content.ts'
import { eventItem } from './events.ts'
import { id, message, parties, type Message } from './payload.ts'
import { grantAgain } from './words.ts'

const origins = { customer: 3, servicer: 5 }

/** A callback, which only says that there is something to fetch; or what was fetched: one message, or a whole answer of `kf/sync_msg`. */
export async function parseWecom(body: Buffer): Promise<InboundItem[]> {
  if (/^\s*</.test(body.subarray(0, 100).toString('utf8'))) return [callbackItem(readXml(body, 'xml'))]
  const given = readExactJson(body)
  const list = typeof given === 'object' && given !== null && 'msg_list' in given ? given.msg_list : [given]
  const items = Array.isArray(list) ? list.map(read) : []
  return items.length > 0 ? items : [{ type: 'ignored', reason: 'There is no message in this body.' }]
}

function callbackItem(callback: Record<string, unknown>): InboundItem {
  const { Event, Token, OpenKfId } = callback
  const named = typeof Event === 'string' ? oneLine(Event).slice(0, 60) : ''
  if (named === 'kf_account_auth_change')
    return callback['AuthDelOpenKfId']
      ? ignored('WeCom took the right to a customer service account away from this app.', grantAgain)
      : ignored(`There is nothing to do for “${named}”.`)
  if (named === 'change_external_contact' || named === 'change_external_tag') return tagsItem(named, callback)
  if (named !== 'kf_msg_or_event' || typeof OpenKfId !== 'string' || OpenKfId === '')
    return { type: 'unknown', name: `event ${named}`.trim() }
  return { type: 'pull', hint: { openKfId: OpenKfId, ...(typeof Token === 'string' && Token ? { token: Token } : {}) } }
}

/** Somebody was added, edited or let go by a member, or a tag of the company changed, which names nobody. */
function tagsItem(event: string, { ChangeType, ExternalUserID }: Record<string, unknown>): InboundItem {
  const value = id.safeParse(ExternalUserID).data
  if (value !== undefined) return { type: 'tags', whose: { kind: 'wecom_external', value } }
  if (ChangeType === 'update' || ChangeType === 'delete') return { type: 'tags', whose: null }
  if (ChangeType === 'create' || ChangeType === 'shuffle') return { type: 'ignored', reason: 'A tag nobody has yet, or another order.' }
  return { type: 'unknown', name: `event ${event}` }
}

function read(given: unknown): InboundItem {
  const known = message.safeParse(given)
  if (!known.success) return { type: 'unknown', name: 'message' }
  return known.data.msgtype === 'event' ? eventItem(known.data, isoTime(known.data.send_time * 1000)) : messageItem(known.data)
}

/** One thread for each customer and customer service account. */
function messageItem(given: Message): InboundItem {
  const [content, who] = [contentOf(given), parties.safeParse(given)]
  if (!who.success || (!content && given.origin !== origins.customer)) return { type: 'unknown', name: oneLine(given.msgtype) || 'message' }
  const { open_kfid, external_userid: value } = who.data
  const [thread, at] = [{ key: `${open_kfid}/${value}`, refs: [given.msgid] }, isoTime(given.send_time * 1000)]
  const person: Handle = { kind: 'wecom_external', value, verified: true }
  if (given.origin === origins.customer)
    return customerMessage(given.msgid, { thread, from: person, at }, content ?? { unsupported: oneLine(given.msgtype) })
  if (given.origin !== origins.servicer) return { type: 'unknown', name: `${oneLine(given.msgtype)} (origin ${given.origin})` }
  const author = oneLine(given.servicer_userid) || null
  return { type: 'echo', externalId: given.msgid, thread, to: person, author, text: '', files: [], ...content, sentAt: at }
}

/** What a fetched message is stored under. */
export function keyOf(given: unknown): string {
  const known = message.safeParse(given)
  return known.success ? `message:${known.data.msgid}` : `raw:${sha256(JSON.stringify(given))}`
}
