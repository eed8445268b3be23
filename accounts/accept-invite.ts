import type { Input } from '../contract/api.ts'
import type { Role, Session } from '../contract/users.ts'
import type { Context } from '../server/context.ts'
import { sha256 } from '../server/crypto.ts'
import { sqlTransaction, type Sql } from '../server/db.ts'
import { getInvite, refuseLink } from './invites.ts'
import { join } from './join.ts'
import { hashPassword } from './passwords.ts'
import { startSession } from './sessions.ts'

/** Makes the invited person's account and signs them in; a link works once, also for two who use it at the same moment. */
export async function acceptInvite(
  context: Pick<Context, 'ip' | 'userAgent'>,
  { token, name, password }: Input<'invite.accept'>,
): Promise<Session> {
  const { workspaceId, locale } = await getInvite(token)
  const passwordHash = await hashPassword(password)
  const user = await sqlTransaction(workspaceId, async (tx) => {
    const { email, role } = await useUp(tx, token)
    return join(tx, { name, email, passwordHash, role, locale })
  })
  return startSession(context, user.id)
}

async function useUp({ sql }: { sql: Sql }, token: string): Promise<{ email: string; role: Role }> {
  const rows = await sql<{ email: string; role: Role }>(
    `UPDATE invites SET accepted_at = now()
      WHERE workspace_id = $1::uuid AND token_hash = $2 AND accepted_at IS NULL AND expires_at > now() RETURNING email, role`,
    [sha256(token)],
  )
  return rows[0] ?? refuseLink()
}
