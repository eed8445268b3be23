import * as z from 'zod'
import { cursor, dbText, dbTime, endpoint, id, limit, page, time } from './endpoint.ts'

/** One act that changed something or took data out. Customers' contact data stands in it only in masked form. */
export const auditEntry = z.object({
  id,
  at: time,
  actor: z.object({ type: z.enum(['user', 'system']), id: id.nullable(), name: z.string() }),
  /** Named as the endpoint or job that did it. */
  action: z.string(),
  target: z.object({ type: z.string(), id: z.string().nullable() }).nullable(),
  before: z.record(z.string(), z.unknown()).meta({ contact: true }).nullable(),
  after: z.record(z.string(), z.unknown()).meta({ contact: true }).nullable(),
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
      action: dbText(60).optional(),
      targetId: dbText(64).optional(),
      requestId: dbText(64).optional(),
      from: dbTime.optional(),
      to: dbTime.optional(),
      cursor: cursor.optional(),
      limit,
    },
    page(auditEntry),
  ),
} as const
