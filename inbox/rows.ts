import { v7 } from 'uuid'
import type { InboundFollow } from '../channels/index.ts'
import type { ThreadEvent } from '../contract/messages.ts'
import { sha256 } from '../server/crypto.ts'
import type { Arrival, ArrivedEcho, ArrivedMessage, Incoming } from './arrival.ts'
import type { Placed } from './place.ts'

/** The row of `messages` an item is written as; null for one that is only felt, not read. */
export function toRow(placed: Placed): ({ id: string } & Record<string, unknown>) | null {
  const { item } = placed
  switch (item.type) {
    case 'message':
      return { ...common(placed), ...messageRow(placed, item) }
    case 'echo':
      return { ...common(placed), ...echoRow(placed, item) }
    case 'follow':
    case 'unfollow':
      return { ...common(placed), ...lineRow(placed, item) }
    case 'touch':
      return null
  }
}

/**
 * By which an item is known when it comes again: the provider's id; of one that has none what happened, where and when, or at which
 * place of its raw event. Null for what changes nothing by coming twice.
 */
export function keyOf({ arrival, item }: Incoming): string | null {
  if (item.type === 'touch') return null
  if (item.type === 'message' || item.type === 'echo') return item.externalId
  const when = isTold(item.at) ? item.at : `${arrival.rawId} ${arrival.items.indexOf(item)}`
  return `${item.type}:${sha256([item.thread.key, item.from.kind, item.from.value, when].join('\n'))}`
}

function common(placed: Placed) {
  const { arrival, item, thread, person } = placed
  return {
    id: v7(),
    workspace_id: arrival.workspaceId,
    conversation_id: thread.id,
    channel_id: arrival.channelId,
    position: thread.position + 1,
    quoted: null,
    html: null,
    html_form: 'raw',
    subject: null,
    to: [],
    cc: [],
    sender: null,
    reply_to: [],
    names: {},
    auto: false,
    sender_verified: null,
    place: null,
    unsupported: null,
    event: null,
    raw_id: arrival.rawId,
    external_id: keyOf(placed),
    from_kind: person.kind,
    from_value: person.value,
    refs: item.thread.refs.slice(0, 50),
    created_at: arrival.receivedAt,
  }
}

function messageRow({ author, arrival }: Placed, item: ArrivedMessage) {
  return {
    ...{ kind: 'text', direction: 'in', status: 'received', author_type: 'customer', author_id: author.id, author_name: author.name },
    ...contentRow(item),
    to: item.to,
    cc: item.cc,
    sender: item.sender ?? null,
    reply_to: item.replyTo ?? [],
    names: item.names ?? {},
    sender_verified: item.from.verified,
    sent_at: timeOf(item.sentAt, arrival),
  }
}

/** The columns that hold what a message says. */
export function contentRow(item: ArrivedMessage) {
  return {
    text: item.text,
    quoted: item.quoted,
    html: item.html,
    html_form: item.htmlForm ?? 'raw',
    subject: item.subject,
    auto: item.auto,
    place: item.place ?? null,
    unsupported: unsupportedIn(item),
  }
}

/** What of a message cannot be shown, as its provider calls it; `empty` where there is nothing to show; null when all of it can. */
function unsupportedIn({ unsupported, text, quoted, html, subject, files, uploads, place }: ArrivedMessage): string | null {
  if (unsupported !== undefined) return unsupported.slice(0, 100).toWellFormed() || 'unknown'
  const isEmpty = text.trim() === '' && !quoted && html === null && !subject && files.length + uploads.length === 0 && !place
  return isEmpty ? 'empty' : null
}

/** Written outside Parley, so by nobody we know. */
function echoRow({ arrival }: Placed, item: ArrivedEcho) {
  return {
    ...{
      kind: 'text',
      direction: 'out',
      status: 'sent',
      author_type: 'agent',
      author_id: null,
      author_name: item.author ?? arrival.channelName,
    },
    text: item.text,
    to: [item.to.value],
    place: item.place ?? null,
    sent_at: timeOf(item.sentAt, arrival),
  }
}

function lineRow({ author, arrival }: Placed, item: InboundFollow) {
  const event: ThreadEvent = item.type === 'follow' ? { name: 'followed', by: item.by } : { name: 'unfollowed' }
  return {
    ...{ kind: 'event', direction: 'none', status: 'received', author_type: 'customer', author_id: author.id, author_name: author.name },
    text: '',
    event,
    sent_at: timeOf(item.at, arrival),
  }
}

/** Adapters say 1970 where the provider tells no time. */
const isTold = (at: string) => new Date(at).getTime() > 0

const timeOf = (at: string, { receivedAt }: Arrival) => (isTold(at) ? at : receivedAt)
