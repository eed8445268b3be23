import type { Handle, InboundItem, InboundMessage } from '../adapter.ts'
import { nameOf, timeOf } from '../meta/graph.ts'
import { failureOf } from '../meta/errors.ts'
import { each, ignored, readChanges, readEntries, notKnown, type Change } from '../meta/webhook.ts'
import { plainMessage, vouchedFor } from '../provider/reading.ts'
import { contentOf } from './content.ts'
import * as payload from './payload.ts'

/** Every message, status and echo of every change of every entry. */
export async function parseWhatsapp(body: Buffer): Promise<InboundItem[]> {
  return readEntries(body, (entry) => readChanges(entry, readChange))
}

function readChange({ field, value }: Change): InboundItem[] {
  if (/^(account|business|phone_number|message_template|template|user_preferences|security|payment|history|smb_app)/.test(field))
    return [ignored('It tells of the account itself, of no conversation.')]
  const read = payload.value.safeParse(value)
  if (!read.success || (field !== 'messages' && field !== 'smb_message_echoes')) return [notKnown(field)]
  const { messages, statuses, message_echoes: echoes, errors } = read.data
  const items = [
    ...messages.map((given) => each(payload.message, given, 'message', (one) => messageItem(one, read.data))),
    ...statuses.map((given) => each(payload.status, given, 'status', statusItem)),
    ...echoes.map((given) => each(payload.message, given, 'message_echo', echoItem)),
    ...errors.map((given) =>
      each(payload.problem, given, 'error', ({ code, title }) => ignored(`WhatsApp reports an error (${code}): ${title}`)),
    ),
  ]
  return items.length > 0 ? items : [notKnown(field)]
}

function messageItem(message: payload.Message, value: payload.Value): InboundItem {
  const from = sender(message, value)
  const content = contentOf(message)
  if (!from) return notKnown(message.type)
  if (!content) return changeItem(message, from)
  // The advertisement or post somebody came from.
  const quoted = [message.referral?.headline, message.referral?.source_url].filter(Boolean).join('\n') || null
  const around = { quoted, auto: message.type === 'system', sentAt: timeOf(message.timestamp) }
  return plainMessage({ externalId: message.id, thread: thread(message, from), from, ...content, ...around })
}

/** What somebody does to a message that is there. */
function changeItem(message: payload.Message, from: Handle): InboundItem {
  const at = timeOf(message.timestamp)
  const read = payload.change.safeParse(message[message.type]).data
  const edited = read?.message && contentOf(read.message)
  if (message.type === 'reaction' && read?.message_id)
    return { type: 'reaction', externalId: read.message_id, from, emoji: read.emoji || null, at }
  if (message.type === 'revoke' && read?.original_message_id) return { type: 'recall', externalId: read.original_message_id, at }
  if (message.type !== 'edit' || !read?.original_message_id || !edited) return notKnown(message.type)
  return { type: 'edit', externalId: read.original_message_id, text: edited.text, at }
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

function thread({ id, context }: payload.Message, person: Handle): InboundMessage['thread'] {
  return { key: person.value, refs: context?.id ? [context.id, id] : [id] }
}

/** WhatsApp proved number and id; the name is whatever they call themselves. */
function sender({ from, from_user_id: userId }: payload.Message, { contacts }: payload.Value): Handle | null {
  const isTheirs = (one?: payload.Contact) => (from === undefined ? one?.user_id === userId : one?.wa_id === from)
  const known = contacts.map((given) => payload.contact.safeParse(given).data).find(isTheirs)
  const { name } = nameOf(known?.profile?.name ?? known?.profile?.username)
  if (from) return vouchedFor('phone', `+${from}`, name)
  return userId ? vouchedFor('meta', `whatsapp/${userId}`, name) : null
}
