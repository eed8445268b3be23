import type { Conversation, ConversationStatus, Sort, View } from '../../../contract/conversations.ts'
import { call } from '../api.ts'
import { keep, type Table } from './entities.ts'
import { learn, useStore } from './store.ts'

export type Query = { view: View; status: ConversationStatus; sort: Sort }

/** How far one list has been read: everything before `edge` is in the store, what lies behind it is not shown yet. */
export type List = { phase: 'loading' | 'ready' | 'failed'; next: string | null; edge: Conversation | null }

export const listKey = (query: Query) => `${query.view}/${query.status}/${query.sort}`

/** Reads the first page of a list, or the next one. Does nothing while a page is on its way or at the end. */
export async function loadList(query: Query, more = false): Promise<void> {
  const key = listKey(query)
  const list = useStore.getState().lists[key]
  if (list?.phase === 'loading' || (more && !list?.next)) return
  setList(key, { next: null, edge: null, ...list, phase: 'loading' })
  try {
    const page = await call('conversation.list', { ...query, ...(more && list?.next ? { cursor: list.next } : {}) })
    learn((draft) => page.data.forEach((conversation) => keep(draft, 'conversations', conversation)))
    setList(key, { phase: 'ready', next: page.next, edge: page.next ? (page.data.at(-1) ?? null) : null })
  } catch {
    // The list itself shows that it failed, why the line is down, and a button to try again.
    setList(key, { next: null, edge: null, ...list, phase: 'failed' })
  }
}

function setList(key: string, list: List): void {
  useStore.setState((state) => ({ lists: { ...state.lists, [key]: list } }))
}

/** Ids of a list in order, as far as it has been read. Membership follows from the conversations themselves, so events move rows. */
export function listed(conversations: Table<Conversation>, query: Query, list: List | undefined, meId: string | undefined): string[] {
  if (!list) return []
  const order = orders[query.sort]
  return Object.values(conversations)
    .filter((conversation) => belongs(conversation, query, meId) && (!list.edge || order(conversation, list.edge) <= 0))
    .sort(order)
    .map((conversation) => conversation.id)
}

function belongs(conversation: Conversation, query: Query, meId: string | undefined): boolean {
  if (conversation.status !== query.status) return false
  if (query.view === 'mine') return conversation.assigneeId === meId
  return query.view === 'all' || conversation.assigneeId === null
}

type Order = (a: Conversation, b: Conversation) => number
const lastAt = (conversation: Conversation) => Date.parse(conversation.lastMessage?.at ?? conversation.createdAt)
const waiting = (conversation: Conversation) => (conversation.waitingSince ? Date.parse(conversation.waitingSince) : Infinity)
const ascending = <T extends number | string>(a: T, b: T) => (a === b ? 0 : a < b ? -1 : 1)

/** The server's own orders: newest message first; longest wait first, those nobody waits in at the end. */
const orders: Record<Sort, Order> = {
  newest: (a, b) => ascending(lastAt(b), lastAt(a)) || ascending(b.id, a.id),
  waiting: (a, b) => ascending(waiting(a), waiting(b)) || ascending(a.id, b.id),
}
