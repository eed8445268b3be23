import { adapterFor } from '../channels/index.ts'
import type { ConversationRow } from './conversations.ts'
import { windowOf } from './outbound.ts'

type Columns = Pick<ConversationRow, 'channel_kind' | 'surface' | 'window_opened_by' | 'window_opened_at' | 'window_sent' | 'window_closed'>

/** Before this the provider told no time at all: adapters say 1970 then. */
const known = '2000-01-01'

/**
 * Opens the reply window anew by something a customer did (`message`, `follow`, or what a touch names) at `at`, by the provider's clock but
 * not after `receivedAt`. Never goes back to something older; what is no message does not shorten a window that is open longer without it.
 * Answers whether the window moved.
 */
export function opens(thread: Columns, by: string, at: string, receivedAt: string): boolean {
  const when = bounded(at, receivedAt)
  const before = thread.window_opened_at
  if (before !== null && (when < before || (when === before && by !== 'message'))) return false
  if (by !== 'message' && outlasts(thread, by, when)) return false
  thread.window_opened_by = by
  thread.window_opened_at = when
  thread.window_sent = 0
  thread.window_closed = null
  return true
}

/** Closes the window, unless the customer did something since; what they did before cannot open it any more, however late it comes. */
export function closes(thread: Columns, at: string, receivedAt: string): void {
  const when = bounded(at, receivedAt)
  if (thread.window_opened_at !== null && when < thread.window_opened_at) return
  thread.window_opened_by = null
  thread.window_opened_at = when
  thread.window_sent = 0
  thread.window_closed = 'unfollowed'
}

/** The provider's time as ISO in UTC, to be compared as text; when we received it where it is missing, or in the future. */
export function bounded(at: string, receivedAt: string): string {
  const time = new Date(at)
  if (Number.isNaN(time.getTime())) return receivedAt
  const iso = time.toISOString()
  return iso < known || iso > receivedAt ? receivedAt : iso
}

function outlasts(thread: Columns, by: string, at: string): boolean {
  const { quota } = adapterFor(thread.channel_kind)
  if (!quota || thread.window_opened_at === null) return false
  const now = new Date(at)
  const kept = quota(windowOf(thread), thread.surface, now)
  const fresh = quota({ openedBy: by, openedAt: at, sent: 0, closed: null }, thread.surface, now)
  return kept.allowed && (kept.until ?? '9999') > (fresh.until ?? '9999')
}
