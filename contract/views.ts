import * as z from 'zod'
import { condition, conditionField } from './conditions.ts'
import { sort } from './conversations.ts'
import { endpoint, id, line, nothing, page } from './endpoint.ts'

/** A saved filter of the inbox. */
export const inboxView = z.object({
  id,
  version: z.number().int(),
  name: z.string(),
  condition,
  /** Why it can no longer be asked, in words for a person; null: it can. */
  broken: z.string().nullable(),
  sort,
  /** Shown to everybody, or only to who made it. */
  shared: z.boolean(),
  ownerId: id,
})
export type InboxView = z.infer<typeof inboxView>

const savedCount = z.object({ id, n: z.number().int().nullable() })

const viewShape = { name: line(60), condition, sort, shared: z.boolean() }

export const viewEndpoints = {
  'view.list': endpoint('get', '/views', 'Saved views of the inbox: mine and the shared ones', {}, page(inboxView)),
  'view.counts': endpoint(
    'get',
    '/views/counts',
    'How many open conversations each team and each saved view has; 100 stands for that many or more, null for what takes too long to count',
    {},
    z.object({ teams: z.array(savedCount), views: z.array(savedCount) }),
  ),
  'view.fields': endpoint('get', '/views/fields', 'What conditions may ask about conversations', {}, page(conditionField)),
  'view.create': endpoint('post', '/views', 'Save a filter of the inbox as a view', viewShape, inboxView),
  'view.update': endpoint('patch', '/views/:id', 'Change a saved view', { id, ...viewShape }, inboxView),
  'view.delete': endpoint('delete', '/views/:id', 'Remove a saved view', { id }, nothing),
} as const

export const viewEvents = {
  'view.saved': z.object({ view: inboxView }),
  'view.deleted': z.object({ id, ownerId: id, shared: z.boolean() }),
} as const
