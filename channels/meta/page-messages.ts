import * as z from 'zod'
import { sha256 } from '../../server/crypto.ts'
import type { Handle, InboundItem, Thread } from '../adapter.ts'
import { ignored, plainMessage, vouchedFor } from '../provider/reading.ts'
import { timeOf } from './graph.ts'
import { each, notKnown } from './webhook.ts'
import { lines } from '../provider/words.ts'
import { contentOf, message, referral, referralText } from './page-content.ts'

const id = z.string().min(1).max(200)
const text = z.string().optional()
const person = z.looseObject({ id })

/** One event of private messages, of a Page or an Instagram account (Messenger Platform, "Webhook events"). */
const messaging = z.looseObject({
  ...{ sender: person, recipient: person, timestamp: z.unknown().optional() },
  message: message.optional(),
  message_edit: z.looseObject({ mid: id, text }).optional(),
  reaction: z.looseObject({ mid: id, action: text, emoji: text, reaction: text }).optional(),
  delivery: z.looseObject({ watermark: z.unknown().optional(), mids: z.array(id).optional() }).optional(),
  read: z.looseObject({ watermark: z.unknown().optional(), mid: id.optional() }).optional(),
  postback: z.looseObject({ mid: id.optional(), title: text, payload: text, referral }).optional(),
  referral: z.looseObject({}).optional(),
  optin: z.looseObject({ type: text }).optional(),
})
type Event = z.infer<typeof messaging>

/** Somebody as an account at Meta knows them: their ids differ from account to account. */
export function personOf(accountId: string, personId: string, name?: string): Handle {
  return vouchedFor('meta', `${accountId}/${personId}`, name)
}

/** One event of an account's private messages. */
export function messagingItem(given: unknown, accountId: string): InboundItem {
  return each(messaging, given, nameIn(given), (event) => {
    const isOurs = event.message?.is_echo === true || event.sender.id === accountId
    const theirs = isOurs ? event.recipient.id : event.sender.id
    const from = personOf(accountId, theirs)
    const at = timeOf(event.timestamp)
    if (event.message) return messageItem(event.message, { from, thread: { key: theirs, refs: [] }, at, isOurs })
    if (isOurs && (event.reaction || event.message_edit)) return ignored('The account changed a message of its own.')
    return changeItem(event, from, at) ?? receiptItem(event, theirs, at) ?? touchItem(event, from, theirs, at) ?? otherItem(event)
  })
}

type Around = { from: Handle; thread: Thread; at: string; isOurs: boolean }

function messageItem(given: z.infer<typeof message>, { from, thread: { key }, at, isOurs }: Around): InboundItem {
  if (given.is_deleted) return isOurs ? ignored('The account changed a message of its own.') : { type: 'recall', externalId: given.mid, at }
  const { quoted, unsupported, ...what } = contentOf(given)
  const thread = { key, refs: [given.reply_to?.mid, given.mid].filter((ref) => ref !== undefined) }
  if (isOurs && unsupported && !what.text && what.files.length === 0) return notKnown('message')
  if (isOurs) return { type: 'echo', externalId: given.mid, thread, ...what, to: from, author: null, sentAt: at }
  return plainMessage({ externalId: given.mid, thread, from, sentAt: at, quoted, unsupported, ...what })
}

function changeItem({ message_edit: edit, reaction }: Event, from: Handle, at: string): InboundItem | null {
  if (edit) return { type: 'edit', externalId: edit.mid, text: edit.text ?? '', at }
  if (!reaction) return null
  const emoji = reaction.action === 'unreact' ? null : (reaction.emoji ?? reaction.reaction ?? '👍')
  return { type: 'reaction', externalId: reaction.mid, from, emoji, at }
}

/** Messenger names a moment up to which all is seen, Instagram the last message. */
function receiptItem({ delivery, read }: Event, key: string, at: string): InboundItem | null {
  const given = read ?? delivery
  if (!given) return null
  const externalId = read?.mid ?? delivery?.mids?.at(-1)
  if (given.watermark === undefined && externalId === undefined) return notKnown(read ? 'read' : 'delivery')
  const which = given.watermark === undefined ? { externalId: externalId ?? '' } : { until: timeOf(given.watermark) }
  return { type: 'receipt', for: which, status: read ? 'read' : 'delivered', upTo: true, thread: { key }, at }
}

/** A pressed button speaks; coming by a link, or ticking a box beside a form, only opens the window. */
function touchItem({ postback, referral, optin, timestamp }: Event, from: Handle, key: string, sentAt: string): InboundItem | null {
  if (postback) {
    const externalId = postback.mid ?? `postback:${sha256(JSON.stringify([from.value, timestamp, postback.payload]))}`
    return plainMessage({
      externalId,
      thread: { key, refs: [externalId] },
      from,
      text: lines(postback.title ?? postback.payload, referralText(postback.referral)),
      sentAt,
    })
  }
  if (optin?.type !== undefined) return ignored('A consent to notices, which opens no conversation.')
  if (!referral && !optin) return null
  return { type: 'touch', thread: { key, refs: [] }, from, opens: referral ? 'referral' : 'optin', at: sentAt }
}

const handover = ['pass_thread_control', 'take_thread_control', 'request_thread_control', 'app_roles', 'account_linking', 'policy_enforcement', 'policy-enforcement'] // prettier-ignore

function otherItem(event: Event): InboundItem {
  const name = nameIn(event)
  return handover.includes(name) ? ignored('Apps of the account told each other who answers.') : notKnown(name)
}

/** What Meta calls an event: the field that holds it. */
function nameIn(event: unknown): string {
  const fields = Object.keys(typeof event === 'object' && event !== null ? event : {})
  return fields.find((field) => !['sender', 'recipient', 'timestamp'].includes(field)) ?? 'messaging'
}
