import type { Field } from '../../contract/fields.ts'
import type { ImportOptions } from '../../contract/imports.ts'
import type { Region } from '../identity/phones.ts'
import type { Draft } from './draft.ts'

/** Everything a row is read with; the same for a whole file. */
export type Reading = {
  columns: { index: number; name: string; target: string }[]
  dateOrder: ImportOptions['dateOrder']
  /** By column: which option of a field a word of the file means, by the folded word. */
  choices: Map<number, Map<string, string>>
  /** Of phone numbers without a country. */
  region: Region
  fields: Map<string, Field>
  /** People by folded name and by mail address; null where two share a name. */
  people: Map<string, string | null>
}

/** The cell being read, for a reader and for what it has to complain about. */
export type Cell = { reading: Reading; index: number; column: string; value: string; draft: Draft }

/** Notes that a cell was left out, and why. */
export function warn({ draft, column, value }: Cell, message: string): void {
  draft.problems.push({ line: draft.line, column, value: value.slice(0, 200), message, level: 'warning', choice: null })
}

/** Notes that a cell holds words that are none of its field’s options. */
export function warnOfOptions({ draft, column, index }: Cell, words: string[]): void {
  for (const word of words)
    draft.problems.push({ line: draft.line, column, value: word.slice(0, 200), message: noOption, level: 'warning', choice: index })
}

const noOption = 'This is not one of the field’s options. Say which one it means, or add it in the settings first.'

export const ambiguous = 'Day and month can be read in two ways here. Say which comes first, or write it as 2024-04-03.'
export const noDay = 'This is no day of the calendar. Write it as 2024-04-03.'
export const neither = 'This says neither yes nor no. Write yes or no.'
export const nobody = 'Nobody who works here has this name or mail address. Invite them first, or correct it.'
