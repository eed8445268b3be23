import type { FieldType } from '../../contract/conditions.ts'
import { contactPattern } from '../../contract/mask.ts'
import type { PositiveTest, Source, Terms } from './catalogue.ts'

type Predicate = (sql: string, test: PositiveTest, terms: Terms, source: Source) => string

/** The SQL of one test on an expression; NULL where it is not set. */
export function predicate(type: FieldType, source: Source, test: PositiveTest, terms: Terms): string {
  return predicates[type](source.sql, test, terms, source)
}

const predicates: Record<FieldType, Predicate> = {
  text: textPredicate,
  number: (sql, test, { param }) => compared(sql, test, (value) => `${param(value)}::float8`),
  boolean: (sql) => sql,
  date: datePredicate,
  time: timePredicate,
  choice: (sql, test, { param }) => equalPredicate(sql, test, 'text', param),
  reference: (sql, { op, value }, { param, me }, { cast = 'uuid' }) => equalPredicate(sql, { op, value: named(value, me) }, cast, param),
  choices: choicesPredicate,
}

function textPredicate(sql: string, { op, value }: PositiveTest, { param, masked }: Terms, { contact }: Source): string {
  if (op === 'is_set') return `${sql} <> ''`
  const searched = masked.length > 0 && contact === 'maybe' ? withoutContact(sql) : sql
  if (op === 'is') return `lower(${searched}) = lower(${param(value)}::text)`
  const pattern = String(value).replace(/[\\%_]/g, '\\$&')
  return `lower(${searched}) LIKE lower(${param(op === 'contains' ? `%${pattern}%` : `${pattern}%`)}::text)`
}

/** NULL where a text may hold a mail address or a phone number. */
export const withoutContact = (sql: string): string => `CASE WHEN ${sql} ~ '${contactPattern}' THEN NULL ELSE ${sql} END`

function compared(sql: string, { op, value }: PositiveTest, param: (value: unknown) => string): string {
  if (op === 'is_set') return `${sql} IS NOT NULL`
  if (op === 'between') return betweenPredicate(sql, value as [unknown, unknown], param)
  const sign = op === 'is' ? '=' : op === 'less' || op === 'before' ? '<' : '>'
  return `${sql} ${sign} ${param(value)}`
}

function betweenPredicate(sql: string, [low, high]: [unknown, unknown], param: (value: unknown) => string): string {
  return `${sql} BETWEEN ${param(low)} AND ${param(high)}`
}

function datePredicate(sql: string, { op, value }: PositiveTest, { param, timeZone }: Terms): string {
  if (op !== 'in_last_days' && op !== 'in_next_days') return compared(sql, { op, value }, (day) => `${param(day)}::date`)
  const today = `(now() AT TIME ZONE ${param(timeZone)}::text)::date`
  const days = `${param(value)}::int`
  return op === 'in_last_days' ? `${sql} BETWEEN ${today} - ${days} AND ${today}` : `${sql} BETWEEN ${today} AND ${today} + ${days}`
}

function timePredicate(sql: string, { op, value }: PositiveTest, { param, timeZone }: Terms): string {
  if (op === 'is_set') return `${sql} IS NOT NULL`
  if (op === 'before') return `${sql} < ${momentOf(value, 0)}`
  // After a day: from the next one on.
  if (op === 'after') return `${sql} ${isDay(value) ? '>=' : '>'} ${momentOf(value, 1)}`
  const then = `now() - ${param(value)}::int * interval '24 hours'`
  return op === 'in_last_days' ? `(${sql} > ${then} AND ${sql} <= now())` : `${sql} <= ${then}`

  function momentOf(moment: unknown, days: number): string {
    if (!isDay(moment)) return `${param(moment)}::timestamptz`
    return `((${param(moment)}::date + ${days})::timestamp AT TIME ZONE ${param(timeZone)}::text)`
  }
}

const isDay = (value: unknown): boolean => String(value).length === 10

function equalPredicate(sql: string, { op, value }: PositiveTest, cast: string, param: Terms['param']): string {
  if (op === 'is_set') return `${sql} IS NOT NULL`
  return op === 'is' ? `${sql} = ${param(value)}::${cast}` : `${sql} = ANY (${param(value)}::${cast}[])`
}

const named = (value: unknown, me: string | null): unknown =>
  Array.isArray(value) ? value.map((one) => named(one, me)) : value === 'me' ? me : value

/** Of an array in the subject's row, or of one value in each of many related rows. */
function choicesPredicate(sql: string, { op, value }: PositiveTest, { param }: Terms, { among, cast = 'text' }: Source): string {
  if (among) return op === 'is_set' ? `${sql} IS NOT NULL` : `${sql} = ANY (${param(value)}::${cast}[])`
  if (op === 'is_set') return `cardinality(${sql}) > 0`
  return `${sql} ${op === 'has_all_of' ? '@>' : '&&'} ${param(value)}::${cast}[]`
}
