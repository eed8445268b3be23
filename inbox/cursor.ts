import { fail } from '../server/errors.ts'

/** The place of a row in a list ordered by a key (a time, `infinity`, or a number) and an id. */
export const writeCursor = (key: string | number, id: string): string => Buffer.from(`${key} ${id}`).toString('base64url')

/** Reads what `writeCursor` wrote of such a key; refuses anything else. */
export function readCursor(cursor: string, isKey: (key: string) => boolean = isTime): [key: string, id: string] {
  const [key, id, ...rest] = Buffer.from(cursor, 'base64url').toString().split(' ')
  const valid = key && id && rest.length === 0 && isKey(key) && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)
  return valid ? [key, id] : fail('invalid', 'This cursor is not one of ours: start again from the first page.', { field: 'cursor' })
}

export const isTime = (key: string): boolean => key === 'infinity' || (/^[\d:.TZ-]{20,30}$/.test(key) && !Number.isNaN(Date.parse(key)))

export const isNumber = (key: string): boolean => /^-?\d+(\.\d+)?(e-\d{1,3})?$/.test(key)
