import type { Condition } from '../../../../contract/conditions.ts'

/** The condition a filter holds; null for none or for one the address has in tatters. */
export function conditionOf(filter: string | null | undefined): Condition | null {
  if (!filter) return null
  try {
    return JSON.parse(filter) as Condition
  } catch {
    // Cut off by a mail program or typed by hand: as if there were none.
    return null
  }
}

/** How many things a condition asks. */
export function countTests(condition: Condition): number {
  if ('field' in condition) return 1
  if ('not' in condition) return countTests(condition.not)
  return ('all' in condition ? condition.all : condition.any).reduce((sum, part) => sum + countTests(part), 0)
}

/** The parts a condition is made of, each of which narrows it: those of which all must hold, or the whole as one. */
export const partsOf = (condition: Condition): Condition[] => ('all' in condition ? condition.all : [condition])

/** A filter of parts without one of them; null when nothing is left. */
export function without(parts: readonly Condition[], n: number): string | null {
  const others = parts.filter((_, at) => at !== n)
  return others.length > 0 ? JSON.stringify({ all: others }) : null
}

export const isEmpty = (condition: Condition) => countTests(condition) === 0
