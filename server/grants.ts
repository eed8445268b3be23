import type { Actor, Grants } from '../contract/can.ts'
import { builtInRoles, type Maskable, type Permission, type Scope } from '../contract/roles.ts'
import { pool } from './db.ts'

type Person = { id: string; name: string; role: string }
/** The workspace's own role behind a person's `role`, where it is one. */
export type RoleRow = { permissions: string[]; scope: string; masked: string[] }

/** A role id as it stands in `users.role`, joined to the workspace's own roles; complete it with what else is asked of the user `u`. */
export const roleColumns = `r.permissions, r.scope, r.masked`
export const joinRole = `LEFT JOIN roles r ON r.workspace_id = u.workspace_id AND r.id::text = u.role`

/** Who acts, with what their role and teams allow at this moment; a role that is gone allows nothing. */
export async function actorOf(person: Person, own: Partial<RoleRow>): Promise<Actor & { type: 'user' }> {
  const role = builtInRoles.find(({ id }) => id === person.role) ?? own
  const scope = (role.scope ?? 'own') as Scope
  const grants: Grants = {
    permissions: (role.permissions ?? []) as Permission[],
    scope,
    masked: (role.masked ?? []) as Maskable[],
    keys: scope === 'all' ? null : scope === 'own' ? [person.id] : await teamKeys(person.id),
  }
  return { type: 'user', id: person.id, name: person.name, role: person.role, ...grants }
}

/** Reads who a person is and may do; for work that starts without a session. Null when there is nobody of this id. */
export async function actorById(userId: string): Promise<(Actor & { type: 'user' }) | null> {
  const { rows } = await pool().query<Person & Partial<RoleRow>>(
    `SELECT u.id, u.name, u.role, ${roleColumns} FROM users u ${joinRole} WHERE u.id = $1`,
    [userId],
  )
  return rows[0] ? actorOf(rows[0], rows[0]) : null
}

/** The person, their teams, the teams below those, and everybody in them. */
async function teamKeys(userId: string): Promise<string[]> {
  const { rows } = await pool().query<{ key: string }>({
    name: 'team-keys',
    text: `WITH RECURSIVE seen AS (
             SELECT team_id AS id FROM team_members WHERE user_id = $1::uuid
             UNION SELECT t.id FROM teams t JOIN seen ON t.parent_id = seen.id)
           SELECT $1::uuid AS key UNION SELECT id FROM seen UNION SELECT m.user_id FROM team_members m JOIN seen ON m.team_id = seen.id`,
    values: [userId],
  })
  return rows.map((row) => row.key)
}
