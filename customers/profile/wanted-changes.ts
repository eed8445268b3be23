import type { CustomerChanges } from '../../contract/customers.ts'
import type { FieldKey } from './profile.ts'

type Change = Exclude<CustomerChanges[Exclude<keyof CustomerChanges, 'fields'>], undefined> | FieldChange
type FieldChange = NonNullable<CustomerChanges['fields']>[string]

/** One field somebody wants to change; `path` is where it stands in the request. */
export type WantedChange = { key: FieldKey; value: Change['value']; base: number | undefined; path: string }

/** The changes of a request as a list, built-in fields first. */
export function wantedChanges({ fields = {}, ...builtIn }: CustomerChanges): WantedChange[] {
  const known = Object.entries(builtIn).flatMap(([key, change]) => (change ? [wanted(key, change, `changes.${key}`)] : []))
  return [...known, ...Object.entries(fields).map(([id, change]) => wanted(id, change, `changes.fields.${id}`))]
}

function wanted(key: FieldKey, { value, base }: Change, path: string): WantedChange {
  return { key, value, base, path }
}
