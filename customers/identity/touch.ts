import type pg from 'pg'
import type { Customer } from '../../contract/customers.ts'
import { selectCustomers, toCustomer, type CustomerRow } from '../customers.ts'
import { nameTokens } from './name-tokens.ts'
import { fallbackName } from './naming.ts'
import type { Wanted } from './wanted.ts'
import { currentTime } from '../../server/clock.ts'

/** An identity that exists, with its customer and who that is merged into; `stale`: not seen for an hour. */
export type Seen = {
  key: string
  workspaceId: string
  identityId: string
  verified: boolean
  customerId: string
  /** What the identity's own customer is called. */
  ownName: string
  rootId: string
  /** What its root is called. */
  name: string
  stale: boolean
}

export type Touched = { workspaceId: string; customer: Customer }

/**
 * Raises what is now proven (never lowers it), gives a name to the nameless, and moves `last_seen_at` once an hour; answers the roots of
 * whoever changed so, or was given a handle (`joined`: its key).
 */
export async function touch(client: pg.ClientBase, seen: Seen[], wanted: Map<string, Wanted>, joined: Set<string>): Promise<Touched[]> {
  const proven = seen.filter((row) => !row.verified && wanted.get(row.key)!.verified)
  const newly = seen.filter((row) => givesName(row, wanted.get(row.key)!))
  const moved = [...new Set([...proven, ...newly, ...seen.filter((row) => row.stale || joined.has(row.key))])]
  if (moved.length === 0) return []
  await updateCustomers(client, moved, new Map(newly.map((row) => [row.customerId, wanted.get(row.key)!.name])))
  await client.query({
    name: 'identify-prove',
    text: 'UPDATE identities SET verified = true WHERE id = ANY ($1::uuid[])',
    values: [proven.map((row) => row.identityId)],
  })
  return readTouched(client, moved)
}

function givesName(row: Seen, wanted: Wanted): boolean {
  return wanted.named && row.ownName === fallbackName(wanted.kind, wanted.value)
}

async function updateCustomers(client: pg.ClientBase, moved: Seen[], names: Map<string, string>): Promise<void> {
  const ids = [...new Set(moved.flatMap((row) => [row.customerId, row.rootId]))].sort()
  await client.query({
    name: 'identify-lock',
    text: 'SELECT 1 FROM customers WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE',
    values: [ids],
  })
  await client.query({
    name: 'identify-touch',
    text: `UPDATE customers c SET version = c.version + 1, last_seen_at = now(), name = coalesce(w.name, c.name), name_tokens = coalesce(w.tokens, c.name_tokens),
                  states = CASE WHEN w.name IS NULL THEN c.states ELSE c.states || jsonb_build_object('name', jsonb_build_object(
                    'version', coalesce((c.states -> 'name' ->> 'version')::int, 0) + 1, 'source', 'channel', 'by', NULL, 'at', $2::text)) END
             FROM jsonb_to_recordset($1::jsonb) AS w (id uuid, name text, tokens text[]) WHERE c.id = w.id`,
    values: [JSON.stringify(ids.map((id) => ({ id, ...renamed(names.get(id)) }))), currentTime().toISOString()],
  })
}

function renamed(name: string | undefined): { name: string; tokens: string[] } | undefined {
  return name === undefined ? undefined : { name, tokens: nameTokens(name) }
}

async function readTouched(client: pg.ClientBase, moved: Seen[]): Promise<Touched[]> {
  const { rows } = await client.query<CustomerRow & { workspaceId: string }>({
    name: 'identify-read',
    text: `SELECT c.workspace_id AS "workspaceId", read.* FROM (${selectCustomers}) read JOIN customers c USING (id)
            WHERE id IN (SELECT root_id FROM customers WHERE id = ANY ($1::uuid[])) ORDER BY id`,
    values: [moved.map((row) => row.customerId)],
  })
  return rows.map((row) => ({ workspaceId: row.workspaceId, customer: toCustomer(row) }))
}
