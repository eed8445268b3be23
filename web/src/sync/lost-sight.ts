import type { DomainEvent } from '../../../contract/events.ts'
import { forgetDrafts } from './local-db.ts'
import { discard } from './outbox.ts'
import { useStore } from './store.ts'

/** Wipes from this device what lies around conversations and customers that are out of sight since these events: drafts, unsent words, hints. */
export function forgetLost(events: readonly DomainEvent[]): void {
  const { sight, outbox } = useStore.getState()
  const lost = events.flatMap((event) => (isHiding(event) && sight[event.data.id]?.lost ? [event.data.id] : []))
  if (lost.length === 0) return
  useStore.setState(({ allowances, typing, viewing }) => ({
    allowances: without(allowances, lost),
    typing: without(typing, lost),
    viewing: without(viewing, lost),
  }))
  for (const item of outbox) if (lost.includes(item.conversationId)) void discard(item.id)
  for (const id of lost) void forgetDrafts(id)
}

type Hiding = DomainEvent<'conversation.hidden' | 'customer.hidden'>
const isHiding = (event: DomainEvent): event is Hiding => event.name === 'conversation.hidden' || event.name === 'customer.hidden'

const without = <T>(table: Readonly<Record<string, T>>, ids: readonly string[]) =>
  Object.fromEntries(Object.entries(table).filter(([id]) => !ids.includes(id)))
