import * as z from 'zod'
import { maybe } from '../provider/exact-json.ts'

const text = z.string()
const id = z.string().min(1).max(200)
const provider = z.looseObject({ type: text, originalContentUrl: maybe(text) })

/** A body of LINE's, each of whose events is read by itself. https://developers.line.biz/en/reference/messaging-api/#webhook-event-objects */
export const envelope = z.looseObject({ events: z.array(z.unknown()) })

export const userId = z.string().regex(/^U[0-9a-f]{32}$/)
const source = z.looseObject({ type: text, userId: maybe(userId) })

/** What every event says; loose, for what happened stands beside it. `source` is missing of those that concern nobody. */
export const event = z.looseObject({
  type: text.min(1).max(100),
  ...{ mode: maybe(text), timestamp: maybe(z.number()), webhookEventId: maybe(id), source: maybe(source) },
})
export type LineEvent = z.infer<typeof event>

const file = { contentProvider: maybe(provider) }

/** What a message holds, of the kinds we understand. */
export const content = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text'), text }),
  z.looseObject({ type: z.literal('sticker'), text: maybe(text), keywords: maybe(z.array(text)) }),
  z.looseObject({ type: z.literal('image'), ...file }),
  z.looseObject({ type: z.literal('video'), ...file }),
  z.looseObject({ type: z.literal('audio'), ...file }),
  z.looseObject({ type: z.literal('file'), fileName: maybe(text), fileSize: maybe(z.number()) }),
  z.looseObject({
    type: z.literal('location'),
    ...{ title: maybe(text), address: maybe(text), latitude: z.number(), longitude: z.number() },
  }),
])
export type LineContent = z.infer<typeof content>

export const message = z.looseObject({ message: z.looseObject({ id, type: text, quotedMessageId: maybe(id) }) })
export const unsend = z.looseObject({ unsend: z.looseObject({ messageId: id }) })
export const follow = z.looseObject({ follow: maybe(z.looseObject({ isUnblocked: maybe(z.boolean()) })) })
export const postback = z.looseObject({
  postback: z.looseObject({ data: text, params: maybe(z.record(z.string(), z.string())) }),
})
