import type { Input } from '../contract/api.ts'
import type { User } from '../contract/users.ts'
import { audit } from '../server/audit.ts'
import type { Context } from '../server/context.ts'
import { fail } from '../server/errors.ts'
import { emit } from '../server/events.ts'
import { limit } from '../server/rate-limit.ts'
import { endSessionsOf } from '../server/session.ts'
import { fits, hashPassword } from './passwords.ts'
import { lockUser, self, toUser } from './users.ts'

type Changes = Input<'user.update'>

/** Changes my name, language or password. A new password needs the current one and signs me out everywhere else. */
export async function updateMe(context: Context, changes: Changes): Promise<User> {
  const id = self(context)
  const passwordHash = await newPasswordHash(context, changes)
  return context.transaction(async (tx) => {
    const before = await lockUser(tx, id)
    const data = { ...pick(changes), ...passwordHash, version: { increment: 1 } }
    const user = toUser(await tx.db.user.update({ where: { id }, data }))
    await emit(tx, 'user.updated', { user })
    if (passwordHash) await endSessionsOf(tx, id, context.sessionId ?? '')
    await audit(tx, context, {
      action: 'user.update',
      target: { type: 'user', id },
      before: { ...(changes.name !== undefined && { name: before.name }), ...(changes.locale !== undefined && { locale: before.locale }) },
      after: { ...pick(changes), ...(passwordHash && { password: 'new' }) },
    })
    return user
  })
}

function pick({ name, locale }: Changes): { name?: string; locale?: string } {
  return { ...(name === undefined ? {} : { name }), ...(locale === undefined ? {} : { locale }) }
}

/** A stolen session must not become a stolen account by guessing the password here. */
const guesses = limit('password-change', { points: 10, seconds: 15 * 60 })

async function newPasswordHash(context: Context, { currentPassword, password }: Changes): Promise<{ passwordHash: string } | undefined> {
  if (password === undefined) return undefined
  const id = self(context)
  await guesses.take(id)
  const { passwordHash } = await context.db.user.findUniqueOrThrow({ where: { id } })
  if (!(await fits(passwordHash, currentPassword ?? '')))
    fail('invalid', 'The current password is wrong. Enter it to set a new one.', { field: 'currentPassword' })
  await guesses.clear(id)
  return { passwordHash: await hashPassword(password) }
}
