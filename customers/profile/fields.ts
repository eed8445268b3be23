import type { Output } from '../../contract/api.ts'
import type { CustomFieldType, Field } from '../../contract/fields.ts'
import type { Context } from '../../server/context.ts'
import type { Sql } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'

type FieldRow = Omit<Field, 'type'> & { type: string }

const columns = 'id, version, name, type, required, min, max, currency, options, help, archived'

function toField(row: FieldRow): Field {
  const { id, version, name, required, min, max, currency, options, help, archived } = row
  return { id, version, name, type: row.type as CustomFieldType, required, min, max, currency, options, help, archived }
}

/** The workspace's custom fields in the order they were made, the put away ones too. */
export async function findFields(sql: Sql): Promise<Field[]> {
  const rows = await sql<FieldRow>(`SELECT ${columns} FROM fields WHERE workspace_id = $1::uuid ORDER BY created_at, id`)
  return rows.map(toField)
}

export async function listFields({ sql }: Context): Promise<Output<'field.list'>> {
  return { data: await findFields(sql), next: null }
}

/** One definition; refuses with not_found. */
export async function findField(sql: Sql, id: string): Promise<Field> {
  const rows = await sql<FieldRow>(`SELECT ${columns} FROM fields WHERE workspace_id = $1::uuid AND id = $2::uuid`, [id])
  return rows[0] ? toField(rows[0]) : fail('not_found', 'This field does not exist.')
}
