import type { RawInput } from '../../../contract/api.ts'
import type { Conversation, OwnConversation, Reading } from '../../../contract/conversations.ts'
import { call } from '../api.ts'
import { learnConversation, learnMessage, overwrite, overwriteReading, useStore } from './store.ts'

/** Gives a conversation to somebody, or to nobody; shown before the server has answered. */
export function assign(id: string, assigneeId: string | null): Promise<void> {
  return shownAtOnce(id, { assigneeId }, () => call('conversation.assign', { id, assigneeId }))
}

/** Gives a conversation to a team, or takes it from one; who works on it stays. */
export function assignTeam(id: string, teamId: string | null): Promise<void> {
  return shownAtOnce(id, { teamId }, () => call('conversation.assign', { id, teamId }))
}

export function resolve(id: string): Promise<void> {
  return shownAtOnce(id, { status: 'resolved' }, () => call('conversation.resolve', { id }))
}

export function reopen(id: string): Promise<void> {
  return shownAtOnce(id, { status: 'open' }, () => call('conversation.reopen', { id }))
}

/** Says that everything up to `position` was seen. */
export function markRead(id: string, position: number): Promise<void> {
  const received = useStore.getState().conversations[id]?.received ?? 0
  return readingShownAtOnce(id, { received, marked: false }, () => call('conversation.read', { id, position }))
}

/** Marks a conversation unread for me; while it is open before me, it stays so. */
export function markUnread(id: string): Promise<void> {
  useStore.setState({ putBack: id })
  return readingShownAtOnce(id, { marked: true }, () => call('conversation.unread', { id }))
}

/** Says whose conversation it is. */
export async function relink(input: RawInput<'conversation.relink'>): Promise<void> {
  learnConversation(await call('conversation.relink', input))
}

export async function retryMessage(id: string): Promise<void> {
  learnMessage(await call('message.retry', { id }))
}

export async function discardMessage(id: string): Promise<void> {
  learnMessage(await call('message.discard', { id }))
}

export async function settleMessage(id: string): Promise<void> {
  learnMessage(await call('message.settle', { id }))
}

/** Changes a conversation on screen, then on the server; the server's answer, or its refusal, has the last word. */
async function shownAtOnce(id: string, change: Partial<Conversation>, ask: () => Promise<OwnConversation>): Promise<void> {
  const before = useStore.getState().conversations[id]
  if (before) overwrite({ ...before, ...change })
  try {
    learnConversation(await ask())
  } catch (error) {
    if (before && useStore.getState().conversations[id]?.version === before.version) overwrite(before)
    throw error
  }
}

async function readingShownAtOnce(id: string, change: Partial<Reading>, ask: () => Promise<OwnConversation>): Promise<void> {
  const before = useStore.getState().readings[id]
  if (before) overwriteReading({ ...before, ...change })
  try {
    learnConversation(await ask())
  } catch (error) {
    if (before && useStore.getState().readings[id]?.version === before.version) overwriteReading(before)
    throw error
  }
}
