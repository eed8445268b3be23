import type { Actor, Grants } from '../contract/can.ts'
import { scope, type Role } from '../contract/roles.ts'
import type { Context } from '../server/context.ts'
import type { Sql } from '../server/db.ts'
import { fail } from '../server/errors.ts'

type Rights = Pick<Role, 'permissions' | 'scope' | 'masked'>

/**
 * Whether somebody with the rights of `holder` may do and see all that `rights` allow: each permission, as wide a scope, and no contact
 * data they see in part only. Who does not can neither give a role to anybody nor take it away.
 */
function covers(holder: Pick<Grants, 'permissions' | 'scope' | 'masked'>, rights: Rights): boolean {
  const width = (one: Rights['scope']) => scope.options.indexOf(one)
  return (
    rights.permissions.every((permission) => holder.permissions.includes(permission)) &&
    width(rights.scope) <= width(holder.scope) &&
    holder.masked.every((kind) => rights.masked.includes(kind))
  )
}

/** Refuses a role that may do or see more than who gives, changes or takes it. */
export function assertCovers(actor: Actor, rights: Rights, field: string): void {
  if (actor.type === 'user' && !covers(actor, rights))
    fail('forbidden', 'This role may do or see more than you. Ask somebody whose role allows it to do this.', { field })
}

/**
 * Held until the transaction ends by whoever changes roles, teams or people of a workspace: one after the other, so that each sees what
 * the one before made of who is an owner and who stands below whom. Refuses somebody whose own access was changed by the one before.
 */
export async function holdStaff({ sql }: { sql: Sql }, { actor }: Context): Promise<void> {
  await sql('SELECT id AS workspace_id FROM workspaces WHERE id = $1::uuid FOR NO KEY UPDATE')
  if (actor.type !== 'user') return
  const still = await sql('SELECT 1 FROM users WHERE workspace_id = $1::uuid AND id = $2::uuid AND role = $3 AND disabled_at IS NULL', [
    actor.id,
    actor.role,
  ])
  if (still.length === 0) fail('forbidden', 'Your own access was changed a moment ago. Load the page again to see what you may do.')
}
