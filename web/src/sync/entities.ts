import type { Channel } from '../../../contract/channels.ts'
import type { Conversation } from '../../../contract/conversations.ts'
import type { Customer } from '../../../contract/customers.ts'
import type { Message } from '../../../contract/messages.ts'
import type { User, Workspace } from '../../../contract/users.ts'

export type Table<T> = Readonly<Record<string, T>>

/** What is known of one conversation's messages: the newest ones without a hole, `older` being the cursor to those before. */
export type Thread = { phase: 'loading' | 'ready' | 'failed'; ids: readonly string[]; older: string | null }

/** Everything the server told us, once each, by id. */
export type Entities = {
  workspace: Workspace | null
  users: Table<User>
  channels: Table<Channel>
  customers: Table<Customer>
  conversations: Table<Conversation>
  messages: Table<Message>
  threads: Table<Thread>
}

export const noEntities: Entities = {
  workspace: null,
  users: {},
  channels: {},
  customers: {},
  conversations: {},
  messages: {},
  threads: {},
}

type Versioned = { id: string; version: number }
type TableName = 'users' | 'channels' | 'customers' | 'conversations' | 'messages'

/** A copy in the making: each table is copied once, when it is first written to. */
export type Draft = { state: Entities; copied: Set<keyof Entities> }

export function draftOf(state: Entities): Draft {
  return { state: { ...state }, copied: new Set() }
}

function tableOf<K extends TableName | 'threads'>(draft: Draft, name: K): Record<string, Entities[K][string]> {
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
  tableOf(draft, name)[entity.id] = entity
  return true
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
