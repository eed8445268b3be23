/** Whether two texts differ by one slip at most: a character changed, left out, put in, or two neighbours swapped. */
export function isSlip(a: string, b: string): boolean {
  if (a === b) return true
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at += 1
  if (short.slice(at) === long.slice(at + 1)) return true
  if (short.length < long.length) return false
  if (short.slice(at + 1) === long.slice(at + 1)) return true
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2)
}

/** Every order of a few words, each written together. */
export function ordersOf(words: string[]): string[] {
  if (words.length > 3) return [words.join('')]
  if (words.length < 2) return words
  return words.flatMap((word, at) => ordersOf(words.filter((_, other) => other !== at)).map((rest) => word + rest))
}
