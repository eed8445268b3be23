import * as z from 'zod'
import { dbText, id, time } from '../../contract/endpoint.ts'

const visitor = z.object({
  id: dbText(100).min(1),
  /** The shop's own id of a customer it signed for. */
  account: dbText(200).min(1).optional(),
  /** Claimed, never proved. */
  name: dbText(120).optional(),
  email: dbText(254).optional(),
})

const common = { channelId: id.optional(), visitor, at: time.optional() }

/** What a visitor's browser sends, after we replaced `channelId`, `visitor` and `at` by what its token and our clock say. */
export const payload = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message'), id, text: dbText(10_000).default(''), attachmentIds: z.array(id).max(10).default([]), ...common }),
  z.object({ type: z.literal('receipt'), status: z.enum(['delivered', 'read']), upTo: id, ...common }),
])
export type Payload = z.infer<typeof payload>
