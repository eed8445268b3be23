import type { Input } from '../../contract/api.ts'
import type { Field, ProfileLayout } from '../../contract/fields.ts'
import { audit } from '../../server/audit.ts'
import type { Context } from '../../server/context.ts'
import type { Sql } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'
import { emit } from '../../server/events.ts'
import { findFields } from './fields.ts'

/** How a profile is laid out until somebody does it: version 0, and one section, with every custom field, whose title each screen translates. */
const initial: ProfileLayout = {
  version: 0,
  sections: [
    {
      id: '00000000-0000-7000-8000-000000000001',
      title: '',
      fields: ['company', 'birthday', 'owner', 'team', 'labels', 'preferences'],
    },
  ],
}

/** The workspace's lay-out; a field it does not name is kept and not shown. */
export async function getLayout({ sql }: { sql: Sql }): Promise<ProfileLayout> {
  const rows = await sql<ProfileLayout>('SELECT version, sections FROM profile_layouts WHERE workspace_id = $1::uuid')
  return rows[0] ?? withAll(await findFields(sql))
}

function withAll(fields: Field[]): ProfileLayout {
  const own = fields.filter(({ archived }) => !archived).map(({ id }) => id)
  return { ...initial, sections: initial.sections.map((section) => ({ ...section, fields: [...section.fields, ...own] })) }
}

/** Lays the profile out anew; refuses one made from another version than there is now, and a field named twice. */
export function updateLayout(context: Context, { version, sections }: Input<'layout.update'>): Promise<ProfileLayout> {
  assertOnce(sections)
  return context.sqlTransaction(async (tx) => {
    const before = await getLayout(tx)
    const layout: ProfileLayout = { version: version + 1, sections }
    const written = await tx.sql(
      `INSERT INTO profile_layouts (workspace_id, version, sections) SELECT $1::uuid, $2::int, $3::jsonb
        WHERE $2::int = 1 OR EXISTS (SELECT 1 FROM profile_layouts WHERE workspace_id = $1::uuid)
       ON CONFLICT (workspace_id) DO UPDATE SET version = excluded.version, sections = excluded.sections
        WHERE profile_layouts.version = excluded.version - 1 RETURNING version`,
      [layout.version, JSON.stringify(sections)],
    )
    if (written.length === 0)
      fail('conflict', 'Somebody else laid the profile out meanwhile. Look at theirs, then make your changes again.', { field: 'version' })
    await emit(tx, 'layout.updated', { layout })
    await audit(tx, context, { action: 'layout.update', before: { sections: before.sections }, after: { sections } })
    return layout
  })
}

function assertOnce(sections: ProfileLayout['sections']): void {
  const keys = sections.flatMap(({ fields }) => fields)
  const twice = keys.find((key, n) => keys.indexOf(key) !== n)
  if (twice !== undefined) fail('invalid', 'A field stands in the lay-out twice. Leave it in one place.', { field: 'sections' })
  if (new Set(sections.map(({ id }) => id)).size < sections.length)
    fail('invalid', 'Two sections have the same id. Give each one of its own.', { field: 'sections' })
}
