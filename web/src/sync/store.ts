import { create } from 'zustand'
import type { Allowance, Conversation, Counts } from '../../../contract/conversations.ts'
import type { DomainEvent } from '../../../contract/events.ts'
import type { Message } from '../../../contract/messages.ts'
import type { Typing } from '../../../contract/sync.ts'
import type { User } from '../../../contract/users.ts'
import { applyEvents } from './apply-event.ts'
import { type Draft, draftOf, type Entities, keep, keepMessage, noEntities, type Table } from './entities.ts'
import type { List } from './lists.ts'
import type { OutboxItem } from './outbox.ts'

export type Line = 'connecting' | 'online' | 'offline'
export type Writer = Typing & { until: number }

type Screen = {
  me: User | null
  lists: Table<List>
  counts: Counts | null
  allowances: Table<Allowance>
  typing: Table<readonly Writer[]>
  outbox: readonly OutboxItem[]
  line: Line
}
export type State = Entities & Screen

const empty: State = { ...noEntities, me: null, lists: {}, counts: null, allowances: {}, typing: {}, outbox: [], line: 'connecting' }

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
    const touched = new Set(events.flatMap((event) => ('conversation' in event.data ? [event.data.conversation.id] : [])))
    const counts = movedCounts(state, next, touched, opened)
    return { ...next, counts, me: (state.me && next.users[state.me.id]) ?? state.me }
  })
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
export function learnConversation(conversation: Conversation): void {
  useStore.setState((state) => {
    const draft = draftOf(state)
    keep(draft, 'conversations', conversation)
    return { ...draft.state, counts: movedCounts(state, draft.state, [conversation.id]) }
  })
}

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
