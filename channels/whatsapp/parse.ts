import type { Handle, InboundItem, InboundMessage } from '../adapter.ts'
import { nameOf, timeOf } from '../meta/graph.ts'
import { failureOf } from '../meta/errors.ts'
import { each, readChanges, readEntries, notKnown, type Change } from '../meta/webhook.ts'
import { ignored, plainMessage, vouchedFor } from '../provider/reading.ts'
import { lines } from '../provider/words.ts'
import { contentOf } from '../meta/cloud-content.ts'
import * as payload from './payload.ts'

/** Every message, status and echo of every change of every entry. */
export async function parseWhatsapp(body: Buffer): Promise<InboundItem[]> {
  return readEntries(body, (entry) => readChanges(entry, readChange))
}

function readChange({ field, value }: Change): InboundItem[] {
  if (/^(account|business|phone_number|message_template|template|user_preferences|security|payment|history|smb_app)/.test(field))
    return [ignored('It tells of the account itself, of no conversation.')]
  const read = payload.value.safeParse(value)
  if (!read.success || !['messages', 'smb_message_echoes', 'calls'].includes(field)) return [notKnown(field)]
  const { messages, calls, statuses, message_echoes: echoes, errors } = read.data
  const items = [
    ...messages.map((given) => each(payload.message, given, 'message', (one) => messageItem(one, read.data))),
    ...calls.map((given) => each(payload.call, given, 'calls', (one) => callItem(one, read.data))),
    ...statuses.map((given) => each(payload.status, given, 'status', statusItem)),
    ...echoes.map((given) => each(payload.message, given, 'message_echo', echoItem)),
    ...errors.map((given) =>
      each(payload.problem, given, 'error', ({ code, title }) => ignored(`WhatsApp reports an error (${code}): ${title}`)),
    ),
  ]
  return items.length > 0 ? items : [notKnown(field)]
}

function messageItem(message: payload.Message, value: payload.Value): InboundItem {
  const known = sender(message, value)
  const content = contentOf(message)
  if (!known) return notKnown(message.type)
  const next = payload.newNumber(message)
  const from: Handle = next === undefined ? known : { ...known, movedTo: { kind: 'phone', value: `+${next}` } }
  const change = content ? null : changeItem(message, from)
  if (change) return change
  // The advertisement or post somebody came from, or the product they ask about.
  const product = message.context?.referred_product?.product_retailer_id
  const quoted = lines(message.referral?.headline, message.referral?.source_url, product && `[Product] ${product}`) || null
  const around = { quoted, auto: message.type === 'system', sentAt: timeOf(message.timestamp) }
  const what = content ?? { text: '', unsupported: unsupportedType(message) }
  return plainMessage({ externalId: message.id, thread: thread(message, from), from, ...what, ...around })
}

/** WhatsApp hands over not everything people can send there (polls, view-once media), and may say what it was. */
function unsupportedType({ type, unsupported }: payload.Message): string {
  return payload.unsupported.safeParse(unsupported).data?.type ?? type
}

/** What somebody does to a message that is there; null: nothing we know of. */
function changeItem(message: payload.Message, from: Handle): InboundItem | null {
  const at = timeOf(message.timestamp)
  const read = payload.change.safeParse(message[message.type]).data
  const edited = read?.message && contentOf(read.message)
  if (message.type === 'reaction' && read?.message_id)
    return { type: 'reaction', externalId: read.message_id, from, emoji: read.emoji || null, at }
  if (message.type === 'revoke' && read?.original_message_id) return { type: 'recall', externalId: read.original_message_id, at }
  if (message.type !== 'edit' || !read?.original_message_id || !edited) return null
  return { type: 'edit', externalId: read.original_message_id, text: edited.text, at }
}

/** A customer's call is a line they can be answered by; what became of it is told in its place. */
function callItem(call: payload.Call, value: payload.Value): InboundItem {
  if (call.direction === 'BUSINESS_INITIATED') return ignored('The account called somebody.')
  const [from, at] = [sender(call, value), timeOf(call.timestamp)]
  if (!from) return notKnown('calls')
  const ended = lines('[Call]', call.status, call.duration === undefined ? '' : `${call.duration} s`).replaceAll('\n', ' ')
  if (call.event === 'terminate') return { type: 'edit', externalId: call.id, text: ended, at }
  return plainMessage({ externalId: call.id, thread: thread(call, from), from, text: '[Call]', sentAt: at })
}

/** What became of a message of ours. */
function statusItem({ id: externalId, status: now, timestamp, errors: [error] }: payload.Status): InboundItem {
  const at = timeOf(timestamp)
  if (now === 'delivered' || now === 'read' || now === 'played')
    return { type: 'receipt', for: { externalId }, status: now === 'played' ? 'read' : now, upTo: false, thread: null, at }
  if (now === 'sent' || now === 'deleted') return ignored('WhatsApp took the message, or took it away again.')
  if (now !== 'failed') return notKnown(`status ${now}`)
  const said = error?.error_data?.details ?? error?.title ?? ''
  return { type: 'bounce', externalId, at, ...failureOf(error && { code: error.code, subcode: null, said }) }
}

/** What the business wrote in its own WhatsApp Business app. */
function echoItem(message: payload.Message): InboundItem {
  if (['edit', 'revoke', 'reaction'].includes(message.type)) return ignored('The account changed a message of its own.')
  const content = contentOf(message)
  if (!content || !message.to) return notKnown(message.type)
  const to = vouchedFor('phone', `+${message.to}`)
  const sentAt = timeOf(message.timestamp)
  return { type: 'echo', externalId: message.id, thread: thread(message, to), to, author: null, sentAt, ...content }
}

/** What is written in a group stays there; a private chat is known by either id of the person. */
function thread(said: payload.Said, person: Handle): InboundMessage['thread'] {
  const { id, context, group_id: group } = said
  const user = person.also?.value ?? (person.kind === 'meta' ? person.value : undefined)
  const refs = [context?.id, id].filter((ref) => ref !== undefined)
  if (group) return { key: `group/${group}`, refs }
  return { key: person.value, refs: user ? [...refs, user] : refs }
}

/** WhatsApp proved number and id; the name is whatever they call themselves. */
function sender(said: payload.Said, { contacts }: payload.Value): Handle | null {
  const { number, user: named } = payload.idsOf(said)
  const isTheirs = (one?: payload.Contact) => (number === undefined ? one?.user_id === named : one?.wa_id === number)
  const known = contacts.map((given) => payload.contact.safeParse(given).data).find(isTheirs)
  const { name } = nameOf(known?.profile?.name ?? known?.profile?.username)
  const user = named ?? known?.user_id
  const byUser = user ? vouchedFor('meta', `whatsapp/${user}`, name) : null
  if (!number) return byUser
  return { ...vouchedFor('phone', `+${number}`, name), ...(byUser && { also: { kind: byUser.kind, value: byUser.value } }) }
}
