import type { Output } from '../contract/api.ts'
import { builtInRoles, type Maskable, type Permission, type Role, type Scope } from '../contract/roles.ts'
import type { Context } from '../server/context.ts'
import type { Sql } from '../server/db.ts'
import { fail } from '../server/errors.ts'

export type RoleRow = { id: string; version: number; name: string; permissions: string[]; scope: string; masked: string[] }

export const roleColumns = 'id, version, name, permissions, scope, masked'

/** A role the workspace made. */
export function toRole(row: RoleRow): Role {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    builtIn: false,
    permissions: row.permissions as Permission[],
    scope: row.scope as Scope,
    masked: row.masked as Maskable[],
  }
}

/** The built-in roles, then the workspace's own by name. */
export async function listRoles({ sql }: Context): Promise<Output<'role.list'>> {
  const rows = await sql<RoleRow>(`SELECT ${roleColumns} FROM roles WHERE workspace_id = $1 ORDER BY name, id`)
  return { data: [...builtInRoles, ...rows.map(toRole)], next: null }
}

/** A role by its id, built-in or the workspace's own; refuses with not_found. */
export async function findRole({ sql }: { sql: Sql }, id: string, field = 'id'): Promise<Role> {
  const builtIn = builtInRoles.find((role) => role.id === id)
  if (builtIn) return builtIn
  const [row] = await sql<RoleRow>(`SELECT ${roleColumns} FROM roles WHERE workspace_id = $1::uuid AND id::text = $2`, [id])
  return row ? toRole(row) : fail('not_found', 'There is no such role in this workspace.', { field })
}
