import { seal, unseal } from './crypto.ts'
import { fail } from './errors.ts'

/** Where a page ended: what its order compares (a time, a name, a score), and an id. */
export type Position = readonly (string | number)[]

/**
 * The `next` of a page of `list`: its last row's position, sealed, because a position may be somebody's phone number, and so that nobody but
 * us makes one. `list` names the list with its order: a cursor of another is refused.
 */
export function sealCursor(list: string, position: Position): string {
  return seal(JSON.stringify([list, ...position]), 'cursor')
}

/** The position that `sealCursor` wrote of the same list. Refuses with `invalid` what is not of ours, or of another list. */
export function openCursor<P extends Position>(list: string, cursor: string): P {
  const [of, ...position] = positionIn(cursor)
  if (of !== list) return refuse()
  return position as unknown as P
}

function positionIn(cursor: string): Position {
  try {
    return JSON.parse(unseal(cursor, 'cursor')) as Position
  } catch (cause) {
    return refuse(cause)
  }
}

function refuse(cause?: unknown): never {
  return fail('invalid', 'Send as `cursor` the `next` of the page before.', { field: 'cursor', cause })
}
