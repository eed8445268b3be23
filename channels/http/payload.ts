import * as z from 'zod'
import { time } from '../../contract/endpoint.ts'

const id = z.string().min(1).max(200)
const person = z.object({ id, name: z.string().max(200).optional() })
const file = z.object({
  url: z.url({ protocol: /^https?$|^demo$/ }),
  name: z.string().max(200).default('file'),
  type: z.string().max(100).default(''),
})
const place = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: z.string().max(500).default(''),
  address: z.string().max(500).default(''),
})
const address = z.url({ protocol: /^https?$/ }).max(4_000)
const post = z.object({
  text: z.string().max(10_000).optional(),
  url: address.optional(),
  picture: address.optional(),
  author: z.string().max(200).optional(),
})
const thread = z.string().min(1).max(200).optional()
const words = {
  id,
  thread,
  surface: z.enum(['message', 'comment']).default('message'),
  text: z.string().max(200_000).default(''),
  files: z.array(file).max(20).default([]),
  place: place.optional(),
  answers: id.optional(),
  post: post.optional(),
}
const at = time.optional()

/** What a program may tell us; each has its `type`. Fields we do not know are left aside. */
export const event = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message'), from: person, ...words, at }),
  z.object({ type: z.literal('echo'), to: person, author: z.string().max(200).optional(), ...words, at }),
  z.object({ type: z.literal('receipt'), id, status: z.enum(['delivered', 'read']), upTo: z.boolean().default(false), at }),
  z.object({ type: z.literal('failed'), id, reason: z.string().max(500), at }),
  z.object({ type: z.literal('edit'), id, text: z.string().max(200_000), at }),
  z.object({ type: z.literal('recall'), id, at }),
  z.object({ type: z.literal('reaction'), id, from: person, emoji: z.string().max(20).nullable(), at }),
  z.object({ type: z.literal('follow'), from: person, thread, by: z.string().max(100).optional(), at }),
  z.object({ type: z.literal('unfollow'), from: person, thread, at }),
])
export type Event = z.infer<typeof event>
export type Spoken = Extract<Event, { type: 'message' | 'echo' }>
