import { describe, expect, test } from 'vitest'
import { pool } from '../../../server/db.ts'
import { limit } from '../../../server/rate-limit.ts'
import { authenticate } from '../../../server/session.ts'
import { call, stranger } from '../call.ts'
import { newPerson, newWorkspace, password } from '../workspaces.ts'
import { useDatabase } from '../../support/database.ts'

useDatabase()

let networks = 0
/** Somebody from an address nobody has used yet, so that tests do not share its limit. */
const fresh = () => stranger(`198.51.${100 + Math.floor(++networks / 250)}.${1 + (networks % 250)}`)

describe('signing in', () => {
  test('with the right password starts a session whose token works', async () => {
    const { id, email, context } = await newPerson(await newWorkspace(), 'owner')
    const session = await call(fresh(), 'session.create', { email: ` ${email.toUpperCase()} `, password })
    expect(session).toMatchObject({ user: { id, email }, workspace: { id: context.workspaceId } })
    expect(await authenticate(session.token)).toMatchObject({ user: { id } })
  })

  test('an unknown address and a wrong password get the very same answer', async () => {
    const { email } = await newPerson(await newWorkspace())
    const wrong = await refusal(call(fresh(), 'session.create', { email, password: 'wrong password' }))
    const unknown = await refusal(call(fresh(), 'session.create', { email: 'nobody@example.com', password }))
    expect(unknown).toEqual(wrong)
    expect(wrong).toMatchObject({ code: 'unauthenticated' })
  })

  test('a disabled person is told so only with the right password', async () => {
    const { id, email } = await newPerson(await newWorkspace())
    await pool().query('UPDATE users SET disabled_at = now() WHERE id = $1', [id])
    await expect(call(fresh(), 'session.create', { email, password: 'wrong password' })).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(call(fresh(), 'session.create', { email, password })).rejects.toMatchObject({ code: 'forbidden' })
    expect((await pool().query('SELECT 1 FROM sessions WHERE user_id = $1 AND ip LIKE $2', [id, '198.%'])).rowCount).toBe(0)
  })
})

describe('guessing', () => {
  test('after ten wrong passwords from one network even the right one waits there, and nowhere else', async () => {
    const { email } = await newPerson(await newWorkspace())
    const [thief, owner] = [fresh(), fresh()]
    for (let n = 0; n < 10; n++)
      await expect(call(thief, 'session.create', { email, password: `guess ${n}` })).rejects.toMatchObject({ code: 'unauthenticated' })
    const refused = call(thief, 'session.create', { email, password })
    await expect(refused).rejects.toMatchObject({ code: 'rate_limited', message: expect.stringContaining('15 min') })
    await call(owner, 'session.create', { email, password })
  })

  test('from hundreds of networks is stopped at new ones, while its owner signs in where they did before', async () => {
    const { email } = await newPerson(await newWorkspace())
    const home = fresh()
    await call(home, 'session.create', { email, password })
    // As so many guesses count, without the work of refusing each.
    const guesses = limit('sign-in-account', { points: 300, seconds: 900 })
    await Promise.all(Array.from({ length: 299 }, () => guesses.take(email)))
    await refusal(call(fresh(), 'session.create', { email, password: 'the 300th guess' }))
    await expect(call(fresh(), 'session.create', { email, password })).rejects.toMatchObject({ code: 'rate_limited' })
    await call(home, 'session.create', { email, password })
  })

  test('forty guesses at the same moment are not forty tries', async () => {
    const { email } = await newPerson(await newWorkspace())
    const context = fresh()
    const tries = await Promise.all(
      Array.from({ length: 40 }, (_, n) => refusal(call(context, 'session.create', { email, password: `guess ${n}` }))),
    )
    expect(tries.filter(({ code }) => code === 'unauthenticated')).toHaveLength(10)
  })

  test('an address nobody has is limited just the same, so limits tell nothing', async () => {
    const email = 'not-here@example.com'
    const context = fresh()
    for (let n = 0; n < 10; n++) await refusal(call(context, 'session.create', { email, password }))
    await expect(call(context, 'session.create', { email, password })).rejects.toMatchObject({ code: 'rate_limited' })
  })

  test('a right password forgets the wrong ones before it', async () => {
    const { email } = await newPerson(await newWorkspace())
    const context = fresh()
    for (let round = 0; round < 3; round++) {
      for (let n = 0; n < 8; n++) await refusal(call(context, 'session.create', { email, password: `guess ${n}` }))
      await call(context, 'session.create', { email, password })
    }
  })

  test('one network guessing at many addresses is stopped, in IPv6 as a whole', async () => {
    const { email } = await newPerson(await newWorkspace())
    await pool().query(`DELETE FROM rate_limits`)
    const addresses = Array.from({ length: 100 }, (_, n) => `spray-${n}@example.com`)
    await Promise.all(
      addresses.map((address, n) => refusal(call(stranger(`2001:db8:1:1::${n + 1}`), 'session.create', { email: address, password }))),
    )
    await expect(call(stranger('2001:db8:1:1:ffff::9'), 'session.create', { email, password })).rejects.toMatchObject({
      code: 'rate_limited',
    })
    await call(stranger('2001:db8:1:2::1'), 'session.create', { email, password })
  })

  test('who signs in rightly is never stopped for doing it often', async () => {
    const { email } = await newPerson(await newWorkspace())
    const context = fresh()
    for (let n = 0; n < 12; n++) await call(context, 'session.create', { email, password })
  })
})

async function refusal(attempt: Promise<unknown>): Promise<{ code: string; message: string; field: string | undefined }> {
  const error = await attempt.then(
    () => {
      throw new Error('this was not refused')
    },
    (reason: { code: string; message: string; field: string | undefined }) => reason,
  )
  return { code: error.code, message: error.message, field: error.field }
}
