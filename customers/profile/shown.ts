import type { Birthday } from '../../contract/customers.ts'
import type { Field } from '../../contract/fields.ts'
import type { Sql } from '../../server/db.ts'
import { findFields } from './fields.ts'
import type { BuiltIn, Content, FieldKey } from './profile.ts'

/** What contents are called on a screen: custom fields and their options, people, teams and labels by id. */
export type Shower = { fields: Map<string, Field>; names: Map<string, string> }

/** Looks up the names behind contents, in two statements at most. */
export async function showerOf(sql: Sql, contents: { key: FieldKey; content: Content }[]): Promise<Shower> {
  const fields = contents.some(({ key }) => isCustom(key)) ? await findFields(sql) : []
  const ids = contents.flatMap(({ content }) => [content].flat()).filter((one) => typeof one === 'string' && uuid.test(one))
  const rows = ids.length
    ? await sql<{ id: string; name: string }>(
        `SELECT id, name FROM users WHERE workspace_id = $1::uuid AND id = ANY ($2::uuid[])
         UNION ALL SELECT id, name FROM teams WHERE workspace_id = $1::uuid AND id = ANY ($2::uuid[])
         UNION ALL SELECT id, name FROM labels WHERE workspace_id = $1::uuid AND id = ANY ($2::uuid[])`,
        [ids],
      )
    : []
  return { fields: new Map(fields.map((field) => [field.id, field])), names: new Map(rows.map(({ id, name }) => [id, name])) }
}

/** A content as a screen shows it: names instead of ids, a birthday as `1990-08-15`, `08-15`, or `lunar 08-15` (`lunar 闰06-01`). */
export function shown({ fields, names }: Shower, key: FieldKey, content: Content): string | number | boolean | string[] | null {
  if (content === null || typeof content === 'number' || typeof content === 'boolean') return content
  if (Array.isArray(content)) return content.map((one) => optionName(fields.get(key), one) ?? names.get(one) ?? one)
  if (typeof content === 'string') return optionName(fields.get(key), content) ?? names.get(content) ?? content
  return 'calendar' in content ? birthdayText(content) : preferencesText(content)
}

/** Whether a key is a custom field's. */
export const isCustom = (key: FieldKey) => uuid.test(key)

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

const optionName = (field: Field | undefined, id: string) => field?.options.find((option) => option.id === id)?.label

function birthdayText({ calendar, year, month, day, leap }: Birthday): string {
  const parts = [...(year === null ? [] : [String(year)]), `${leap ? '闰' : ''}${two(month)}`, two(day)].join('-')
  return calendar === 'lunar' ? `lunar ${parts}` : parts
}

const two = (n: number) => String(n).padStart(2, '0')

const preferencesText = ({ channel, locale }: BuiltIn['preferences']) => [channel, locale].filter(Boolean).join(', ')
