import { expect, test } from 'vitest'
import type { Team } from '../../../../contract/teams.ts'
import { asTree, withBelow } from './team-tree.ts'

const team = (id: string, parentId: string | null = null): Team => ({ id, version: 1, name: id, parentId, memberIds: [] })
const teams = [team('south', 'sales'), team('support'), team('sales'), team('guangzhou', 'south'), team('lost', 'of nobody')]

test('a team stands below its parent, one whose parent is not known at the top', () => {
  expect(asTree(teams).map(({ team, depth }) => `${depth} ${team.id}`)).toEqual([
    '0 support',
    '0 sales',
    '1 south',
    '2 guangzhou',
    '0 lost',
  ])
})

test('a team cannot be moved below itself', () => {
  expect([...withBelow(teams, 'sales')].sort()).toEqual(['guangzhou', 'sales', 'south'])
})
