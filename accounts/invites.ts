import { v7 } from 'uuid'
import type { Input, Output } from '../contract/api.ts'
import type { Invite, Locale } from '../contract/users.ts'
import { audit } from '../server/audit.ts'
import type { Context } from '../server/context.ts'
import { sha256, token as newToken } from '../server/crypto.ts'
import { env } from '../server/env.ts'
import { fail } from '../server/errors.ts'
import { prisma } from '../server/prisma.ts'
import { assertCovers, holdStaff } from './rights.ts'
import { findRole } from './roles.ts'
import { self } from './users.ts'
import { currentTime, currentMs } from '../server/clock.ts'

const week = 7 * 86_400_000

/** Invites a person for seven days; the link is told this once. An earlier invitation of the same address ends. */
export async function createInvite(context: Context, { email, role }: Input<'invite.create'>): Promise<Invite> {
  if (await context.db.user.findFirst({ where: { email } }))
    fail('conflict', 'This person already has an account in your workspace and can sign in with it.', { field: 'email' })
  const token = newToken()
  const invite = {
    id: v7(),
    workspaceId: context.workspaceId,
    email,
    role,
    tokenHash: sha256(token),
    invitedById: self(context),
    expiresAt: new Date(currentMs() + week),
  }
  const row = await context.transaction(async (tx) => {
    await holdStaff(tx, context)
    assertCovers(context.actor, await findRole(tx, role, 'role'), 'role')
    await tx.db.invite.deleteMany({ where: { email, acceptedAt: null } })
    await audit(tx, context, { action: 'invite.create', target: { type: 'invite', id: invite.id }, after: { email, role } })
    return tx.db.invite.create({ data: invite })
  })
  return { ...toInvite(row), link: `${env().PUBLIC_URL}/invite/${token}` }
}

type InviteRow = { id: string; email: string; role: string; expiresAt: Date; createdAt: Date }

function toInvite({ id, email, role, expiresAt, createdAt }: InviteRow): Invite {
  return { id, email, role, expiresAt: expiresAt.toISOString(), createdAt: createdAt.toISOString() }
}

/** Invitations that can still be accepted, newest first. */
export async function listInvites({ db }: Context): Promise<Output<'invite.list'>> {
  const where = { acceptedAt: null, expiresAt: { gt: currentTime() } }
  const rows = await db.invite.findMany({ where, orderBy: { createdAt: 'desc' }, take: 1000 })
  return { data: rows.map(toInvite), next: null }
}

/** Takes an invitation back; its link stops working at once. */
export function revokeInvite(context: Context, { id }: Input<'invite.revoke'>): Promise<Output<'invite.revoke'>> {
  return context.sqlTransaction(async (tx) => {
    const [gone] = await tx.sql<{ email: string }>(
      'DELETE FROM invites WHERE workspace_id = $1 AND id = $2 AND accepted_at IS NULL RETURNING email',
      [id],
    )
    if (!gone) fail('not_found', 'There is no such invitation (any more): it was accepted or taken back.')
    await audit(tx, context, { action: 'invite.revoke', target: { type: 'invite', id }, before: gone })
    return {}
  })
}

/** What a link offers; refuses with not_found when it was used or taken back, is too old, or never was one. */
export async function getInvite(token: string): Promise<Output<'invite.get'> & { workspaceId: string }> {
  const invite = await prisma().invite.findUnique({
    where: { tokenHash: sha256(token), acceptedAt: null, expiresAt: { gt: currentTime() } },
  })
  if (!invite) return refuseLink()
  const { name, locale } = await prisma().workspace.findUniqueOrThrow({ where: { id: invite.workspaceId } })
  return { email: invite.email, workspaceName: name, locale: locale as Locale, workspaceId: invite.workspaceId }
}

export function refuseLink(): never {
  return fail('not_found', 'This invitation has been used or taken back, or is older than seven days. Ask for a new one.', {
    field: 'token',
  })
}
