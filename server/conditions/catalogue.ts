import { operatorsOf, type ConditionField, type Operator } from '../../contract/conditions.ts'
import type { LeapDay } from '../../contract/users.ts'

/** Appends a parameter to a statement and answers its placeholder. */
export type Param = (value: unknown) => string

/** What a condition is compiled for: who asks, and where their days begin. */
export type Terms = {
  param: Param
  /** The person `me` stands for; null where nobody asks. */
  me: string | null
  /** The workspace's. */
  timeZone: string
  /** The workspace's: when 29 February is kept in years without one. */
  leapDay: LeapDay
  /** Contact data is hidden from who asks: only whole values can be compared, so that none can be found out piece by piece. */
  masked: boolean
}

/** A test as `compile` hands it on: never a negative operator, the value read by the field's type. */
export type PositiveTest = { op: Operator; value: unknown }

/** Where the value compared is found. */
export type Source = {
  /** An expression over the subject's row, or over related rows with `among`; NULL means not set. */
  sql: string
  /** Makes of a predicate on related rows one on the subject: some of them meet it. */
  among?: (predicate: string) => string
  /** What counts where there is no related row. */
  missing?: number
  /** Of `choices` and `reference`: how the database holds one. Text unless said. */
  cast?: 'uuid' | 'text'
  /** It is, or may hold, a phone number or mail address. */
  contact?: 'always' | 'maybe'
}

type SqlOf = (test: PositiveTest, terms: Terms) => string

/** A field of a catalogue: what the editor is told, and how it becomes SQL. */
export type Askable = Omit<ConditionField, 'field' | 'subject' | 'operators'> & {
  /** Where not all operators of the type make sense. */
  operators?: readonly Operator[]
  /** Still understood, but offered to nobody any more. */
  retired?: boolean
} & ({ source: Source } | { sqlOf: SqlOf })

/** Everything conditions may ask about one subject, by the field's name. */
export type Catalogue = ReadonlyMap<string, Askable>

const blank = { choices: null, of: null, label: null, currency: null }

type Described = Pick<Askable, 'type' | 'group'> &
  Partial<Omit<ConditionField, 'field' | 'subject' | 'type' | 'group'> & { retired: boolean }>

/** A field, with what most do not have filled in; `how`: where its value is, or how a test becomes SQL. */
export function asking(described: Described, how: Source | SqlOf): Askable {
  return typeof how === 'function' ? { ...blank, ...described, sqlOf: how } : { ...blank, ...described, source: how }
}

/** What an editor is told of a catalogue, in its order. */
export function fieldsOf(catalogue: Catalogue, subject: ConditionField['subject']): ConditionField[] {
  return [...catalogue].flatMap(([field, { type, group, label, currency, choices, of, operators = operatorsOf[type], retired }]) =>
    retired ? [] : [{ field, subject, type, operators: [...operators], group, label, currency, choices, of }],
  )
}
