import type { Field } from '../../contract/fields.ts'
import type { ImportOptions } from '../../contract/imports.ts'
import { possiblePhone } from '../identity/phones.ts'
import { readDay } from './clean/dates.ts'
import { splitPhones } from './clean/handles.ts'
import { cellText } from './clean/words.ts'
import { bare, shareable, targetNamed } from './targets.ts'

type Mapping = ImportOptions['mapping']

/** What most likely goes where: by the columns' names, else by what stands in them (addresses, phone numbers, in the end names). */
export function guessMapping(columns: string[], sample: string[][], fields: Field[]): Mapping {
  const mapping: Mapping = {}
  const taken = new Set<string>()
  const give = (at: number, target: string | null) => {
    if (target === null || (taken.has(target) && !shareable.has(target))) return
    mapping[at] = target
    taken.add(target)
  }
  const named = columns.map((column) => targetNamed(column, fields))
  // Beside a name in parts a nickname is none.
  const inParts = named.includes('firstName') && named.includes('lastName')
  named.forEach((target, at) => give(at, inParts && bare(columns[at]!) === 'nickname' ? null : target))
  columns.forEach((_, at) => mapping[at] === undefined && give(at, targetSeen(valuesOf(sample, at))))
  const unnamed = columns.findIndex((_, at) => mapping[at] === undefined && looksLike(valuesOf(sample, at), isName))
  if (!taken.has('name') && !taken.has('firstName') && unnamed >= 0) give(unnamed, 'name')
  return mapping
}

const valuesOf = (sample: string[][], at: number): string[] => sample.map((row) => cellText(row[at] ?? '')).filter((value) => value !== '')

function targetSeen(values: string[]): string | null {
  if (looksLike(values, isAddress)) return 'email'
  return looksLike(values, isMobile) ? 'phone' : null
}

/** Of a few values most are enough: dirty columns are why people look at the preview. */
function looksLike(values: string[], test: (value: string) => boolean): boolean {
  return values.length > 0 && values.filter(test).length >= values.length * 0.6
}

const isAddress = (value: string): boolean => /^\S+@\S+\.\S+$/.test(value)
const isName = (value: string): boolean => /^(\p{Script=Han}{2,4}|\p{Lu}\p{L}+ \p{Lu}\p{L}+)$/u.test(value)

/** E.164 with a country: a bare number may be anything. */
function isMobile(value: string): boolean {
  return splitPhones(value, 'CN').every((one) => {
    const normalized = possiblePhone(one) ?? ''
    return /^\+861[3-9]/.test(normalized) || (/^[+＋]/.test(one) && normalized !== '')
  })
}

/** Whether day or month stands first, where one value of the file tells. */
export function guessDateOrder(sample: string[][]): ImportOptions['dateOrder'] {
  for (const cell of sample.flat()) {
    const parts = /^(\d{1,2})[-/](\d{1,2})[-/]\d{4}\b/.exec(cell.trim())
    if (!parts || readDay(cell, 'dmy') === null) continue
    if (Number(parts[1]) > 12) return 'dmy'
    if (Number(parts[2]) > 12) return 'mdy'
  }
  return 'ymd'
}
