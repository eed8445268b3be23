import type { Input } from '../contract/api.ts'
import type { Session, User } from '../contract/users.ts'
import { audit } from '../server/audit.ts'
import type { Context } from '../server/context.ts'
import { sha256 } from '../server/crypto.ts'
import { sqlTransaction, type Sql } from '../server/db.ts'
import { getInvite, refuseLink } from './invites.ts'
import { join } from './join.ts'
import { hashPassword } from './passwords.ts'
import { startSession } from './sessions.ts'

type Acceptance = Input<'invite.accept'>

/** Makes the invited person's account and signs them in. */
export async function acceptInvite(context: Context, acceptance: Acceptance): Promise<Session> {
  const user = await joinByInvite(context, acceptance)
  return startSession(context, user.id)
}

/** Makes the invited person's account; a link works once, also for two who use it at the same moment. */
export async function joinByInvite(context: Context, { token, name, password }: Acceptance): Promise<User> {
  const { workspaceId, locale } = await getInvite(token)
  const passwordHash = await hashPassword(password)
  return sqlTransaction(workspaceId, async (tx) => {
    const { email, role } = await useUp(tx, token)
    const user = await join(tx, { name, email, passwordHash, role, locale })
    await audit(tx, context, { action: 'invite.accept', target: { type: 'user', id: user.id }, after: { name, email, role } })
    return user
  })
}

async function useUp({ sql }: { sql: Sql }, token: string): Promise<{ email: string; role: string }> {
  const rows = await sql<{ email: string; role: string }>(
    `UPDATE invites SET accepted_at = now()
      WHERE workspace_id = $1::uuid AND token_hash = $2 AND accepted_at IS NULL AND expires_at > now() RETURNING email, role`,
    [sha256(token)],
  )
  return rows[0] ?? refuseLink()
}
