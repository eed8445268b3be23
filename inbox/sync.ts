import type { Input, Output } from '../contract/api.ts'
import { mayHear } from '../contract/audience.ts'
import { compareCursors } from '../contract/cursors.ts'
import type { DomainEvent } from '../contract/events.ts'
import type { Context } from '../server/context.ts'
import { feedEnd, feedLimit, feedStart, readWorkspace } from '../server/events.ts'
import { log } from '../server/log.ts'
import { maskedFor, maskEvent } from '../server/mask.ts'

const pageSize = 500
/** Further behind than this, fetching the screen anew is quicker than catching up. */
const mostPages = 10
/** Of a bigint, which both parts of a cursor are. */
const largest = 2n ** 63n - 1n

/**
 * What a client missed since its cursor of what its person may know, in feed order. What came before their rights changed was told by
 * others, so after such a change the screen starts over. The end is read before the events, so that nothing can slip between
 * the answer's `cursor` and the next question.
 */
export async function since(context: Context, input: Input<'sync.since'>): Promise<Output<'sync.since'>> {
  const end = await feedEnd()
  if (!input.since) return { events: [], cursor: end, more: false, reset: false }
  const forgotten = compareCursors(input.since, await feedStart()) < 0
  const impossible = compareCursors(input.since, await feedLimit()) > 0 || input.since.split('.').some((part) => BigInt(part) > largest)
  if (forgotten || impossible || (await isFarBehind(context, input.since)) || (await rightsChanged(context, input.since)))
    return { events: [], cursor: end, more: false, reset: true }
  const stretch = await readWorkspace(context.sql, input.since, pageSize)
  const more = stretch?.length === pageSize
  const heard = (stretch?.events ?? []).flatMap((event) => heardFrom(context, event))
  return { events: heard, cursor: more ? stretch.end : later(end, input.since), more, reset: false }
}

/** Another process may have read further than this one can: its clients stay where they are. */
const later = (one: string, other: string) => (compareCursors(one, other) > 0 ? one : other)

/** An event as its reader may know it; one that cannot be read is passed over here, and parked where sockets follow the feed. */
function heardFrom({ actor }: Context, event: DomainEvent): DomainEvent[] {
  try {
    return mayHear(actor, event) ? [maskEvent(event, maskedFor(actor))] : []
  } catch (error) {
    log.warn({ event: event.cursor, name: event.name, error: (error as Error).message }, 'an event could not be told in a sync')
    return []
  }
}

async function isFarBehind(context: Context, cursor: string): Promise<boolean> {
  const [xact, id] = cursor.split('.')
  const rows = await context.sql(
    `SELECT 1 FROM events WHERE workspace_id = $1 AND (xact, id) > ($2::bigint, $3::bigint) ORDER BY xact, id OFFSET $4 LIMIT 1`,
    [xact, id, pageSize * mostPages],
  )
  return rows.length > 0
}

async function rightsChanged(context: Context, cursor: string): Promise<boolean> {
  if (context.actor.type !== 'user') return false
  const rows = await context.sql(
    `SELECT 1 FROM events WHERE workspace_id = $1 AND (xact, id) > ($2::bigint, $3::bigint) AND name = 'access.changed' AND data->'userIds' ? $4 LIMIT 1`,
    [...cursor.split('.'), context.actor.id],
  )
  return rows.length > 0
}
