import type { Sql } from '../../server/db.ts'
import { regionOf, type Region } from './phones.ts'

/** Where people of the workspace write phone numbers without a country code. */
export async function phoneRegion(sql: Sql): Promise<Region> {
  const [row] = await sql<{ locale: string; timeZone: string }>(
    `SELECT locale, time_zone AS "timeZone" FROM (SELECT id AS workspace_id, locale, time_zone FROM workspaces) w WHERE workspace_id = $1::uuid`,
  )
  if (!row) throw new Error('the workspace of a statement does not exist')
  return regionOf(row)
}
