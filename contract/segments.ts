import * as z from 'zod'
import { condition, conditionField } from './conditions.ts'
import { customerCount } from './customers.ts'
import { dbInt, endpoint, id, line, nothing, page, time } from './endpoint.ts'

export const segment = z.object({
  id,
  version: z.number().int(),
  name: z.string(),
  condition,
  /** Why it can no longer be asked (a field that is gone, a value no field has), in words for a person; null: it can. */
  broken: z.string().nullable(),
  createdAt: time,
  updatedAt: time,
})
export type Segment = z.infer<typeof segment>

export const segmentEndpoints = {
  'condition.fields': endpoint('get', '/condition-fields', 'What conditions may ask about customers', {}, page(conditionField)),
  'segment.list': endpoint('get', '/segments', 'Segments, by name', {}, page(segment)),
  'segment.create': endpoint('post', '/segments', 'Keep a condition as a segment', { name: line(80), condition }, segment),
  'segment.update': endpoint(
    'patch',
    '/segments/:id',
    'Change a segment',
    { id, version: dbInt().optional(), name: line(80).optional(), condition: condition.optional() },
    segment,
  ),
  'segment.delete': endpoint('delete', '/segments/:id', 'Remove a segment; its customers stay', { id }, nothing),
  'segment.count': endpoint(
    'post',
    '/segments/count',
    'How many customers a condition holds for, of those one may see',
    { condition },
    customerCount,
  ),
} as const

export const segmentEvents = {
  'segment.created': z.object({ segment }),
  'segment.updated': z.object({ segment }),
  'segment.deleted': z.object({ id }),
} as const
