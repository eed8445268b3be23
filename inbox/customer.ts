import type { Actor } from '../contract/can.ts'
import type { Sql } from '../server/db.ts'
import { assertVisible } from '../server/visible.ts'

/** Who a customer is after merges. */
export type Root = { id: string; name: string; access: string[] }

/** The customer behind an id, after merges, if the actor may see them; else refuses with not_found. Takes a context or a transaction. */
export async function findRoot({ sql }: { sql: Sql }, actor: Actor, id: string): Promise<Root> {
  const [found] = await sql<Root>(
    `SELECT root.id, root.name, root.access FROM customers own JOIN customers root ON root.id = own.root_id
      WHERE own.workspace_id = $1 AND own.id = $2`,
    [id],
  )
  return assertVisible(actor, found, 'There is no such customer in this workspace.')
}
