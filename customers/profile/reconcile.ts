import { fold } from '../../language/folding.ts'

/** The labels of one customer, by name: ours, those kept somewhere else, and what both had the last time they were compared. */
export type Sides = { here: string[]; there: string[]; agreed: string[] }

/**
 * What each side must take on and give up to be alike: what one of them has added since they agreed comes to the other, what one has removed
 * goes from the other, so no change is lost whoever made it. Names are compared folded, and given as the side they come from writes them.
 */
export function reconcile({ here, there, agreed }: Sides): { come: string[]; go: string[]; add: string[]; remove: string[] } {
  const [ours, theirs, before] = [here, there, agreed].map((names) => new Set(names.map(fold)))
  const only = (names: string[], others: Set<string> | undefined, wereAgreed: boolean) =>
    names.filter((name) => !others?.has(fold(name)) && before?.has(fold(name)) === wereAgreed)
  return {
    come: only(there, ours, false),
    go: only(here, theirs, true),
    add: only(here, theirs, false),
    remove: only(there, ours, true),
  }
}
