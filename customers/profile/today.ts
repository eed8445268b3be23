import type { Sql } from '../../server/db.ts'
import type { Day } from './birthday.ts'

/** What day it is where the workspace is. */
export async function todayIn(sql: Sql): Promise<Day> {
  const [row] = await sql<Day>(
    `SELECT extract(year FROM d)::int AS year, extract(month FROM d)::int AS month, extract(day FROM d)::int AS day
       FROM (SELECT id AS workspace_id, now() AT TIME ZONE time_zone AS d FROM workspaces) w WHERE workspace_id = $1::uuid`,
  )
  if (!row) throw new Error('the workspace of a statement does not exist')
  return row
}
