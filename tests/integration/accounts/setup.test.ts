import { beforeEach, expect, test } from 'vitest'
import { pool } from '../../../server/db.ts'
import { authenticate } from '../../../server/session.ts'
import { call, stranger } from '../call.ts'
import { eventsOf, newPerson, newWorkspace } from '../workspaces.ts'
import { useDatabase } from '../../support/database.ts'

useDatabase()

const owner = { name: '陈晓', email: 'First@Example.com', password: 'long enough', workspaceName: '山茶小店', locale: 'zh-CN' } as const

beforeEach(async () => {
  await pool().query('TRUNCATE workspaces, users, sessions, events CASCADE')
})

test('a new Parley asks for its first owner, and is then theirs', async () => {
  expect(await call(stranger(), 'setup.status', {})).toEqual({ needed: true, demo: null })
  const session = await call(stranger(), 'setup.create', owner)
  expect(session).toMatchObject({
    user: { name: '陈晓', email: 'first@example.com', role: 'owner', locale: 'zh-CN' },
    workspace: { name: '山茶小店', locale: 'zh-CN', timeZone: 'UTC', leapDay: 'february' },
  })
  expect(await authenticate(session.token)).toMatchObject({ user: { role: 'owner' } })
  expect(await call(stranger(), 'setup.status', {})).toEqual({ needed: false, demo: null })
  expect(await eventsOf(session.workspace.id)).toMatchObject([{ name: 'user.joined', data: { user: { email: 'first@example.com' } } }])
})

test('set-up is refused as soon as there is anybody', async () => {
  await newPerson(await newWorkspace())
  await expect(call(stranger(), 'setup.create', owner)).rejects.toMatchObject({ code: 'conflict' })
})

test('of sixteen who set up at the same moment exactly one does', async () => {
  const tries = Array.from({ length: 16 }, (_, n) => call(stranger(), 'setup.create', { ...owner, email: `racer-${n}@example.com` }))
  const results = await Promise.allSettled(tries)
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const one of results) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'conflict' })
  expect((await pool().query('SELECT 1 FROM workspaces')).rowCount).toBe(1)
})

test('a short password is refused before anything is made', async () => {
  await expect(call(stranger(), 'setup.create', { ...owner, password: 'too short' })).rejects.toMatchObject({ code: 'invalid' })
  expect((await pool().query('SELECT 1 FROM workspaces')).rowCount).toBe(0)
})
