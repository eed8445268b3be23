import type { DomainEvent } from '../../../contract/events.ts'
import { type Draft, draftOf, type Entities, keep, keepMessage } from './entities.ts'

/**
 * What the screen knows after a batch of events. Events may come twice and out of order: the highest version of each entity
 * stays. One copy is made for the whole batch, so a burst is one change to React.
 */
export function applyEvents(state: Entities, events: readonly DomainEvent[]): Entities {
  if (events.length === 0) return state
  const draft = draftOf(state)
  for (const event of events) applyEvent(draft, event)
  return draft.state
}

/** Every event of the contract has its line here: a new one does not compile until it is handled. */
function applyEvent(draft: Draft, event: DomainEvent): void {
  switch (event.name) {
    case 'message.received':
    case 'message.queued':
    case 'message.noted':
    case 'message.recorded':
    case 'message.sent':
    case 'message.delivered':
    case 'message.read':
    case 'message.failed':
      return keepMessage(draft, event.data.message)
    case 'conversation.opened':
    case 'conversation.advanced':
    case 'conversation.assigned':
    case 'conversation.resolved':
    case 'conversation.reopened':
    case 'conversation.seen':
    case 'conversation.relinked':
      return void keep(draft, 'conversations', event.data.conversation)
    case 'customer.created':
    case 'customer.updated':
      return void keep(draft, 'customers', event.data.customer)
    case 'channel.created':
    case 'channel.updated':
      return void keep(draft, 'channels', event.data.channel)
    case 'user.joined':
    case 'user.updated':
    case 'user.disabled':
      return void keep(draft, 'users', event.data.user)
    case 'workspace.updated':
      draft.state.workspace = event.data.workspace
      return
    default:
      // An event of a newer server than this page: nothing of it is on screen.
      return event satisfies never
  }
}
