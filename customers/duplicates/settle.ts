import type { Sql, SqlTx } from '../../server/db.ts'
import { emit } from '../../server/events.ts'

/** Settles the open suggestions between customers that are one now. */
export async function settleWithin(tx: SqlTx, rootId: string): Promise<void> {
  const rows = await tx.sql<{ id: string }>(
    `SELECT s.id FROM customers a JOIN suggestions s ON s.a_id = a.id JOIN customers b ON b.id = s.b_id
      WHERE s.workspace_id = $1 AND s.status = 'open' AND a.root_id = $2 AND b.root_id = $2`,
    [rootId],
  )
  const ids = rows.map(({ id }) => id)
  await settle(tx, ids, 'accepted')
}

/**
 * Opens again what a merge between the two had settled: they may be one still, and somebody decides anew. Under a new id: screens
 * know the old one as settled.
 */
export async function reopenBetween(tx: SqlTx, oneRootId: string, otherRootId: string): Promise<void> {
  const reopened = await tx.sql<{ id: string; access: string[] }>(
    `UPDATE suggestions s SET status = 'open', id = gen_random_uuid() FROM customers a, customers b
      WHERE s.workspace_id = $1 AND s.status = 'accepted' AND a.id = s.a_id AND b.id = s.b_id
        AND (a.root_id, b.root_id) IN (($2::uuid, $3::uuid), ($3::uuid, $2::uuid))
      RETURNING s.id, ARRAY(SELECT unnest(a.access) INTERSECT SELECT unnest(b.access)) AS access`,
    [oneRootId, otherRootId],
  )
  for (const { id, access } of reopened) await emit(tx, 'suggestion.created', { id, access })
}

/** Sets a status and tells those who see both customers by one key; others find it on their next look. */
export async function settle(tx: { sql: Sql }, ids: string[], status: 'accepted' | 'refused'): Promise<void> {
  if (ids.length === 0) return
  const settled = await tx.sql<{ id: string; access: string[] }>(
    `UPDATE suggestions s SET status = $3 FROM customers a, customers b
      WHERE s.workspace_id = $1 AND s.id = ANY ($2::uuid[]) AND s.status = 'open' AND a.id = s.a_id AND b.id = s.b_id
      RETURNING s.id, ARRAY(SELECT unnest(a.access) INTERSECT SELECT unnest(b.access)) AS access`,
    [ids, status],
  )
  for (const { id, access } of settled) await emit(tx, 'suggestion.settled', { id, access })
}
