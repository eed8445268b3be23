import type * as z from 'zod'
import { channelEvents } from './channels.ts'
import { conversationEvents } from './conversations.ts'
import { customerEvents } from './customers.ts'
import { fieldEvents } from './fields.ts'
import { importEvents } from './imports.ts'
import { languageEvents } from './language.ts'
import { mergeEvents } from './merges.ts'
import { messageEvents } from './messages.ts'
import { roleEvents } from './roles.ts'
import { segmentEvents } from './segments.ts'
import { teamEvents } from './teams.ts'
import { userEvents } from './users.ts'
import { viewEvents } from './views.ts'

/** Every committed change, by name; the feed, the sockets and `GET /sync` carry these and nothing else. */
export const events = {
  ...messageEvents,
  ...conversationEvents,
  ...customerEvents,
  ...mergeEvents,
  ...fieldEvents,
  ...segmentEvents,
  ...viewEvents,
  ...importEvents,
  ...languageEvents,
  ...channelEvents,
  ...userEvents,
  ...roleEvents,
  ...teamEvents,
} as const

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
