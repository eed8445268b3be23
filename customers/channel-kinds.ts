import type { Sql } from '../server/db.ts'

/** The kinds of channels this workspace has. */
export async function channelKinds(sql: Sql): Promise<string[]> {
  const rows = await sql<{ kind: string }>('SELECT DISTINCT kind FROM channels WHERE workspace_id = $1::uuid ORDER BY kind')
  return rows.map((row) => row.kind)
}
