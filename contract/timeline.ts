import * as z from 'zod'
import { contact, cursor, endpoint, id, limit, page, time } from './endpoint.ts'
import { identityKind } from './customers.ts'
import { message } from './messages.ts'
import { channelKind } from './channels.ts'

const by = z.object({ type: z.enum(['user', 'customer', 'system']), id: id.nullable(), name: contact })
const shown = z.union([contact, z.number(), z.boolean(), z.null(), z.array(z.string())])

/** What stands on a customer's timeline beside messages. `id` is unique; a message keeps its own. */
export const timelineEntry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message'), id, at: time, conversationId: id, channelId: id, channelKind, message }),
  z.object({ type: z.literal('note'), id, at: time, by, text: contact }),
  /** `field` is a field key; `before` and `after` are as a screen shows them. */
  z.object({ type: z.literal('change'), id, at: time, by, field: z.string(), before: shown, after: shown, source: z.string() }),
  z.object({ type: z.literal('label'), id, at: time, by, labelId: id, name: z.string(), added: z.boolean() }),
  z.object({ type: z.literal('owner'), id, at: time, by, from: z.string().nullable(), to: z.string().nullable() }),
  /** An address or a number somebody linked, or unlinked. */
  z.object({ type: z.literal('identity'), id, at: time, by, kind: identityKind, value: contact, added: z.boolean() }),
  z.object({ type: z.literal('merge'), id, at: time, by, mergeId: id, other: contact, undone: z.boolean() }),
  z.object({
    type: z.literal('consent'),
    id,
    at: time,
    by,
    purpose: z.string(),
    channelKind: z.string().nullable(),
    state: z.enum(['granted', 'withdrawn']),
    source: z.string(),
  }),
  z.object({ type: z.literal('import'), id, at: time, by, importId: id, created: z.boolean() }),
  z.object({ type: z.literal('created'), id, at: time, by }),
])
export type TimelineEntry = z.infer<typeof timelineEntry>

export const timelineKind = z.enum(['messages', 'notes', 'changes', 'consent'])

/** A conversation the composer on a profile can write in, and what its channel allows there now. */
export const timelineEndpoints = {
  'timeline.list': endpoint(
    'get',
    '/customers/:id/timeline',
    'Everything of a customer over all channels, newest first; conversations one may not see are left out',
    {
      id,
      /** Comma-separated kinds; all when left out. */
      kinds: z
        .string()
        .max(60)
        .transform((text) => text.split(','))
        .pipe(z.array(timelineKind))
        .optional(),
      channelId: id.optional(),
      cursor: cursor.optional(),
      limit,
    },
    page(timelineEntry),
  ),
} as const
