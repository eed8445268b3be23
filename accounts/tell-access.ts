import { builtInRoles } from '../contract/roles.ts'
import type { Sql } from '../server/db.ts'
import { emit } from '../server/events.ts'

type Tx = { sql: Sql }

/** Tells the screens of these people to start over: what they may do or see is another from this transaction's commit on. */
export async function tellAccessChanged(tx: Tx, userIds: readonly string[]): Promise<void> {
  if (userIds.length > 0) await emit(tx, 'access.changed', { userIds: [...userIds] })
}

/** Does something that changes teams, and tells those people who see other work after it than before. */
export async function tellWhoseViewChanges<T>(tx: Tx, change: () => Promise<T>): Promise<T> {
  const before = await viewsByPerson(tx)
  const result = await change()
  const after = await viewsByPerson(tx)
  const people = new Set([...before.keys(), ...after.keys()])
  await tellAccessChanged(
    tx,
    [...people].filter((id) => before.get(id) !== after.get(id)),
  )
  return result
}

const teamRoles = builtInRoles.filter(({ scope }) => scope === 'team').map(({ id }) => id)

/** Of everybody whose role shows them their teams' work: the teams and people they see, as one text to compare (see server/grants.ts). */
async function viewsByPerson({ sql }: Tx): Promise<Map<string, string>> {
  const rows = await sql<{ id: string; keys: string }>(
    `WITH RECURSIVE below AS (
       SELECT id AS top, id FROM teams WHERE workspace_id = $1
       UNION SELECT b.top, t.id FROM teams t JOIN below b ON t.parent_id = b.id)
     SELECT m.user_id AS id, string_agg(DISTINCT seen.key::text, ' ' ORDER BY seen.key::text) AS keys
       FROM team_members m JOIN users u ON u.id = m.user_id LEFT JOIN roles r ON r.workspace_id = u.workspace_id AND r.id::text = u.role
       JOIN below b ON b.top = m.team_id
       CROSS JOIN LATERAL (SELECT b.id AS key UNION ALL SELECT o.user_id FROM team_members o WHERE o.team_id = b.id) seen
      WHERE m.workspace_id = $1 AND (u.role = ANY ($2) OR r.scope = 'team') GROUP BY m.user_id`,
    [teamRoles],
  )
  return new Map(rows.map(({ id, keys }) => [id, keys]))
}
