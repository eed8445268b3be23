import type { Customer, CustomerChanges, FieldValue } from '../../../../../contract/customers.ts'

/** What one field of a profile holds, whatever its type; null: nothing. */
export type ProfileValue = FieldValue | Customer['birthday'] | Customer['preferences'] | null

const builtIn = ['name', 'company', 'birthday', 'owner', 'team', 'labels', 'preferences'] as const
type BuiltIn = (typeof builtIn)[number]

/** A field of every profile, as against one the workspace defined (whose key is its id). */
export const isBuiltIn = (key: string): key is BuiltIn => builtIn.some((one) => one === key)

/** The value a profile has under a field key. */
export function valueOf(customer: Customer, key: string): ProfileValue {
  if (!isBuiltIn(key)) return customer.fields[key] ?? null
  switch (key) {
    case 'owner':
      return customer.ownerId
    case 'team':
      return customer.teamId
    case 'labels':
      return customer.labelIds
    default:
      return customer[key]
  }
}

/** The profile as it will stand with another value: shown until the server has answered. */
export function withValue(customer: Customer, key: string, value: ProfileValue): Customer {
  if (!isBuiltIn(key)) return { ...customer, fields: withField(customer.fields, key, value) }
  const column = { owner: 'ownerId', team: 'teamId', labels: 'labelIds' }[key as string] ?? key
  return { ...customer, [column]: value }
}

function withField(fields: Customer['fields'], key: string, value: ProfileValue): Customer['fields'] {
  const { [key]: _, ...others } = fields
  return value === null ? others : { ...others, [key]: value as FieldValue }
}

/** The version a field was read at; 0 for one never set. */
export const baseOf = (customer: Customer, key: string): number => customer.states[key]?.version ?? 0

/** One field's change as the server takes it. */
export function changeOf(key: string, value: ProfileValue, base: number): CustomerChanges {
  return (isBuiltIn(key) ? { [key]: { value, base } } : { fields: { [key]: { value, base } } }) as CustomerChanges
}

/** Whether two values are the same to whoever looks at them; the order of labels and choices says nothing. */
export function isSame(a: ProfileValue, b: ProfileValue): boolean {
  return canonical(a) === canonical(b)
}

function canonical(value: ProfileValue): string {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return 'null'
  if (Array.isArray(value)) return JSON.stringify([...value].sort())
  return typeof value === 'object' ? JSON.stringify(Object.entries(value).sort()) : JSON.stringify(value)
}
