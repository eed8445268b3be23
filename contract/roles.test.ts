import { describe, expect, test } from 'vitest'
import type { EndpointName } from './api.ts'
import { allows, can, rules } from './can.ts'
import { builtInRoles, permission, scope, type Role } from './roles.ts'

const roleOf = (id: string): Role => builtInRoles.find((role) => role.id === id)!
const width = (role: Role) => scope.options.indexOf(role.scope)
const actorOf = ({ id, ...rights }: Role) => ({ ...rights, type: 'user', id, role: id, keys: null }) as const

/** Who must not do or see less than whom. */
const above: [string, string][] = [
  ['owner', 'manager'],
  ['manager', 'agent'],
  ['owner', 'marketer'],
  ['manager', 'marketer'],
  ['owner', 'analyst'],
  ['manager', 'analyst'],
]

describe.each(above)('%s against %s', (upper, lower) => {
  const [more, less] = [roleOf(upper), roleOf(lower)]

  test.each(permission.options)('%s', (one) => {
    if (allows(less.permissions, one)) expect(allows(more.permissions, one)).toBe(true)
  })

  test('may call every endpoint the other may', () => {
    const names = Object.keys(rules) as EndpointName[]
    expect(names.filter((name) => can(actorOf(less), name) && !can(actorOf(more), name))).toEqual([])
  })

  test('sees as much, and no contact data in part that the other sees whole', () => {
    expect(width(more)).toBeGreaterThanOrEqual(width(less))
    expect(more.masked.filter((kind) => !less.masked.includes(kind))).toEqual([])
  })
})
