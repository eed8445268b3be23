import * as z from 'zod'
import { maybe } from '../provider/exact-json.ts'

const text = z.string()
const id = z.string().min(1).max(200)
export const userId = z.string().regex(/^U[0-9a-f]{32}$/)

/** A body of LINE's, each of whose events is read by itself. https://developers.line.biz/en/reference/messaging-api/#webhook-event-objects */
export const envelope = z.looseObject({ events: z.array(z.unknown()) })

/** What happened stands under a name of its own; `source` is missing of what concerns nobody. */
export const event = z.object({
  ...{ type: text.min(1).max(100), mode: maybe(text), timestamp: maybe(z.number()), webhookEventId: maybe(id) },
  source: maybe(z.object({ type: text, userId: maybe(userId) })),
  message: maybe(z.looseObject({ id, type: text, quotedMessageId: maybe(id) })),
  unsend: maybe(z.object({ messageId: id })),
  follow: maybe(z.object({ isUnblocked: maybe(z.boolean()) })),
  postback: maybe(z.object({ data: text, params: maybe(z.record(z.string(), z.string())) })),
})
export type LineEvent = z.infer<typeof event>

const file = { contentProvider: maybe(z.object({ type: text, originalContentUrl: maybe(text) })) }
const point = { title: maybe(text), address: maybe(text), latitude: z.number(), longitude: z.number() }

/** What a message holds, of the kinds we understand. */
export const content = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text }),
  z.object({ type: z.literal('sticker'), text: maybe(text), keywords: maybe(z.array(text)) }),
  z.object({ type: z.enum(['image', 'video', 'audio']), ...file }),
  z.object({ type: z.literal('file'), fileName: maybe(text), fileSize: maybe(z.number()) }),
  z.object({ type: z.literal('location'), ...point }),
])
export type LineContent = z.infer<typeof content>
