import type pg from 'pg'
import { adapterFor } from '../channels/index.ts'
import { identityKey, type Identified } from '../customers/index.ts'
import type { Arrival, Incoming } from './arrival.ts'

/** The identities a batch met first, and how they came, on kinds of channel that `can` do something; by identity. */
export function newcomers(
  incoming: Incoming[],
  found: Map<string, Identified>,
  can: (adapter: ReturnType<typeof adapterFor>) => unknown,
): Map<string, Arrival> {
  return new Map(
    incoming.flatMap(({ arrival, person }) => {
      const identified = found.get(identityKey({ workspaceId: arrival.workspaceId, ...person }))
      return identified?.created && can(adapterFor(arrival.channelKind)) ? [[identified.identityId, arrival] as const] : []
    }),
  )
}

/** Writes newcomers into a table of `identity_id`, `channel_id` and `workspace_id`; who is there stays. */
export async function noteNewcomers(client: pg.ClientBase, table: 'profile_asks' | 'tag_syncs', them: Map<string, Arrival>): Promise<void> {
  if (them.size === 0) return
  await client.query({
    name: `note-${table}`,
    text: `INSERT INTO ${table} (identity_id, channel_id, workspace_id) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) ON CONFLICT DO NOTHING`,
    values: [
      [...them.keys()],
      [...them.values()].map(({ channelId }) => channelId),
      [...them.values()].map(({ workspaceId }) => workspaceId),
    ],
  })
}
