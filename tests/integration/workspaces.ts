import { v7 } from 'uuid'
import { authenticate, createSession } from '../../server/session.ts'
import { hashPassword } from '../../accounts/passwords.ts'
import { contextOf, type Context } from '../../server/context.ts'
import { pool } from '../../server/db.ts'

export const password = 'correct horse battery'

export async function newWorkspace(): Promise<string> {
  const id = v7()
  await pool().query('INSERT INTO workspaces (id, name) VALUES ($1, $2)', [id, `Workspace ${id.slice(-4)}`])
  return id
}

let hash: Promise<string> | undefined

/** A person of a workspace, signed in with `password`: the context their requests get, their address and their token. */
export async function newPerson(workspaceId: string, role = 'agent') {
  const [id, email] = [v7(), `person-${v7()}@example.com`]
  hash ??= hashPassword(password)
  await pool().query(`INSERT INTO users (id, workspace_id, name, email, password_hash, role) VALUES ($1, $2, 'Person', $3, $4, $5)`, [
    id,
    workspaceId,
    email,
    await hash,
    role,
  ])
  return { id, email, ...(await signedIn(id, workspaceId)) }
}

/** One more session of a person. */
export async function signedIn(userId: string, workspaceId: string): Promise<{ token: string; context: Context }> {
  const { token } = await createSession({ id: userId, workspaceId }, { ip: '192.0.2.1', userAgent: 'Test' })
  const session = await authenticate(token)
  if (!session) throw new Error('the new session does not hold')
  return { token, context: contextOf(workspaceId, session.user, { ip: '192.0.2.1', sessionId: session.sessionId }) }
}

/** Names and data of a workspace's events, in order. */
export async function eventsOf(workspaceId: string): Promise<{ name: string; data: Record<string, unknown> }[]> {
  const { rows } = await pool().query('SELECT name, data FROM events WHERE workspace_id = $1 ORDER BY xact, id', [workspaceId])
  return rows
}
