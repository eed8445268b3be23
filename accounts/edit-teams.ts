import { v7 } from 'uuid'
import type { Input, Output } from '../contract/api.ts'
import type { Team } from '../contract/teams.ts'
import { audit } from '../server/audit.ts'
import type { Context } from '../server/context.ts'
import type { Sql } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import { emit } from '../server/events.ts'
import { holdStaff } from './rights.ts'
import { tellWhoseViewChanges } from './tell-access.ts'
import { readTeams } from './teams.ts'

type Tx = { sql: Sql }
type Shape = { name: string; parentId: string | null; memberIds: string[] }

const mostTeams = 500
const deepest = 10

/** Makes a team; whoever sees the work of a team above sees its own from now on. */
export function createTeam(context: Context, shape: Input<'team.create'>): Promise<Team> {
  return change(context, async (tx, teams) => {
    if (teams.length >= mostTeams) fail('conflict', 'A workspace can have 500 teams. Remove one first.')
    const team = { id: v7(), version: 1, ...shape }
    assertTree([...teams, team], team)
    await assertPeople(tx, shape.memberIds)
    await tx.sql('INSERT INTO teams (id, workspace_id, name, parent_id) VALUES ($2, $1, $3, $4)', [team.id, team.name, team.parentId])
    await setMembers(tx, team.id, team.memberIds)
    const made = await readBack(tx, team.id)
    await emit(tx, 'team.created', { team: made })
    await audit(tx, context, { action: 'team.create', target: { type: 'team', id: made.id }, after: shapeOf(made) })
    return made
  })
}

/** Renames a team, moves it, or says who is in it; refuses a team below itself, and one more than ten deep. */
export function updateTeam(context: Context, { id, ...changes }: Input<'team.update'>): Promise<Team> {
  return change(context, async (tx, teams) => {
    const before = find(teams, id)
    const next: Team = { ...before, ...given(changes) }
    assertTree(
      teams.map((team) => (team.id === id ? next : team)),
      next,
    )
    if (changes.memberIds) await assertPeople(tx, changes.memberIds)
    await tx.sql('UPDATE teams SET name = $3, parent_id = $4, version = version + 1 WHERE workspace_id = $1 AND id = $2', [
      id,
      next.name,
      next.parentId,
    ])
    if (changes.memberIds) await setMembers(tx, id, changes.memberIds)
    const team = await readBack(tx, id)
    await emit(tx, 'team.updated', { team })
    await audit(tx, context, { action: 'team.update', target: { type: 'team', id }, before: shapeOf(before), after: shapeOf(team) })
    return team
  })
}

/** Removes a team; those below it move up. Its conversations and customers lose it a moment later, by the event. */
export function deleteTeam(context: Context, { id }: Input<'team.delete'>): Promise<Output<'team.delete'>> {
  return change(context, async (tx, teams) => {
    const team = find(teams, id)
    await setMembers(tx, id, [])
    await moveUp(tx, teams, team)
    await tx.sql('DELETE FROM teams WHERE workspace_id = $1 AND id = $2', [id])
    await emit(tx, 'team.deleted', { id })
    await audit(tx, context, { action: 'team.delete', target: { type: 'team', id }, before: shapeOf(team) })
    return {}
  })
}

/** One change of the tree at a time; whoever sees other work after it is told. */
function change<T>(context: Context, work: (tx: Tx, teams: Team[]) => Promise<T>): Promise<T> {
  return context.sqlTransaction(async (tx) => {
    await holdStaff(tx, context)
    return tellWhoseViewChanges(tx, async () => work(tx, await readTeams(tx)))
  })
}

const find = (teams: Team[], id: string): Team =>
  teams.find((team) => team.id === id) ?? fail('not_found', 'There is no such team in this workspace.', { field: 'id' })

/** Whether the team fits where it stands: a name of its own, a parent that exists, nobody below themselves. */
function assertTree(teams: Team[], team: Team): void {
  if (teams.some((other) => other.id !== team.id && other.name.toLowerCase() === team.name.toLowerCase()))
    fail('conflict', 'There is a team of this name already. Choose another.', { field: 'name' })
  const byId = new Map(teams.map((one) => [one.id, one]))
  if (team.parentId !== null && !byId.has(team.parentId))
    fail('not_found', 'There is no such team in this workspace.', { field: 'parentId' })
  for (const one of teams) assertDepth(byId, one)
}

function assertDepth(byId: Map<string, Team>, team: Team): void {
  let depth = 1
  for (let at = team; at.parentId !== null; depth += 1) {
    if (at.parentId === team.id) fail('conflict', 'A team cannot stand below itself. Choose another team above it.', { field: 'parentId' })
    if (depth >= deepest) fail('conflict', 'Teams can stand ten deep. Choose a team further up.', { field: 'parentId' })
    at = byId.get(at.parentId) ?? fail('not_found', 'There is no such team in this workspace.', { field: 'parentId' })
  }
}

async function assertPeople({ sql }: Tx, ids: string[]): Promise<void> {
  const rows = await sql('SELECT id FROM users WHERE workspace_id = $1 AND id = ANY ($2)', [ids])
  if (rows.length < new Set(ids).size) fail('not_found', 'There is no such person in this workspace.', { field: 'memberIds' })
}

async function setMembers({ sql }: Tx, teamId: string, userIds: string[]): Promise<void> {
  await sql('DELETE FROM team_members WHERE workspace_id = $1 AND team_id = $2 AND NOT user_id = ANY ($3)', [teamId, userIds])
  await sql(
    `INSERT INTO team_members (workspace_id, team_id, user_id) SELECT $1::uuid AS workspace_id, $2::uuid, unnest($3::uuid[]) ON CONFLICT DO NOTHING`,
    [teamId, userIds],
  )
}

async function moveUp(tx: Tx, teams: Team[], gone: Team): Promise<void> {
  for (const { id } of teams.filter(({ parentId }) => parentId === gone.id)) {
    await tx.sql('UPDATE teams SET parent_id = $3, version = version + 1 WHERE workspace_id = $1 AND id = $2', [id, gone.parentId])
    await emit(tx, 'team.updated', { team: await readBack(tx, id) })
  }
}

async function readBack(tx: Tx, id: string): Promise<Team> {
  return find(await readTeams(tx), id)
}

const shapeOf = ({ name, parentId, memberIds }: Shape) => ({ name, parentId, memberIds })

function given({ name, parentId, memberIds }: Omit<Input<'team.update'>, 'id'>): Partial<Shape> {
  return {
    ...(name !== undefined && { name }),
    ...(parentId !== undefined && { parentId }),
    ...(memberIds !== undefined && { memberIds }),
  }
}
