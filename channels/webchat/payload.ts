import * as z from 'zod'
import { id, text, time } from '../../contract/endpoint.ts'

const visitor = z.object({
  id: z.string().min(1).max(100),
  /** The shop's own id of a customer it signed for. */
  account: z.string().min(1).max(200).optional(),
  /** Claimed, never proved. */
  name: z.string().max(120).optional(),
  email: z.string().max(254).optional(),
})

const common = { channelId: id.optional(), visitor, at: time.optional() }

/** What a visitor's browser sends, after we replaced `channelId`, `visitor` and `at` by what its token and our clock say. */
export const payload = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message'), id, text: text(10_000).default(''), attachmentIds: z.array(id).max(10).default([]), ...common }),
  z.object({ type: z.literal('receipt'), status: z.enum(['delivered', 'read']), upTo: id, ...common }),
])
export type Payload = z.infer<typeof payload>
