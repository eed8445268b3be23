import type { Input } from '../contract/api.ts'
import type { Session } from '../contract/users.ts'
import { audit } from '../server/audit.ts'
import { contextOf, type Context } from '../server/context.ts'
import { fail } from '../server/errors.ts'
import { log } from '../server/log.ts'
import { networkOf } from '../server/networks.ts'
import { prisma } from '../server/prisma.ts'
import { limit } from '../server/rate-limit.ts'
import { refuseDemoPassword } from './demo.ts'
import { fits } from './passwords.ts'
import { startSession } from './sessions.ts'

const quarter = 15 * 60
/** Wrong passwords for one address from one network: a stranger's guesses lock out nobody else. */
const byPair = limit('sign-in-pair', { points: 10, seconds: quarter })
/** Wrong passwords for one address from all networks the account was never used from. */
const byAccount = limit('sign-in-account', { points: 300, seconds: quarter })
/** Wrong passwords from one network, for whichever address. */
const byNetwork = limit('sign-in-network', { points: 100, seconds: quarter })

/**
 * Signs in with address and password. An unknown address costs the same time and gets the same answer as a wrong password.
 * Every try is counted before the password is looked at, so that many at once count too; a right one is not held against anybody. However
 * many guess from elsewhere, whoever signs in where they did before is not kept out by that.
 */
export async function signIn(context: Context, { email, password }: Input<'session.create'>): Promise<Session> {
  const network = networkOf(context.ip)
  const pair = `${email} ${network}`
  await byNetwork.take(network)
  await byPair.take(pair)
  const user = await prisma().user.findUnique({ where: { email } })
  if (!(await usedFrom(user?.id ?? nobody, network))) await byAccount.take(email)
  const right = await fits(user?.passwordHash ?? null, password)
  if (user && !right) noteFailure(context, user)
  if (!user || !right) return fail('unauthenticated', 'The address or the password is wrong. Check both and try again.')
  if (user.disabledAt) return fail('forbidden', 'Your access has been ended. Ask an owner of your workspace to give it back.')
  refuseDemoPassword(password)
  await Promise.all([byPair.clear(pair), byAccount.clear(email), byNetwork.giveBack(network)])
  return startSession(context, user.id)
}

/** Asked about like anybody, so that time does not tell who exists. */
const nobody = '00000000-0000-0000-0000-000000000000'

/** Whether somebody has a session that was begun in this network. */
async function usedFrom(userId: string, network: string): Promise<boolean> {
  const sessions = await prisma().session.findMany({ where: { userId }, select: { ip: true }, take: 200, orderBy: { createdAt: 'desc' } })
  return sessions.some(({ ip }) => networkOf(ip) === network)
}

/** Nobody waits for this: an answer that took longer for a known address would tell who has an account. */
function noteFailure(context: Context, user: { id: string; workspaceId: string; email: string }): void {
  const own = contextOf(user.workspaceId, { type: 'system', name: 'sign-in' }, context)
  audit(own, own, { action: 'session.refused', target: { type: 'user', id: user.id }, after: { email: user.email } }).catch(
    (error: unknown) => log.error({ requestId: context.requestId, err: error }, 'a failed sign-in could not be written down'),
  )
}
