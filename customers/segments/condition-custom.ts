import type { FieldType } from '../../contract/conditions.ts'
import type { CustomFieldType } from '../../contract/fields.ts'
import { asking, type Askable, type Source } from '../../server/conditions/catalogue.ts'
import type { Sql } from '../../server/db.ts'

type Row = {
  id: string
  name: string
  type: CustomFieldType
  currency: string | null
  options: { id: string; label: string }[]
  archived: boolean
}

/** The workspace's own fields as conditions ask about them: `fields.<id>`; those put away are understood and not offered. */
export async function customFields(sql: Sql, root: string): Promise<[string, Askable][]> {
  const rows = await sql<Row>(
    'SELECT id, name, type, currency, options, archived FROM fields WHERE workspace_id = $1::uuid ORDER BY name, id',
  )
  return rows.map((row) => [`fields.${row.id}`, askableOf(row, root)])
}

function askableOf({ id, name, type, currency, options, archived }: Row, root: string): Askable {
  const choices = type === 'choice' || type === 'choices' ? options.map((option) => ({ value: option.id, label: option.label })) : null
  return asking(
    { type: typeOf[type], group: 'custom', label: name, currency, choices, of: type === 'user' ? 'user' : null, retired: archived },
    sourceOf(type, `${root}.fields`, id),
  )
}

const typeOf: Record<CustomFieldType, FieldType> = {
  text: 'text',
  long_text: 'text',
  url: 'text',
  phone: 'text',
  email: 'text',
  number: 'number',
  money: 'number',
  date: 'date',
  boolean: 'boolean',
  choice: 'choice',
  choices: 'choices',
  user: 'reference',
}

function sourceOf(type: CustomFieldType, fields: string, id: string): Source {
  const text = `(${fields} ->> '${id}')`
  switch (type) {
    case 'number':
    case 'money':
      return { sql: `${text}::float8` }
    case 'date':
      // Years before 1000, which were once taken, would fail the whole list.
      return { sql: `CASE WHEN ${text} ~ '^[1-9]' THEN ${text}::date END` }
    case 'boolean':
      return { sql: `${text} = 'true'` }
    case 'choice':
      return { sql: text }
    case 'choices':
      return { sql: `ARRAY(SELECT jsonb_array_elements_text(${fields} -> '${id}'))` }
    case 'user':
      return { sql: `${text}::uuid`, cast: 'uuid' }
    case 'phone':
    case 'email':
      return { sql: text, contact: type }
    case 'text':
    case 'long_text':
    case 'url':
      return { sql: text, contact: 'maybe' }
  }
}
