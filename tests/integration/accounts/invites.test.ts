import { beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../../../server/context.ts'
import { pool } from '../../../server/db.ts'
import { authenticate } from '../../../server/session.ts'
import { call, stranger } from '../call.ts'
import { eventsOf, newPerson, newWorkspace } from '../workspaces.ts'
import { useDatabase } from '../../support/database.ts'

useDatabase()

let owner: Context
beforeAll(async () => {
  owner = (await newPerson(await newWorkspace(), 'owner')).context
})

const joining = { name: '李娜', password: 'long enough' }

describe('an invitation', () => {
  test('is a link under PUBLIC_URL, told once and stored as a hash', async () => {
    const { id, link } = await call(owner, 'invite.create', { email: 'New@Example.com' })
    expect(link).toMatch(/^http:\/\/localhost:3000\/invite\/[\w-]{43}$/)
    const { data } = await call(owner, 'invite.list', {})
    expect(data.find((invite) => invite.id === id)).toEqual(expect.not.objectContaining({ link: expect.anything() }))
    const stored = await pool().query<{ all: string }>('SELECT invites::text AS all FROM invites WHERE id = $1', [id])
    expect(stored.rows[0]!.all).not.toContain(tokenOf(link))
  })

  test('says to whom it is addressed, and makes them a colleague who is signed in', async () => {
    const { link } = await call(owner, 'invite.create', { email: 'colleague@example.com', role: 'owner' })
    const token = tokenOf(link)
    const offer = await call(stranger(), 'invite.get', { token })
    expect(offer).toEqual({ email: 'colleague@example.com', workspaceName: expect.stringContaining('Workspace'), locale: 'en' })
    const session = await call(stranger(), 'invite.accept', { token, ...joining })
    expect(session).toMatchObject({
      user: { email: 'colleague@example.com', name: '李娜', role: 'owner' },
      workspace: { id: owner.workspaceId },
    })
    expect(await authenticate(session.token)).toMatchObject({ workspaceId: owner.workspaceId })
    expect((await eventsOf(owner.workspaceId)).at(-1)).toEqual({ name: 'user.joined', data: { user: session.user } })
    expect((await call(owner, 'invite.list', {})).data.map(({ email }) => email)).not.toContain('colleague@example.com')
  })

  test('works once', async () => {
    const token = await newToken('once@example.com')
    await call(stranger(), 'invite.accept', { token, ...joining })
    await expect(call(stranger(), 'invite.accept', { token, ...joining })).rejects.toMatchObject({ code: 'not_found' })
    await expect(call(stranger(), 'invite.get', { token })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('accepted by twelve at the same moment makes one account', async () => {
    const token = await newToken('twelve@example.com')
    const tries = await Promise.allSettled(Array.from({ length: 12 }, () => call(stranger(), 'invite.accept', { token, ...joining })))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await pool().query('SELECT 1 FROM users WHERE email = $1', ['twelve@example.com'])).rowCount).toBe(1)
  })

  test('ends after seven days', async () => {
    const { id, link, expiresAt } = await call(owner, 'invite.create', { email: 'late@example.com' })
    expect((Date.parse(expiresAt) - Date.now()) / 86_400_000).toBeCloseTo(7, 2)
    await pool().query(`UPDATE invites SET expires_at = now() - interval '1 s' WHERE id = $1`, [id])
    await expect(call(stranger(), 'invite.accept', { token: tokenOf(link), ...joining })).rejects.toMatchObject({ code: 'not_found' })
    expect((await call(owner, 'invite.list', {})).data.map((invite) => invite.id)).not.toContain(id)
  })

  test('taken back stops working; once accepted it cannot be taken back', async () => {
    const { id, link } = await call(owner, 'invite.create', { email: 'revoked@example.com' })
    await call(owner, 'invite.revoke', { id })
    await expect(call(stranger(), 'invite.accept', { token: tokenOf(link), ...joining })).rejects.toMatchObject({ code: 'not_found' })
    await expect(call(owner, 'invite.revoke', { id })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a second one for the same address ends the first', async () => {
    const first = await newToken('again@example.com')
    const second = await newToken('again@example.com')
    await expect(call(stranger(), 'invite.get', { token: first })).rejects.toMatchObject({ code: 'not_found' })
    await call(stranger(), 'invite.accept', { token: second, ...joining })
  })

  test('for somebody who is here already is refused', async () => {
    const { email } = await newPerson(owner.workspaceId)
    await expect(call(owner, 'invite.create', { email })).rejects.toMatchObject({ code: 'conflict', field: 'email' })
  })

  test('for an address that signs in elsewhere cannot take it over, nor is it used up by the attempt', async () => {
    const elsewhere = await newPerson(await newWorkspace())
    const token = await newToken(elsewhere.email)
    await expect(call(stranger(), 'invite.accept', { token, ...joining })).rejects.toMatchObject({ code: 'conflict' })
    expect(await call(stranger(), 'invite.get', { token })).toMatchObject({ email: elsewhere.email })
    expect(await authenticate(elsewhere.token)).toMatchObject({ workspaceId: elsewhere.context.workspaceId })
  })

  test('of another workspace is neither listed nor taken back', async () => {
    const other = (await newPerson(await newWorkspace(), 'owner')).context
    const { id } = await call(owner, 'invite.create', { email: 'ours@example.com' })
    expect((await call(other, 'invite.list', {})).data).toEqual([])
    await expect(call(other, 'invite.revoke', { id })).rejects.toMatchObject({ code: 'not_found' })
    expect((await call(owner, 'invite.list', {})).data.map((invite) => invite.id)).toContain(id)
  })
})

test.each(['', 'short', 'a'.repeat(43), `${'a'.repeat(42)}'`, '../../../../etc/passwd'])('“%s” is no invitation', async (token) => {
  await expect(call(stranger(), 'invite.get', { token })).rejects.toMatchObject({ code: expect.stringMatching(/^(not_found|invalid)$/) })
  const accepted = call(stranger(), 'invite.accept', { token, ...joining })
  await expect(accepted).rejects.toMatchObject({ code: expect.stringMatching(/^(not_found|invalid)$/) })
})

async function newToken(email: string): Promise<string> {
  return tokenOf((await call(owner, 'invite.create', { email })).link)
}

function tokenOf(link: string | undefined): string {
  return link!.slice(link!.lastIndexOf('/') + 1)
}
