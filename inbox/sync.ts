import type { Input, Output } from '../contract/api.ts'
import { mayHear } from '../contract/audience.ts'
import { compareCursors } from '../contract/cursors.ts'
import type { Context } from '../server/context.ts'
import { feedEnd, feedStart, readWorkspace } from '../server/events.ts'
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
  const impossible = compareCursors(input.since, end) > 0 || input.since.split('.').some((part) => BigInt(part) > largest)
  if (forgotten || impossible || (await isFarBehind(context, input.since)) || (await rightsChanged(context, input.since)))
    return { events: [], cursor: end, more: false, reset: true }
  const events = await readWorkspace(context.sql, input.since, pageSize)
  const more = events.length === pageSize
  const kinds = maskedFor(context.actor)
  const heard = events.filter((event) => mayHear(context.actor, event)).map((event) => maskEvent(event, kinds))
  return { events: heard, cursor: more ? events.at(-1)!.cursor : end, more, reset: false }
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
