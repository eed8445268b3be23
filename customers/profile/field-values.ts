import * as z from 'zod'
import type { FieldValue } from '../../contract/customers.ts'
import { dbDay, dbNumber } from '../../contract/endpoint.ts'
import type { CustomFieldType, Field } from '../../contract/fields.ts'
import { graphemesOf } from '../../contract/split-text.ts'
import { fail } from '../../server/errors.ts'
import { isPhone, normalizePhone, type Region } from '../identity/phones.ts'

/** What is wrong with a value, in words for a person; or the value as it is kept. */
type Checked = { value: FieldValue } | { problem: string }
type Given = string | number | boolean | string[]

/**
 * The value as a custom field keeps it: phones as E.164 (`region`: of numbers without a country), amounts in minor units, days as
 * YYYY-MM-DD, options by id. Null empties the field. Refuses what does not fit the definition, naming the field.
 * Whether a person exists whom it names is for the caller to look up.
 */
export function checkValue(field: Field, given: Given | null, region?: Region): FieldValue | null {
  const at = { field: `changes.fields.${field.id}` }
  if (field.archived) fail('conflict', `“${field.name}” was put away. Bring it back in the settings first.`, at)
  if (given === null || given === '' || (Array.isArray(given) && given.length === 0)) {
    if (field.required) fail('invalid', `“${field.name}” is required, so it cannot be emptied.`, at)
    return null
  }
  const checked = checks[field.type](field, given, region)
  return 'problem' in checked ? fail('invalid', `“${field.name}”: ${checked.problem}`, at) : checked.value
}

type Check = (field: Field, given: Given, region: Region | undefined) => Checked

const checks: Record<CustomFieldType, Check> = {
  text: (field, given) =>
    typeof given === 'string' && !/[\r\n]/.test(given) ? length(field, given.trim()) : wrong('Write one line of text.'),
  long_text: (field, given) => (typeof given === 'string' ? length(field, given) : wrong('Write text.')),
  number: (field, given) => (isKeepable(given) ? bounds(field, given) : wrong('Write a number.')),
  money: (field, given) =>
    typeof given === 'number' && Number.isSafeInteger(given)
      ? bounds(field, given)
      : wrong('Give the amount as a whole number of the smallest unit, such as cents.'),
  date: (_, given) => (fits(dbDay, given) ? { value: given } : wrong('Write the day as YYYY-MM-DD.')),
  boolean: (_, given) => (typeof given === 'boolean' ? { value: given } : wrong('Say true or false.')),
  choice: (field, given) => (isOption(field, given) ? { value: given } : wrong('Choose one of the options.')),
  choices: (field, given) =>
    Array.isArray(given) && given.every((one) => isOption(field, one)) ? { value: [...new Set(given)] } : wrong('Choose from the options.'),
  url: (_, given) =>
    fits(z.url({ protocol: /^https?$/ }), given) ? { value: given } : wrong('Write a link that begins with http:// or https://.'),
  phone: (_, given, region) => phone(given, region),
  email: (_, given) => (fits(z.email().max(254), given) ? { value: given } : wrong('Write a mail address as name@example.com.')),
  user: (_, given) => (fits(z.uuid(), given) ? { value: given } : wrong('Choose a person.')),
}

function length({ min, max }: Field, value: string): Checked {
  const letters = graphemesOf(value).length
  if (min !== null && letters < min) return wrong(`Write at least ${min} characters.`)
  if (max !== null && letters > max) return wrong(`Write at most ${max} characters.`)
  return { value }
}

function bounds({ min, max }: Field, value: number): Checked {
  if (min !== null && value < min) return wrong(`The least it can be is ${min}.`)
  if (max !== null && value > max) return wrong(`The most it can be is ${max}.`)
  return { value }
}

function phone(given: Given, region: Region | undefined): Checked {
  const value = typeof given === 'string' ? normalizePhone(given, region) : ''
  return isPhone(value) ? { value } : wrong('Write a phone number, with its country code if it is of another country.')
}

const isOption = ({ options }: Field, given: Given): given is string => options.some(({ id }) => id === given)

const isKeepable = (given: Given): given is number => dbNumber.safeParse(given).success

const fits = (schema: z.ZodType, given: Given): given is string => typeof given === 'string' && schema.safeParse(given).success

function wrong(problem: string): Checked {
  return { problem }
}
