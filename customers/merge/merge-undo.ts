import type { SqlTx } from '../../server/db.ts'
import { alone } from './groups.ts'
import { fill, giveBack, together, type Part } from './merge-fields.ts'
import { edgeColumns, type Edge } from './merges.ts'
import { saveProfile } from '../profile/profile.ts'

/**
 * Takes back what a merge gave, and what that in turn gave further up, where `into` was merged into another; what another merge that still
 * stands has to offer for the same fields fills the gap. The profiles are then as if this merge had never been.
 */
export async function takeBack(tx: SqlTx, edge: Edge): Promise<void> {
  await forgetDisagreements(tx, edge.id)
  let taken = await refill(tx, edge, undefined, false)
  for (let above = await edgeFrom(tx, edge.intoId); above && touches(taken); above = await edgeFrom(tx, above.intoId))
    taken = await refill(tx, above, taken, true)
}

const touches = ({ keys, labels }: Part): boolean => keys.size > 0 || labels.size > 0

/** One level: gives back what `edge` gave (of `part`), then lets the merges that stand fill just that. */
async function refill(tx: SqlTx, edge: Edge, part: Part | undefined, stands: boolean): Promise<Part> {
  const { profile, taken } = giveBack(await alone(tx, edge.intoId), edge.filled, edge.id, part)
  if (!touches(taken)) return taken
  await keepFilled(tx, edge.id, together(edge.filled, { fields: {}, labels: [] }, taken))
  let filled = profile
  for (const other of await edgesInto(tx, edge.intoId)) {
    if (other.id === edge.id && !stands) continue
    const more = fill(filled, await alone(tx, other.fromId), other.id, taken)
    filled = more.profile
    await keepFilled(tx, other.id, together(other.filled, more.filled))
    await forgetDisagreements(tx, other.id, Object.keys(more.filled.fields))
  }
  await saveProfile(tx, filled)
  return taken
}

/** Disagreements nobody has decided go with what they were about: all of a merge, or those over `keys`. */
async function forgetDisagreements({ sql }: SqlTx, mergeId: string, keys: string[] | null = null): Promise<void> {
  await sql(
    `DELETE FROM field_conflicts WHERE workspace_id = $1 AND source = 'merge' AND source_id = $2 AND settled_at IS NULL
        AND ($3::text[] IS NULL OR field = ANY ($3::text[]))`,
    [mergeId, keys],
  )
}

async function keepFilled({ sql }: SqlTx, id: string, filled: Edge['filled']): Promise<void> {
  await sql('UPDATE merges SET filled = $3::jsonb WHERE workspace_id = $1 AND id = $2', [id, JSON.stringify(filled)])
}

/** The merges into a customer that stand, oldest first, as they filled it. */
function edgesInto({ sql }: SqlTx, intoId: string): Promise<Edge[]> {
  return sql<Edge>(`SELECT ${edgeColumns} FROM merges WHERE workspace_id = $1 AND into_id = $2 AND undone_at IS NULL ORDER BY at, id`, [
    intoId,
  ])
}

async function edgeFrom({ sql }: SqlTx, fromId: string): Promise<Edge | undefined> {
  const [edge] = await sql<Edge>(`SELECT ${edgeColumns} FROM merges WHERE workspace_id = $1 AND from_id = $2 AND undone_at IS NULL`, [
    fromId,
  ])
  return edge
}
