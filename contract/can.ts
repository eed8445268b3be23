import type { EndpointName } from './api.ts'
import type { Maskable, Permission, Scope } from './roles.ts'

/** What a person may do and see, as their role and teams have it at this moment. */
export type Grants = {
  permissions: readonly Permission[]
  scope: Scope
  masked: readonly Maskable[]
  /** Whose work they see: their own id, and by scope the ids of teams and of people in them; null: everybody's. */
  keys: readonly string[] | null
}

/** Who acts: a person of a workspace, or Parley itself on a channel's or a schedule's behalf. */
export type Actor = ({ type: 'user'; id: string; name: string; role: string } & Grants) | { type: 'system'; name: string }

/** `public`: without a session. `member`: whoever is signed in. Else the permission it takes, or all of several. */
type Rule = 'public' | 'member' | Permission | readonly Permission[]

/** The permission each endpoint asks for. */
export const rules = {
  'setup.status': 'public',
  'setup.create': 'public',
  'session.create': 'public',
  'session.get': 'member',
  'session.delete': 'member',
  'session.list': 'member',
  'session.revoke': 'member',
  'user.list': 'member',
  'user.update': 'member',
  'user.set_role': 'role.manage',
  'user.disable': 'people.manage',
  'user.enable': 'people.manage',
  'invite.list': 'people.manage',
  'invite.create': 'people.manage',
  'invite.revoke': 'people.manage',
  'invite.get': 'public',
  'invite.accept': 'public',
  'workspace.update': 'workspace.manage',
  'role.list': 'member',
  'role.create': 'role.manage',
  'role.update': 'role.manage',
  'role.delete': 'role.manage',
  'team.list': 'member',
  'team.create': 'people.manage',
  'team.update': 'people.manage',
  'team.delete': 'people.manage',
  'audit.list': 'audit.read',
  'conversation.list': 'inbox.read',
  'conversation.counts': 'inbox.read',
  'conversation.count': 'inbox.read',
  'conversation.get': 'inbox.read',
  'conversation.assign': 'inbox.work',
  'conversation.resolve': 'inbox.work',
  'conversation.reopen': 'inbox.work',
  'conversation.read': 'inbox.read',
  'conversation.unread': 'inbox.read',
  'reading.list': 'inbox.read',
  'conversation.relink': 'inbox.work',
  'conversation.start': 'inbox.work',
  'typing.tell': 'inbox.work',
  'viewing.tell': 'inbox.read',
  'view.fields': 'inbox.read',
  'view.counts': 'inbox.read',
  'view.list': 'inbox.read',
  'view.create': 'inbox.read',
  'view.update': 'inbox.read',
  'view.delete': 'inbox.read',
  'message.list': 'inbox.read',
  'message.reply': 'inbox.work',
  'message.retry': 'inbox.work',
  'message.settle': 'inbox.work',
  'message.discard': 'inbox.work',
  'message.html': 'inbox.read',
  'attachment.fetch': 'inbox.work',
  'customer.list': 'customer.read',
  'customer.get': 'customer.read',
  'timeline.list': 'customer.read',
  'customer.reach': 'inbox.work',
  'customer.create': 'customer.write',
  'customer.update': 'customer.write',
  'customer.update_many': 'customer.write',
  'customer.note': 'customer.write',
  'customer.erase': 'customer.erase',
  'consent.list': 'customer.read',
  'consent.record': 'customer.write',
  'conflict.list': 'customer.write',
  'conflict.settle': 'customer.write',
  'field.list': 'member',
  'field.create': 'field.manage',
  'field.update': 'field.manage',
  'layout.get': 'member',
  'layout.update': 'field.manage',
  'label.list': 'member',
  'label.create': 'customer.write',
  'label.update': 'field.manage',
  'label.delete': 'field.manage',
  'import.list': 'customer.import',
  'import.get': 'customer.import',
  'import.read': 'customer.import',
  'import.check': 'customer.import',
  'import.start': 'customer.import',
  'import.undo': 'customer.import',
  'import.problem-groups': 'customer.import',
  'import.problems': 'customer.import',
  'identity.add': 'customer.write',
  'identity.remove': 'customer.write',
  'merge.create': 'customer.merge',
  'merge.undo': 'customer.merge',
  'merge.list': 'customer.merge',
  'suggestion.list': 'customer.merge',
  'suggestion.accept': 'customer.merge',
  'suggestion.refuse': 'customer.merge',
  'condition.fields': 'customer.read',
  'segment.list': 'customer.read',
  'segment.count': 'customer.read',
  'segment.create': 'segment.manage',
  'segment.update': 'segment.manage',
  'segment.delete': 'segment.manage',
  'channel.kinds': 'member',
  'channel.words': 'member',
  'channel.list': 'member',
  'channel.get': 'member',
  'channel.create': 'channel.manage',
  'channel.update': 'channel.manage',
  'channel.try': 'channel.manage',
  'channel.check': 'channel.manage',
  'channel.pause': 'channel.manage',
  'channel.resume': 'channel.manage',
  'channel.templates': 'inbox.work',
  'channel.simulate': 'channel.manage',
  'raw.list': 'channel.manage',
  'raw.replay': 'channel.manage',
  'outbox.list': ['channel.manage', 'inbox.read'],
  'outbox.clear': 'channel.manage',
  'message.judge': 'inbox.work',
  'message.unjudge': 'inbox.work',
  'message.set_intent': 'inbox.work',
  'message.reset_intent': 'inbox.work',
  'customer.mood': 'inbox.read',
  'correction.list': ['language.train', 'inbox.read'],
  'intent.list': 'member',
  'intent.confusion': 'language.train',
  'phrase.list': 'language.train',
  'phrase.preview': 'language.train',
  'phrase.add': 'language.train',
  'phrase.remove': 'language.train',
  'rescoring.get': 'language.train',
  'sync.since': 'member',
} as const satisfies Record<EndpointName, Rule>

/** Whether an endpoint answers without a session. */
export function isPublic(action: EndpointName): boolean {
  return rules[action] === 'public'
}

/** Whether `actor` may call `action` at all; which rows it then reaches is `visible`'s to say. */
export function can(actor: Actor, action: EndpointName): boolean {
  const rule: Rule = rules[action]
  return rule === 'public' || rule === 'member' || [rule].flat().every((permission) => holds(actor, permission))
}

/** Whether `actor` has a permission; for routes beside the endpoints, and for screens. Nobody works in conversations they may not read. */
export function holds(actor: Actor, permission: Permission): boolean {
  return actor.type === 'system' || allows(actor.permissions, permission)
}

/** The same of a role's permissions. */
export function allows(permissions: readonly Permission[], permission: Permission): boolean {
  return permissions.includes(permission) && (permission !== 'inbox.work' || permissions.includes('inbox.read'))
}

/**
 * Whether `actor` may read conversations: their messages, notes and files, and every figure of them (how many, when, how long, in which
 * mood). Whatever holds one asks this, then `visible` for which; what a customer's profile holds (fields, notes, consents) is no part of it.
 */
export function mayReadThreads(actor: Actor): boolean {
  return holds(actor, 'inbox.read')
}

/**
 * Whether `actor` may see what `access` names (a conversation's or customer's people and teams). The one definition: SQL says the
 * same with `visibleSql` in `server/visible.ts`, and every list, count, search, export, socket and sync asks one of the two.
 */
export function visible(actor: Actor, access: readonly string[]): boolean {
  if (actor.type === 'system' || actor.keys === null) return true
  return access.some((key) => actor.keys?.includes(key))
}
