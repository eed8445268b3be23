import type { Output } from '../contract/api.ts'
import type { Locale, User } from '../contract/users.ts'
import type { Context } from '../server/context.ts'
import type { Sql } from '../server/db.ts'
import { fail } from '../server/errors.ts'

/** A person's row as Prisma or `userColumns` gives it. */
export type UserRow = {
  id: string
  version: number
  name: string
  email: string
  role: string
  locale: string
  disabledAt: Date | string | null
  createdAt: Date | string
}

export const userColumns = `id, version, name, email, role, locale, disabled_at AS "disabledAt", created_at AS "createdAt"`

export function toUser(row: UserRow): User {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    email: row.email,
    role: row.role,
    locale: row.locale as Locale,
    disabledAt: row.disabledAt && new Date(row.disabledAt).toISOString(),
    createdAt: new Date(row.createdAt).toISOString(),
  }
}

/** Everyone, in the order they joined, the disabled too: their names stand in old threads. */
export async function listUsers({ db }: Context): Promise<Output<'user.list'>> {
  const rows = await db.user.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], take: 1000 })
  return { data: rows.map(toUser), next: null }
}

/** The id of the person who acts; refuses what acts without being one. */
export function self({ actor }: Pick<Context, 'actor'>): string {
  return actor.type === 'user' ? actor.id : fail('forbidden', 'Only a signed-in person can do this. Sign in first.')
}

/** A person whose row nobody else changes until the transaction ends; refuses with not_found. */
export async function lockUser({ sql }: { sql: Sql }, id: string, field = 'id'): Promise<UserRow> {
  const rows = await sql<UserRow>(`SELECT ${userColumns} FROM users WHERE workspace_id = $1::uuid AND id = $2::uuid FOR NO KEY UPDATE`, [
    id,
  ])
  return rows[0] ?? fail('not_found', 'There is no such person in this workspace.', { field })
}

/** Refuses to take the last owner away; asked while `holdStaff` holds. */
export async function assertOwnerStays({ sql }: { sql: Sql }, leaving: string): Promise<void> {
  const others = await sql(
    `SELECT 1 FROM users WHERE workspace_id = $1::uuid AND role = 'owner' AND disabled_at IS NULL AND id <> $2::uuid LIMIT 1`,
    [leaving],
  )
  if (others.length === 0) fail('conflict', 'A workspace needs an owner. Make somebody else an owner first.', { field: 'id' })
}
