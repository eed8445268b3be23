import type { Sql } from '../../server/db.ts'
import { selectCustomers, toCustomer, type CustomerRow } from '../customers.ts'
import { phoneRegion } from '../identity/region.ts'
import { groupBy } from '../../server/group.ts'
import { handleKey, traitsOf, type Hint, type Surroundings, type Traits } from './traits.ts'

type Tx = { sql: Sql }

/** Conversations of a customer looked at for traces: the newest. */
const threads = 20

/** The traits of roots by their id; those who were erased, or are no roots any more, have none. */
export async function loadTraits(tx: Tx, rootIds: string[]): Promise<Map<string, Traits>> {
  if (rootIds.length === 0) return new Map()
  const fields = await contactFields(tx)
  const region = await phoneRegion(tx.sql)
  const traces = await loadTraces(tx, rootIds)
  const hints = groupBy(await loadHints(tx, rootIds), ({ id }) => id)
  const rows = await tx.sql<CustomerRow>(
    `${selectCustomers} WHERE c.workspace_id = $1 AND c.id = ANY ($2::uuid[]) AND c.root_id = c.id AND c.erased_at IS NULL`,
    [rootIds],
  )
  return new Map(
    rows.map((row) => {
      const traced = traces.get(row.id) ?? { devices: [], related: [] }
      return [row.id, traitsOf(toCustomer(row), { ...fields, region, ...traced, hints: hints.get(row.id) ?? [] })]
    }),
  )
}

async function contactFields({ sql }: Tx): Promise<Pick<Surroundings, 'phoneFields' | 'mailFields'>> {
  const fields = await sql<{ id: string; type: string }>(
    `SELECT id, type FROM fields WHERE workspace_id = $1 AND type IN ('phone', 'email') AND NOT archived`,
  )
  const ofType = (type: string) => fields.filter((field) => field.type === type).map(({ id }) => id)
  return { phoneFields: ofType('phone'), mailFields: ofType('email') }
}

type Traces = { devices: string[]; related: string[] }

async function loadTraces({ sql }: Tx, rootIds: string[]): Promise<Map<string, Traces>> {
  const rows = await sql<Traces & { id: string }>(
    `SELECT m.root_id AS id, coalesce(array_agg(DISTINCT v.device) FILTER (WHERE v.device IS NOT NULL), '{}') AS devices,
            coalesce(array_agg(DISTINCT v.related) FILTER (WHERE v.related IS NOT NULL), '{}') AS related
       FROM customers m CROSS JOIN LATERAL (
         SELECT substring(v.thread_key FROM '^visitor:(.+)$') AS device,
                (SELECT o.root_id FROM conversations r JOIN customers o ON o.id = r.customer_id WHERE r.id = v.related_id) AS related
           FROM conversations v WHERE v.customer_id = m.id ORDER BY v.last_at DESC LIMIT ${threads}) v
      WHERE m.workspace_id = $1 AND m.root_id = ANY ($2::uuid[]) GROUP BY m.root_id`,
    [rootIds],
  )
  return new Map(rows.map(({ id, ...traces }) => [id, traces]))
}

async function loadHints({ sql }: Tx, rootIds: string[]): Promise<(Hint & { id: string })[]> {
  const rows = await sql<{ id: string; meaning: Hint['meaning']; kind: string; value: string }>(
    `SELECT m.root_id AS id, h.meaning, h.kind, h.value FROM customers m JOIN handle_hints h ON h.customer_id = m.id
      WHERE m.workspace_id = $1 AND m.root_id = ANY ($2::uuid[])`,
    [rootIds],
  )
  return rows.map(({ id, meaning, kind, value }) => ({ id, meaning, value, handle: handleKey(kind, value) }))
}
