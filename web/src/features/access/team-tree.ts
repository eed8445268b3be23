import type { Team } from '../../../../contract/teams.ts'

/** Teams in the order of their tree, each with how deep it stands; siblings keep their order. */
export function asTree(teams: readonly Team[], parentId: string | null = null, depth = 0): { team: Team; depth: number }[] {
  const known = new Set(teams.map((team) => team.id))
  const here = teams.filter((team) => (team.parentId !== null && known.has(team.parentId) ? team.parentId : null) === parentId)
  return here.flatMap((team) => [{ team, depth }, ...asTree(teams, team.id, depth + 1)])
}

/** The ids of a team and of all below it: where it cannot be moved to. */
export function withBelow(teams: readonly Team[], id: string): Set<string> {
  return new Set([id, ...asTree(teams, id).map(({ team }) => team.id)])
}
