import type { Input } from '../contract/api.ts'
import type { User } from '../contract/users.ts'
import { audit } from '../server/audit.ts'
import type { Context } from '../server/context.ts'
import type { Sql } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import { emit } from '../server/events.ts'
import { assertCovers, holdStaff } from './rights.ts'
import { findRole } from './roles.ts'
import { tellAccessChanged } from './tell-access.ts'
import { assertOwnerStays, lockUser, toUser, userColumns, type UserRow } from './users.ts'

/**
 * Gives a person another role; it holds from their next request on, and their screens start over. Refuses a role, and a person, that may
 * do more than who gives it, and to take the role from the last owner.
 */
export function setRole(context: Context, { id, role }: Input<'user.set_role'>): Promise<User> {
  return context.sqlTransaction(async (tx) => {
    await holdStaff(tx, context)
    const before = await lockUser(tx, id)
    assertCovers(context.actor, await findRole(tx, role, 'role'), 'role')
    if (before.role === role) return toUser(before)
    await assertOutranks(tx, context, before)
    if (before.role === 'owner' && !before.disabledAt) await assertOwnerStays(tx, id)
    const user = await write(tx, id, role)
    await emit(tx, 'user.updated', { user })
    await tellAccessChanged(tx, [id])
    await audit(tx, context, { action: 'user.set_role', target: { type: 'user', id }, before: { role: before.role }, after: { role } })
    return user
  })
}

/** Refuses to touch the access of somebody who may do or see more than who asks. */
export async function assertOutranks(tx: { sql: Sql }, context: Context, person: UserRow): Promise<void> {
  assertCovers(context.actor, await findRole(tx, person.role), 'id')
}

async function write({ sql }: { sql: Sql }, id: string, role: string): Promise<User> {
  const [row] = await sql<UserRow>(
    `UPDATE users SET version = version + 1, role = $3 WHERE workspace_id = $1::uuid AND id = $2::uuid RETURNING ${userColumns}`,
    [id, role],
  )
  return row ? toUser(row) : fail('not_found', 'There is no such person in this workspace.')
}
