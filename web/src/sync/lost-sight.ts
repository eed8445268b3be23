import type { DomainEvent } from '../../../contract/events.ts'
import { forgetDrafts } from './local-db.ts'
import { discard } from './outbox.ts'
import { useStore } from './store.ts'

/** Wipes from this device what lies around conversations that are out of sight since these events: drafts, unsent words, hints. */
export function forgetLost(events: readonly DomainEvent[]): void {
  const { sight, outbox } = useStore.getState()
  const lost = events.flatMap((event) => (event.name === 'conversation.hidden' && sight[event.data.id]?.lost ? [event.data.id] : []))
  if (lost.length === 0) return
  useStore.setState(({ allowances, typing }) => ({ allowances: without(allowances, lost), typing: without(typing, lost) }))
  for (const item of outbox) if (lost.includes(item.conversationId)) void discard(item.id)
  for (const id of lost) void forgetDrafts(id)
}

const without = <T>(table: Readonly<Record<string, T>>, ids: readonly string[]) =>
  Object.fromEntries(Object.entries(table).filter(([id]) => !ids.includes(id)))
