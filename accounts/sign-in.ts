import type { Input } from '../contract/api.ts'
import type { Session } from '../contract/users.ts'
import { audit } from '../server/audit.ts'
import { contextOf, type Context } from '../server/context.ts'
import { fail } from '../server/errors.ts'
import { log } from '../server/log.ts'
import { prisma } from '../server/prisma.ts'
import { limit, networkOf } from '../server/rate-limit.ts'
import { refuseDemoPassword } from './demo.ts'
import { fits } from './passwords.ts'
import { startSession } from './sessions.ts'

const quarter = 15 * 60
/** Wrong passwords for one address, from wherever. */
const byAccount = limit('sign-in-account', { points: 10, seconds: quarter })
/** Wrong passwords from one network, for whichever address. */
const byNetwork = limit('sign-in-network', { points: 100, seconds: quarter })

/**
 * Signs in with address and password. An unknown address costs the same time and gets the same answer as a wrong password.
 * Every try is counted before the password is looked at, so that many at once count too; a right one is not held against anybody.
 */
export async function signIn(context: Context, { email, password }: Input<'session.create'>): Promise<Session> {
  const network = networkOf(context.ip)
  await byNetwork.take(network)
  await byAccount.take(email)
  const user = await prisma().user.findUnique({ where: { email } })
  const right = await fits(user?.passwordHash ?? null, password)
  if (user && !right) noteFailure(context, user)
  if (!user || !right) return fail('unauthenticated', 'The address or the password is wrong. Check both and try again.')
  if (user.disabledAt) return fail('forbidden', 'Your access has been ended. Ask an owner of your workspace to give it back.')
  refuseDemoPassword(password)
  await Promise.all([byAccount.clear(email), byNetwork.giveBack(network)])
  return startSession(context, user.id)
}

/** Nobody waits for this: an answer that took longer for a known address would tell who has an account. */
function noteFailure(context: Context, user: { id: string; workspaceId: string; email: string }): void {
  const own = contextOf(user.workspaceId, { type: 'system', name: 'sign-in' }, context)
  audit(own, own, { action: 'session.refused', target: { type: 'user', id: user.id }, after: { email: user.email } }).catch(
    (error: unknown) => log.error({ requestId: context.requestId, err: error }, 'a failed sign-in could not be written down'),
  )
}
