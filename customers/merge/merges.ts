import type { Input, Output } from '../../contract/api.ts'
import type { Merge } from '../../contract/merges.ts'
import type { Context } from '../../server/context.ts'
import { visibleSql } from '../../server/visible.ts'
import { visibleRoot } from './groups.ts'
import type { Filled } from './merge-fields.ts'

/** A row of `merges` as `edgeColumns` reads it. */
export type Edge = { id: string; fromId: string; intoId: string; filled: Filled; undoneAt: string | null }

export const edgeColumns = `id, from_id AS "fromId", into_id AS "intoId", filled, undone_at AS "undoneAt"`

/** More than anybody is merged, few enough for one answer. */
const most = 500

type MergeRow = Omit<Merge, 'from' | 'into' | 'by'> & {
  fromId: string
  fromName: string
  intoId: string
  intoName: string
  byType: Merge['by']['type']
  byId: string | null
  byName: string
}

/** The merges of a customer and of all merged into it, newest first; one taken apart only while both sides may be seen. */
export async function listMerges(context: Context, { id }: Input<'merge.list'>): Promise<Output<'merge.list'>> {
  const root = await visibleRoot(context, context.actor, id)
  const params: unknown[] = [root.id, most]
  const param = (value: unknown) => `$${params.push(value) + 1}`
  const rows = await context.sql<MergeRow>(
    `WITH members AS (SELECT id FROM customers WHERE workspace_id = $1 AND root_id = $2)
     SELECT e.id, e.at, e.undone_at AS "undoneAt", f.id AS "fromId", f.name AS "fromName", t.id AS "intoId", t.name AS "intoName",
            e.by_type AS "byType", e.by_id AS "byId", e.by_name AS "byName"
       FROM merges e JOIN customers f ON f.id = e.from_id JOIN customers fr ON fr.id = f.root_id
                     JOIN customers t ON t.id = e.into_id JOIN customers tr ON tr.id = t.root_id
      WHERE e.workspace_id = $1 AND (e.from_id IN (SELECT id FROM members) OR e.into_id IN (SELECT id FROM members))
        AND ${visibleSql(context.actor, 'fr.access', param)} AND ${visibleSql(context.actor, 'tr.access', param)}
      ORDER BY e.at DESC, e.id DESC LIMIT $3`,
    params,
  )
  return { data: rows.map(toMerge), next: null }
}

function toMerge({ id, at, undoneAt, fromId, fromName, intoId, intoName, byType, byId, byName }: MergeRow): Merge {
  return {
    id,
    from: { id: fromId, name: fromName },
    into: { id: intoId, name: intoName },
    by: { type: byType, id: byId, name: byName },
    at,
    undoneAt,
  }
}
