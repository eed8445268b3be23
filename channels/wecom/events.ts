import type { InboundItem } from '../adapter.ts'
import { oneLine } from '../provider/reading.ts'
import { event, type Message } from './payload.ts'

/** Nothing follows from these in a conversation; a welcome for who enters is sent where messages are fetched. */
const idle = /^(enter_session|servicer_status_change|session_status_change|servicer_recall_msg|reject_customer_msg_switch_change)$/

/** An event to its item; `at` is when it happened (ISO 8601). */
export function eventItem({ event: inner }: Message, at: string): InboundItem {
  const known = event.safeParse(inner)
  if (!known.success) return { type: 'unknown', name: 'event' }
  const { event_type, fail_msgid, fail_type, recall_msgid } = known.data
  const reason = failures.get(fail_type) ?? `WeCom could not deliver it (reason ${fail_type}).`
  if (event_type === 'msg_send_fail' && fail_msgid) return { type: 'bounce', externalId: fail_msgid, permanent: true, reason, at }
  if (event_type === 'user_recall_msg' && recall_msgid) return { type: 'recall', externalId: recall_msgid, at }
  if (idle.test(event_type)) return { type: 'ignored', reason: `There is nothing to do for “${event_type}”.` }
  return { type: 'unknown', name: `event ${oneLine(event_type)}`.trim() }
}

/** Why a message did not arrive, by WeCom's `fail_type`. */
const failures = new Map([
  [1, 'The customer service account was deleted. Make another in WeCom and have the customer write to it.'],
  [4, 'More than 48 hours have passed since the customer last wrote. They must write again first.'],
  [5, 'The conversation was ended in WeCom. The customer must write again first.'],
  [6, 'Five messages were sent since the customer last wrote. They must write again first.'],
  [10, 'The customer refuses messages of this account. They must allow them again in WeChat.'],
  [11, 'Nobody of the company has signed in to the WeCom app. One person must do so first.'],
  [13, 'WeCom held the message back for security. Change its words or links, then send it again.'],
])
