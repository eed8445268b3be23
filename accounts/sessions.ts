import type { Input, Output } from '../contract/api.ts'
import type { Actor, Grants } from '../contract/can.ts'
import type { LeapDay, Locale, Session, Workspace } from '../contract/users.ts'
import { audit } from '../server/audit.ts'
import { contextOf, type Context } from '../server/context.ts'
import { fail } from '../server/errors.ts'
import { prisma } from '../server/prisma.ts'
import { actorById } from '../server/grants.ts'
import { createSession, endSession } from '../server/session.ts'
import { self, toUser } from './users.ts'
import { currentTime } from '../server/clock.ts'

/** Signs a person in whom the caller has already proved: a new session, its token told this once. */
export async function startSession(context: Context, userId: string): Promise<Session> {
  const row = await prisma().user.findUniqueOrThrow({ where: { id: userId }, include: { workspace: true } })
  const actor = await findActor(userId)
  const own = contextOf(row.workspaceId, actor, context)
  const { token, expiresAt } = await own.sqlTransaction(async (tx) => {
    await audit(tx, own, { action: 'session.create', target: { type: 'user', id: userId } })
    return createSession(row, context, tx.sql)
  })
  return { user: toUser(row), workspace: toWorkspace(row.workspace), grants: toGrants(actor), token, expiresAt }
}

/** Who is signed in, with the workspace and when the session ends unless it is used. */
export async function getSession({ db, sessionId }: Context): Promise<Session> {
  const session = await db.session.findUnique({ where: { id: sessionId ?? '' }, include: { user: { include: { workspace: true } } } })
  if (!session) return fail('unauthenticated', 'Your session is over. Sign in again.')
  const { user, expiresAt } = session
  const grants = toGrants(await findActor(user.id))
  return { user: toUser(user), workspace: toWorkspace(user.workspace), grants, expiresAt: expiresAt.toISOString() }
}

async function findActor(userId: string): Promise<Actor & Grants> {
  return (await actorById(userId)) ?? fail('unauthenticated', 'Your session is over. Sign in again.')
}

function toGrants({ permissions, masked, scope }: Grants): Session['grants'] {
  return { permissions: [...permissions], masked: [...masked], scope }
}

export function toWorkspace(row: { id: string; name: string; locale: string; timeZone: string; leapDay: string }): Workspace {
  return { id: row.id, name: row.name, locale: row.locale as Locale, timeZone: row.timeZone, leapDay: row.leapDay as LeapDay }
}

/** The places where I am signed in, last used first. */
export async function listSessions(context: Context): Promise<Output<'session.list'>> {
  const where = { userId: self(context), expiresAt: { gt: currentTime() } }
  const rows = await context.db.session.findMany({ where, orderBy: { lastSeenAt: 'desc' }, take: 100 })
  const data = rows.map(({ id, userAgent, ip, createdAt, lastSeenAt }) => ({
    id,
    current: id === context.sessionId,
    userAgent,
    ip,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  }))
  return { data, next: null }
}

/** Ends one of my own sessions; another person's is not found. */
export async function revokeSession(context: Context, { id }: Input<'session.revoke'>): Promise<Output<'session.revoke'>> {
  await leave(context, id.replaceAll('\0', ''), 'session.revoke')
  return {}
}

export async function signOut(context: Context): Promise<Output<'session.delete'>> {
  if (context.sessionId) await leave(context, context.sessionId, 'session.delete')
  return {}
}

function leave(context: Context, sessionId: string, action: 'session.revoke' | 'session.delete'): Promise<void> {
  const me = self(context)
  return context.sqlTransaction(async (tx) => {
    if (!(await endSession(tx, me, sessionId))) fail('not_found', 'You are not signed in there (any more).')
    await audit(tx, context, { action, target: { type: 'user', id: me } })
  })
}
