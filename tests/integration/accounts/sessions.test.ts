import { describe, expect, test } from 'vitest'
import { pool } from '../../../server/db.ts'
import { authenticate, createSession, dropExpiredSessions, endSession, sessionsHeld } from '../../../server/session.ts'
import { call } from '../call.ts'
import { eventsOf, newPerson, newWorkspace, signedIn } from '../workspaces.ts'
import { useDatabase } from '../../support/database.ts'

useDatabase()

describe('a session', () => {
  test('names its person and workspace as long as its token is shown', async () => {
    const workspaceId = await newWorkspace()
    const { id, token, context } = await newPerson(workspaceId, 'owner')
    const found = await authenticate(token)
    expect(found).toMatchObject({ workspaceId, sessionId: context.sessionId, user: { id, role: 'owner' }, locale: 'en' })
    const days = (Date.parse(found!.expiresAt) - Date.now()) / 86_400_000
    expect(days).toBeCloseTo(30, 1)
  })

  test('is stored as a hash: nothing in the database signs anybody in', async () => {
    const { token } = await newPerson(await newWorkspace())
    const { rows } = await pool().query<{ id: string; all: string }>('SELECT id, sessions::text AS all FROM sessions')
    for (const { id, all } of rows) {
      expect(all).not.toContain(token)
      expect(await authenticate(id)).toBeNull()
    }
  })

  test('every sign-in is another one', async () => {
    const person = await newPerson(await newWorkspace())
    const other = await signedIn(person.id, person.context.workspaceId)
    expect(other.token).not.toBe(person.token)
    expect(await authenticate(person.token)).not.toBeNull()
  })

  test('is over when it ended, and its sockets are told', async () => {
    const { id, token, context } = await newPerson(await newWorkspace())
    expect(await endSession(context, id, context.sessionId!)).toBe(true)
    expect(await endSession(context, id, context.sessionId!)).toBe(false)
    expect(await authenticate(token)).toBeNull()
    expect((await sessionsHeld([context.sessionId!])).size).toBe(0)
    expect(await eventsOf(context.workspaceId)).toEqual([{ name: 'session.ended', data: { sessionIds: [context.sessionId] } }])
  })

  test('is over when it expired, and is then removed', async () => {
    const { token, context } = await newPerson(await newWorkspace())
    await pool().query(`UPDATE sessions SET expires_at = now() - interval '1 ms' WHERE id = $1`, [context.sessionId])
    expect(await authenticate(token)).toBeNull()
    await dropExpiredSessions()
    expect((await pool().query('SELECT 1 FROM sessions WHERE id = $1', [context.sessionId])).rowCount).toBe(0)
  })

  test('is over the moment its person is disabled', async () => {
    const { id, token } = await newPerson(await newWorkspace())
    await pool().query('UPDATE users SET disabled_at = now() WHERE id = $1', [id])
    expect(await authenticate(token)).toBeNull()
  })

  test('used after a minute lasts 30 days from then; used within it, nothing is written', async () => {
    const { token, context } = await newPerson(await newWorkspace())
    expect(await agedBy('30 seconds', token, context.sessionId!)).toBe(0)
    expect(await agedBy('10 days', token, context.sessionId!)).toBeCloseTo(10 * 86_400, -2)
  })

  test('ends 90 days after the sign-in, however much it is used', async () => {
    const { token, context } = await newPerson(await newWorkspace())
    await pool().query(
      `UPDATE sessions SET created_at = now() - interval '80 days', last_seen_at = now() - interval '1 day' WHERE id = $1`,
      [context.sessionId],
    )
    await authenticate(token)
    const days = (Date.parse((await authenticate(token))!.expiresAt) - Date.now()) / 86_400_000
    expect(days).toBeCloseTo(10, 1)
  })

  test('keeps what a browser says of itself on one line and bounded', async () => {
    const { id, context } = await newPerson(await newWorkspace())
    await createSession(
      { id, workspaceId: context.workspaceId },
      { ip: '2001:db8::1', userAgent: `Evil\r\nSet-Cookie: x\0${'y'.repeat(9000)}` },
    )
    const { data } = await call(context, 'session.list', {})
    const stored = data.find(({ ip }) => ip === '2001:db8::1')!
    expect(stored.userAgent).toMatch(/^Evil {2}Set-Cookie: x y+$/)
    expect(stored.userAgent.length).toBeLessThanOrEqual(400)
  })
})

describe('where I am signed in', () => {
  test('lists my own sessions and marks this one', async () => {
    const workspaceId = await newWorkspace()
    const [me, colleague] = [await newPerson(workspaceId), await newPerson(workspaceId)]
    const second = await signedIn(me.id, workspaceId)
    const { data } = await call(me.context, 'session.list', {})
    expect(data.map(({ id, current }) => [id, current]).sort()).toEqual(
      [
        [me.context.sessionId, true],
        [second.context.sessionId, false],
      ].sort(),
    )
    expect(JSON.stringify(data)).not.toContain(colleague.context.sessionId)
  })

  test('another place of mine can be signed out, a colleague’s cannot', async () => {
    const workspaceId = await newWorkspace()
    const [me, colleague] = [await newPerson(workspaceId), await newPerson(workspaceId)]
    const second = await signedIn(me.id, workspaceId)
    await call(me.context, 'session.revoke', { id: second.context.sessionId! })
    expect(await authenticate(second.token)).toBeNull()
    const refused = call(me.context, 'session.revoke', { id: colleague.context.sessionId! })
    await expect(refused).rejects.toMatchObject({ code: 'not_found' })
    expect(await authenticate(colleague.token)).not.toBeNull()
  })

  test('signing out ends this session only', async () => {
    const me = await newPerson(await newWorkspace())
    const second = await signedIn(me.id, me.context.workspaceId)
    await call(me.context, 'session.delete', {})
    expect(await authenticate(me.token)).toBeNull()
    expect(await authenticate(second.token)).not.toBeNull()
  })

  test('who is signed in is told with the workspace, without token or hash', async () => {
    const { id, email, context } = await newPerson(await newWorkspace())
    const session = await call(context, 'session.get', {})
    expect(session).toMatchObject({ user: { id, email, role: 'agent', disabledAt: null }, workspace: { id: context.workspaceId } })
    expect(session.token).toBeUndefined()
    expect(JSON.stringify(session)).not.toContain('argon2')
  })
})

/** Seconds by which using a session that was last seen so long ago moves its end. */
async function agedBy(interval: string, token: string, sessionId: string): Promise<number> {
  const { rows } = await pool().query<{ expires_at: string }>(
    `UPDATE sessions SET last_seen_at = last_seen_at - $2::interval, expires_at = expires_at - $2::interval WHERE id = $1 RETURNING expires_at`,
    [sessionId, interval],
  )
  await authenticate(token)
  return (Date.parse((await authenticate(token))!.expiresAt) - Date.parse(rows[0]!.expires_at)) / 1000
}
