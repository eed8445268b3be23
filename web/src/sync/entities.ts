import { compareCursors } from '../../../contract/cursors.ts'
import type { Channel } from '../../../contract/channels.ts'
import type { Conversation, OwnConversation, Reading } from '../../../contract/conversations.ts'
import { unreadOf } from '../../../contract/unread.ts'
import type { Customer } from '../../../contract/customers.ts'
import type { Field, Label, ProfileLayout } from '../../../contract/fields.ts'
import type { CustomerImport } from '../../../contract/imports.ts'
import type { Message } from '../../../contract/messages.ts'
import type { Role } from '../../../contract/roles.ts'
import type { Segment } from '../../../contract/segments.ts'
import type { Team } from '../../../contract/teams.ts'
import type { User, Workspace } from '../../../contract/users.ts'
import type { InboxView } from '../../../contract/views.ts'
import type { Sight } from './sight.ts'

export type Table<T> = Readonly<Record<string, T>>

/** What is known of one conversation's messages: the newest ones without a hole, `older` being the cursor to those before. */
export type Thread = { phase: 'loading' | 'ready' | 'failed'; ids: readonly string[]; older: string | null }

/** Everything the server told us, once each, by id. */
export type Entities = {
  workspace: Workspace | null
  layout: ProfileLayout | null
  users: Table<User>
  channels: Table<Channel>
  roles: Table<Role>
  teams: Table<Team>
  fields: Table<Field>
  labels: Table<Label>
  segments: Table<Segment>
  views: Table<InboxView>
  imports: Table<CustomerImport>
  customers: Table<Customer>
  conversations: Table<Conversation>
  /** How far I have read conversations, by their ids; of one that is not here it is not known yet. */
  readings: Table<Reading & { id: string }>
  /** Labels of conversations' customers, by the customer's id, as they were last told. */
  labelsOf: Table<readonly string[]>
  messages: Table<Message>
  threads: Table<Thread>
  /** Who was merged into whom, by id: as the customers themselves say. */
  mergedInto: Table<string>
  /** By customer, the event that last told of something written on the timeline that is no message. */
  noted: Table<string>
  /** What was removed or settled for good: a late event does not bring it back. */
  gone: Table<true>
  /** The event that last told of customers who may be one; empty before the first. */
  suggested: string
  /** Of conversations and customers: see `noteSight`. */
  sight: Table<Sight>
}

export const noEntities: Entities = {
  workspace: null,
  layout: null,
  users: {},
  channels: {},
  roles: {},
  teams: {},
  fields: {},
  labels: {},
  segments: {},
  views: {},
  imports: {},
  customers: {},
  conversations: {},
  readings: {},
  labelsOf: {},
  messages: {},
  threads: {},
  mergedInto: {},
  noted: {},
  gone: {},
  suggested: '',
  sight: {},
}

type Versioned = { id: string; version: number }
type TableName = Exclude<
  keyof Entities,
  'workspace' | 'layout' | 'threads' | 'mergedInto' | 'labelsOf' | 'noted' | 'gone' | 'suggested' | 'sight'
>

/** A copy in the making: each table is copied once, when it is first written to. */
export type Draft = { state: Entities; copied: Set<keyof Entities> }

export function draftOf(state: Entities): Draft {
  return { state: { ...state }, copied: new Set() }
}

function tableOf<K extends TableName | 'threads' | 'mergedInto' | 'labelsOf' | 'noted' | 'gone'>(
  draft: Draft,
  name: K,
): Record<string, Entities[K][string]> {
  if (!draft.copied.has(name)) {
    draft.copied.add(name)
    draft.state[name] = { ...draft.state[name] }
  }
  return draft.state[name] as Record<string, Entities[K][string]>
}

/** Keeps the newest version of an entity, whatever order they arrive in; says whether this one was news. */
export function keep<K extends TableName>(draft: Draft, name: K, entity: Entities[K][string] & Versioned): boolean {
  const known: Versioned | undefined = draft.state[name][entity.id]
  if (known && known.version >= entity.version) return false
  if (draft.state.gone[entity.id] || draft.state.sight[entity.id]?.lost) return false
  tableOf(draft, name)[entity.id] = entity
  return true
}

/** Keeps a conversation as an endpoint answers it: what everybody is told of it, and how far I have read it. */
export function keepOwn(draft: Draft, own: OwnConversation): void {
  const { unread: _, reading, labelIds, ...conversation } = own
  if (!draft.state.customers[conversation.customer.id]) tableOf(draft, 'labelsOf')[conversation.customer.id] = labelIds
  keep(draft, 'conversations', conversation)
  keep(draft, 'readings', { id: conversation.id, ...reading })
}

/** How many of a conversation's messages I have not read; none as long as it is not known how far I have read it. */
export function unreadIn({ readings }: Pick<Entities, 'readings'>, conversation: Conversation): number {
  const reading = readings[conversation.id]
  return reading ? unreadOf(conversation, reading) : 0
}

/** Keeps a customer, and who was merged into it: their ids keep leading here. */
export function keepCustomer(draft: Draft, customer: Customer): void {
  const before = draft.state.customers[customer.id]
  if (!keep(draft, 'customers', customer)) return
  tableOf(draft, 'labelsOf')[customer.id] = customer.labelIds
  for (const id of before?.mergedIds ?? []) if (draft.state.mergedInto[id] === customer.id) delete tableOf(draft, 'mergedInto')[id]
  for (const id of customer.mergedIds) tableOf(draft, 'mergedInto')[id] = customer.id
}

/** Remembers the newest event that told of a note on a customer. */
export function noteNote(draft: Draft, customerId: string, cursor: string): void {
  const known = draft.state.noted[customerId]
  if (!known || compareCursors(known, cursor) < 0) tableOf(draft, 'noted')[customerId] = cursor
}

/** Removes for good what was deleted. */
export function remove(draft: Draft, name: 'roles' | 'teams' | 'labels' | 'segments' | 'views' | 'customers', id: string): void {
  drop(draft, name, id)
  tableOf(draft, 'gone')[id] = true
}

/** Remembers the newest event that told of likely duplicates. */
export function noteSuggestion(draft: Draft, cursor: string): void {
  if (draft.state.suggested === '' || compareCursors(draft.state.suggested, cursor) < 0) draft.state.suggested = cursor
}

/** Remembers that somebody answered a suggestion, or that it is none any more. */
export function settleSuggestion(draft: Draft, id: string): void {
  tableOf(draft, 'gone')[id] = true
}

/** Forgets an entity. */
export function drop<K extends TableName>(draft: Draft, name: K, id: string): void {
  if (draft.state[name][id]) delete tableOf(draft, name)[id]
}

/** Keeps a message of a thread that is on screen or cached; others are fetched when somebody opens them. */
export function keepMessage(draft: Draft, message: Message): void {
  const thread = draft.state.threads[message.conversationId]
  if (!thread) return
  const isNew = !draft.state.messages[message.id]
  if (!keep(draft, 'messages', message) || !isNew) return
  tableOf(draft, 'threads')[message.conversationId] = { ...thread, ids: inOrder(draft.state.messages, thread.ids, message) }
}

export function setThread(draft: Draft, conversationId: string, thread: Thread): void {
  tableOf(draft, 'threads')[conversationId] = thread
}

/** Puts a message at its position; almost always that is the end. */
function inOrder(messages: Table<Message>, ids: readonly string[], message: Message): string[] {
  let at = ids.length
  while (at > 0 && (messages[ids[at - 1]!]?.position ?? 0) > message.position) at--
  return [...ids.slice(0, at), message.id, ...ids.slice(at)]
}

/** Forgets a conversation this person may see no longer, with all that was read of it. */
export function dropConversation(draft: Draft, id: string): void {
  for (const messageId of draft.state.threads[id]?.ids ?? []) drop(draft, 'messages', messageId)
  if (draft.state.threads[id]) delete tableOf(draft, 'threads')[id]
  drop(draft, 'conversations', id)
  drop(draft, 'readings', id)
}
