import type { Placed, Thread } from './place.ts'
import { settle } from './readings.ts'
import { closes, opens } from './window.ts'

/**
 * Moves a thread in memory by one item: its place in the list, its counters, its reply window. Answers whether anything moved, and whether
 * it was opened again by this. A machine's mail keeps nobody waiting; what was written outside Parley is an answer; what is no message
 * moves nothing in the list.
 */
export function advance({ arrival, item, thread }: Placed): { moved: boolean; reopened: boolean } {
  const { receivedAt } = arrival
  switch (item.type) {
    case 'message':
      opens(thread, 'message', item.sentAt, receivedAt)
      return { moved: true, reopened: hears(thread, item, receivedAt) }
    case 'echo':
      newest(thread, 'out', receivedAt)
      settle(thread)
      thread.waiting_since = null
      return { moved: true, reopened: false }
    case 'follow':
      thread.position += 1
      opens(thread, 'follow', item.at, receivedAt)
      return { moved: true, reopened: false }
    case 'unfollow':
      thread.position += 1
      closes(thread, item.at, receivedAt)
      return { moved: true, reopened: false }
    case 'touch':
      return { moved: opens(thread, item.opens, item.at, receivedAt), reopened: false }
  }
}

function hears(thread: Thread, item: { auto: boolean; isOld?: boolean; sentAt: string }, receivedAt: string): boolean {
  newest(thread, 'in', item.isOld ? item.sentAt : receivedAt)
  if (item.auto || item.isOld) return false
  const reopened = thread.status === 'resolved'
  thread.unread += 1
  thread.received += 1
  thread.waiting_since ??= receivedAt
  thread.status = 'open'
  return reopened
}

function newest(thread: Thread, direction: 'in' | 'out', receivedAt: string): void {
  thread.position += 1
  // A replay of something old must not move the thread back in the list.
  if (receivedAt > thread.last_at) thread.last_at = receivedAt
  thread.last_kind = 'text'
  thread.last_direction = direction
  thread.last_status = direction === 'in' ? 'received' : 'sent'
}
