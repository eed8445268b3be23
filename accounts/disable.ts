import type { Input } from '../contract/api.ts'
import type { User } from '../contract/users.ts'
import type { Context } from '../server/context.ts'
import type { Sql } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import { emit } from '../server/events.ts'
import { endSessionsOf, sessionsEnded } from '../server/session.ts'
import { lockUser, self, toUser, userColumns, type UserRow } from './users.ts'

type Tx = { sql: Sql }

/**
 * Ends a person's access at once: the sessions go with it, and the event puts their open conversations back in the queue.
 * Refuses to disable oneself and the last owner; a person already disabled stays so.
 */
export async function disableUser(context: Context, { id }: Input<'user.disable'>): Promise<User> {
  if (id === self(context)) fail('conflict', 'You cannot end your own access. Ask another owner to do it.', { field: 'id' })
  const { user, ended } = await context.transaction(async (tx) => {
    await assertOwnerStays(tx, context, id)
    const before = await lockUser(tx, id)
    if (before.disabledAt) return { user: toUser(before), ended: [] }
    const user = await setDisabled(tx, id, true)
    await emit(tx, 'user.disabled', { user })
    return { user, ended: await endSessionsOf(tx, id) }
  })
  sessionsEnded(ended)
  return user
}

/** Gives a disabled person access again; they sign in anew. */
export function enableUser(context: Context, { id }: Input<'user.enable'>): Promise<User> {
  return context.transaction(async (tx) => {
    const before = await lockUser(tx, id)
    if (!before.disabledAt) return toUser(before)
    const user = await setDisabled(tx, id, false)
    await emit(tx, 'user.updated', { user })
    return user
  })
}

/** Locks all active owners, so that of two who disable each other at the same moment only the first succeeds. */
async function assertOwnerStays({ sql }: Tx, context: Context, leaving: string): Promise<void> {
  const owners = await sql<{ id: string }>(
    `SELECT id FROM users WHERE workspace_id = $1::uuid AND role = 'owner' AND disabled_at IS NULL ORDER BY id FOR NO KEY UPDATE`,
  )
  if (!owners.some(({ id }) => id === self(context))) fail('forbidden', 'Only an owner can end a person’s access. Ask one to do it.')
  if (owners.every(({ id }) => id === leaving))
    fail('conflict', 'The last owner cannot be disabled. Invite another owner first.', { field: 'id' })
}

async function setDisabled({ sql }: Tx, id: string, disabled: boolean): Promise<User> {
  const rows = await sql<UserRow>(
    `UPDATE users SET version = version + 1, disabled_at = CASE WHEN $3::bool THEN now() END
      WHERE workspace_id = $1::uuid AND id = $2::uuid RETURNING ${userColumns}`,
    [id, disabled],
  )
  return toUser(rows[0]!)
}
