/**
 * Sentences from patterns: every `{slot}` is filled with one of its words, which may hold slots themselves. `each` sentences per pattern, always
 * the same ones; another `from` gives others.
 */
export function fillEach(patterns: string[], slots: Record<string, string[]>, each: number, from = 0): string[] {
  return patterns.flatMap((pattern, at) => Array.from({ length: each }, (_, turn) => fill(pattern, slots, from + at + turn * 7)))
}

/** Each slot walks through its words at its own pace, so that few pairs come twice. */
function fill(pattern: string, slots: Record<string, string[]>, turn: number): string {
  let pace = 1
  let text = pattern
  while (/\{.+?\}/.test(text))
    text = text.replace(/\{(.+?)\}/g, (_, name: string) => {
      const words = slots[name] ?? []
      pace += 2
      return words[(turn * pace + Math.floor(turn / words.length)) % words.length] ?? ''
    })
  return text
}
