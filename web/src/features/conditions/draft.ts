import type { Condition, ConditionField, Operator, Test } from '../../../../contract/conditions.ts'

/** A condition while somebody puts it together: parts have keys of their own, and a test may lack its value still. */
export type TestDraft = { key: string; field: string; op: Operator; value: Test['value'] }
export type GroupDraft = { key: string; mode: Mode; parts: PartDraft[] }
export type PartDraft = TestDraft | GroupDraft

/** All hold, any holds, or none. */
export type Mode = 'all' | 'any' | 'none'

export const isGroup = (part: PartDraft): part is GroupDraft => 'parts' in part

let made = 0
const newKey = () => `part-${(made += 1)}`

export const newGroup = (mode: Mode = 'all', parts: PartDraft[] = []): GroupDraft => ({ key: newKey(), mode, parts })

/** A test as a field begins: with its first comparison and no value yet; yes is what one asks of yes and no. */
export const newTest = ({ field, type, operators }: Pick<ConditionField, 'field' | 'type' | 'operators'>): TestDraft => ({
  key: newKey(),
  field,
  op: operators[0] ?? 'is',
  value: type === 'boolean' ? true : undefined,
})

/** A condition as a group to edit; a single test becomes a group of one. */
export function draftOf(condition: Condition): GroupDraft {
  const draft = partOf(condition)
  return isGroup(draft) ? draft : newGroup('all', [draft])
}

function partOf(condition: Condition): PartDraft {
  if ('all' in condition) return newGroup('all', condition.all.map(partOf))
  if ('any' in condition) return newGroup('any', condition.any.map(partOf))
  if ('not' in condition)
    return 'any' in condition.not ? newGroup('none', condition.not.any.map(partOf)) : newGroup('none', [partOf(condition.not)])
  return { key: newKey(), field: condition.field, op: condition.op, value: condition.value }
}

/** The condition of a draft in which nothing is unfinished (see `problemsOf`); an empty group asks nothing. */
export function conditionOf({ mode, parts }: GroupDraft): Condition {
  const said = parts.map((part) => (isGroup(part) ? conditionOf(part) : testOf(part)))
  if (mode === 'none' && said.length > 0) return { not: { any: said } }
  return mode === 'any' && said.length > 0 ? { any: said } : { all: said }
}

const testOf = ({ field, op, value }: TestDraft): Test =>
  takesNoValue(op) ? { field, op } : { field, op, ...(value !== undefined && { value }) }

export const takesNoValue = (op: Operator) => op === 'is_set' || op === 'is_not_set'
export const takesMany = (op: Operator) => op === 'is_any_of' || op === 'is_none_of' || op === 'has_all_of'
export const takesDays = (op: Operator) => op === 'in_last_days' || op === 'not_in_last_days' || op === 'in_next_days'

/** Whether a test has the value its comparison needs. */
export function isComplete({ op, value }: TestDraft): boolean {
  if (takesNoValue(op)) return true
  if (op === 'between') return Array.isArray(value) && value.length === 2 && value.every(isWritten)
  return Array.isArray(value) ? value.length > 0 : isWritten(value)
}

const isWritten = (value: Test['value']) => value !== undefined && String(value).trim() !== ''

/** The value kept when another comparison is chosen, as far as it still fits: one of several, several of one. */
export function valueFor(op: Operator, test: TestDraft): Test['value'] {
  const sameKind = takesDays(op) === takesDays(test.op) && (op === 'between') === (test.op === 'between')
  if (takesNoValue(op) || !sameKind || test.value === undefined) return undefined
  if (takesMany(op)) return Array.isArray(test.value) ? test.value : [test.value]
  if (op === 'between') return test.value
  return Array.isArray(test.value) ? test.value[0] : test.value
}
