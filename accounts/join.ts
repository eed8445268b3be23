import { v7 } from 'uuid'
import type { Locale, User } from '../contract/users.ts'
import type { Sql } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import { emit } from '../server/events.ts'
import { toUser, userColumns, type UserRow } from './users.ts'

export type NewUser = { name: string; email: string; passwordHash: string; role: string; locale: Locale }

/** Adds a person to the transaction's workspace; refuses with conflict when the address already signs in somewhere. */
export async function join(tx: { sql: Sql }, { name, email, passwordHash, role, locale }: NewUser): Promise<User> {
  const rows = await tx.sql<UserRow>(
    `INSERT INTO users (id, workspace_id, name, email, password_hash, role, locale)
     VALUES ($2::uuid, $1::uuid, $3, $4, $5, $6, $7) ON CONFLICT (email) DO NOTHING RETURNING ${userColumns}`,
    [v7(), name, email, passwordHash, role, locale],
  )
  const row = rows[0] ?? fail('conflict', 'Somebody already signs in with this address. Sign in, or use another one.', { field: 'email' })
  const user = toUser(row)
  await emit(tx, 'user.joined', { user })
  return user
}
