import type { CustomFieldType, Field } from '../../contract/fields.ts'
import { fold } from '../../language/folding.ts'
import { AppError } from '../../server/errors.ts'
import { checkValue } from '../profile/field-values.ts'
import { ambiguous, neither, nobody, noDay, warn, warnOfOptions, type Cell } from './cell.ts'
import { optionNamed } from './clean/options.ts'
import { isoDay, readDay, twoFaced } from './clean/dates.ts'
import { foreign, readAmount, readNumber, twoFaced as twoFacedAmount } from './clean/numbers.ts'
import { halfWidth, readYesNo, splitWords } from './clean/words.ts'

/** `note`: taken, and something is to be said of it. `unknown`: words that are none of the field’s options. */
type Read = { value: string | number | boolean | string[]; note?: string } | { problem: string } | { unknown: string[] }

/** Takes a cell into a custom field, by its type and within its bounds. */
export function readFieldCell(field: Field, cell: Cell): void {
  const read = byType[field.type](cell, field)
  if ('problem' in read) return warn(cell, read.problem)
  if ('unknown' in read) return warnOfOptions(cell, read.unknown)
  if (read.note !== undefined) warn(cell, read.note)
  try {
    cell.draft.contents.push({ key: field.id, value: checkValue(field, read.value, cell.reading.region) })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    warn(cell, error.message.replace(`“${field.name}”: `, ''))
  }
}

const byType: Record<CustomFieldType, (cell: Cell, field: Field) => Read> = {
  text: ({ value }) => ({ value: value.replace(/\s+/g, ' ') }),
  long_text: ({ value }) => ({ value }),
  url: ({ value }) => ({ value: /^[a-z][a-z\d+.-]*:/i.test(value) ? value : `https://${value}` }),
  phone: ({ value }) => ({ value }),
  email: ({ value }) => ({ value: halfWidth(value) }),
  number: ({ value }) => {
    const number = readNumber(value)
    return number === null ? { problem: noNumber } : { value: number }
  },
  money: ({ value }, { currency }) => {
    const read = readAmount(value, currency ?? 'CNY')
    if (read === null) return { problem: noNumber }
    if (read === foreign) return { problem: inAnother }
    return read === twoFacedAmount ? { problem: thousandsOrNot } : { value: read.minor, ...(read.rounded && { note: rounded }) }
  },
  date: readDate,
  boolean: ({ value }) => {
    const said = readYesNo(value)
    return said === null ? { problem: neither } : { value: said }
  },
  choice: (cell, field) => {
    const found = optionOf(field, cell, cell.value)
    return found === null ? { unknown: [cell.value] } : { value: found }
  },
  choices: (cell, field) => {
    const read = splitWords(cell.value).map((word) => ({ word, found: optionOf(field, cell, word) }))
    const unknown = read.filter(({ found }) => found === null).map(({ word }) => word)
    return unknown.length > 0 ? { unknown } : { value: read.map(({ found }) => found!) }
  },
  user: ({ value, reading }) => {
    const found = reading.people.get(fold(value))
    return found ? { value: found } : { problem: nobody }
  },
}

const noNumber = 'This is no number. Write it as 1234.5.'
const thousandsOrNot = 'This amount can be read in two ways, with thousands or with decimals. Write it as 12345 or as 12.35.'
const inAnother = 'This amount is in another currency than its field. Convert it, or leave out its sign.'
const rounded = 'This amount has more decimals than its currency, so it is rounded.'

function readDate({ value, reading }: Cell): Read {
  const day = readDay(value, reading.dateOrder)
  if (day === twoFaced) return { problem: ambiguous }
  return day === null ? { problem: noDay } : { value: isoDay(day) }
}

/** What whoever imports has said the word means, else what it says itself. */
function optionOf(field: Field, { reading, index }: Cell, written: string): string | null {
  const said = reading.choices.get(index)?.get(fold(written).trim())
  return field.options.find(({ id }) => id === said)?.id ?? optionNamed(field.options, written)
}
