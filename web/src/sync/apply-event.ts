import type { Conversation } from '../../../contract/conversations.ts'
import type { DomainEvent } from '../../../contract/events.ts'
import {
  type Draft,
  draftOf,
  drop,
  dropConversation,
  type Entities,
  keep,
  keepCustomer,
  keepMessage,
  noteNote,
  noteSuggestion,
  remove,
  settleSuggestion,
} from './entities.ts'
import { noteSight } from './sight.ts'

/**
 * What the screen knows after a batch of events. Events may come twice and out of order: the highest version of each entity
 * stays. One copy is made for the whole batch, so a burst is one change to React.
 */
export function applyEvents(state: Entities, events: readonly DomainEvent[]): Entities {
  if (events.length === 0) return state
  const draft = draftOf(state)
  for (const event of events) applyOrReport(draft, event)
  return draft.state
}

/** An event that cannot be applied is an error to be seen, and no reason to lose those behind it. */
function applyOrReport(draft: Draft, event: DomainEvent): void {
  try {
    applyEvent(draft, event)
  } catch (error) {
    reportError(error)
  }
}

type Telling = { cursor: string; data: { conversation: Conversation } }

function keepConversation(draft: Draft, { cursor, data: { conversation } }: Telling): void {
  noteSight(draft, conversation.id, cursor, false)
  keep(draft, 'conversations', conversation)
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
    case 'message.judged':
    case 'message.changed':
      return keepMessage(draft, event.data.message)
    case 'conversation.opened':
      // Nobody can have read it before; who wrote it hears of their own reading by itself.
      keep(draft, 'readings', { id: event.data.conversation.id, version: 0, received: 0, marked: false })
      return keepConversation(draft, event)
    case 'conversation.advanced':
    case 'conversation.assigned':
    case 'conversation.resolved':
    case 'conversation.reopened':
    case 'conversation.seen':
    case 'conversation.relinked':
    case 'conversation.shared':
    case 'conversation.soured':
      return keepConversation(draft, event)
    case 'conversation.read':
      return void keep(draft, 'readings', { id: event.data.id, ...event.data.reading })
    case 'customer.created':
    case 'customer.updated':
    case 'customer.merged':
    case 'customer.unmerged':
      noteSight(draft, event.data.customer.id, event.cursor, false)
      return keepCustomer(draft, event.data.customer)
    case 'customer.noted':
      noteNote(draft, event.data.customer.id, event.cursor)
      return keepCustomer(draft, event.data.customer)
    case 'customer.hidden':
      if (noteSight(draft, event.data.id, event.cursor, true)) drop(draft, 'customers', event.data.id)
      return
    case 'customer.removed':
      return remove(draft, 'customers', event.data.id)
    case 'conversation.hidden':
      if (noteSight(draft, event.data.id, event.cursor, true)) dropConversation(draft, event.data.id)
      return
    case 'role.created':
    case 'role.updated':
      return void keep(draft, 'roles', event.data.role)
    case 'role.deleted':
      return remove(draft, 'roles', event.data.id)
    case 'team.created':
    case 'team.updated':
      return void keep(draft, 'teams', event.data.team)
    case 'team.deleted':
      return remove(draft, 'teams', event.data.id)
    case 'field.created':
    case 'field.updated':
      return void keep(draft, 'fields', event.data.field)
    case 'layout.updated':
      if ((draft.state.layout?.version ?? -1) < event.data.layout.version) draft.state.layout = event.data.layout
      return
    case 'label.created':
    case 'label.updated':
      return void keep(draft, 'labels', event.data.label)
    case 'label.deleted':
      return remove(draft, 'labels', event.data.id)
    case 'segment.created':
    case 'segment.updated':
      return void keep(draft, 'segments', event.data.segment)
    case 'segment.deleted':
      return remove(draft, 'segments', event.data.id)
    case 'view.saved':
      return void keep(draft, 'views', event.data.view)
    case 'view.deleted':
      return remove(draft, 'views', event.data.id)
    case 'import.updated':
      return void keep(draft, 'imports', event.data.import)
    case 'suggestion.created':
      return noteSuggestion(draft, event.cursor)
    case 'suggestion.settled':
      return settleSuggestion(draft, event.data.id)
    case 'history.rescored':
    case 'access.changed':
    case 'session.ended':
      // Kept by no table: changed rights or an ended session come as packets of their own (connection.ts).
      return
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
