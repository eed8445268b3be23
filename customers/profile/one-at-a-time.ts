import type { SqlTx } from '../../server/db.ts'

/** Lets only one transaction of a workspace change its definitions (fields, labels) at a time: they are few, looked at whole, and named once. */
export async function oneAtATime({ sql }: Pick<SqlTx, 'sql'>): Promise<void> {
  await sql('SELECT id AS workspace_id FROM workspaces WHERE id = $1::uuid FOR NO KEY UPDATE')
}
