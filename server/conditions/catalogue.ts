import { operatorsOf, type ConditionField, type Operator } from '../../contract/conditions.ts'
import type { Maskable } from '../../contract/roles.ts'
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
} & Rights

/** What who asks may compare. */
export type Rights = {
  /** Contact data they see in part only: it is compared with nothing, since even whole values tell it when enough of them are tried. */
  masked: readonly Maskable[]
  /** Whether they may read conversations, and so ask about their figures. */
  readsThreads: boolean
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
  /** It is a phone number or mail address, or a text that may hold one. */
  contact?: Maskable | 'maybe'
}

type SqlOf = (test: PositiveTest, terms: Terms) => string

/** A field of a catalogue: what the editor is told, and how it becomes SQL. */
export type Askable = Omit<ConditionField, 'field' | 'subject' | 'operators'> & {
  /** Where not all operators of the type make sense. */
  operators?: readonly Operator[]
  /** Still understood, but offered to nobody any more. */
  retired?: boolean
  /** A figure of the subject's conversations: for whoever may read those. */
  ofThreads?: boolean
} & ({ source: Source } | { sqlOf: SqlOf })

/** Everything conditions may ask about one subject, by the field's name. */
export type Catalogue = ReadonlyMap<string, Askable>

const blank = { choices: null, of: null, label: null, currency: null }

type Described = Pick<Askable, 'type' | 'group'> &
  Partial<Omit<ConditionField, 'field' | 'subject' | 'type' | 'group'> & { retired: boolean; ofThreads: boolean }>

/** A field, with what most do not have filled in; `how`: where its value is, or how a test becomes SQL. */
export function asking(described: Described, how: Source | SqlOf): Askable {
  return typeof how === 'function' ? { ...blank, ...described, sqlOf: how } : { ...blank, ...described, source: how }
}

/** What an editor is told of a catalogue, in its order: what may be asked by whoever has these rights. */
export function fieldsOf(catalogue: Catalogue, subject: ConditionField['subject'], rights: Rights): ConditionField[] {
  return [...catalogue].flatMap(([field, asked]) => {
    const { type, group, label, currency, choices, of, operators = operatorsOf[type], retired } = asked
    if (retired || !mayAsk(asked, rights)) return []
    const offered = operators.filter((op) => mayCompare(asked, op, rights))
    return [{ field, subject, type, operators: offered, group, label, currency, choices, of }]
  })
}

/** The rights a saved condition is read with: what it asks was allowed when it was saved, and cannot be varied. */
export const asSaved: Rights = { masked: [], readsThreads: true }

/** Whether a field may be asked about at all. */
export const mayAsk = ({ ofThreads = false }: Askable, { readsThreads }: Rights): boolean => readsThreads || !ofThreads

/** Whether it may be compared so: of hidden contact data, whether there is any is all that may be asked. */
export function mayCompare(asked: Askable, op: Operator, { masked }: Rights): boolean {
  const contact = 'source' in asked ? asked.source.contact : undefined
  return op === 'is_set' || op === 'is_not_set' || !masked.some((kind) => kind === contact)
}
