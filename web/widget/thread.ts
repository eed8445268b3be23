import type { WidgetMessage } from '../../contract/widget.ts'
import type { Unsent } from './outbox.ts'

/** One bubble. `sending` and `failed` are the outbox's; the others are what the server says. */
export type Entry = Omit<WidgetMessage, 'status' | 'version' | 'position'> & {
  status: WidgetMessage['status'] | 'sending' | 'failed'
  reason?: string
}

export type Thread = Map<string, WidgetMessage>

/** Takes messages in, in whatever order they come: of each, the newest version stays. Answers whether anything changed. */
export function merge(thread: Thread, messages: WidgetMessage[]): boolean {
  const news = messages.filter((message) => (thread.get(message.id)?.version ?? -1) < message.version)
  for (const message of news) thread.set(message.id, message)
  return news.length > 0
}

/** What is on screen: the server's thread in its order, and below it what is still on its way. */
export function entries(thread: Thread, unsent: Unsent[]): Entry[] {
  const shown = ordered(thread)
  const waiting = unsent.filter((message) => !thread.has(message.id)).map(toEntry)
  return [...shown, ...waiting]
}

export function ordered(thread: Thread): WidgetMessage[] {
  return [...thread.values()].sort((a, b) => a.position - b.position)
}

/** Where the server's thread has got to, as far as we know. */
export function lastPosition(thread: Thread): number {
  return Math.max(0, ...[...thread.values()].map((message) => message.position))
}

export function firstPosition(thread: Thread): number {
  return Math.min(...[...thread.values()].map((message) => message.position))
}

/** The newest of their messages that the server does not yet know to be `reached`; null when there is nothing to tell. */
export function receiptDue(thread: Thread, reached: 'delivered' | 'read'): string | null {
  const done = reached === 'read' ? ['read'] : ['delivered', 'read']
  const newest = ordered(thread).findLast((message) => !message.mine)
  return newest && !done.includes(newest.status) ? newest.id : null
}

/** How many of their messages the visitor has not read. */
export function unreadCount(thread: Thread): number {
  return [...thread.values()].filter((message) => !message.mine && message.status !== 'read').length
}

function toEntry({ id, text, attachments, at, taken, failed }: Unsent): Entry {
  const status = failed !== undefined ? 'failed' : taken ? 'received' : 'sending'
  return { id, mine: true, author: '', text, attachments, at, status, ...(failed !== undefined && { reason: failed }) }
}

/** The same message with its files' addresses made whole: the server names them below itself, and we are on somebody else's page. */
export function withAddresses<M extends Pick<WidgetMessage, 'attachments'>>(base: string, message: M): M {
  return { ...message, attachments: message.attachments.map((file) => ({ ...file, url: new URL(file.url, base).href })) }
}
