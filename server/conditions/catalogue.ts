import type { ConditionField, Operator } from '../../contract/conditions.ts'

/** Appends a parameter to a statement and answers its placeholder. */
export type Param = (value: unknown) => string

/** What a condition is compiled for: who asks, and where their days begin. */
export type Terms = {
  param: Param
  /** The person `me` stands for; null where nobody asks. */
  me: string | null
  /** The workspace's. */
  timeZone: string
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

/** A field of a catalogue: what the editor is told, and how it becomes SQL. */
export type Askable = Omit<ConditionField, 'field' | 'subject' | 'operators'> & {
  /** Where not all operators of the type make sense. */
  operators?: readonly Operator[]
  /** Still understood, but offered to nobody any more. */
  retired?: boolean
} & ({ source: Source } | { sqlOf: (test: PositiveTest, terms: Terms) => string })

/** Everything conditions may ask about one subject, by the field's name. */
export type Catalogue = ReadonlyMap<string, Askable>
