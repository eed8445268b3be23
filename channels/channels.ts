import type { Channel, Health } from '../contract/channels.ts'
import type { Context } from '../server/context.ts'
import type { Sql } from '../server/db.ts'
import { env } from '../server/env.ts'
import { fail } from '../server/errors.ts'
import { shownSettings } from './settings.ts'
import { adapterFor } from './table.ts'

/** A channel as `selectChannels` reads it. */
export type ChannelRow = {
  id: string
  version: number
  kind: string
  name: string
  status: Channel['status']
  config: object
  secrets: string
  healthState: Health['state']
  healthMessage: string | null
  healthAt: Date | string | null
  sendingState: Health['state']
  sendingMessage: string | null
  sendingAt: Date | string | null
  parked: number
  unknown: number
  createdAt: Date | string
}

/** The beginning of a statement that reads channels `c`. Parked and unknown raw events are counted up to 1,000, along indexes of their own. */
export const selectChannels = `
  SELECT c.id, c.version, c.kind, c.name, c.status, c.config, c.secrets, c.health_state AS "healthState",
         c.health_message AS "healthMessage", c.health_at AS "healthAt", c.sending_state AS "sendingState", c.sending_message AS "sendingMessage", c.sending_at AS "sendingAt", c.created_at AS "createdAt", p.parked::int AS parked, u.unknown::int AS unknown
    FROM channels c CROSS JOIN LATERAL (
      SELECT count(*) AS parked FROM (SELECT 1 FROM raw_events WHERE channel_id = c.id AND status = 'parked' LIMIT 1000) AS waiting) p
    CROSS JOIN LATERAL (
      SELECT count(*) AS unknown FROM (SELECT 1 FROM raw_events WHERE channel_id = c.id AND status = 'unknown' LIMIT 1000) AS odd) u`

/** A channel as it may leave the server: without its secrets. */
export function toChannel(row: ChannelRow): Channel {
  const { kind } = row
  return {
    id: row.id,
    version: row.version,
    kind,
    name: row.name,
    status: row.status,
    health: { state: row.healthState, message: row.healthMessage, at: row.healthAt && iso(row.healthAt) },
    sending: { state: row.sendingState, message: row.sendingMessage, at: row.sendingAt && iso(row.sendingAt) },
    capabilities: adapterFor(kind).capabilities,
    config: shownSettings(kind, row),
    parked: row.parked,
    unknown: row.unknown,
    webhookUrl: adapterFor(kind).verify ? `${env().PUBLIC_URL}/webhooks/${row.id}` : null,
    createdAt: iso(row.createdAt),
  }
}

const iso = (time: Date | string) => new Date(time).toISOString()

/** Every channel of the workspace, oldest first; there are as many as somebody set up by hand. */
export async function listChannels({ sql }: Context): Promise<{ data: Channel[]; next: null }> {
  const rows = await sql<ChannelRow>(`${selectChannels} WHERE c.workspace_id = $1 ORDER BY c.created_at, c.id LIMIT 500`)
  return { data: rows.map(toChannel), next: null }
}

/** One channel of the workspace; refuses with `not_found`. Takes a context or a transaction. */
export async function getChannel(handle: { sql: Sql }, id: string): Promise<Channel> {
  return toChannel(await getRow(handle, id))
}

/** As `getChannel`, with what is sealed. `lock` keeps it from changing until the transaction ends. */
export async function getRow({ sql }: { sql: Sql }, id: string, lock: 'lock' | '' = ''): Promise<ChannelRow> {
  const rows = await sql<ChannelRow>(`${selectChannels} WHERE c.workspace_id = $1 AND c.id = $2 ${lock && 'FOR UPDATE OF c'}`, [id])
  return rows[0] ?? fail('not_found', 'There is no such channel (any more).')
}
