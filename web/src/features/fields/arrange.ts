import type { Field, ProfileLayout } from '../../../../contract/fields.ts'

export type Sections = ProfileLayout['sections']
/** A place in the lay-out: the section's id, and before which of its fields. `null`: not on the profile. */
export type Place = { sectionId: string; index: number } | null

export const builtInKeys = ['company', 'birthday', 'owner', 'team', 'labels', 'preferences']

/** The lay-out with a field at another place; where it stood before it is taken out. */
export function moveField(sections: Sections, key: string, to: Place): Sections {
  const from = sections.find((section) => section.fields.includes(key))
  const at = from?.fields.indexOf(key) ?? -1
  const without = sections.map((section) => ({ ...section, fields: section.fields.filter((one) => one !== key) }))
  if (to === null) return without
  // Taking it out moves those behind it up by one.
  const index = from?.id === to.sectionId && at < to.index ? to.index - 1 : to.index
  return without.map((section) => (section.id === to.sectionId ? { ...section, fields: section.fields.toSpliced(index, 0, key) } : section))
}

/** Where a step up or down leads: past its neighbour, or into the next section; undefined at either end. */
export function stepFrom(sections: Sections, key: string, by: 1 | -1): Place | undefined {
  const n = sections.findIndex((section) => section.fields.includes(key))
  const here = sections[n]
  if (!here) return undefined
  const at = here.fields.indexOf(key)
  if (by === -1 && at > 0) return { sectionId: here.id, index: at - 1 }
  if (by === 1 && at < here.fields.length - 1) return { sectionId: here.id, index: at + 2 }
  const next = sections[n + by]
  return next && { sectionId: next.id, index: by === 1 ? 0 : next.fields.length }
}

/** The lay-out with two neighbouring sections exchanged. */
export function moveSection(sections: Sections, id: string, by: 1 | -1): Sections {
  const n = sections.findIndex((section) => section.id === id)
  const section = sections[n]
  if (!section || !sections[n + by]) return sections
  return sections.toSpliced(n, 1).toSpliced(n + by, 0, section)
}

/** What could stand on the profile and does not: built-in fields first, then the workspace's own; not those put away. */
export function unplaced(sections: Sections, fields: readonly Field[]): string[] {
  const placed = new Set(sections.flatMap((section) => section.fields))
  const own = fields.filter((field) => !field.archived).map((field) => field.id)
  return [...builtInKeys, ...own].filter((key) => !placed.has(key))
}

/** The sections as the board shows them: without fields that were put away or removed. */
export function shownSections(sections: Sections, fields: readonly Field[]): Sections {
  const known = new Set([...builtInKeys, ...fields.filter((field) => !field.archived).map((field) => field.id)])
  return sections.map((section) => ({ ...section, fields: section.fields.filter((key) => known.has(key)) }))
}
