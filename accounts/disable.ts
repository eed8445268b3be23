import type { Input } from '../contract/api.ts'
import type { User } from '../contract/users.ts'
import { audit } from '../server/audit.ts'
import type { Context } from '../server/context.ts'
import type { Sql } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import { emit } from '../server/events.ts'
import { endSessionsOf } from '../server/session.ts'
import { holdStaff } from './rights.ts'
import { assertOutranks } from './set-role.ts'
import { assertOwnerStays, lockUser, self, toUser, userColumns, type UserRow } from './users.ts'

type Tx = { sql: Sql }

/**
 * Ends a person's access at once: the sessions go with it, and the event gives their open conversations and their customers to whoever
 * takes over, or back to everybody. Refuses to disable oneself, the last owner, and whoever may do more; one already disabled stays so.
 */
export function disableUser(context: Context, { id, handOverTo }: Input<'user.disable'>): Promise<User> {
  if (id === self(context)) fail('conflict', 'You cannot end your own access. Ask another owner to do it.', { field: 'id' })
  return context.sqlTransaction(async (tx) => {
    await holdStaff(tx, context)
    const before = await lockUser(tx, id)
    if (before.disabledAt) return toUser(before)
    await assertOutranks(tx, context, before)
    if (before.role === 'owner') await assertOwnerStays(tx, id)
    if (handOverTo !== null) await assertTakesOver(tx, id, handOverTo)
    const user = await setDisabled(tx, id, true)
    await emit(tx, 'user.disabled', { user, handOverTo })
    await endSessionsOf(tx, id)
    await audit(tx, context, { action: 'user.disable', target: { type: 'user', id }, after: { handOverTo } })
    return user
  })
}

/** Gives a disabled person access again; they sign in anew. */
export function enableUser(context: Context, { id }: Input<'user.enable'>): Promise<User> {
  return context.sqlTransaction(async (tx) => {
    await holdStaff(tx, context)
    const before = await lockUser(tx, id)
    if (!before.disabledAt) return toUser(before)
    await assertOutranks(tx, context, before)
    const user = await setDisabled(tx, id, false)
    await emit(tx, 'user.updated', { user })
    await audit(tx, context, { action: 'user.enable', target: { type: 'user', id } })
    return user
  })
}

async function assertTakesOver(tx: Tx, leaving: string, id: string): Promise<void> {
  const { disabledAt } = id === leaving ? { disabledAt: 'now' } : await lockUser(tx, id, 'handOverTo')
  if (disabledAt) fail('conflict', 'Whoever takes the work over needs access themselves. Choose somebody else.', { field: 'handOverTo' })
}

async function setDisabled({ sql }: Tx, id: string, disabled: boolean): Promise<User> {
  const rows = await sql<UserRow>(
    `UPDATE users SET version = version + 1, disabled_at = CASE WHEN $3::bool THEN now() END
      WHERE workspace_id = $1::uuid AND id = $2::uuid RETURNING ${userColumns}`,
    [id, disabled],
  )
  return toUser(rows[0]!)
}
