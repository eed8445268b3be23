import * as z from 'zod'
import { contact, cursor, endpoint, id } from './endpoint.ts'
import type { DomainEvent } from './events.ts'

export const syncEndpoints = {
  'sync.since': endpoint(
    'get',
    '/sync',
    'Everything committed after a cursor that one may see; `reset` says it is too old, or that one may see more or less since, and the screen must be fetched anew. Without `since`: where the feed stands now',
    { since: cursor.regex(/^\d+\.\d+$/, 'Send the cursor of the last answer.').optional() },
    z.object({ events: z.array(z.custom<DomainEvent>()), cursor, more: z.boolean(), reset: z.boolean() }),
  ),
} as const

/** Socket `events`: one batch for all who may see the same; `from` is the previous batch's `to`, so a gap shows. */
export type EventBatch = { room: string; from: string; to: string; events: DomainEvent[] }

const typing = z.object({
  conversationId: id,
  by: z.object({ type: z.enum(['agent', 'customer']), id, name: contact }),
  note: z.boolean(),
})
export type Typing = z.infer<typeof typing>

const viewing = z.object({
  conversationId: id,
  by: z.object({ id, name: z.string() }),
  /** False: they look elsewhere now. */
  here: z.boolean(),
})
export type Viewing = z.infer<typeof viewing>

/** What people see of each other's work, by the name of its packet. Kept nowhere; one that is lost does no harm. */
export const hints = { typing, viewing } as const
export type Hint = { [N in keyof typeof hints]: { name: N; data: z.infer<(typeof hints)[N]> } }[keyof typeof hints]

/** What travels over socket.io at `/realtime` between the server and an agent's browser. */
export type ServerToAgent = {
  /** First word after connecting: every event after `cursor` will be sent on this socket. */
  hello: (greeting: { cursor: string }) => void
  events: (batch: EventBatch) => void
  /** What the person may do or see changed: fetch everything anew; every event after `cursor` will be sent on this socket. */
  reset: (start: { cursor: string }) => void
  /** Somebody writes; forget it after five seconds. */
  typing: (typing: Typing) => void
  /** Somebody has a conversation before them; forget it after forty seconds without another word of it. */
  viewing: (viewing: Viewing) => void
  /** The session ended (signed out, disabled, expired): the server cuts the line next. */
  signed_out: () => void
}
