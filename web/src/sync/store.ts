import { create } from 'zustand'
import type { Allowance, Conversation, Counts } from '../../../contract/conversations.ts'
import type { DomainEvent } from '../../../contract/events.ts'
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
    return { ...next, counts: movedCounts(state, next, events), me: (state.me && next.users[state.me.id]) ?? state.me }
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

export const learnConversation = (conversation: Conversation) => learn((draft) => keep(draft, 'conversations', conversation))
export const learnMessage = (message: Parameters<typeof keepMessage>[1]) => learn((draft) => keepMessage(draft, message))

function movedCounts(before: Entities & Screen, after: Entities, events: readonly DomainEvent[]): Counts | null {
  if (!before.counts) return null
  const touched = new Set(events.flatMap((event) => ('conversation' in event.data ? [event.data.conversation.id] : [])))
  const counts = { ...before.counts }
  for (const id of touched) {
    count(counts, before.conversations[id], before.me, -1)
    count(counts, after.conversations[id], before.me, isCountable(before, id, events) ? 1 : 0)
  }
  return counts
}

/** A conversation we had never heard of may have been counted already; only a new one surely was not. */
function isCountable(before: Entities, id: string, events: readonly DomainEvent[]): boolean {
  if (before.conversations[id]) return true
  return events.some((event) => event.name === 'conversation.opened' && event.data.conversation.id === id)
}

function count(counts: Counts, conversation: Conversation | undefined, me: User | null, by: number): void {
  if (conversation?.status !== 'open') return
  counts.all += by
  if (conversation.assigneeId === null) counts.unassigned += by
  if (conversation.assigneeId === me?.id) counts.mine += by
}
