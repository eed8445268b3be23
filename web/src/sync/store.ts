import { create } from 'zustand'
import type { ChannelKindInfo } from '../../../contract/channels.ts'
import type { Allowance, Conversation, Counts, OwnConversation } from '../../../contract/conversations.ts'
import type { DomainEvent } from '../../../contract/events.ts'
import type { Message } from '../../../contract/messages.ts'
import type { Typing, Viewing } from '../../../contract/sync.ts'
import type { Session, User } from '../../../contract/users.ts'
import type { Customer } from '../../../contract/customers.ts'
import { applyEvents } from './apply-event.ts'
import { type Draft, draftOf, type Entities, keepCustomer, keepMessage, keepOwn, noEntities, type Table } from './entities.ts'
import type { List } from './lists.ts'
import type { OutboxItem } from './outbox.ts'

export type Line = 'connecting' | 'online' | 'offline'
export type Writer = Typing & { until: number }
type Viewer = Viewing['by'] & { until: number }

type Screen = {
  me: User | null
  /** What my role allows; null before anybody is in. */
  grants: Session['grants'] | null
  /** Grows when everything is fetched anew: lists kept outside the store start over too. */
  round: number
  /** What can be connected, by kind; empty until the server has told. */
  kinds: Table<ChannelKindInfo>
  lists: Table<List>
  counts: Counts | null
  allowances: Table<Allowance>
  typing: Table<readonly Writer[]>
  /** Colleagues who have a conversation before them, by its id. */
  viewing: Table<readonly Viewer[]>
  /** The open conversation that I marked unread: it is not read again while it stays open. */
  putBack: string | null
  outbox: readonly OutboxItem[]
  line: Line
}
export type State = Entities & Screen

const empty: State = {
  ...noEntities,
  me: null,
  grants: null,
  round: 0,
  kinds: {},
  lists: {},
  counts: null,
  allowances: {},
  typing: {},
  viewing: {},
  putBack: null,
  outbox: [],
  line: 'connecting',
}

/** The one memory store React reads; only `sync/` writes to it. */
export const useStore = create<State>()(() => empty)

export function resetStore(): void {
  useStore.setState(empty, true)
}

/** Applies a batch and moves the counters by what it changed. */
export function receive(events: readonly DomainEvent[]): void {
  useStore.setState((state) => {
    const next = applyEvents(state, events)
    const opened = new Set(events.flatMap((event) => (event.name === 'conversation.opened' ? [event.data.conversation.id] : [])))
    const touched = new Set(events.flatMap(conversationOf))
    const counts = movedCounts(state, next, touched, opened)
    return { ...next, counts, me: (state.me && next.users[state.me.id]) ?? state.me }
  })
}

function conversationOf(event: DomainEvent): string[] {
  if (event.name === 'conversation.hidden') return [event.data.id]
  return 'conversation' in event.data ? [event.data.conversation.id] : []
}

/** Keeps what an endpoint answered, unless an event already brought something newer. */
export function learn(write: (draft: Draft) => void): void {
  useStore.setState((state) => {
    const draft = draftOf(state)
    write(draft)
    return draft.state
  })
}

/** Keeps a conversation an endpoint answered, and moves the counters by the difference. */
export function learnConversation(conversation: OwnConversation): void {
  useStore.setState((state) => {
    const draft = draftOf(state)
    keepOwn(draft, conversation)
    return { ...draft.state, counts: movedCounts(state, draft.state, [conversation.id]) }
  })
}

/** Keeps a customer an endpoint answered. */
export const learnCustomer = (customer: Customer) => learn((draft) => keepCustomer(draft, customer))

/** Shows a profile as it will stand, under the version it was made from. */
export function overwriteCustomer(customer: Customer): void {
  useStore.setState((state) => ({ customers: { ...state.customers, [customer.id]: customer } }))
}

/** Shows how far I have read a conversation before the server has confirmed it. */
export function overwriteReading(reading: Entities['readings'][string]): void {
  useStore.setState((state) => ({ readings: { ...state.readings, [reading.id]: reading } }))
}

/** A customer by its own id or that of one merged into it. */
export const customerOf = (state: Pick<Entities, 'customers' | 'mergedInto'>, id: string): Customer | undefined =>
  state.customers[state.mergedInto[id] ?? id]

export const learnMessage = (message: Message) => learn((draft) => keepMessage(draft, message))

/** Shows a change before the server has confirmed it, under the version it was made from: whatever the server says replaces it. */
export function overwrite(conversation: Conversation): void {
  useStore.setState((state) => {
    const conversations = { ...state.conversations, [conversation.id]: conversation }
    return { conversations, counts: movedCounts(state, { conversations }, [conversation.id]) }
  })
}

type Known = Pick<Entities, 'conversations'>
const nothing: ReadonlySet<string> = new Set()

/** Counters after some conversations changed. One we had never heard of may have been counted already, unless it was just `opened`. */
function movedCounts(before: State, after: Known, touched: Iterable<string>, opened = nothing): Counts | null {
  if (!before.counts) return null
  const counts = { ...before.counts }
  for (const id of touched) {
    const known = before.conversations[id]
    if (!known && !opened.has(id)) continue
    count(counts, known, before.me, -1)
    count(counts, after.conversations[id], before.me, 1)
  }
  return counts
}

function count(counts: Counts, conversation: Conversation | undefined, me: User | null, by: number): void {
  if (conversation?.status !== 'open') return
  counts.all += by
  if (conversation.assigneeId === null) counts.unassigned += by
  if (conversation.assigneeId === me?.id) counts.mine += by
}
