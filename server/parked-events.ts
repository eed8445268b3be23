import type pg from 'pg'
import type { DomainEvent } from '../contract/events.ts'
import { parts } from './events.ts'
import { log } from './log.ts'
import { metrics } from './metrics.ts'

/** More than so many in an hour is no bad event but a fault of ours: then the reader stands still and says so, rather than step over everything. */
const mostInAnHour = 100

/**
 * Sets an event aside that `reader` cannot handle, with the reason, so that those behind it go on: in the caller's transaction, which moves the
 * reader past it. It is kept in the feed until it is looked at. Throws what it was given when too many are parked already.
 */
export async function parkEvent(client: Pick<pg.ClientBase, 'query'>, reader: string, event: DomainEvent, error: unknown): Promise<void> {
  const { rows } = await client.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM parked_events WHERE reader = $1 AND at > now() - interval '1 hour'`,
    [reader],
  )
  if (rows[0]!.n >= mostInAnHour) throw error
  const reason = String(error instanceof Error ? error.message : error)
    .toWellFormed()
    .replaceAll('\0', '')
    .slice(0, 500)
  const { rowCount } = await client.query(
    `INSERT INTO parked_events (reader, xact, id, workspace_id, name, reason) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [reader, ...parts(event.cursor), event.workspaceId, event.name, reason],
  )
  // Another process that reads the same feed has said it already.
  if (rowCount === 0) return
  metrics.parkedEvents.inc({ subscriber: reader })
  log.error({ reader, event: event.cursor, name: event.name, reason }, 'an event could not be handled and was parked')
}

/** Of what cannot even be read: what is wrong with it. */
export const unreadable = new Error('the event lacks what its contract asks for')
