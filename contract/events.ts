import type * as z from 'zod'
import { channelEvents } from './channels.ts'
import { conversationEvents } from './conversations.ts'
import { customerEvents } from './customers.ts'
import { messageEvents } from './messages.ts'
import { userEvents } from './users.ts'

/** Every committed change, by name; the feed, the sockets and `GET /sync` carry these and nothing else. */
export const events = { ...messageEvents, ...conversationEvents, ...customerEvents, ...channelEvents, ...userEvents } as const

export type EventName = keyof typeof events
export type EventData<N extends EventName> = z.infer<(typeof events)[N]>
export type DomainEvent<N extends EventName = EventName> = {
  [K in N]: {
    /** Position in the feed, comparable with `compareCursors`. */
    cursor: string
    workspaceId: string
    name: K
    data: EventData<K>
    at: string
  }
}[N]
