import type { Conversation } from '../../../../contract/conversations.ts'
import type { State } from '../../sync/store.ts'

const minute = 60_000

/** How long somebody has waited, as soon as it is long enough to matter: from half an hour, pressing from 1 h, late from 4 h. */
export function waitOf(conversation: Conversation, now: number): { tone: 'plain' | 'warn' | 'seal'; since: string } | null {
  const { waitingSince } = conversation
  if (!waitingSince || conversation.status !== 'open') return null
  const waited = now - Date.parse(waitingSince)
  if (waited < 30 * minute) return null
  return { since: waitingSince, tone: waited < 60 * minute ? 'plain' : waited < 240 * minute ? 'warn' : 'seal' }
}

/** What became of our last word, where it needs a person. */
export function troubleOf(state: Pick<State, 'outbox'>, conversation: Conversation): 'failed' | 'unknown' | null {
  if (state.outbox.some((item) => item.conversationId === conversation.id && item.state !== 'waiting')) return 'failed'
  const status = conversation.lastMessage?.status
  return status === 'failed' || status === 'unknown' ? status : null
}

/** Whether the customer's mood is negative while somebody could still do something about it. */
export const isUnhappy = ({ mood, status }: Conversation): boolean => mood?.label === 'negative' && status === 'open'

/** Whether everyone can read it. */
export const isPublic = ({ surface }: Conversation): boolean => surface !== 'message'

/** Whether a row has its third line. */
export function hasChips(state: Pick<State, 'outbox' | 'conversations'>, id: string | undefined, now: number): boolean {
  const conversation = id ? state.conversations[id] : undefined
  return Boolean(
    conversation && (isPublic(conversation) || waitOf(conversation, now) || troubleOf(state, conversation) || isUnhappy(conversation)),
  )
}

export const rowHeight = (chips: boolean) => (chips ? 87 : 68)
