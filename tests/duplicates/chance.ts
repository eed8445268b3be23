/** A source of chance that repeats itself for a seed (mulberry32). */
export function chanceOf(seed: number) {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (n: number): number => Math.floor(next() * n)
  const oneOf = <T>(items: readonly T[]): T => items[below(items.length)]!
  const happens = (probability: number): boolean => next() < probability
  const digits = (n: number): string => Array.from({ length: n }, () => below(10)).join('')
  return { next, below, oneOf, happens, digits }
}
export type Chance = ReturnType<typeof chanceOf>

/** One of several, as often as its weight says. */
export function weighted<T>(chance: Chance, choices: readonly (readonly [number, T])[]): T {
  let left = chance.next() * choices.reduce((sum, [weight]) => sum + weight, 0)
  for (const [weight, choice] of choices) {
    left -= weight
    if (left <= 0) return choice
  }
  return choices.at(-1)![1]
}
