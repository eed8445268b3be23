import type { WidgetMessage } from '../../contract/widget.ts'
import type { Unsent } from './outbox.ts'

/** One bubble. `sending` and `failed` are the outbox's; the others are what the server says. */
export type Entry = Omit<WidgetMessage, 'status' | 'version' | 'position'> & {
  status: WidgetMessage['status'] | 'sending' | 'failed'
  reason?: string
}

export type Thread = Map<string, WidgetMessage>

/**
 * Takes messages in, in whatever order they come: of each, the newest version stays, and what was reached once (a tick) is not taken
 * back. Answers whether anything changed.
 */
export function merge(thread: Thread, messages: WidgetMessage[]): boolean {
  const news = messages.filter((message) => isNews(thread.get(message.id), message))
  for (const message of news) {
    const known = thread.get(message.id)
    thread.set(message.id, { ...message, status: further(known?.status, message.status) })
  }
  return news.length > 0
}

const steps = ['sent', 'received', 'delivered', 'read'] as const

function further(a: WidgetMessage['status'] | undefined, b: WidgetMessage['status']): WidgetMessage['status'] {
  return a !== undefined && steps.indexOf(a) > steps.indexOf(b) ? a : b
}

function isNews(known: WidgetMessage | undefined, message: WidgetMessage): boolean {
  if (!known || message.version > known.version) return true
  return message.version === known.version && further(known.status, message.status) !== known.status
}

/** An agent has opened everything up to this position. */
export function markSeen(thread: Thread, position: number): void {
  for (const message of thread.values()) if (message.mine && message.position <= position) message.status = 'read'
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
export function receiptDue(thread: Thread, reached: 'delivered' | 'read'): WidgetMessage | null {
  const done = reached === 'read' ? ['read'] : ['delivered', 'read']
  const newest = ordered(thread).findLast((message) => !message.mine)
  return newest && !done.includes(newest.status) ? newest : null
}

/** How many of their messages past a position the visitor has not read. */
export function unreadCount(thread: Thread, readUpTo: number): number {
  return [...thread.values()].filter((message) => !message.mine && message.status !== 'read' && message.position > readUpTo).length
}

function toEntry({ id, text, attachments, at, taken, failed }: Unsent): Entry {
  const status = failed !== undefined ? 'failed' : taken ? 'received' : 'sending'
  return { id, mine: true, author: '', text, attachments, at, status, ...(failed !== undefined && { reason: failed }) }
}

/** The same message with its files' addresses made whole: the server names them below itself, and we are on somebody else's page. */
export function withAddresses<M extends Pick<WidgetMessage, 'attachments'>>(base: string, message: M): M {
  return { ...message, attachments: message.attachments.map((file) => ({ ...file, url: new URL(file.url, base).href })) }
}
