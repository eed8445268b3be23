import type { Input, Output } from '../contract/api.ts'
import type { Locale, Session, Workspace } from '../contract/users.ts'
import type { Context } from '../server/context.ts'
import { fail } from '../server/errors.ts'
import { prisma } from '../server/prisma.ts'
import { actorById } from '../server/grants.ts'
import { createSession, endSession, sessionsEnded } from '../server/session.ts'
import { self, toUser } from './users.ts'

/** Signs a person in whom the caller has already proved: a new session, its token told this once. */
export async function startSession(context: Pick<Context, 'ip' | 'userAgent'>, userId: string): Promise<Session> {
  const row = await prisma().user.findUniqueOrThrow({ where: { id: userId }, include: { workspace: true } })
  const { token, expiresAt } = await createSession(row, context)
  return { user: toUser(row), workspace: toWorkspace(row.workspace), grants: await grantsOf(userId), token, expiresAt }
}

/** Who is signed in, with the workspace and when the session ends unless it is used. */
export async function getSession({ db, sessionId }: Context): Promise<Session> {
  const session = await db.session.findUnique({ where: { id: sessionId ?? '' }, include: { user: { include: { workspace: true } } } })
  if (!session) return fail('unauthenticated', 'Your session is over. Sign in again.')
  const { user, expiresAt } = session
  const grants = await grantsOf(user.id)
  return { user: toUser(user), workspace: toWorkspace(user.workspace), grants, expiresAt: expiresAt.toISOString() }
}

async function grantsOf(userId: string): Promise<Session['grants']> {
  const actor = await actorById(userId)
  if (!actor) return fail('unauthenticated', 'Your session is over. Sign in again.')
  return { permissions: [...actor.permissions], masked: [...actor.masked], scope: actor.scope }
}

export function toWorkspace(row: { id: string; name: string; locale: string; timeZone: string }): Workspace {
  return { id: row.id, name: row.name, locale: row.locale as Locale, timeZone: row.timeZone }
}

/** The places where I am signed in, last used first. */
export async function listSessions(context: Context): Promise<Output<'session.list'>> {
  const where = { userId: self(context), expiresAt: { gt: new Date() } }
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
  const { count } = await context.db.session.deleteMany({ where: { id: id.replaceAll('\0', ''), userId: self(context) } })
  if (count === 0) fail('not_found', 'You are not signed in there (any more).')
  sessionsEnded([id])
  return {}
}

export async function signOut({ sessionId }: Context): Promise<Output<'session.delete'>> {
  if (sessionId) await endSession(sessionId)
  return {}
}
