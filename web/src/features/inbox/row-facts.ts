import type { Conversation } from '../../../../contract/conversations.ts'
import type { State } from '../../sync/store.ts'

const minute = 60_000

/** How long somebody has waited, as soon as it is long enough to matter: from half an hour, pressing from 1 h, late from 4 h. `tone` is the
 * colour of its words. */
export function waitOf(conversation: Conversation, now: number): { tone: string; since: string } | null {
  const { waitingSince } = conversation
  if (!waitingSince || conversation.status !== 'open') return null
  const waited = now - Date.parse(waitingSince)
  if (waited < 30 * minute) return null
  return { since: waitingSince, tone: waited < 60 * minute ? 'text-ink-2' : waited < 240 * minute ? 'text-warn' : 'text-seal-ink' }
}

/** What became of our last word, where it needs a person. One that is held on this device did not fail: it was not sent. */
export function troubleOf(state: Pick<State, 'outbox'>, conversation: Conversation): 'unsent' | 'failed' | 'unknown' | null {
  if (state.outbox.some((item) => item.conversationId === conversation.id && item.state !== 'waiting')) return 'unsent'
  const status = conversation.lastMessage?.status
  return status === 'failed' || status === 'unknown' ? status : null
}

/** Whether the customer's mood is negative while somebody could still do something about it. */
export const isUnhappy = ({ mood, status }: Conversation): boolean => mood?.label === 'negative' && status === 'open'

/** Whether everyone can read it. */
export const isPublic = ({ surface }: Conversation): boolean => surface !== 'message'

/** Every row is as high as any other: three lines that are always there. */
export const rowHeight = 66
