import type { ImportProblem } from '../../contract/imports.ts'
import type { Content, FieldKey } from '../profile/profile.ts'

/** An identity a row names, normalised. */
export type Handle = { kind: 'phone' | 'email'; value: string }

/** One row, cleaned: what it says about a customer, and what could not be read. */
export type Draft = {
  line: number
  name: string | null
  /** A name in parts, for a row that does not say it whole. */
  nameParts: { first?: string; middle?: string; last?: string }
  handles: Handle[]
  contents: { key: FieldKey; value: Content }[]
  /** Names of labels, as written. */
  labels: string[]
  notes: string[]
  consent: 'granted' | 'withdrawn' | null
  /** YYYY-MM-DD: since when somebody is a customer. */
  since: string | null
  problems: ImportProblem[]
}

export const emptyDraft = (line: number): Draft => ({
  line,
  name: null,
  nameParts: {},
  handles: [],
  contents: [],
  labels: [],
  notes: [],
  consent: null,
  since: null,
  problems: [],
})

/** Under which key an identity is known while a file is read. */
export const keyOf = ({ kind, value }: Handle): string => `${kind} ${value}`
