import type { Locale } from '../contract/users.ts'
import { contextOf, type Context } from '../server/context.ts'
import { actorById } from '../server/grants.ts'
import { prisma } from '../server/prisma.ts'
import { joinByInvite } from './accept-invite.ts'
import { demoSignIn, knownPassword } from './demo.ts'
import { createInvite } from './invites.ts'
import { fits } from './passwords.ts'
import { createOwner, isNew } from './setup.ts'
import { updateMe } from './update-me.ts'
import { self } from './users.ts'

type Member = { name: string; email: string; locale: Locale }

/** The demo's workspace and its owner, who signs in by `demoSignIn`; null when this Parley belongs to somebody else. */
export async function ensureDemoOwner(workspaceName: string, owner: Omit<Member, 'email'>): Promise<Context | null> {
  const { email, password } = demoSignIn()
  if (await isNew()) await createOwner({ ...owner, email, password, workspaceName })
  const first = await contextFor(email)
  if (first?.actor.type !== 'user' || first.actor.role !== 'owner') return null
  await replaceKnownPassword(first, password)
  return first
}

/** Colleagues of the demo's owner, made through the same commands people use; who is there already stays as they are. */
export async function ensureColleagues(owner: Context, wanted: Member[]): Promise<Context[]> {
  const colleagues: Context[] = []
  for (const one of wanted) colleagues.push((await contextFor(one.email)) ?? (await invite(owner, one)))
  return colleagues
}

/** DEMO_PASSWORD may be set after the demo was made; a password somebody chose themselves stays. */
async function replaceKnownPassword(owner: Context, password: string): Promise<void> {
  if (password === knownPassword) return
  const { passwordHash } = await owner.db.user.findUniqueOrThrow({ where: { id: self(owner) } })
  if (await fits(passwordHash, knownPassword)) await updateMe(owner, { currentPassword: knownPassword, password })
}

async function contextFor(email: string): Promise<Context | null> {
  const user = await prisma().user.findUnique({ where: { email } })
  const actor = user && (await actorById(user.id))
  return actor && contextOf(user.workspaceId, actor)
}

async function invite(owner: Context, { name, email }: Member): Promise<Context> {
  const { link } = await createInvite(owner, { email, role: 'agent' })
  const token = new URL(link!).pathname.split('/').at(-1)!
  await joinByInvite(owner, { token, name, password: demoSignIn().password })
  return (await contextFor(email))!
}
