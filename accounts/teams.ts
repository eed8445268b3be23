import type { Output } from '../contract/api.ts'
import type { Team } from '../contract/teams.ts'
import type { Context } from '../server/context.ts'
import type { Sql } from '../server/db.ts'

/** All teams of the workspace with their members, by name. */
export async function readTeams({ sql }: { sql: Sql }): Promise<Team[]> {
  return sql<Team>(
    `SELECT t.id, t.version, t.name, t.parent_id AS "parentId", coalesce(array_agg(m.user_id::text ORDER BY m.user_id) FILTER (WHERE m.user_id IS NOT NULL), '{}') AS "memberIds"
       FROM teams t LEFT JOIN team_members m ON m.team_id = t.id WHERE t.workspace_id = $1 GROUP BY t.id ORDER BY t.name, t.id`,
  )
}

export async function listTeams(context: Context): Promise<Output<'team.list'>> {
  return { data: await readTeams(context), next: null }
}
