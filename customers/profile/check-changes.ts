import type { Birthday, Customer } from '../../contract/customers.ts'
import type { Field } from '../../contract/fields.ts'
import type { SqlTx } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'
import type { NewContent } from './apply-changes.ts'
import { isPossible } from './birthday.ts'
import { checkValue } from './field-values.ts'
import { findFields } from './fields.ts'
import { isSame, type BuiltIn, type Content } from './profile.ts'
import { channelKinds } from '../channel-kinds.ts'
import { phoneRegion } from '../identity/region.ts'
import { isCustom } from './shown.ts'
import type { WantedChange } from './wanted-changes.ts'

/** The contents of changes as they are kept; refuses the first that does not fit, naming its place in the request. */
export async function checkChanges({ sql }: SqlTx, customer: Customer, changes: WantedChange[]): Promise<NewContent[]> {
  const custom = changes.some(({ key }) => isCustom(key))
  const [fields, region] = custom ? [await findFields(sql), await phoneRegion(sql)] : [[]]
  const kinds = changes.some(({ key }) => key === 'preferences') ? [customer.preferences.channel, ...(await channelKinds(sql))] : []
  const contents = changes.map(({ key, value, path }): NewContent & { path: string; field?: Field } => {
    if (!isCustom(key)) return { key, path, value: builtIn(key, value as Content, path, kinds) }
    const field =
      fields.find(({ id }) => id === key) ??
      fail('invalid', 'There is no such field. See the settings for those there are.', { field: path })
    return { key, path, field, value: checkValue(field, value as string | number | boolean | string[] | null, region) }
  })
  await assertKnown({ sql }, customer, contents)
  return contents.map(({ key, value }) => ({ key, value }))
}

/** `kinds`: of the channels there are, and the one the profile names already. */
function builtIn(key: string, value: Content, path: string, kinds: (string | null)[]): Content {
  if (key === 'birthday' && value !== null && !isPossible(value as Birthday))
    fail('invalid', 'There is no such day in this calendar. Check month, day and leap month.', { field: path })
  if (key === 'preferences') assertPreferences(value as BuiltIn['preferences'], path, kinds)
  return key === 'labels' ? [...new Set(value as string[])] : value
}

function assertPreferences({ channel, locale }: BuiltIn['preferences'], path: string, kinds: (string | null)[]): void {
  if (channel !== null && !kinds.includes(channel))
    fail('invalid', 'There is no such kind of channel. Choose one that is connected.', { field: path })
  if (locale !== null && !/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(locale))
    fail('invalid', 'This is no language. Write it as en or zh-CN.', { field: path })
}

type Reference = { table: 'users' | 'teams' | 'labels'; id: string; path: string }

/** Refuses people, teams and labels that are not there; what the profile names already may stay, whatever became of it. */
async function assertKnown(
  { sql }: Pick<SqlTx, 'sql'>,
  customer: Customer,
  contents: (NewContent & { path: string; field?: Field })[],
): Promise<void> {
  const references = contents.flatMap((content) => referencesOf(customer, content))
  if (references.length === 0) return
  const known = await sql<{ id: string }>(
    `SELECT r.id FROM ROWS FROM (jsonb_to_recordset($2::jsonb) AS ("table" text, id uuid)) r
      WHERE CASE r."table" WHEN 'users' THEN EXISTS (SELECT 1 FROM users u WHERE u.workspace_id = $1::uuid AND u.id = r.id AND u.disabled_at IS NULL)
                           WHEN 'teams' THEN EXISTS (SELECT 1 FROM teams t WHERE t.workspace_id = $1::uuid AND t.id = r.id)
                           ELSE EXISTS (SELECT 1 FROM labels l WHERE l.workspace_id = $1::uuid AND l.id = r.id) END`,
    [JSON.stringify(references)],
  )
  const ids = new Set(known.map(({ id }) => id))
  const missing = references.find(({ id }) => !ids.has(id))
  if (missing) fail('not_found', absent[missing.table], { field: missing.path })
}

const absent = {
  users: 'There is no such person in this workspace, or they are disabled. Choose somebody else.',
  teams: 'There is no such team (any more). Choose another.',
  labels: 'There is no such label (any more). Choose another.',
}

function referencesOf(customer: Customer, { key, value, path, field }: NewContent & { path: string; field?: Field }): Reference[] {
  if (key === 'labels')
    return (value as string[]).filter((id) => !customer.labelIds.includes(id)).map((id) => ({ table: 'labels', id, path }))
  if (typeof value !== 'string') return []
  if (key === 'owner') return isSame(value, customer.ownerId) ? [] : [{ table: 'users', id: value, path }]
  if (key === 'team') return isSame(value, customer.teamId) ? [] : [{ table: 'teams', id: value, path }]
  return field?.type === 'user' && customer.fields[key] !== value ? [{ table: 'users', id: value, path }] : []
}
