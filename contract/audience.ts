import { holds, visible, type Actor } from './can.ts'
import type { DomainEvent } from './events.ts'
import type { Permission } from './roles.ts'

/** Whether an event of the feed is for `actor`: by permission first, then by whose it is. */
export function mayHear(actor: Actor, event: DomainEvent): boolean {
  const audience = audienceOf(event)
  if (typeof audience === 'string') return audience === 'everybody'
  const { may, access, lost, only } = audience
  if (!holds(actor, may)) return false
  if (only !== undefined) return actor.type === 'user' && actor.id === only
  if (lost !== undefined) return visible(actor, lost) && !visible(actor, access ?? [])
  return access === undefined || visible(actor, access)
}

/** The one person an event is for, where it is for one. */
export function addressee(event: DomainEvent): string | null {
  const audience = audienceOf(event)
  return typeof audience === 'string' ? null : (audience.only ?? null)
}

type Audience =
  | 'everybody'
  /** For the server's own processes. */
  | 'nobody'
  | {
      may: Permission
      /** Whose it is; left out where that does not matter. */
      access?: readonly string[]
      /** Who lost sight of it: then it is for them alone, as far as `access` does not name them still. */
      lost?: readonly string[]
      /** For this person alone. */
      only?: string
    }

/** Who each event is for; a new event does not compile until it is said here. */
function audienceOf(event: DomainEvent): Audience {
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
      return { may: 'inbox.read', access: event.data.thread.access }
    case 'conversation.opened':
    case 'conversation.advanced':
    case 'conversation.assigned':
    case 'conversation.shared':
    case 'conversation.resolved':
    case 'conversation.reopened':
    case 'conversation.seen':
    case 'conversation.relinked':
    case 'conversation.soured':
      return { may: 'inbox.read', access: event.data.conversation.access }
    case 'conversation.read':
      return { may: 'inbox.read', only: event.data.userId }
    case 'conversation.hidden':
      return { may: 'inbox.read', access: event.data.access, lost: event.data.lost }
    case 'customer.created':
    case 'customer.updated':
    case 'customer.noted':
    case 'customer.merged':
    case 'customer.unmerged':
      return { may: 'customer.read', access: event.data.customer.access }
    case 'customer.hidden':
      return { may: 'customer.read', access: event.data.access, lost: event.data.lost }
    case 'customer.removed':
      return { may: 'customer.read', access: event.data.access }
    case 'suggestion.created':
    case 'suggestion.settled':
      return { may: 'customer.merge', access: event.data.access }
    case 'segment.created':
    case 'segment.updated':
    case 'segment.deleted':
      return { may: 'customer.read' }
    case 'view.saved':
      return { may: 'inbox.read', ...(!event.data.view.shared && { only: event.data.view.ownerId }) }
    case 'view.deleted':
      return { may: 'inbox.read' }
    case 'import.updated':
      return { may: 'customer.import', access: event.data.import.by.id === null ? [] : [event.data.import.by.id] }
    case 'field.created':
    case 'field.updated':
    case 'layout.updated':
    case 'label.created':
    case 'label.updated':
    case 'label.deleted':
    case 'channel.created':
    case 'channel.updated':
    case 'user.joined':
    case 'user.updated':
    case 'user.disabled':
    case 'role.created':
    case 'role.updated':
    case 'role.deleted':
    case 'team.created':
    case 'team.updated':
    case 'team.deleted':
    case 'access.changed':
    case 'workspace.updated':
    case 'history.rescored':
      return 'everybody'
    case 'session.ended':
      return 'nobody'
  }
}
