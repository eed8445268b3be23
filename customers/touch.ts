import type pg from 'pg'
import type { CustomerRow } from './customers.ts'
import { fallbackName } from './naming.ts'
import type { Wanted } from './wanted.ts'

/** An identity that exists, with its customer; `stale`: not seen for an hour. */
export type Seen = { key: string; identityId: string; verified: boolean; customerId: string; name: string; stale: boolean }

export type Touched = CustomerRow & { workspaceId: string }

/** Raises what is now proven (never lowers it), gives a name to the nameless, and moves `last_seen_at` once an hour. */
export async function touch(client: pg.ClientBase, seen: Seen[], wanted: Map<string, Wanted>): Promise<Touched[]> {
  const proven = seen.filter((row) => !row.verified && wanted.get(row.key)!.verified)
  const newly = seen.filter((row) => givesName(row, wanted.get(row.key)!))
  const moved = [...new Set([...proven, ...newly, ...seen.filter((row) => row.stale)].map((row) => row.customerId))].sort()
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
  return wanted.named && row.name === fallbackName(wanted.kind, wanted.value)
}

async function updateCustomers(client: pg.ClientBase, ids: string[], names: Map<string, string>): Promise<void> {
  await client.query({
    name: 'identify-lock',
    text: 'SELECT 1 FROM customers WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE',
    values: [ids],
  })
  await client.query({
    name: 'identify-touch',
    text: `UPDATE customers c SET version = c.version + 1, last_seen_at = now(), name = coalesce(w.name, c.name)
             FROM unnest($1::uuid[], $2::text[]) AS w (id, name) WHERE c.id = w.id`,
    values: [ids, ids.map((id) => names.get(id) ?? null)],
  })
}

async function readTouched(client: pg.ClientBase, ids: string[]): Promise<Touched[]> {
  const { rows } = await client.query<Touched>({
    name: 'identify-read',
    text: `SELECT c.workspace_id AS "workspaceId", c.id, c.version, c.name, c.created_at AS "createdAt", c.last_seen_at AS "lastSeenAt",
                  json_agg(json_build_object('id', i.id, 'kind', i.kind, 'value', i.value, 'verified', i.verified)
                           ORDER BY i.created_at, i.id) AS identities
             FROM customers c JOIN identities i ON i.customer_id = c.id
            WHERE c.id = ANY ($1::uuid[]) GROUP BY c.id ORDER BY c.id`,
    values: [ids],
  })
  return rows
}
