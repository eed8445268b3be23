import type { EndpointName } from './api.ts'
import type { Role } from './users.ts'

/** Who acts: a person of a workspace, or Parley itself on a channel's or a schedule's behalf. */
export type Actor = { type: 'user'; id: string; name: string; role: Role } | { type: 'system'; name: string }

type Rule = 'public' | 'member' | 'owner'

const rules = {
  'setup.status': 'public',
  'setup.create': 'public',
  'session.create': 'public',
  'session.get': 'member',
  'session.delete': 'member',
  'session.list': 'member',
  'session.revoke': 'member',
  'user.list': 'member',
  'user.update': 'member',
  'user.disable': 'owner',
  'user.enable': 'owner',
  'invite.list': 'owner',
  'invite.create': 'owner',
  'invite.revoke': 'owner',
  'invite.get': 'public',
  'invite.accept': 'public',
  'workspace.update': 'owner',
  'conversation.list': 'member',
  'conversation.counts': 'member',
  'conversation.get': 'member',
  'conversation.assign': 'member',
  'conversation.resolve': 'member',
  'conversation.reopen': 'member',
  'conversation.read': 'member',
  'conversation.relink': 'member',
  'typing.tell': 'member',
  'message.list': 'member',
  'message.reply': 'member',
  'message.retry': 'member',
  'message.settle': 'member',
  'message.html': 'member',
  'customer.list': 'member',
  'customer.get': 'member',
  'customer.create': 'member',
  'customer.update': 'member',
  'identity.add': 'member',
  'identity.remove': 'member',
  'channel.kinds': 'member',
  'channel.list': 'member',
  'channel.get': 'member',
  'channel.create': 'owner',
  'channel.update': 'owner',
  'channel.try': 'owner',
  'channel.check': 'owner',
  'channel.pause': 'owner',
  'channel.resume': 'owner',
  'raw.list': 'owner',
  'raw.replay': 'owner',
  'outbox.list': 'member',
  'outbox.clear': 'owner',
  'sync.since': 'member',
} as const satisfies Record<EndpointName, Rule>

/** Whether an endpoint answers without a session. */
export function isPublic(action: EndpointName): boolean {
  return rules[action] === 'public'
}

/** Whether `actor` may call `action` at all; what it may see is decided by the rows its workspace holds. */
export function can(actor: Actor, action: EndpointName): boolean {
  if (actor.type === 'system') return true
  return rules[action] === 'owner' ? actor.role === 'owner' : true
}
