import { v7 } from 'uuid'
import type { Permission, Scope } from '../../../contract/roles.ts'
import { pool } from '../../../server/db.ts'
import { newPerson } from '../workspaces.ts'

const work: Permission[] = ['inbox.read', 'inbox.work', 'customer.read', 'customer.write']

/** A person who answers customers, and sees as far as `scope`. */
export async function newScoped(workspaceId: string, scope: Scope, permissions = work) {
  const role = v7()
  await pool().query(`INSERT INTO roles (id, workspace_id, name, permissions, scope, masked) VALUES ($1, $2, $3, $4, $5, '{}')`, [
    role,
    workspaceId,
    `Role ${role}`,
    permissions,
    scope,
  ])
  return newPerson(workspaceId, role)
}

/** A team of people, below another if one is named. Who joins one sees by it from their next request on. */
export async function newTeam(workspaceId: string, memberIds: string[] = [], parentId: string | null = null): Promise<string> {
  const id = v7()
  await pool().query('INSERT INTO teams (id, workspace_id, name, parent_id) VALUES ($1, $2, $3, $4)', [
    id,
    workspaceId,
    `Team ${id}`,
    parentId,
  ])
  for (const userId of memberIds)
    await pool().query('INSERT INTO team_members (workspace_id, team_id, user_id) VALUES ($1, $2, $3)', [workspaceId, id, userId])
  return id
}

/** Gives a customer an owner or a team, as the database sees it: what follows from it is the triggers' part. */
export async function giveCustomer(id: string, { ownerId = null, teamId = null }: { ownerId?: string | null; teamId?: string | null }) {
  await pool().query('UPDATE customers SET owner_id = $2, team_id = $3 WHERE id = $1', [id, ownerId, teamId])
}
