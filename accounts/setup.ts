import { v7 } from 'uuid'
import type pg from 'pg'
import type { Input, Output } from '../contract/api.ts'
import type { Session, User } from '../contract/users.ts'
import type { Context } from '../server/context.ts'
import { transaction, txOn } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import { prisma } from '../server/prisma.ts'
import { offeredDemo } from './demo.ts'
import { join } from './join.ts'
import { hashPassword } from './passwords.ts'
import { startSession } from './sessions.ts'

export async function setupStatus(): Promise<Output<'setup.status'>> {
  return { needed: await isNew(), demo: await offeredDemo() }
}

/** Whether nobody has an account here yet. */
export async function isNew(): Promise<boolean> {
  return (await prisma().user.findFirst({ select: { id: true } })) === null
}

/** Makes the first workspace and its owner, and signs the owner in; refuses with conflict as soon as there is anybody. */
export async function setUp(context: Context, input: Input<'setup.create'>): Promise<Session> {
  const owner = await createOwner(input)
  return startSession(context, owner.id)
}

/** Makes the first workspace and its owner; of several at the same moment one succeeds, the others are refused with conflict. */
export async function createOwner(input: Input<'setup.create'>): Promise<User & { workspaceId: string }> {
  if (!(await isNew())) refuse()
  const passwordHash = await hashPassword(input.password)
  return transaction(async (client) => {
    await assertFirst(client)
    const workspaceId = await createWorkspace(client, input)
    const owner = await join(txOn(client, workspaceId), { ...input, passwordHash, role: 'owner' })
    return { ...owner, workspaceId }
  })
}

const setupLock = 72_707_370

/** Of several who set up at the same moment, lets through one after the other, and only the first. */
async function assertFirst(client: pg.ClientBase): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [setupLock])
  const { rowCount } = await client.query('SELECT 1 FROM users LIMIT 1')
  if (rowCount) refuse()
}

async function createWorkspace(client: pg.ClientBase, { workspaceName, locale }: Input<'setup.create'>): Promise<string> {
  const id = v7()
  await client.query('INSERT INTO workspaces (id, name, locale) VALUES ($1, $2, $3)', [id, workspaceName, locale])
  return id
}

function refuse(): never {
  return fail('conflict', 'This Parley already has an owner. Sign in, or ask the owner for an invitation.')
}
