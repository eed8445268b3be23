import type { ClosedByProvider, InboundItem } from '../adapter.ts'
import { oneLine } from '../provider/reading.ts'
import { event, type Message } from './payload.ts'
import { failures } from './words.ts'

/** Nothing follows from these in a conversation; a welcome for who enters is sent where messages are fetched. */
const idle = /^(enter_session|servicer_status_change|session_status_change|servicer_recall_msg|reject_customer_msg_switch_change)$/

/** With these nothing arrives until the customer writes again: too late, ended, too many, refused. */
const closing = new Map<number, ClosedByProvider>([
  [4, 'provider'],
  [5, 'provider'],
  [6, 'count'],
  [10, 'provider'],
])

/** An event to its item; `at` is when it happened (ISO 8601). */
export function eventItem({ event: inner }: Message, at: string): InboundItem {
  const known = event.safeParse(inner)
  if (!known.success) return { type: 'unknown', name: 'event' }
  const { event_type, fail_msgid, fail_type, recall_msgid } = known.data
  const reason = failures.get(fail_type) ?? `WeCom could not deliver it (reason ${fail_type}).`
  const closesWindow = closing.get(fail_type)
  if (event_type === 'msg_send_fail' && fail_msgid)
    return { type: 'bounce', externalId: fail_msgid, permanent: true, reason, ...(closesWindow && { closesWindow }), at }
  if (event_type === 'user_recall_msg' && recall_msgid) return { type: 'recall', externalId: recall_msgid, at }
  if (idle.test(event_type)) return { type: 'ignored', reason: `There is nothing to do for “${event_type}”.` }
  return { type: 'unknown', name: `event ${oneLine(event_type)}`.trim() }
}
