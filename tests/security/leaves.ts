import type * as z from 'zod'

/** A place in an input where a caller chooses a value: `path` has `*` for any item of a list and any key of a record. */
export type Leaf = { path: string[]; schema: z.ZodType }

/** Every place of a schema whose value is not one of a few; a pipe and a record are places of their own besides what they hold. */
export function leavesOf(given: z.core.$ZodType, path: string[] = [], seen: z.core.$ZodType[] = []): Leaf[] {
  if (seen.includes(given)) return []
  const into = (inner: z.core.$ZodType, ...more: string[]) => leavesOf(inner, [...path, ...more], [...seen, given])
  const itself = [{ path, schema: given as z.ZodType }]
  const { def } = (given as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape).flatMap(([key, inner]) => into(inner, key))
    case 'array':
      return into(def.element, '*')
    case 'tuple':
      return def.items.flatMap((inner) => into(inner, '*'))
    case 'record':
      return [...itself, ...into(def.valueType, '*').filter(({ schema }) => schema.type !== 'unknown')]
    case 'union':
      return def.options.flatMap((inner) => into(inner))
    case 'lazy':
      return into(def.getter())
    case 'pipe':
      // What a text is read into is judged by what comes of the text.
      return [...itself, ...(['string', 'pipe'].includes(def.in._zod.def.type) ? [] : into(def.out))]
    case 'optional':
    case 'nullable':
    case 'default':
    case 'readonly':
      return into(def.innerType)
    case 'enum':
    case 'literal':
    case 'boolean':
    case 'null':
    case 'transform':
      return []
    default:
      return itself
  }
}
