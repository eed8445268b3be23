import { useStore } from '../../sync/store.ts'
import { call } from '../../api.ts'
import { keep } from '../../sync/entities.ts'
import { learn } from '../../sync/store.ts'
import { useLoaded } from '../settings/use-loaded.ts'
import type { Role } from '../../../../contract/roles.ts'
import type { Team } from '../../../../contract/teams.ts'

/** Roles and teams, fetched when a page of them opens and kept current by events. */
export function useAccess() {
  const roles = useStore((state) => state.roles)
  const teams = useStore((state) => state.teams)
  const { phase, why, again } = useLoaded(load)
  return { phase, why, again, roles: inOrder(Object.values(roles)), teams: Object.values(teams).sort(byName) }
}

async function load(): Promise<true> {
  const [roles, teams] = await Promise.all([call('role.list', {}), call('team.list', {})])
  learn((draft) => {
    roles.data.forEach((role) => keep(draft, 'roles', role))
    teams.data.forEach((team) => keep(draft, 'teams', team))
  })
  return true
}

const order = ['owner', 'manager', 'agent', 'marketer', 'analyst']

/** The built-in ones from most to least rights, then the workspace's own by name. */
function inOrder(roles: Role[]): Role[] {
  const rank = (role: Role) => (role.builtIn ? order.indexOf(role.id) : order.length)
  return roles.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
}

const byName = (a: Team, b: Team) => a.name.localeCompare(b.name)
