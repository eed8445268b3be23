import { metrics } from '../server/metrics.ts'
import type { Arrival } from './arrival.ts'

/** What an arrival holds that this version does not know, in words for an admin; null when it holds nothing of the kind. */
export function unknownReason({ items }: Arrival): string | null {
  const names = items.flatMap(unknownName)
  if (names.length === 0) return null
  return `This version of Parley does not know what this is: ${[...new Set(names)].join(', ').slice(0, 300)}.`
}

/** Names come from outside: only so many become labels. */
const mostNames = 200
const names = new Set<string>()

/** Counts what is unknown, by the provider's name for it. */
export function countUnknown({ channelKind, items }: Arrival): void {
  for (const name of items.flatMap(unknownName)) metrics.unknownItems.inc({ kind: channelKind, name: labelOf(name) })
}

function unknownName(item: Arrival['items'][number]): string[] {
  if (item.type === 'unknown') return [item.name]
  return item.type === 'message' && item.unsupported !== undefined ? [item.unsupported] : []
}

function labelOf(name: string): string {
  const label = name.toLowerCase().replace(/[^a-z0-9]+/g, '_').slice(0, 40) || 'none' // prettier-ignore
  if (!names.has(label) && names.size >= mostNames) return 'other'
  names.add(label)
  return label
}
