import type { RawInput } from '../../../contract/api.ts'
import type { Conversation, ConversationStatus, Sort, View } from '../../../contract/conversations.ts'
import { call } from '../api.ts'
import { type Entities, keepOwn, type Table, unreadIn } from './entities.ts'
import { learn, useStore } from './store.ts'

/** `filter` is a condition as JSON, of which only the server can say whom it holds for; `saved` the view it came from. */
export type Query = {
  view: View
  status: ConversationStatus
  sort: Sort
  teamId?: string
  channelId?: string
  only?: 'unread'
  filter?: string
  saved?: string
}

/** How far one list has been read: everything before `edge` is in the store, what lies behind it is not shown yet. */
export type List = {
  query: Query
  phase: 'loading' | 'ready' | 'failed'
  next: string | null
  edge: Conversation | null
  /** Of a filtered list: whom the server named. Null where membership follows from the conversations themselves. */
  members: ReadonlySet<string> | null
}

export const listKey = ({ view, status, sort, teamId, channelId, only, filter }: Query) =>
  [view, status, sort, teamId ?? '', channelId ?? '', only ?? '', filter ?? ''].join('/')

/** Reads the first page of a list, or the next one. Does nothing while a page is on its way or at the end. */
export async function loadList(query: Query, more = false): Promise<void> {
  const known = useStore.getState().lists[listKey(query)]
  if (known?.phase === 'loading' || (more && !known?.next)) return
  const list = known ?? { query, phase: 'loading', next: null, edge: null, members: query.filter ? new Set() : null }
  setList({ ...list, phase: 'loading' })
  try {
    const page = await call('conversation.list', { ...inputOf(query), ...(more && list.next ? { cursor: list.next } : {}) })
    learn((draft) => page.data.forEach((conversation) => keepOwn(draft, conversation)))
    const members = list.members && new Set([...(more ? list.members : []), ...page.data.map((one) => one.id)])
    setList({ query, members, phase: 'ready', next: page.next, edge: page.next ? (page.data.at(-1) ?? null) : null })
  } catch {
    // The list itself shows that it failed, why the line is down, and a button to try again.
    setList({ ...list, phase: 'failed' })
  }
}

/** What the server is asked for a list. A filter travels as JSON and is parsed by the contract, whose type is of what comes out. */
export function inputOf(query: Query): RawInput<'conversation.list'> {
  const { saved: _, ...asked } = query
  return asked as RawInput<'conversation.list'>
}

function setList(list: List): void {
  useStore.setState((state) => ({ lists: { ...state.lists, [listKey(list.query)]: list } }))
}

/**
 * Ids of a list in order, as far as it has been read. Membership follows from the conversations themselves, so events move rows. `open`, the one in
 * front of me, stays among the unread although I am reading it.
 */
export function listed(
  known: Known,
  query: Query,
  list: List | undefined,
  { meId, open }: { meId?: string | undefined; open?: string | undefined },
): string[] {
  if (!list) return []
  const order = orders[query.sort]
  return candidates(known.conversations, list)
    .filter(
      (conversation) =>
        belongs(conversation, query, meId) &&
        (!query.only || conversation.id === open || unreadIn(known, conversation) > 0) &&
        (!list.edge || order(conversation, list.edge) <= 0),
    )
    .sort(order)
    .map((conversation) => conversation.id)
}

type Known = Pick<Entities, 'conversations' | 'readings'>

function candidates(conversations: Table<Conversation>, { members }: List): Conversation[] {
  return members ? [...members].flatMap((id) => conversations[id] ?? []) : Object.values(conversations)
}

function belongs(conversation: Conversation, query: Query, meId: string | undefined): boolean {
  if (conversation.status !== query.status) return false
  if (query.channelId && conversation.channelId !== query.channelId) return false
  if (query.teamId && conversation.teamId !== query.teamId) return false
  if (query.view === 'mine') return conversation.assigneeId === meId
  return query.view === 'all' || conversation.assigneeId === null
}

type Order = (a: Conversation, b: Conversation) => number
const lastAt = (conversation: Conversation) => Date.parse(conversation.lastMessage?.at ?? conversation.createdAt)
const waiting = (conversation: Conversation) => (conversation.waitingSince ? Date.parse(conversation.waitingSince) : Infinity)
const ascending = <T extends number | string>(a: T, b: T) => (a === b ? 0 : a < b ? -1 : 1)

const mood = (conversation: Conversation) => conversation.mood?.score ?? 2

/** The server's own orders: newest message first; longest wait first, those nobody waits in at the end; unhappiest first, those of no mood at the end. */
const orders: Record<Sort, Order> = {
  newest: (a, b) => ascending(lastAt(b), lastAt(a)) || ascending(b.id, a.id),
  waiting: (a, b) => ascending(waiting(a), waiting(b)) || ascending(a.id, b.id),
  mood: (a, b) => ascending(mood(a), mood(b)) || ascending(a.id, b.id),
}
