import { adapterFor, adapters, loadAccount } from '../../channels/index.ts'
import type { IdentityKind } from '../../contract/customers.ts'
import { agreeLabels } from '../../customers/index.ts'
import { contextOf } from '../../server/context.ts'
import { pool } from '../../server/db.ts'
import type { Job } from '../../server/feature.ts'
import { log } from '../../server/log.ts'
import { enqueue } from '../../server/queue.ts'

/** Seconds until try 2, 3 …; the last one again and again, for what one side has must not be missing on the other for good. */
const backoff = [10, 60, 600, 3_600, 21_600]
const leaseSeconds = 120

/** Brings somebody's labels here and at their provider together; by the id of an identity. */
export const syncTags: Job = {
  name: 'inbox.sync-tags',
  concurrency: 2,
  run: async (identityId) => {
    for (const one of await claim(identityId)) await sync(one)
  },
}

/** Finds who is due on channels that follow labels. What is due on the others waits until somebody switches it on. */
export const sweepTags: Job = {
  name: 'inbox.tag-sweep',
  every: 10_000,
  run: async () => {
    const { rows } = await pool().query<{ id: string }>(
      `SELECT s.identity_id AS id FROM channels c CROSS JOIN LATERAL (
         SELECT identity_id FROM tag_syncs WHERE channel_id = c.id AND due_at <= now() ORDER BY due_at LIMIT 500) s WHERE ${following}`,
      [switches()],
    )
    for (const { id } of rows) await enqueue(syncTags.name, id)
  },
}

/** Whether a channel `c` follows labels, by the name of the switch each kind (in `$1`) has for it. */
const following = `c.status = 'active' AND EXISTS (
  SELECT FROM jsonb_to_recordset($1::jsonb) AS k (kind text, setting text) WHERE k.kind = c.kind AND c.config ->> k.setting = 'true')`

const switches = () => JSON.stringify([...adapters.values()].flatMap(({ kind, tags }) => (tags ? [{ kind, setting: tags.setting }] : [])))

type Due = {
  channelId: string
  workspaceId: string
  identityId: string
  customerId: string
  agreed: string[]
  attempts: number
  /** What the claim was written with: whoever changes a label meanwhile writes another time, and the next round is theirs. */
  lease: string
  kind: IdentityKind
  value: string
}

async function claim(identityId: string): Promise<Due[]> {
  const { rows } = await pool().query<Due>(
    `UPDATE tag_syncs s SET attempts = s.attempts + 1, due_at = now() + make_interval(secs => ${leaseSeconds}) FROM identities i, channels c
      WHERE s.identity_id = $2 AND s.due_at <= now() AND i.id = s.identity_id AND c.id = s.channel_id AND ${following}
      RETURNING s.channel_id AS "channelId", s.workspace_id AS "workspaceId", i.id AS "identityId", i.customer_id AS "customerId", s.agreed,
        s.attempts, s.due_at::text AS lease, i.kind, i.value`,
    [switches(), identityId],
  )
  return rows
}

async function sync(due: Due): Promise<void> {
  try {
    await settle(due, await agree(due), null)
  } catch (error) {
    const about = { channel: due.channelId, attempt: due.attempts, error: (error as Error).message }
    log.warn(about, 'labels could not be compared with the provider’s; trying again')
    await settle(due, due.agreed, backoff[due.attempts - 1] ?? backoff.at(-1) ?? null)
  }
}

/** What both sides have from now on. Ours is written first: done twice, or only by half, it comes to the same. */
async function agree({ agreed, channelId, workspaceId, customerId, ...whose }: Due): Promise<string[]> {
  const account = await loadAccount(channelId)
  const { tags } = adapterFor(account.kind)
  const there = await tags?.read(account, whose)
  if (!tags || !there) return []
  const context = contextOf(workspaceId, { type: 'system', name: account.name })
  const next = await agreeLabels(context, customerId, { there, agreed }, tags.longest)
  if (next.add.length + next.remove.length > 0) await tags.write(account, whose, next)
  return next.agreed
}

async function settle({ channelId, identityId, lease }: Due, agreed: string[], seconds: number | null): Promise<void> {
  await pool().query(
    `UPDATE tag_syncs SET agreed = $4, due_at = CASE WHEN due_at = $3::timestamptz THEN now() + make_interval(secs => $5::float8) ELSE due_at END
      WHERE channel_id = $1 AND identity_id = $2`,
    [channelId, identityId, lease, agreed, seconds],
  )
}
