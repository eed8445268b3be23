import * as z from 'zod'
import type { FieldType, Operator } from './conditions.ts'
import { dbDay, dbInt, dbNumber, dbText, dbTime } from './endpoint.ts'

const text = dbText(500).trim().min(1)
/** A century. */
const days = dbInt(0, 36_525)

/** One value a field of the type is compared with. */
const one: Record<FieldType, z.ZodType> = {
  text,
  number: dbNumber,
  boolean: z.boolean(),
  date: dbDay,
  time: z.union([dbDay, dbTime]),
  choice: text,
  choices: text,
  reference: z.union([z.uuid(), z.literal('me')]),
}

/** Reads the value of a test. Undefined: it does not fit the field's type and operator. `is_set` takes none. */
export function readValue(type: FieldType, op: Operator, value: unknown, isUuid: boolean): { value: unknown } | undefined {
  const read = schemaOf(type, op, isUuid).safeParse(value)
  return read.success ? { value: read.data } : undefined
}

function schemaOf(type: FieldType, op: Operator, isUuid: boolean): z.ZodType {
  const single = type === 'choices' && isUuid ? z.uuid() : one[type]
  if (op === 'is_set') return z.unknown().transform(() => null)
  if (op === 'in_last_days' || op === 'not_in_last_days' || op === 'in_next_days') return days
  if (op === 'is_any_of' || op === 'has_all_of') return z.array(single).min(1)
  return op === 'between' ? z.tuple([single, single]).refine(isRange) : single
}

/** Numbers, or days as text: a range that ends before it begins holds for nobody. */
const isRange = ([low, high]: unknown[]) => (low as number | string) <= (high as number | string)
