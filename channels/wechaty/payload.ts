import * as z from 'zod'

const text = z.string().default('')

/** What the gateway keeps of one message: what it says, who wrote it, and where. */
export const heard = z.object({
  id: z.string().min(1),
  /** Wechaty's number of the kind of message. */
  type: z.number().int(),
  text,
  filename: text,
  /** Milliseconds since 1970. */
  at: z.number().optional().catch(undefined),
  talker: z.object({ id: z.string().min(1), name: text }),
  listener: text,
  room: z
    .object({ id: z.string().min(1), topic: text })
    .nullable()
    .default(null),
  /** The account's own id, by which its own messages are known. */
  self: text,
})
export type Heard = z.infer<typeof heard>

/** What waits at the gateway: each message under the name by which it is let go. */
export const waiting = z.object({ messages: z.array(z.object({ name: z.string(), message: z.looseObject({ id: z.string() }) })) })

/** Who is signed in there, by their id, and how many messages wait. */
export const state = z.object({ signedIn: z.string().nullable(), waiting: z.number() })
