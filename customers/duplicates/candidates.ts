import type { Sql } from '../../server/db.ts'
import { groupBy } from '../../server/group.ts'
import { keysOf, nameKey } from './keys.ts'
import type { Traits } from './traits.ts'

type Tx = { sql: Sql }

/** A key that more customers share tells nobody apart. */
const mostHolders = 30
/** Others a customer is compared with at one look. */
const mostOthers = 60

/** Whom to compare a customer with, and how many share its name (31 for any more). */
export type Candidates = { others: string[]; namesakes: number }

/** Writes what customers are found by anew. */
export async function keepKeys({ sql }: Tx, ids: string[], traits: Iterable<Traits>): Promise<void> {
  await sql('DELETE FROM duplicate_keys WHERE workspace_id = $1 AND customer_id = ANY ($2::uuid[])', [ids])
  const rows = [...traits].flatMap((one) => keysOf(one).map((key) => ({ key, id: one.id })))
  await sql(
    `INSERT INTO duplicate_keys (workspace_id, key, customer_id) SELECT $1, key, id FROM unnest($2::text[], $3::uuid[]) AS k (key, id)
     ON CONFLICT DO NOTHING`,
    [rows.map(({ key }) => key), rows.map(({ id }) => id)],
  )
}

/** For each of these roots, whose keys are kept: who shares one, whose thread theirs named, of whom a channel told that they may be one, and with whom it is suggested now. */
export async function candidatesOf(tx: Tx, traits: Map<string, Traits>): Promise<Map<string, Candidates>> {
  const ids = [...traits.keys()]
  const sharing = groupBy(await sharers(tx, ids), ({ id }) => id)
  const suggested = groupBy(await partners(tx, ids), ({ id }) => id)
  const told = groupBy(await hinted(tx, ids), ({ id }) => id)
  return new Map(
    [...traits].map(([id, { related }]) => {
      const shared = sharing.get(id) ?? []
      const byKeys = [...groupBy(shared.filter(({ other }) => other !== null), ({ other }) => other!)] // prettier-ignore
        .toSorted(([, one], [, another]) => another.length - one.length)
        .map(([other]) => other)
      const others = new Set([
        ...related,
        ...(told.get(id) ?? []).map(({ other }) => other),
        ...(suggested.get(id) ?? []).map(({ other }) => other),
        ...byKeys.slice(0, mostOthers),
      ])
      others.delete(id)
      return [id, { others: [...others], namesakes: Math.max(1, ...shared.map(({ namesakes }) => namesakes ?? 1)) }]
    }),
  )
}

/** A row for each shared key and holder; of a key too many share one row without a holder. */
function sharers({ sql }: Tx, ids: string[]): Promise<{ id: string; other: string | null; namesakes: number | null }[]> {
  return sql(
    `SELECT DISTINCT m.customer_id AS id, CASE WHEN o.holders <= $3::int THEN o.customer_id END AS other, m.key,
            CASE WHEN m.key LIKE $4 THEN o.holders::int END AS namesakes
       FROM duplicate_keys m CROSS JOIN LATERAL (
         SELECT customer_id, count(*) OVER () AS holders FROM (
           SELECT customer_id FROM duplicate_keys WHERE workspace_id = $1 AND key = m.key LIMIT $3::int + 1) holding) o
      WHERE m.workspace_id = $1 AND m.customer_id = ANY ($2::uuid[])`,
    [ids, mostHolders, `${nameKey}%`],
  )
}

function partners({ sql }: Tx, ids: string[]): Promise<{ id: string; other: string }[]> {
  return sql(
    `SELECT a.root_id AS id, b.root_id AS other FROM customers a JOIN suggestions s ON s.a_id = a.id JOIN customers b ON b.id = s.b_id
      WHERE s.workspace_id = $1 AND s.status = 'open' AND a.root_id = ANY ($2::uuid[])
      UNION
     SELECT b.root_id, a.root_id FROM customers b JOIN suggestions s ON s.b_id = b.id JOIN customers a ON a.id = s.a_id
      WHERE s.workspace_id = $1 AND s.status = 'open' AND b.root_id = ANY ($2::uuid[])`,
    [ids],
  )
}

/** Who has a handle that is said to be another's as well, or from now on; both ways. */
function hinted({ sql }: Tx, ids: string[]): Promise<{ id: string; other: string }[]> {
  return sql(
    `SELECT a.root_id AS id, b.root_id AS other FROM customers a JOIN handle_hints h ON h.customer_id = a.id
       JOIN identities i ON i.workspace_id = h.workspace_id AND i.kind = h.kind AND i.value = h.value JOIN customers b ON b.id = i.customer_id
      WHERE a.workspace_id = $1 AND a.root_id = ANY ($2::uuid[])
      UNION
     SELECT b.root_id, a.root_id FROM customers b JOIN identities i ON i.customer_id = b.id
       JOIN handle_hints h ON h.workspace_id = i.workspace_id AND h.kind = i.kind AND h.value = i.value JOIN customers a ON a.id = h.customer_id
      WHERE b.workspace_id = $1 AND b.root_id = ANY ($2::uuid[])`,
    [ids],
  )
}
