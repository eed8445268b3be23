import type { Customer } from '../../../../contract/customers.ts'
import { isSame, type ProfileValue, valueOf } from '../customers/profile/profile-keys.ts'

/** One field of two profiles side by side. */
export type Row = { key: string; a: ProfileValue; b: ProfileValue; differs: boolean }

const builtIn = ['company', 'birthday', 'owner', 'team', 'labels', 'preferences']

/** Every field that says something on one side at least. */
export function rowsOf(a: Customer, b: Customer): Row[] {
  const keys = [...builtIn, ...new Set([...Object.keys(a.fields), ...Object.keys(b.fields)])]
  return keys
    .map((key) => ({ key, a: valueOf(a, key), b: valueOf(b, key) }))
    .filter((row) => !isNothing(row.a) || !isNothing(row.b))
    .map((row) => ({ ...row, differs: !isSame(row.a, row.b) }))
}

/** What a merge would do with a field of `into`: fill it, leave two values to a person, add labels; null: nothing. */
export function outcomeOf({ key, a: into, b: from, differs }: Row): 'fills' | 'disagrees' | null {
  if (!differs || isNothing(from)) return null
  if (isNothing(into)) return 'fills'
  if (key === 'labels') return (from as string[]).every((label) => (into as string[]).includes(label)) ? null : 'fills'
  return 'disagrees'
}

/** Whether a value says nothing. */
export function isNothing(value: ProfileValue): boolean {
  if (value === null || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && 'locale' in value && value.locale === null && value.channel === null
}
