import { v7 } from 'uuid'
import type { SqlTx } from '../../server/db.ts'
import { emit } from '../../server/events.ts'
import { suggested, type Judgement } from './score.ts'

/** Two roots, `aId` < `bId`, and what was found about them. */
export type Pair = Judgement & { aId: string; bId: string }

/** Suggestions a customer has at most: the likeliest. */
const most = 20

/** Pairs of roots, as `a b`, that somebody said are two; whatever was merged into them since. */
export async function refusedPairs({ sql }: SqlTx, rootIds: string[]): Promise<Set<string>> {
  const rows = await sql<{ pair: string }>(
    `SELECT least(a.root_id, b.root_id) || ' ' || greatest(a.root_id, b.root_id) AS pair
       FROM customers m JOIN suggestions s ON m.id IN (s.a_id, s.b_id) JOIN customers a ON a.id = s.a_id JOIN customers b ON b.id = s.b_id
      WHERE s.workspace_id = $1 AND m.root_id = ANY ($2::uuid[]) AND s.status = 'refused'`,
    [rootIds],
  )
  return new Set(rows.map(({ pair }) => pair))
}

/** Pairs of roots, as `a b`, between which a merge was undone: people may merge them again, nothing links them by itself. */
export async function undonePairs({ sql }: SqlTx, rootIds: string[]): Promise<Set<string>> {
  const rows = await sql<{ pair: string }>(
    `SELECT least(a.root_id, b.root_id) || ' ' || greatest(a.root_id, b.root_id) AS pair
       FROM customers m JOIN merges e ON m.id IN (e.from_id, e.into_id) JOIN customers a ON a.id = e.from_id JOIN customers b ON b.id = e.into_id
      WHERE e.workspace_id = $1 AND m.root_id = ANY ($2::uuid[]) AND e.undone_at IS NOT NULL`,
    [rootIds],
  )
  return new Set(rows.map(({ pair }) => pair))
}

/** Writes the suggestions of these roots as they should stand now: likely pairs new or anew, the others gone. Tells who sees both. */
export async function keepSuggestions(tx: SqlTx, rootIds: string[], judged: Pair[]): Promise<void> {
  const likely = judged.filter(({ score }) => score >= suggested).toSorted((a, b) => b.score - a.score)
  const kept = likely.filter((pair) => rootIds.some((id) => likely.filter(({ aId, bId }) => aId === id || bId === id).indexOf(pair) < most && (pair.aId === id || pair.bId === id))) // prettier-ignore
  await forget(tx, rootIds, kept)
  const created = await tx.sql<{ id: string; access: string[] }>(
    `WITH kept AS (
       INSERT INTO suggestions (id, workspace_id, a_id, b_id, score, evidence)
       SELECT id, $1, a, b, score, evidence FROM jsonb_to_recordset($2::jsonb) AS p (id uuid, a uuid, b uuid, score float8, evidence jsonb)
       ON CONFLICT (workspace_id, a_id, b_id) DO UPDATE SET score = excluded.score, evidence = excluded.evidence WHERE suggestions.status = 'open'
       RETURNING id, a_id, b_id, xmax = 0 AS is_new)
     SELECT k.id, ARRAY(SELECT unnest(a.access) INTERSECT SELECT unnest(b.access)) AS access
       FROM kept k JOIN customers a ON a.id = k.a_id JOIN customers b ON b.id = k.b_id WHERE k.is_new`,
    [JSON.stringify(kept.map(({ aId, bId, score, evidence }) => ({ id: v7(), a: aId, b: bId, score, evidence })))],
  )
  for (const { id, access } of created) await emit(tx, 'suggestion.created', { id, access })
}

async function forget(tx: SqlTx, rootIds: string[], kept: Pair[]): Promise<void> {
  const gone = await tx.sql<{ id: string; access: string[] }>(
    `DELETE FROM suggestions s USING customers a, customers b
      WHERE s.workspace_id = $1 AND s.status = 'open' AND a.id = s.a_id AND b.id = s.b_id AND (s.a_id = ANY ($2::uuid[]) OR s.b_id = ANY ($2::uuid[]))
        AND NOT s.a_id || ' ' || s.b_id = ANY ($3::text[])
      RETURNING s.id, ARRAY(SELECT unnest(a.access) INTERSECT SELECT unnest(b.access)) AS access`,
    [rootIds, kept.map(({ aId, bId }) => `${aId} ${bId}`)],
  )
  for (const { id, access } of gone) await emit(tx, 'suggestion.settled', { id, access })
}
