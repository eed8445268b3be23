import * as z from 'zod'
import { cursor, endpoint, id, limit, page, text, time } from './endpoint.ts'

/** One act that changed something or took data out. Customers' contact data stands in it only in masked form. */
export const auditEntry = z.object({
  id,
  at: time,
  actor: z.object({ type: z.enum(['user', 'system']), id: id.nullable(), name: z.string() }),
  /** Named as the endpoint or job that did it. */
  action: z.string(),
  target: z.object({ type: z.string(), id: z.string().nullable() }).nullable(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  ip: z.string(),
  requestId: z.string(),
})
export type AuditEntry = z.infer<typeof auditEntry>

export const auditEndpoints = {
  'audit.list': endpoint(
    'get',
    '/audit',
    'Who did what, newest first',
    {
      actorId: id.optional(),
      /** The beginning of an action: `customer.` gives all about customers. */
      action: text(60).optional(),
      targetId: text(64).optional(),
      requestId: text(64).optional(),
      from: time.optional(),
      to: time.optional(),
      cursor: cursor.optional(),
      limit,
    },
    page(auditEntry),
  ),
} as const
