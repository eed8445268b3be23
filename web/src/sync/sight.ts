import { compareCursors } from '../../../contract/cursors.ts'
import type { Draft } from './entities.ts'

/** The newest event that told of a conversation or customer, and whether it said that this person may see it no longer. */
export type Sight = { cursor: string; lost: boolean }

/**
 * Notes what an event at `cursor` says about seeing `id`. Events may come late: only the newest one counts.
 * @returns whether it is the newest.
 */
export function noteSight(draft: Draft, id: string, cursor: string, lost: boolean): boolean {
  const known = draft.state.sight[id]
  if (known && compareCursors(known.cursor, cursor) > 0) return false
  if (!draft.copied.has('sight')) {
    draft.copied.add('sight')
    draft.state.sight = { ...draft.state.sight }
  }
  const sight: Record<string, Sight> = draft.state.sight
  sight[id] = { cursor, lost }
  return true
}
