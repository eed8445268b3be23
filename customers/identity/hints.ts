import type pg from 'pg'
import type { Identified } from './identify.ts'
import { normalizeIdentity } from './normalize.ts'
import { columns, identityKey, type SeenHandle } from './wanted.ts'

/**
 * Notes what a channel proves about people who are two customers, or may become so: that another customer's handle is theirs as well, and
 * which one they have instead from now on. The search for duplicates links the first by itself and suggests the second.
 */
export async function noteHints(client: pg.ClientBase, handles: SeenHandle[], found: Map<string, Identified>): Promise<void> {
  const hints = handles.filter(({ verified }) => verified === true).flatMap((handle) => [...same(handle, found), ...moved(handle, found)])
  if (hints.length === 0) return
  await client.query({
    name: 'note-hints',
    text: `WITH noted AS (
             INSERT INTO handle_hints (workspace_id, customer_id, meaning, kind, value)
             SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[]) ON CONFLICT DO NOTHING RETURNING workspace_id, customer_id)
           INSERT INTO duplicate_checks (customer_id, workspace_id) SELECT DISTINCT customer_id, workspace_id FROM noted ON CONFLICT (customer_id) DO NOTHING`,
    values: columns(hints, ['workspaceId', 'customerId', 'meaning', 'kind', 'value']),
  })
}

function same(handle: SeenHandle, found: Map<string, Identified>) {
  if (!handle.also) return []
  const [one, other] = [found.get(identityKey(handle))!, found.get(identityKey({ ...handle, ...handle.also }))!]
  return one.rootId === other.rootId ? [] : [hint(handle, one, 'same', handle.also)]
}

function moved(handle: SeenHandle, found: Map<string, Identified>) {
  return handle.movedTo ? [hint(handle, found.get(identityKey(handle))!, 'moved', handle.movedTo)] : []
}

function hint(
  { workspaceId }: SeenHandle,
  { customerId }: Identified,
  meaning: 'same' | 'moved',
  { kind, value }: Pick<SeenHandle, 'kind' | 'value'>,
) {
  return { workspaceId, customerId, meaning, kind, value: normalizeIdentity(kind, value) }
}
