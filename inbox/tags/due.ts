import type pg from 'pg'
import { normalizeIdentity } from '../../customers/index.ts'
import type { SqlTx } from '../../server/db.ts'
import type { Subscriber } from '../../server/feature.ts'
import type { Arrival } from '../arrival.ts'

/** Has the labels of those compared again whose provider says that they changed; in the transaction that takes it in. */
export async function compareTold(client: pg.ClientBase, arrivals: Arrival[]): Promise<void> {
  const told = arrivals.flatMap((arrival) =>
    arrival.items.flatMap((item) => (item.type === 'tags' ? [{ ...arrival, whose: item.whose }] : [])),
  )
  const named = told.flatMap(({ whose, ...arrival }) => (whose ? [{ ...arrival, ...whose }] : []))
  const all = told.filter(({ whose }) => whose === null).map(({ channelId }) => channelId)
  if (named.length > 0)
    await client.query(
      `UPDATE tag_syncs s SET due_at = now(), attempts = 0
         FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) AS t (workspace_id, channel_id, kind, value)
         JOIN identities i ON i.workspace_id = t.workspace_id AND i.kind = t.kind AND i.value = t.value
        WHERE s.channel_id = t.channel_id AND s.identity_id = i.id`,
      [
        named.map(({ workspaceId }) => workspaceId),
        named.map(({ channelId }) => channelId),
        named.map(({ kind }) => kind),
        named.map(({ kind, value }) => normalizeIdentity(kind, value)),
      ],
    )
  if (all.length > 0)
    await client.query(`UPDATE tag_syncs SET due_at = now(), attempts = 0 WHERE channel_id = ANY ($1::uuid[]) AND agreed <> '{}'`, [all])
}

/** Our labels of a customer changed: those whose names are other ones than both sides agreed on are compared again. */
export const followLabels: Subscriber = {
  name: 'inbox.tags',
  events: ['customer.updated', 'customer.merged', 'customer.unmerged', 'label.updated', 'label.deleted'],
  handle: async (tx, events) => {
    const customers = events.flatMap((event) => ('customer' in event.data ? [event.data.customer.id] : []))
    const renamed = events.some(({ name }) => name === 'label.updated' || name === 'label.deleted')
    if (renamed) await compareOthers(tx)
    else await compareOthers(tx, [...new Set(customers)])
  },
}

/** Of these customers; of all, where none are named. */
async function compareOthers({ sql }: SqlTx, rootIds?: string[]): Promise<void> {
  await sql(
    `UPDATE tag_syncs s SET due_at = now(), attempts = 0
       FROM identities i JOIN customers c ON c.id = i.customer_id JOIN customers r ON r.id = c.root_id
       CROSS JOIN LATERAL (SELECT coalesce(array_agg(name), '{}') AS names FROM labels WHERE id = ANY (r.label_ids)) l
      WHERE s.workspace_id = $1 AND i.id = s.identity_id AND NOT (l.names @> s.agreed AND l.names <@ s.agreed)
        ${rootIds ? 'AND c.root_id = ANY ($2::uuid[])' : ''}`,
    rootIds ? [rootIds] : [],
  )
}
