import type { Clock } from '../../../i18n/time.ts'
import { birthdayText, readBirthday } from './birthday-text.ts'
import { type Known, valueText } from './value-text.ts'

/** As the server tells what a field was or may become: names instead of ids, a birthday as `1990-08-15`. */
export type Shown = string | number | boolean | readonly string[] | null

/** Such a value in words of the reader's language; '' when it holds nothing. */
export function shownText(known: Known, key: string, value: Shown, clock: Clock): string {
  if (typeof value === 'object') return value?.join(', ') ?? ''
  const birthday = key === 'birthday' ? readBirthday(String(value)) : null
  if (birthday) return birthdayText(birthday, clock.locale)
  const isInWords = typeof value === 'string' && key !== 'name' && known.fields[key]?.type !== 'date'
  return isInWords ? value : valueText(known, key, value, clock)
}
