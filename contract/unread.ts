import type { Conversation, Reading } from './conversations.ts'

/** How many of a conversation's messages somebody who has read it so far has not read; at least one while it is marked. */
export function unreadOf({ received, settled }: Pick<Conversation, 'received' | 'settled'>, reading: Reading | undefined): number {
  return Math.max(received - Math.max(settled, reading?.received ?? 0), reading?.marked ? 1 : 0)
}
