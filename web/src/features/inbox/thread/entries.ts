import type { Message } from '../../../../../contract/messages.ts'
import { type Clock, dayOf } from '../../../i18n/time.ts'
import type { OutboxItem } from '../../../sync/outbox.ts'

/**
 * One line of a thread as it is drawn. `continues`: by the same hand within five minutes, so the face is left out. `isNamed`: somebody else writes on
 * this side too, so the face alone does not say who it was.
 */
export type Entry =
  | { type: 'older'; key: string }
  | { type: 'day'; key: string; at: string }
  | { type: 'message'; key: string; message: Message; continues: boolean; isNamed: boolean }
  | { type: 'pending'; key: string; item: OutboxItem }
  | { type: 'typing'; key: string }

const together = 5 * 60_000

/**
 * Lays a thread out: days between messages, what the server has, then what is still on its way from this device
 * (a message that is in both is the server's), then who is writing.
 */
export function entriesOf(
  thread: { messages: readonly Message[]; pending: readonly OutboxItem[]; hasOlder: boolean; isTyping: boolean },
  clock: Clock,
): Entry[] {
  const entries: Entry[] = thread.hasOlder ? [{ type: 'older', key: 'older' }] : []
  const several = { in: isByMany(thread.messages, true), out: isByMany(thread.messages, false) }
  let previous: Message | undefined
  for (const message of thread.messages) {
    const isNewDay = !previous || dayOf(clock, previous.createdAt) !== dayOf(clock, message.createdAt)
    if (isNewDay) entries.push({ type: 'day', key: `day-${dayOf(clock, message.createdAt)}-${message.id}`, at: message.createdAt })
    entries.push({
      type: 'message',
      key: message.id,
      message,
      continues: !isNewDay && isContinued(previous, message),
      isNamed: several[message.direction === 'in' ? 'in' : 'out'] || Boolean(message.addresses?.writer),
    })
    previous = message
  }
  const known = new Set(thread.messages.map((message) => message.id))
  for (const item of thread.pending) if (!known.has(item.id)) entries.push({ type: 'pending', key: item.id, item })
  if (thread.isTyping) entries.push({ type: 'typing', key: 'typing' })
  return entries
}

/** Whether more than one person wrote what stands on one side. */
function isByMany(messages: readonly Message[], isTheirs: boolean): boolean {
  const side = messages.filter(({ kind, direction }) => kind !== 'event' && (direction === 'in') === isTheirs)
  return new Set(side.map(({ author }) => author.id ?? author.name)).size > 1
}

function isContinued(previous: Message | undefined, message: Message): boolean {
  if (!previous || previous.kind !== message.kind || message.kind === 'event') return false
  const isSameHand = previous.author.type === message.author.type && previous.author.id === message.author.id
  return isSameHand && Date.parse(message.createdAt) - Date.parse(previous.createdAt) < together
}
