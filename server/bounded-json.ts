/** Deeper than any provider's event; what is deeper would overflow the stack of whoever walks through it. */
const deepest = 64

/** This JSON is nested too deep. */
export class TooDeep extends Error {}

/**
 * JSON as a value, at most 64 levels deep: the reader of the language itself needs no stack, and what it read is measured before anybody walks
 * through it. `text` changes every string in it. Throws `SyntaxError` for what is no JSON, `TooDeep`.
 */
export function parseJson(json: string, text?: (value: string) => string): unknown {
  const root = { value: JSON.parse(json) as unknown }
  const open: { inside: Record<string, unknown> | unknown[]; depth: number }[] = [{ inside: root, depth: 0 }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { inside, depth } = next
    if (depth > deepest) throw new TooDeep(`this JSON is nested deeper than ${deepest} levels`)
    const values = inside as Record<string, unknown>
    for (const key of Object.keys(values)) {
      const value = values[key]
      if (typeof value === 'object' && value !== null) open.push({ inside: value as unknown[], depth: depth + 1 })
      else if (text && typeof value === 'string') values[key] = text(value)
    }
  }
  return root.value
}
