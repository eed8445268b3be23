import { isDeepStrictEqual } from 'node:util'
import type { Customer, FieldState, FieldValue } from '../contract/customers.ts'
import type { Sql } from '../server/db.ts'
import { birthdayDay } from './birthday.ts'
import { todayIn } from './today.ts'

/** What a built-in field of a profile holds, by its key. */
export type BuiltIn = {
  name: Customer['name']
  company: Customer['company']
  birthday: Customer['birthday']
  owner: Customer['ownerId']
  team: Customer['teamId']
  labels: Customer['labelIds']
  preferences: Customer['preferences']
}

/** A built-in field's key, or a custom field's id. */
export type FieldKey = string
export type Content = BuiltIn[keyof BuiltIn] | FieldValue | null

/** What a profile holds under a key; null for a custom field never set. */
export function contentOf(customer: Customer, key: FieldKey): Content {
  const builtIn: BuiltIn = {
    name: customer.name,
    company: customer.company,
    birthday: customer.birthday,
    owner: customer.ownerId,
    team: customer.teamId,
    labels: customer.labelIds,
    preferences: customer.preferences,
  }
  return key in builtIn ? builtIn[key as keyof BuiltIn] : (customer.fields[key] ?? null)
}

/** The profile with something else under a key, and the next version of that key. Does not write: see `saveProfile`. */
export function withContent(customer: Customer, key: FieldKey, content: Content, by: Pick<FieldState, 'source' | 'by'>): Customer {
  const version = (customer.states[key]?.version ?? 0) + 1
  const states = { ...customer.states, [key]: { version, source: by.source, by: by.by, at: new Date().toISOString() } }
  return { ...customer, ...placed(customer, key, content), states }
}

function placed(customer: Customer, key: FieldKey, content: Content): Partial<Customer> {
  switch (key) {
    case 'name':
      return { name: content as BuiltIn['name'] }
    case 'company':
      return { company: content as BuiltIn['company'] }
    case 'birthday':
      return { birthday: content as BuiltIn['birthday'] }
    case 'owner':
      return { ownerId: content as BuiltIn['owner'] }
    case 'team':
      return { teamId: content as BuiltIn['team'] }
    case 'labels':
      return { labelIds: content as BuiltIn['labels'] }
    case 'preferences':
      return { preferences: content as BuiltIn['preferences'] }
    default: {
      const { [key]: _, ...others } = customer.fields
      return { fields: isEmpty(content) ? others : { ...others, [key]: content as FieldValue } }
    }
  }
}

/** Whether a content says nothing. */
export function isEmpty(content: Content): boolean {
  if (content === null || content === '') return true
  if (Array.isArray(content)) return content.length === 0
  return typeof content === 'object' && 'locale' in content && content.channel === null && content.locale === null
}

/** Whether two contents say the same; the order of labels and choices says nothing. */
export function isSame(a: Content, b: Content): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return isDeepStrictEqual(a.toSorted(), b.toSorted())
  return isDeepStrictEqual(a, b) || (isEmpty(a) && isEmpty(b))
}

/**
 * Writes the profile's fields of a root the transaction has locked (`lockCustomer`). Version and event are `changed`'s to write:
 * call it once, when everything of a change is written.
 */
export async function saveProfile({ sql }: { sql: Sql }, customer: Customer): Promise<void> {
  const day = customer.birthday && birthdayDay(customer.birthday, await todayIn(sql))
  await sql(
    `UPDATE customers SET name = $3, company = $4, birthday = $5::jsonb, birthday_day = $6::int, owner_id = $7::uuid, team_id = $8::uuid,
       label_ids = $9::uuid[], preferences = $10::jsonb, fields = $11::jsonb, states = $12::jsonb
      WHERE workspace_id = $1::uuid AND id = $2::uuid RETURNING id`,
    [
      customer.id,
      customer.name,
      customer.company,
      customer.birthday && JSON.stringify(customer.birthday),
      day,
      customer.ownerId,
      customer.teamId,
      customer.labelIds,
      JSON.stringify(customer.preferences),
      JSON.stringify(customer.fields),
      JSON.stringify(customer.states),
    ],
  )
}
