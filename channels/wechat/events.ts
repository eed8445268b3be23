import type { Handle, InboundItem } from '../adapter.ts'
import { isoTime, oneLine } from '../provider/reading.ts'
import type { Written } from '../tencent/content.ts'
import type { Payload } from './payload.ts'

/** What a touch opens: three messages within a minute. A click on a link in the menu opens nothing. */
const touches = new Map([
  ['scan', 'scan'],
  ['click', 'menu'],
  ['scancode_push', 'menu'],
  ['scancode_waitmsg', 'menu'],
])

/** Nothing follows from these here; what a menu's camera or map sends comes as a message of its own. */
const idle =
  /^(view|view_miniprogram|location|location_select|pic_(sysphoto|photo_or_album|weixin)|masssendjobfinish|user_info_modified|user_authorization_(revoke|cancellation)|subscribe_msg_(popup|change|sent)_event|kf_(create|close|switch)_session)$/

/** An event to its item; one this version has not heard of stays `unknown`. */
export function eventItem(given: Payload): InboundItem {
  const event = given.Event.toLowerCase()
  const opens = touches.get(event)
  if (event === 'subscribe') return { type: 'follow', ...about(given), by: sceneOf(given.EventKey) }
  if (event === 'unsubscribe') return { type: 'unfollow', ...about(given), by: null }
  if (event === 'templatesendjobfinish') return finished(given)
  if (opens !== undefined) return { type: 'touch', ...about(given), opens }
  if (idle.test(event)) return { type: 'ignored', reason: `There is nothing to do for “${event}”.` }
  return { type: 'unknown', name: `event ${oneLine(given.Event).slice(0, 60)}`.trim() }
}

/** Whom an item is about, and when: one thread per follower. The platform proves the sender, and tells no name. */
export function about(given: Payload): Written {
  const from: Handle = { kind: 'wechat_openid', value: given.FromUserName, verified: true }
  return { thread: { key: given.FromUserName, refs: [] }, from, at: isoTime(Number(given.CreateTime || NaN) * 1000) }
}

/** A new follower by a QR code brings its scene along. */
const sceneOf = (key: string) => (key.startsWith('qrscene_') ? `scan:${oneLine(key.slice('qrscene_'.length))}` : null)

/** How a template message fared. */
function finished(given: Payload): InboundItem {
  const [externalId, { at }] = [oneLine(given.MsgID) || oneLine(given.MsgId), about(given)]
  if (externalId === '') return { type: 'unknown', name: 'event TEMPLATESENDJOBFINISH' }
  if (given.Status === 'success') return { type: 'receipt', for: { externalId }, status: 'delivered', upTo: false, thread: null, at }
  const blocked = /user block/i.test(given.Status)
  const reason = blocked
    ? 'The customer blocks messages of this account. They must allow them again in WeChat.'
    : `WeChat could not deliver it: ${oneLine(given.Status).slice(0, 200)}.`
  return { type: 'bounce', externalId, permanent: true, reason, at }
}
