import { fail } from '../server/errors.ts'

/** The place of a row in a list ordered by a time, or `infinity`, and an id. */
export const writeCursor = (key: string, id: string): string => Buffer.from(`${key} ${id}`).toString('base64url')

/** Reads what `writeCursor` wrote; refuses anything else. */
export function readCursor(cursor: string): [key: string, id: string] {
  const [key, id, ...rest] = Buffer.from(cursor, 'base64url').toString().split(' ')
  const valid =
    key &&
    id &&
    rest.length === 0 &&
    /^(infinity|[\d:.TZ-]{20,30})$/.test(key) &&
    !(key !== 'infinity' && Number.isNaN(Date.parse(key))) &&
    /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)
  return valid ? [key, id] : fail('invalid', 'This cursor is not one of ours: start again from the first page.', { field: 'cursor' })
}
