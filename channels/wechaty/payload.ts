import * as z from 'zod'

const text = z.string().default('')

/** What the listener stores of one message: what the gateway told of it, of who wrote it, and where. */
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
