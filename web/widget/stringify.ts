const { stringify: native } = JSON
const prototypes = [Array, String, Number, Boolean, Object].map(({ prototype }) => prototype as object)

/**
 * Stands in for `JSON.stringify` in all of the widget, its libraries included (vite.widget.config.ts): old libraries of a page (Prototype) give
 * arrays and strings a `toJSON` of their own, with which they would come out as text of text.
 */
export const stringify: typeof JSON.stringify = (...input: unknown[]) => {
  const taken = prototypes.map((prototype) => [prototype, Object.getOwnPropertyDescriptor(prototype, 'toJSON')] as const)
  const put = taken.filter(([, own]) => own?.configurable)
  for (const [prototype] of put) Reflect.deleteProperty(prototype, 'toJSON')
  try {
    return native(...(input as Parameters<typeof JSON.stringify>))
  } finally {
    for (const [prototype, own] of put) Object.defineProperty(prototype, 'toJSON', own ?? {})
  }
}
