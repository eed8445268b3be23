import * as z from 'zod'
import { endpoint, id, line, nothing, page } from './endpoint.ts'

export const team = z.object({
  id,
  version: z.number().int(),
  name: z.string(),
  /** The team this one belongs to; who may see a team's work sees that of the teams below it. */
  parentId: id.nullable(),
  memberIds: z.array(id),
})
export type Team = z.infer<typeof team>

const members = z.array(id).max(500)

export const teamEndpoints = {
  'team.list': endpoint('get', '/teams', 'Teams, by name', {}, page(team)),
  'team.create': endpoint(
    'post',
    '/teams',
    'Make a team',
    { name: line(60), parentId: id.nullable().default(null), memberIds: members.default([]) },
    team,
  ),
  'team.update': endpoint(
    'patch',
    '/teams/:id',
    'Rename a team, move it below another, or say who is in it; a team cannot stand below itself',
    { id, name: line(60).optional(), parentId: id.nullable().optional(), memberIds: members.optional() },
    team,
  ),
  'team.delete': endpoint(
    'delete',
    '/teams/:id',
    'Remove a team: teams below it move up, its conversations and customers lose the team',
    { id },
    nothing,
  ),
} as const

export const teamEvents = {
  'team.created': z.object({ team }),
  'team.updated': z.object({ team }),
  'team.deleted': z.object({ id }),
} as const
