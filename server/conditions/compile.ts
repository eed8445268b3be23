import { readValue } from '../../contract/condition-values.ts'
import { operatorsOf, type Condition, type Operator, type Test } from '../../contract/conditions.ts'
import { AppError, fail } from '../errors.ts'
import { asSaved, mayAsk, mayCompare, type Askable, type Catalogue, type PositiveTest, type Source, type Terms } from './catalogue.ts'
import { predicate } from './operators.ts'

/**
 * The SQL of a condition: a predicate on the row of its subject, which is true for those it holds for and false or NULL for all
 * others. Values become parameters by `terms.param`. Refuses with `invalid`, naming the part at fault, what the catalogue does not know.
 */
export function compile(condition: Condition, catalogue: Catalogue, terms: Terms): string {
  return part(condition, false, [])

  // NOT goes down to the tests: `NOT EXISTS` is something the planner knows how to do.
  function part(one: Condition, negated: boolean, path: number[]): string {
    if ('not' in one) return part(one.not, !negated, path)
    if ('all' in one) return joined(one.all, negated, negated ? 'OR' : 'AND', path)
    if ('any' in one) return joined(one.any, negated, negated ? 'AND' : 'OR', path)
    return tested(one, catalogue, terms, negated, path)
  }

  function joined(parts: Condition[], negated: boolean, word: 'AND' | 'OR', path: number[]): string {
    if (parts.length === 0) return word === 'AND' ? 'true' : 'false'
    return `(${parts.map((one, n) => part(one, negated, [...path, n + 1])).join(` ${word} `)})`
  }
}

/** Why a saved condition can no longer be asked by anybody, in words for a person; null: it can. */
export function whyBroken(
  condition: Condition,
  catalogue: Catalogue,
  { timeZone, leapDay }: Pick<Terms, 'timeZone' | 'leapDay'>,
): string | null {
  try {
    compile(condition, catalogue, { ...asSaved, timeZone, leapDay, me: null, param: () => '$1' })
    return null
  } catch (error) {
    if (error instanceof AppError) return error.message
    throw error
  }
}

const positives: Partial<Record<Operator, Operator>> = {
  is_not: 'is',
  is_none_of: 'is_any_of',
  contains_not: 'contains',
  is_not_set: 'is_set',
}

function tested(test: Test, catalogue: Catalogue, terms: Terms, outerNegated: boolean, path: number[]): string {
  const where = path.join('.') || '1'
  const asked = catalogue.get(test.field) ?? refuseField(where, test.field)
  assertAllowed(asked, test.op, terms, where)
  const op = positives[test.op]
  const positive = readTest(asked, { ...test, op: op ?? test.op }, test.op, where)
  const negated = outerNegated !== (op !== undefined)
  if (!('source' in asked)) return signed(asked.sqlOf(positive, terms), negated)
  return sourced(asked, asked.source, positive, terms, negated)
}

function readTest(asked: Askable, test: Test, given: Operator, where: string): PositiveTest {
  const operators = asked.operators ?? operatorsOf[asked.type]
  if (!operators.includes(given))
    fail('invalid', `Part ${where} of the condition compares in a way this field cannot. Choose another comparison.`)
  const isUuid = 'source' in asked && asked.source.cast === 'uuid'
  const read = readValue(asked.type, test.op, test.value, isUuid)
  if (!read || !isOffered(asked, read.value))
    return fail('invalid', `Part ${where} of the condition has a value its field cannot have. Enter it again.`)
  return { op: test.op, value: read.value }
}

function isOffered({ choices }: Askable, value: unknown): boolean {
  if (choices === null || value === null) return true
  return [value].flat().every((one) => choices.some((choice) => choice.value === one))
}

function refuseField(where: string, field: string): never {
  return fail('invalid', `Part ${where} of the condition asks about “${field}”, which there is not (any more). Choose another field.`)
}

function assertAllowed(asked: Askable, op: Operator, terms: Terms, where: string): void {
  if (!mayAsk(asked, terms))
    fail(
      'forbidden',
      `Part ${where} of the condition asks about conversations, which your role may not read. Leave it out, or use a saved segment.`,
    )
  if (!mayCompare(asked, op, terms))
    fail('forbidden', `Part ${where} of the condition compares contact data your role sees only in part. Ask only whether there is any.`)
}

function sourced(asked: Askable, source: Source, test: PositiveTest, terms: Terms, negated: boolean): string {
  if (asked.type === 'boolean') return booleanOf(source, test.value === true, negated)
  if (!source.among) return signed(predicate(asked.type, source, test, terms), negated)
  if (asked.type === 'choices' && test.op === 'has_all_of') return hasAll(source, test, terms, negated)
  const sql = predicate(asked.type, source, test, terms)
  // No row at all counts as `missing`: if that would do, nobody may have a row that does not.
  if (source.missing !== undefined && holdsFor(source.missing, test)) return existing(source.among(`(${sql}) IS NOT TRUE`), !negated)
  return existing(source.among(sql), negated)
}

function booleanOf({ sql, among }: Source, wanted: boolean, negated: boolean): string {
  return among ? existing(among(sql), wanted === negated) : signed(sql, wanted === negated)
}

function hasAll(source: Source, test: PositiveTest, terms: Terms, negated: boolean): string {
  const each = (test.value as unknown[]).map((value) =>
    source.among?.(predicate('choices', source, { op: 'is_any_of', value: [value] }, terms)),
  )
  return negated ? `NOT (${each.join(' AND ')})` : `(${each.join(' AND ')})`
}

function holdsFor(number: number, { op, value }: PositiveTest): boolean {
  if (op === 'between') return number >= (value as number[])[0]! && number <= (value as number[])[1]!
  if (op === 'is') return number === value
  return op === 'less' ? number < Number(value) : op === 'more' ? number > Number(value) : true
}

const signed = (sql: string, negated: boolean): string => (negated ? `(${sql}) IS NOT TRUE` : `(${sql})`)

/** EXISTS is never NULL. */
const existing = (sql: string, negated: boolean): string => (negated ? `NOT ${sql}` : sql)
