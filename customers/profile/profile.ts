import { isDeepStrictEqual } from 'node:util'
import type { Customer, FieldState, FieldValue } from '../../contract/customers.ts'
import type { Sql } from '../../server/db.ts'
import { birthdayDay, type Day } from './birthday.ts'
import { nameTokens } from '../identity/name-tokens.ts'
import { todayIn } from './today.ts'
import { currentTime } from '../../server/clock.ts'

/** Where a profile holds its built-in fields, by their keys. */
const places = {
  name: 'name',
  company: 'company',
  birthday: 'birthday',
  owner: 'ownerId',
  team: 'teamId',
  labels: 'labelIds',
  preferences: 'preferences',
} as const satisfies Record<string, keyof Customer>

/** What a built-in field holds, by its key. */
export type BuiltIn = { [Key in keyof typeof places]: Customer[(typeof places)[Key]] }

/** A built-in field's key, or a custom field's id. */
export type FieldKey = string
export type Content = BuiltIn[keyof BuiltIn] | FieldValue | null

const isBuiltIn = (key: FieldKey): key is keyof BuiltIn => Object.hasOwn(places, key)

/** What a profile holds under a key; null for a custom field never set. */
export function contentOf(customer: Customer, key: FieldKey): Content {
  return isBuiltIn(key) ? customer[places[key]] : (customer.fields[key] ?? null)
}

/** The profile with something else under a key, and the next version of that key. Does not write: see `saveProfile`. */
export function withContent(customer: Customer, key: FieldKey, content: Content, by: Pick<FieldState, 'source' | 'by'>): Customer {
  const version = (customer.states[key]?.version ?? 0) + 1
  const states = { ...customer.states, [key]: { version, source: by.source, by: by.by, at: currentTime().toISOString() } }
  return { ...customer, ...placed(customer, key, content), states }
}

/** That a content is of its key's kind was checked on its way in (`checkChanges`). */
function placed(customer: Customer, key: FieldKey, content: Content): Partial<Customer> {
  if (isBuiltIn(key)) return { [places[key]]: content } as Partial<Customer>
  const { [key]: _, ...others } = customer.fields
  return { fields: isEmpty(content) ? others : { ...others, [key]: content as FieldValue } }
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

/** Writes the fields of one profile: see `saveProfiles`. */
export function saveProfile(tx: { sql: Sql }, customer: Customer): Promise<void> {
  return saveProfiles(tx, [customer])
}

/**
 * Writes the fields of roots the transaction has locked (`lockCustomer`), with what is looked for by: name tokens and the birthday's next
 * return. Version and event are `changed`'s to write: call it once, when everything of a change is written.
 */
export async function saveProfiles({ sql }: { sql: Sql }, customers: Customer[]): Promise<void> {
  if (customers.length === 0) return
  const today = await todayIn(sql)
  await sql(
    `UPDATE customers c SET name = p.name, name_tokens = p.name_tokens, company = p.company, birthday = p.birthday, birthday_day = p.birthday_day,
       owner_id = p.owner_id, team_id = p.team_id, label_ids = p.label_ids, preferences = p.preferences, fields = p.fields, states = p.states
       FROM jsonb_to_recordset($2::jsonb) AS p (id uuid, name text, name_tokens text[], company text, birthday jsonb, birthday_day int,
         owner_id uuid, team_id uuid, label_ids uuid[], preferences jsonb, fields jsonb, states jsonb)
      WHERE c.workspace_id = $1::uuid AND c.id = p.id`,
    [JSON.stringify(customers.map((customer) => profileColumns(customer, today)))],
  )
}

/** A profile as the columns of its row, with what it is looked for by; `today` where the workspace is. */
export function profileColumns(customer: Customer, today: Day) {
  const { id, name, company, birthday, ownerId, teamId, labelIds, preferences, fields, states } = customer
  return {
    ...{ id, name, company, birthday, preferences, fields, states },
    name_tokens: nameTokens(name),
    birthday_day: birthday && birthdayDay(birthday, today),
    owner_id: ownerId,
    team_id: teamId,
    label_ids: labelIds,
  }
}
