import * as z from 'zod'
import { dbText, endpoint, id, line, nothing, page, time } from './endpoint.ts'
import { maskable, permission, roleId, scope } from './roles.ts'

export const locale = z.enum(['en', 'zh-CN'])
export type Locale = z.infer<typeof locale>

const email = z.string().trim().toLowerCase().max(254).pipe(z.email())
/** ASVS 5.0 6.2: length is what counts; 10 to 128 characters, any of them. */
const password = z.string().min(10, 'Use at least 10 characters.').max(128)

export const user = z.object({
  id,
  version: z.number().int(),
  name: z.string(),
  email: z.string(),
  /** Of `roles.ts`. */
  role: roleId,
  locale,
  disabledAt: time.nullable(),
  createdAt: time,
})
export type User = z.infer<typeof user>

/** The last day of February or the first of March: where what is due on 29 February has its day in years without one. */
export const leapDay = z.enum(['february', 'march'])
export type LeapDay = z.infer<typeof leapDay>

export const workspace = z.object({ id, name: z.string(), locale, timeZone: z.string(), leapDay })
export type Workspace = z.infer<typeof workspace>

export const session = z.object({
  user,
  workspace,
  /** What the person's role allows, for screens; the server asks anew each time. */
  grants: z.object({ permissions: z.array(permission), scope, masked: z.array(maskable) }),
  /** Send as `Authorization: Bearer …` from scripts; only in the answer to a sign-in. Browsers use the cookie. */
  token: z.string().optional(),
  expiresAt: time,
})
export type Session = z.infer<typeof session>

export const sessionInfo = z.object({
  id: z.string(),
  current: z.boolean(),
  userAgent: z.string(),
  ip: z.string(),
  createdAt: time,
  lastSeenAt: time,
})
export type SessionInfo = z.infer<typeof sessionInfo>

export const invite = z.object({
  id,
  email: z.string(),
  role: roleId,
  expiresAt: time,
  createdAt: time,
  /** The link to hand to the person; only in the answer that made the invite (stored hashed). */
  link: z.string().optional(),
})
export type Invite = z.infer<typeof invite>

export const userEndpoints = {
  'setup.status': endpoint(
    'get',
    '/setup',
    'Whether this Parley still waits for its first owner',
    {},
    z.object({ needed: z.boolean(), demo: z.object({ email: z.string(), password: z.string() }).nullable() }),
  ),
  'setup.create': endpoint(
    'post',
    '/setup',
    'Make the first workspace and its owner',
    { name: line(80), email, password, workspaceName: line(80), locale: locale.default('en') },
    session,
  ),
  'session.create': endpoint('post', '/session', 'Sign in', { email, password: z.string().min(1).max(128) }, session),
  'session.get': endpoint('get', '/session', 'Who is signed in', {}, session),
  'session.delete': endpoint('delete', '/session', 'Sign out', {}, nothing),
  'session.list': endpoint('get', '/sessions', 'Where I am signed in', {}, page(sessionInfo)),
  'session.revoke': endpoint('delete', '/sessions/:id', 'Sign out one of my other places', { id: dbText(64) }, nothing),
  'user.list': endpoint('get', '/users', 'Everyone in the workspace', {}, page(user)),
  'user.update': endpoint(
    'patch',
    '/users/me',
    'Change my name, language or password',
    {
      name: line(80).optional(),
      locale: locale.optional(),
      currentPassword: z.string().max(128).optional(),
      password: password.optional(),
    },
    user,
  ),
  'user.disable': endpoint(
    'post',
    '/users/:id/disable',
    'End a person’s access at once; their open conversations and customers go to whoever takes over, else back to the queue',
    { id, handOverTo: id.nullable().default(null) },
    user,
  ),
  'user.enable': endpoint('post', '/users/:id/enable', 'Give a disabled person access again', { id }, user),
  'invite.list': endpoint('get', '/invites', 'Invitations not yet accepted', {}, page(invite)),
  'invite.create': endpoint('post', '/invites', 'Invite a person', { email, role: roleId.default('agent') }, invite),
  'invite.revoke': endpoint('delete', '/invites/:id', 'Take an invitation back', { id }, nothing),
  'invite.get': endpoint(
    'get',
    '/invites/:token',
    'What an invitation link offers',
    { token: z.string().min(20).max(100) },
    z.object({ email: z.string(), workspaceName: z.string(), locale }),
  ),
  'invite.accept': endpoint(
    'post',
    '/invites/accept',
    'Join with an invitation link',
    { token: z.string().min(20).max(100), name: line(80), password },
    session,
  ),
  'workspace.update': endpoint(
    'patch',
    '/workspace',
    'Change the workspace’s name, language, time zone or when birthdays of 29 February are kept',
    { name: line(80).optional(), locale: locale.optional(), timeZone: dbText(64).optional(), leapDay: leapDay.optional() },
    workspace,
  ),
} as const

/** Who has which role. */
export const userRoleEndpoints = {
  'user.set_role': endpoint('post', '/users/:id/role', 'Give a person another role; holds at once', { id, role: roleId }, user),
} as const

export const userEvents = {
  'user.joined': z.object({ user }),
  'user.updated': z.object({ user }),
  /** Whoever takes their work over; null: it goes back to the queue. */
  'user.disabled': z.object({ user, handOverTo: id.nullable() }),
  /** For the processes that hold their sockets, not for screens. */
  'session.ended': z.object({ sessionIds: z.array(z.string()) }),
  /** What these people may do or see changed with their role or teams: their screens start over. */
  'access.changed': z.object({ userIds: z.array(id) }),
  'workspace.updated': z.object({ workspace }),
} as const
