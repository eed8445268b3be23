import type pg from 'pg'
import type { DomainEvent } from '../contract/events.ts'
import { parts } from './events.ts'
import { log } from './log.ts'
import { metrics } from './metrics.ts'

/** More than so many in an hour is no bad event but a fault of ours. */
const mostInAnHour = 100

/** An event that was set aside, for whom and why. */
export type Parked = { reader: string; event: DomainEvent; reason: string }

/**
 * Sets an event aside that `reader` cannot handle, so that those behind it go on: in the caller's transaction, which moves the reader past it. It is
 * kept in the feed until it is looked at. Gives what to tell (`tellParked`) after the commit: null when another process has done so already. Throws
 * `TooManyParked` when a hundred were parked within the hour.
 */
export async function parkEvent(
  client: Pick<pg.ClientBase, 'query'>,
  reader: string,
  event: DomainEvent,
  error: unknown,
): Promise<Parked | null> {
  const { rows } = await client.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM parked_events WHERE reader = $1 AND at > now() - interval '1 hour'`,
    [reader],
  )
  if (rows[0]!.n >= mostInAnHour) throw new TooManyParked(reader, { cause: error })
  const reason = reasonOf(error)
  const { rowCount } = await client.query(
    `INSERT INTO parked_events (reader, xact, id, workspace_id, name, reason) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [reader, ...parts(event.cursor), event.workspaceId, event.name.slice(0, 200), reason],
  )
  return rowCount === 0 ? null : { reader, event, reason }
}

/** Counts and logs what was parked. */
export function tellParked(parked: (Parked | null)[]): void {
  for (const one of parked) {
    if (!one) continue
    metrics.parkedEvents.inc({ subscriber: one.reader })
    log.error(
      { reader: one.reader, event: one.event.cursor, name: one.event.name, reason: one.reason },
      'an event could not be handled and was parked',
    )
  }
}

/** So much cannot be handled that it is no bad event but a fault of ours: better to stand still, and say so, than to step over everything. */
export class TooManyParked extends Error {
  constructor(reader: string, options: ErrorOptions) {
    super(`${reader} has parked ${mostInAnHour} events within an hour and stands still: update Parley, or tell its makers`, options)
  }
}

const reasonOf = (error: unknown) =>
  String(error instanceof Error ? error.message : error)
    .toWellFormed()
    .replaceAll('\0', '')
    .slice(0, 500)

/** Of what cannot even be read: what is wrong with it. */
export const unreadable = new Error('the event lacks what its contract asks for')
