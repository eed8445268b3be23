import type pg from 'pg'
import { adapterFor, findAccount } from '../channels/index.ts'
import type { IdentityKind } from '../contract/customers.ts'
import { takeProfile, type Identified } from '../customers/index.ts'
import { pool } from '../server/db.ts'
import type { Job } from '../server/feature.ts'
import { log } from '../server/log.ts'
import { enqueue } from '../server/queue.ts'
import type { Incoming } from './arrival.ts'
import { newcomers, noteNewcomers } from './newcomers.ts'

/** Seconds until try 2, 3 …; then nobody asks any more. A name is no more than a convenience. */
const backoff = [10, 60, 600, 3_600]
const leaseSeconds = 120

/** Notes, in the transaction that met them first, whom to ask the provider about; answers their identities' ids, for after the commit. */
export async function askProfiles(client: pg.ClientBase, incoming: Incoming[], found: Map<string, Identified>): Promise<string[]> {
  const asks = newcomers(incoming, found, ({ profile }) => profile)
  await noteNewcomers(client, 'profile_asks', asks)
  return [...asks.keys()]
}

/** Asks the provider who somebody is, once, and keeps what it tells. */
export const askProfile: Job = { name: 'inbox.ask-profile', run: ask, concurrency: 2 }

/** Finds who is due though no job runs for them. */
export const sweepProfiles: Job = {
  name: 'inbox.profile-sweep',
  every: 15_000,
  run: async () => {
    const { rows } = await pool().query<{ id: string }>(
      `SELECT a.identity_id AS id FROM profile_asks a JOIN channels c ON c.id = a.channel_id WHERE a.due_at <= now() AND c.status = 'active' ORDER BY a.due_at LIMIT 500`,
    )
    for (const { id } of rows) await enqueue(askProfile.name, id)
  },
}

type Ask = { channelId: string; workspaceId: string; identityId: string; attempts: number; kind: IdentityKind; value: string }

async function ask(identityId: string): Promise<void> {
  const { rows } = await pool().query<Ask>(
    `UPDATE profile_asks a SET attempts = a.attempts + 1, due_at = now() + make_interval(secs => ${leaseSeconds}) FROM identities i
      WHERE a.identity_id = $1 AND a.due_at <= now() AND i.id = a.identity_id
      RETURNING a.channel_id AS "channelId", a.workspace_id AS "workspaceId", i.id AS "identityId", a.attempts, i.kind, i.value`,
    [identityId],
  )
  for (const one of rows) await askOne(one)
}

async function askOne(one: Ask): Promise<void> {
  try {
    const account = await findAccount(one.channelId)
    const hints = account && (await adapterFor(account.kind).profile?.(account, { kind: one.kind, value: one.value }))
    if (hints) await takeProfile(one, hints)
    await next(one, null)
  } catch (error) {
    log.warn(
      { channel: one.channelId, attempt: one.attempts, error: (error as Error).message },
      'a provider could not be asked who somebody is',
    )
    await next(one, backoff[one.attempts - 1] ?? null)
  }
}

async function next({ channelId, identityId }: Ask, seconds: number | null): Promise<void> {
  await pool().query(
    'UPDATE profile_asks SET due_at = now() + make_interval(secs => $3::float8) WHERE channel_id = $1 AND identity_id = $2',
    [channelId, identityId, seconds],
  )
}
