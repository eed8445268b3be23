import * as z from 'zod'
import { dbInt, endpoint, id, line, nothing, page } from './endpoint.ts'

/** What a role may do; `can.ts` says which of them each endpoint asks for. */
export const permission = z.enum([
  'inbox.read',
  'inbox.work',
  'customer.read',
  'customer.write',
  'customer.merge',
  'customer.import',
  'customer.export',
  'customer.erase',
  'field.manage',
  'segment.manage',
  'language.train',
  'channel.manage',
  'people.manage',
  'role.manage',
  'audit.read',
  'workspace.manage',
])
export type Permission = z.infer<typeof permission>

/**
 * Whose conversations and customers a role sees: those that name the person (assignee, owner), those that also name a team of the
 * person, a team below it or somebody in one, or everybody's.
 */
export const scope = z.enum(['own', 'team', 'all'])
export type Scope = z.infer<typeof scope>

/** Contact data a role sees only in part (`13*****5678`, `l***@example.com`). */
export const maskable = z.enum(['phone', 'email'])
export type Maskable = z.infer<typeof maskable>

/** `owner`, `manager`, `agent`, `marketer`, `analyst`, or the id of a role the workspace made. */
export const roleId = z.string().regex(/^[\w-]{1,40}$/, 'This is no role. Choose one of the list.')

export const role = z.object({
  id: roleId,
  version: z.number().int(),
  /** Of a built-in role its id: screens translate it. */
  name: z.string(),
  builtIn: z.boolean(),
  permissions: z.array(permission),
  scope,
  masked: z.array(maskable),
})
export type Role = z.infer<typeof role>

const everything = permission.options
const customers: Permission[] = ['customer.read', 'customer.write', 'customer.merge', 'customer.import', 'customer.export']

const builtIn = (id: string, permissions: readonly Permission[], scope: Scope, masked: Maskable[] = []): Role => ({
  id,
  version: 1,
  name: id,
  builtIn: true,
  permissions: [...permissions],
  scope,
  masked,
})

/** The roles every workspace has; they cannot be changed, only copied. */
export const builtInRoles: readonly Role[] = [
  builtIn('owner', everything, 'all'),
  builtIn(
    'manager',
    ['inbox.read', 'inbox.work', ...customers, 'customer.erase', 'field.manage', 'segment.manage', 'language.train', 'audit.read'],
    'all',
  ),
  builtIn('agent', ['inbox.read', 'inbox.work', 'customer.read', 'customer.write', 'customer.merge'], 'all'),
  builtIn('marketer', ['customer.read', 'customer.write', 'customer.import', 'customer.export', 'segment.manage'], 'all'),
  builtIn('analyst', ['inbox.read', 'customer.read', 'audit.read'], 'all', ['phone', 'email']),
]

const shape = { name: line(60), permissions: z.array(permission).max(40), scope, masked: z.array(maskable).max(2) }

export const roleEndpoints = {
  'role.list': endpoint('get', '/roles', 'Roles: the built-in ones first', {}, page(role)),
  'role.create': endpoint('post', '/roles', 'Make a role; nobody can give rights they do not have', shape, role),
  'role.update': endpoint(
    'patch',
    '/roles/:id',
    'Change a role of the workspace; holds at once for everybody who has it',
    { id, version: dbInt().optional(), ...shape },
    role,
  ),
  'role.delete': endpoint('delete', '/roles/:id', 'Remove a role nobody has', { id }, nothing),
} as const

export const roleEvents = {
  'role.created': z.object({ role }),
  'role.updated': z.object({ role }),
  'role.deleted': z.object({ id }),
} as const
