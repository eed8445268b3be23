import * as z from 'zod'
import { dbNumber, dbText } from './endpoint.ts'

/** How a field is compared; which operators a field takes follows from its type. */
export const fieldType = z.enum(['text', 'number', 'boolean', 'date', 'time', 'choice', 'choices', 'reference'])
export type FieldType = z.infer<typeof fieldType>

export const operator = z.enum([
  'is',
  'is_not',
  'is_any_of',
  'is_none_of',
  'contains',
  'contains_not',
  'starts_with',
  'less',
  'more',
  'between',
  'has_all_of',
  'before',
  'after',
  /** `value` days ago or nearer, up to now; and further back than that. */
  'in_last_days',
  'not_in_last_days',
  /** The next `value` days, today included; of a birthday: its next return. */
  'in_next_days',
  'is_set',
  'is_not_set',
])
export type Operator = z.infer<typeof operator>

/** The operators of each type, in the order an editor offers them. */
export const operatorsOf: Record<FieldType, readonly Operator[]> = {
  text: ['is', 'is_not', 'contains', 'contains_not', 'starts_with', 'is_set', 'is_not_set'],
  number: ['is', 'is_not', 'less', 'more', 'between', 'is_set', 'is_not_set'],
  boolean: ['is'],
  date: ['is', 'before', 'after', 'between', 'in_last_days', 'in_next_days', 'is_set', 'is_not_set'],
  time: ['before', 'after', 'in_last_days', 'not_in_last_days', 'is_set', 'is_not_set'],
  choice: ['is', 'is_not', 'is_any_of', 'is_none_of', 'is_set', 'is_not_set'],
  choices: ['is_any_of', 'has_all_of', 'is_none_of', 'is_set', 'is_not_set'],
  reference: ['is', 'is_not', 'is_any_of', 'is_none_of', 'is_set', 'is_not_set'],
}

/** People look for numbers and addresses. */
const scalar = z.union([dbText(500).meta({ contact: true }), dbNumber, z.boolean()])

export const test = z.strictObject({
  /** `name`, `conversation.status`, `fields.<id>`…: see `GET /condition-fields`. */
  field: dbText(80),
  op: operator,
  value: z.union([scalar, z.array(scalar).max(200)]).optional(),
})
export type Test = z.infer<typeof test>

/** Nested AND, OR and NOT over tests: the one language of segments, inbox filters and automation rules. */
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Test

/** More than anybody reads, few enough to compile in a moment. */
export const conditionLimits = { depth: 6, tests: 60 } as const

const shape: z.ZodType<Condition, Condition> = z
  .lazy(() =>
    z.union([
      z.strictObject({ all: z.array(shape).max(30) }),
      z.strictObject({ any: z.array(shape).max(30) }),
      z.strictObject({ not: shape }),
      test,
    ]),
  )
  .meta({ id: 'Condition' })

/** A condition within `conditionLimits`; whether its fields exist and its values fit them is seen when it is compiled. */
export const condition = z
  .custom<Condition>(
    (value) => isBounded(value),
    'This condition nests too deeply or has too many parts. Use at most 6 levels and 60 tests, or keep a part of it as a segment.',
  )
  .meta({
    description: 'A test {field, op, value}, or {all: […]}, {any: […]}, {not: …} of conditions: at most 6 deep, with at most 60 tests',
  })
  .pipe(shape)

/** Looked at level by level before zod descends: what no person wrote could otherwise exhaust the stack, or the day. */
function isBounded(value: unknown): boolean {
  let level = [value]
  let parts = 0
  for (let depth = 0; level.length > 0; depth += 1) {
    parts += level.length
    if (depth > conditionLimits.depth || parts > conditionLimits.tests * 2) return false
    level = level.flatMap(partsOf)
  }
  return true
}

function partsOf(value: unknown): unknown[] {
  if (value === null || typeof value !== 'object') return []
  const { all, any, not } = value as { all?: unknown; any?: unknown; not?: unknown }
  return [all, any, not].flat().filter((part) => part !== undefined)
}

/** What a condition may ask about: fed to the editor. */
export const conditionField = z.object({
  field: z.string(),
  subject: z.enum(['customer', 'conversation']),
  type: fieldType,
  /** In the order an editor offers them. */
  operators: z.array(operator),
  /** Headings an editor groups by. */
  group: z.enum(['profile', 'identity', 'channel', 'behaviour', 'label', 'consent', 'custom', 'sentiment', 'birthday', 'conversation']),
  /** Of amounts, which are given in minor units: ISO 4217. */
  currency: z.string().nullable(),
  /** Of custom fields, as the workspace named it; built-in ones are translated by `field`. */
  label: z.string().nullable(),
  /** What a choice or reference may be; null where the editor asks another list (people, teams, labels). */
  choices: z.array(z.object({ value: z.string(), label: z.string().nullable() })).nullable(),
  of: z.enum(['user', 'team', 'label', 'channel', 'segment']).nullable(),
})
export type ConditionField = z.infer<typeof conditionField>

/** A condition as a query parameter carries it: JSON. Depth and size are limited when it is compiled. */
export const conditionParam = z
  .string()
  .max(8_000)
  .transform((text, context): Condition => {
    try {
      const parsed = condition.safeParse(JSON.parse(text))
      if (parsed.success) return parsed.data
    } catch {
      // Falls through to the one answer: what is wrong is the same to whoever sent it.
    }
    context.addIssue({ code: 'custom', message: 'This filter is not a condition. See /api/docs for its form.' })
    return z.NEVER
  })
