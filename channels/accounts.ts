import { pool } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import type { Account } from './adapter.ts'
import { unsealSettings } from './settings.ts'

/** A connected channel ready for its adapter, and whether it is to be used at all. */
export type LoadedAccount = Account & { status: 'active' | 'paused' }

type Row = { id: string; workspace_id: string; kind: string; name: string; status: 'active' | 'paused'; config: object; secrets: string }

// Other processes hear of a change by this running out; the process that made the change drops its copy at once.
const lifetimeMs = 2_000
const mostKept = 1_000
const kept = new Map<string, { until: number; account: Promise<LoadedAccount | null> }>()

/** A channel with its secrets in the clear; null when there is none. Up to two seconds old. Never throws for an odd id. */
export function findAccount(channelId: string, now = performance.now()): Promise<LoadedAccount | null> {
  const known = kept.get(channelId)
  if (known && known.until > now) return known.account
  const account = readAccount(channelId)
  if (kept.size >= mostKept) kept.clear()
  kept.set(channelId, { until: now + lifetimeMs, account })
  account.catch(() => kept.delete(channelId))
  return account
}

/** As `findAccount`, but refuses with `not_found`. */
export async function loadAccount(channelId: string): Promise<LoadedAccount> {
  return (await findAccount(channelId)) ?? fail('not_found', 'There is no such channel.')
}

/** Drops the copy of a channel that was just changed. */
export function forgetAccount(channelId: string): void {
  kept.delete(channelId)
}

async function readAccount(channelId: string): Promise<LoadedAccount | null> {
  if (!uuid.test(channelId)) return null
  const { rows } = await pool().query<Row>({
    name: 'read-account',
    text: 'SELECT id, workspace_id, kind, name, status, config, secrets FROM channels WHERE id = $1',
    values: [channelId],
  })
  return rows[0] ? toAccount(rows[0]) : null
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function toAccount(row: Row): LoadedAccount {
  const { kind } = row
  return {
    workspaceId: row.workspace_id,
    channelId: row.id,
    name: row.name,
    kind,
    status: row.status,
    config: unsealSettings(kind, row),
  }
}
