import type { Input, Output } from '../contract/api.ts'
import { compareCursors } from '../contract/cursors.ts'
import type { Context } from '../server/context.ts'
import { feedEnd, feedStart, readWorkspace } from '../server/events.ts'

const pageSize = 500
/** Further behind than this, fetching the screen anew is quicker than catching up. */
const mostPages = 10
/** Of a bigint, which both parts of a cursor are. */
const largest = 2n ** 63n - 1n

/**
 * What a client missed since its cursor, in feed order. The end is read before the events, so that nothing can slip between
 * the answer's `cursor` and the next question.
 */
export async function since(context: Context, input: Input<'sync.since'>): Promise<Output<'sync.since'>> {
  const end = await feedEnd()
  if (!input.since) return { events: [], cursor: end, more: false, reset: false }
  const forgotten = compareCursors(input.since, await feedStart()) < 0
  const impossible = compareCursors(input.since, end) > 0 || input.since.split('.').some((part) => BigInt(part) > largest)
  if (forgotten || impossible || (await isFarBehind(context, input.since))) return { events: [], cursor: end, more: false, reset: true }
  const events = await readWorkspace(context.sql, input.since, pageSize)
  const more = events.length === pageSize
  return { events, cursor: more ? events.at(-1)!.cursor : end, more, reset: false }
}

async function isFarBehind(context: Context, cursor: string): Promise<boolean> {
  const [xact, id] = cursor.split('.')
  const rows = await context.sql(
    `SELECT 1 FROM events WHERE workspace_id = $1 AND (xact, id) > ($2::bigint, $3::bigint) ORDER BY xact, id OFFSET $4 LIMIT 1`,
    [xact, id, pageSize * mostPages],
  )
  return rows.length > 0
}
