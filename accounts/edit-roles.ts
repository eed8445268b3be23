import { v7 } from 'uuid'
import type { Input, Output } from '../contract/api.ts'
import { builtInRoles, type Role } from '../contract/roles.ts'
import { audit } from '../server/audit.ts'
import type { Context } from '../server/context.ts'
import type { Sql } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import { emit } from '../server/events.ts'
import { assertCovers, holdStaff } from './rights.ts'
import { findRole, roleColumns, toRole, type RoleRow } from './roles.ts'
import { tellAccessChanged } from './tell-access.ts'

type Tx = { sql: Sql }
type Shape = Input<'role.create'>

const mostRoles = 100

/** Makes a role; refuses one that may do or see more than who makes it. */
export function createRole(context: Context, shape: Shape): Promise<Role> {
  assertCovers(context.actor, shape, 'permissions')
  return context.sqlTransaction(async (tx) => {
    await holdStaff(tx, context)
    await assertNameFree(tx, shape.name, null)
    const role = await insert(tx, shape)
    await emit(tx, 'role.created', { role })
    await audit(tx, context, { action: 'role.create', target: { type: 'role', id: role.id }, after: rightsOf(role) })
    return role
  })
}

/** Changes a role of the workspace; it holds at once for everybody who has it. Neither the old nor the new may exceed who changes it. */
export function updateRole(context: Context, { id, version, ...shape }: Input<'role.update'>): Promise<Role> {
  assertCovers(context.actor, shape, 'permissions')
  return context.sqlTransaction(async (tx) => {
    await holdStaff(tx, context)
    const before = await findOwn(tx, id)
    assertCovers(context.actor, before, 'id')
    if (version !== undefined && version !== before.version)
      fail('conflict', 'Somebody else changed this role meanwhile. Look at it again before you save.', { field: 'version' })
    await assertNameFree(tx, shape.name, id)
    const role = await write(tx, id, shape)
    await emit(tx, 'role.updated', { role })
    await tellAccessChanged(tx, await holdersOf(tx, id))
    await audit(tx, context, { action: 'role.update', target: { type: 'role', id }, before: rightsOf(before), after: rightsOf(role) })
    return role
  })
}

/** Removes a role nobody has and nobody is invited with. */
export function deleteRole(context: Context, { id }: Input<'role.delete'>): Promise<Output<'role.delete'>> {
  return context.sqlTransaction(async (tx) => {
    await holdStaff(tx, context)
    const role = await findOwn(tx, id)
    assertCovers(context.actor, role, 'id')
    if ((await holdersOf(tx, id)).length > 0 || (await isOffered(tx, id)))
      fail('conflict', 'Somebody has this role, or is invited with it. Give them another one first.', { field: 'id' })
    await tx.sql('DELETE FROM roles WHERE workspace_id = $1 AND id = $2', [id])
    await emit(tx, 'role.deleted', { id })
    await audit(tx, context, { action: 'role.delete', target: { type: 'role', id }, before: rightsOf(role) })
    return {}
  })
}

async function findOwn(tx: Tx, id: string): Promise<Role> {
  const role = await findRole(tx, id)
  return role.builtIn ? fail('conflict', 'A built-in role cannot be changed. Make one of your own like it.', { field: 'id' }) : role
}

async function assertNameFree({ sql }: Tx, name: string, except: string | null): Promise<void> {
  const own = await sql<{ id: string; name: string }>('SELECT id, name FROM roles WHERE workspace_id = $1')
  if (except === null && own.length >= mostRoles) fail('conflict', 'A workspace can have 100 roles of its own. Remove one first.')
  const same = (other: { id: string; name: string }) => other.id !== except && other.name.toLowerCase() === name.toLowerCase()
  if ([...builtInRoles, ...own].some(same)) fail('conflict', 'There is a role of this name already. Choose another.', { field: 'name' })
}

async function insert({ sql }: Tx, { name, permissions, scope, masked }: Shape): Promise<Role> {
  const [row] = await sql<RoleRow>(
    `INSERT INTO roles (id, workspace_id, name, permissions, scope, masked) VALUES ($2, $1, $3, $4, $5, $6) RETURNING ${roleColumns}`,
    [v7(), name, distinct(permissions), scope, distinct(masked)],
  )
  return toRole(row!)
}

async function write({ sql }: Tx, id: string, { name, permissions, scope, masked }: Shape): Promise<Role> {
  const [row] = await sql<RoleRow>(
    `UPDATE roles SET name = $3, permissions = $4, scope = $5, masked = $6, version = version + 1
      WHERE workspace_id = $1 AND id = $2 RETURNING ${roleColumns}`,
    [id, name, distinct(permissions), scope, distinct(masked)],
  )
  return toRole(row!)
}

async function holdersOf({ sql }: Tx, roleId: string): Promise<string[]> {
  const rows = await sql<{ id: string }>('SELECT id FROM users WHERE workspace_id = $1 AND role = $2 ORDER BY id', [roleId])
  return rows.map(({ id }) => id)
}

async function isOffered({ sql }: Tx, roleId: string): Promise<boolean> {
  const offers = await sql(
    'SELECT 1 FROM invites WHERE workspace_id = $1 AND role = $2 AND accepted_at IS NULL AND expires_at > now() LIMIT 1',
    [roleId],
  )
  return offers.length > 0
}

const distinct = <T>(items: readonly T[]): T[] => [...new Set(items)]

const rightsOf = ({ name, permissions, scope, masked }: Role) => ({ name, permissions, scope, masked })
