import type { CustomFieldType, Field } from '../../contract/fields.ts'
import { fold } from '../../language/folding.ts'
import { AppError } from '../../server/errors.ts'
import { checkValue } from '../profile/field-values.ts'
import { ambiguous, neither, nobody, noDay, warn, type Cell } from './cell.ts'
import { isoDay, readDay, twoFaced } from './clean/dates.ts'
import { readNumber, toMinor } from './clean/numbers.ts'
import { halfWidth, readYesNo, splitWords } from './clean/words.ts'

type Read = { value: string | number | boolean | string[] } | { problem: string }

/** Takes a cell into a custom field, by its type and within its bounds. */
export function readFieldCell(field: Field, cell: Cell): void {
  const read = byType[field.type](cell, field)
  if ('problem' in read) return warn(cell, read.problem)
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
  number: ({ value }) => numberOf(value, (number) => number),
  money: ({ value }, { currency }) => numberOf(value, (amount) => toMinor(amount, currency ?? 'CNY')),
  date: readDate,
  boolean: ({ value }) => {
    const said = readYesNo(value)
    return said === null ? { problem: neither } : { value: said }
  },
  choice: ({ value }, field) => optionOf(field, value),
  choices: ({ value }, field) => {
    const read = splitWords(value).map((word) => optionOf(field, word))
    return read.find((one) => 'problem' in one) ?? { value: read.flatMap((one) => ('value' in one ? [one.value] : [])) }
  },
  user: ({ value, reading }) => {
    const found = reading.people.get(fold(value))
    return found ? { value: found } : { problem: nobody }
  },
}

function numberOf(written: string, kept: (value: number) => number): Read {
  const value = readNumber(written)
  return value === null ? { problem: 'This is no number. Write it as 1234.5.' } : { value: kept(value) }
}

function readDate({ value, reading }: Cell): Read {
  const day = readDay(value, reading.dateOrder)
  if (day === twoFaced) return { problem: ambiguous }
  return day === null ? { problem: noDay } : { value: isoDay(day) }
}

function optionOf({ options }: Field, written: string): { value: string } | { problem: string } {
  const found = options.find(({ label }) => fold(label).trim() === fold(written).trim())
  return found
    ? { value: found.id }
    : { problem: 'This is not one of the field’s options. Choose one of them, or add it in the settings first.' }
}
