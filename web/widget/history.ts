import type { WidgetMessage } from '../../contract/widget.ts'
import type { Answer, History } from './line.ts'
import { refresh } from './show.ts'
import type { Chat } from './state.ts'
import { firstPosition, lastPosition, merge, withAddresses } from './thread.ts'

/** What we missed, then the newest page once more, for ticks that moved meanwhile. */
export async function catchUp(chat: Chat): Promise<void> {
  for (let more = chat.thread.size > 0; more;) {
    const answer = await ask(chat, { after: lastPosition(chat.thread) })
    if (!answer) return
    take(chat, answer.messages)
    more = answer.more && answer.messages.length > 0
  }
  const first = chat.thread.size === 0
  const newest = await ask(chat, {})
  if (newest && first) chat.more = newest.more
  if (newest) take(chat, newest.messages)
}

/** One page more, back in time. */
export async function loadEarlier(chat: Chat): Promise<void> {
  const answer = await ask(chat, { before: firstPosition(chat.thread) })
  if (!answer) return
  chat.more = answer.more
  take(chat, answer.messages)
}

async function ask(chat: Chat, range: { after?: number; before?: number }): Promise<History | null> {
  const answer: Answer<History> | undefined = await chat.line?.history(range)
  return answer?.ok ? answer.data : null
}

/** Puts messages in their places; those of ours among them are out. */
export function take(chat: Chat, messages: WidgetMessage[]): void {
  const changed = merge(
    chat.thread,
    messages.map((message) => withAddresses(chat.settings.base, message)),
  )
  if (changed && messages.some((message) => !message.mine)) chat.typing = null
  chat.outbox.arrived(messages.filter((message) => message.mine).map((message) => message.id))
  refresh(chat)
}
