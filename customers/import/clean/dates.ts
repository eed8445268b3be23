import type { ImportOptions } from '../../../contract/imports.ts'
import { halfWidth } from './words.ts'
import { currentTime } from '../../../server/clock.ts'

export type DateOrder = ImportOptions['dateOrder']
export type Day = { year: number; month: number; day: number }

/** A day that may be read in two ways, and the order asked for says neither. */
export const twoFaced = 'two-faced'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * A day as people and programs write it: 2024-01-05, 2024/1/5, 2024年1月5日, 20240105, 5.1.2024, 1/5/24, 5 Jan 2024, Jan 5, 2024, an
 * Excel serial (45296); a time after it is left away. Numbers around the year's end are read by `order` where both could be the month.
 * Null: no day of any calendar.
 */
export function readDay(written: string, order: DateOrder): Day | typeof twoFaced | null {
  const text = withoutTime(halfWidth(written).trim())
  const digits = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (digits) return possible(numbers(digits))
  if (/^\d{5}(\.\d+)?$/.test(text)) return fromSerial(Number(text))
  const named = readNamed(text)
  if (named) return possible(named)
  const yearFirst = /^(\d{4})[-/.年\s]+(\d{1,2})[-/.月\s]+(\d{1,2})日?号?$/.exec(text)
  if (yearFirst) return possible(numbers(yearFirst))
  const parts = /^(\d{1,2})([-/.\s])(\d{1,2})\2(\d{4}|\d{1,2})$/.exec(text)
  return parts ? readOrdered([Number(parts[1]), Number(parts[3])], parts[4]!, parts[2]!, order) : null
}

const withoutTime = (text: string): string =>
  text.replace(/[T\s]+\d{1,2}[:：]\d{2}([:：]\d{2}(\.\d+)?)?\s*(am|pm|z|[+-]\d{2}:?\d{2})?$/i, '')

const numbers = ([, year, month, day]: RegExpExecArray): Day => ({ year: Number(year), month: Number(month), day: Number(day) })

/** `5 Jan 2024`, `Jan 5, 2024`, `5-Jan-24`. */
function readNamed(text: string): Day | null {
  const [, day, month, year] = /^(\d{1,2})[\s.-]+([a-z]{3,9})\.?[\s,.-]+(\d{4}|\d{2})$/i.exec(text) ?? []
  const [, monthFirst, dayAfter, yearAfter] = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i.exec(text) ?? []
  const at = months.indexOf((month ?? monthFirst ?? '').slice(0, 3).toLowerCase())
  return at < 0 ? null : { year: fullYear(year ?? yearAfter ?? ''), month: at + 1, day: Number(day ?? dayAfter) }
}

/** Two numbers and a last one: with dots the day stands first everywhere; else a number over 12 tells, else the order asked for. */
function readOrdered([first, second]: [number, number], last: string, sign: string, order: DateOrder): Day | typeof twoFaced | null {
  if (order === 'ymd' && last.length <= 2 && sign !== '.')
    return possible({ year: fullYear(String(first).padStart(2, '0')), month: second, day: Number(last) })
  if (last.length === 1) return null
  const dayFirst = possible({ year: fullYear(last), month: second, day: first })
  const monthFirst = possible({ year: fullYear(last), month: first, day: second })
  if (sign === '.' || order === 'dmy') return dayFirst ?? monthFirst
  if (order === 'mdy' || first === second) return monthFirst ?? dayFirst
  return dayFirst && monthFirst ? twoFaced : (dayFirst ?? monthFirst)
}

/** 24 → 2024, 85 → 1985: two digits are nobody's future. */
function fullYear(digits: string): number {
  const year = Number(digits)
  if (digits.length > 2) return year
  return year <= currentTime().getUTCFullYear() % 100 ? 2000 + year : 1900 + year
}

function possible({ year, month, day }: Day): Day | null {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return year >= 1900 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= last ? { year, month, day } : null
}

/** Days since 1899-12-30; below 1927 they are more likely a number that is no day. */
function fromSerial(serial: number): Day | null {
  const date = new Date(Math.floor(serial - 25_569) * 86_400_000)
  return possible({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() })
}

/** `2024-01-05`. */
export function isoDay({ year, month, day }: Day): string {
  return [String(year), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
}
