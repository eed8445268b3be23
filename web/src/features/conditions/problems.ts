import type { ConditionField } from '../../../../contract/conditions.ts'
import { isComplete, isGroup, takesDays, takesNoValue, type GroupDraft, type TestDraft } from './draft.ts'

/** What keeps a part from being asked. */
export type Problem = 'empty' | 'field' | 'operator' | 'missing' | 'number' | 'days' | 'range' | 'option'

/** A part with a problem: where it stands (“2.1”, as the server counts), and the key of its draft. */
export type Found = { where: string; key: string; field: string | null; problem: Problem }

/** A century, which is the most the server takes. */
const mostDays = 36_525

/** What is unfinished or wrong in a draft, in the order it stands on screen. The outermost group may be empty: it asks nothing. */
export function problemsOf(draft: GroupDraft, fields: readonly ConditionField[], path: number[] = []): Found[] {
  return draft.parts.flatMap((part, n): Found[] => {
    const at = [...path, n + 1]
    const found = { where: at.join('.'), key: part.key }
    if (isGroup(part)) return part.parts.length > 0 ? problemsOf(part, fields, at) : [{ ...found, field: null, problem: 'empty' }]
    const problem = problemOf(part, fields)
    return problem ? [{ ...found, field: part.field, problem }] : []
  })
}

function problemOf(test: TestDraft, fields: readonly ConditionField[]): Problem | null {
  const field = fields.find((one) => one.field === test.field)
  if (!field) return 'field'
  if (!field.operators.includes(test.op)) return 'operator'
  if (takesNoValue(test.op)) return null
  if (!isComplete(test)) return 'missing'
  return valueProblem(field, test)
}

function valueProblem({ type, choices }: ConditionField, { op, value }: TestDraft): Problem | null {
  const values = [value].flat()
  if (takesDays(op)) return isDays(value) ? null : 'days'
  if (type === 'number' && values.some((one) => typeof one !== 'number')) return 'number'
  if (op === 'between') return isReversed(values) ? 'range' : null
  return choices && values.some((one) => !choices.some((choice) => choice.value === one)) ? 'option' : null
}

const isDays = (value: TestDraft['value']) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= mostDays

/** Numbers, or days as text: both are in order of what they mean. */
const isReversed = ([low, high]: (string | number | boolean | undefined)[]) => low !== undefined && high !== undefined && low > high
