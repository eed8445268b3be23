import type { Output } from '../contract/api.ts'
import { env } from '../server/env.ts'
import { fail } from '../server/errors.ts'
import { prisma } from '../server/prisma.ts'
import { fits } from './passwords.ts'

/** Printed in the README, so it protects nothing. */
export const knownPassword = 'parley-demo'

/** How one signs in to the demo. */
export function demoSignIn(): { email: string; password: string } {
  return { email: env().DEMO_EMAIL.toLowerCase(), password: env().DEMO_PASSWORD ?? knownPassword }
}

/** Refuses the password everybody knows where strangers can reach Parley, unless DEMO_PASSWORD says it is meant. */
export function refuseDemoPassword(password: string): void {
  if (password !== knownPassword || onThisMachineOnly() || env().DEMO_PASSWORD === knownPassword) return
  fail('forbidden', 'The demo’s password is known to everybody, so it works on this machine only. Start Parley with DEMO_PASSWORD set.')
}

function onThisMachineOnly(): boolean {
  return /^(localhost|127(\.\d+){3}|::1)$/.test(env().HOST)
}

/** Whether the demo's sign-in still works: nobody has changed its password or ended its access. */
export async function demoSignInWorks(): Promise<boolean> {
  const { email, password } = demoSignIn()
  const user = await prisma().user.findUnique({ where: { email } })
  return user !== null && !user.disabledAt && remembered(user.passwordHash, password)
}

/** What the sign-in page may offer: the demo's known sign-in as long as it works, never a password somebody chose. */
export async function offeredDemo(): Promise<Output<'setup.status'>['demo']> {
  if (!env().DEMO || env().DEMO_PASSWORD !== undefined || !onThisMachineOnly()) return null
  return (await demoSignInWorks()) ? demoSignIn() : null
}

let last: { passwordHash: string; fit: Promise<boolean> } | undefined

// The sign-in page is public and the check is slow on purpose: once per stored password is enough.
function remembered(passwordHash: string, password: string): Promise<boolean> {
  if (last?.passwordHash !== passwordHash) last = { passwordHash, fit: fits(passwordHash, password) }
  return last.fit
}
