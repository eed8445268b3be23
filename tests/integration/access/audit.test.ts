import { beforeAll, describe, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { audit } from '../../../server/audit.ts'
import { contextOf, type Context } from '../../../server/context.ts'
import { pool } from '../../../server/db.ts'
import { call, stranger } from '../call.ts'
import { newPerson, newWorkspace, password } from '../workspaces.ts'
import { useDatabase } from '../../support/database.ts'

useDatabase()

let workspaceId: string
let owner: Context
beforeAll(async () => {
  workspaceId = await newWorkspace()
  owner = (await newPerson(workspaceId, 'owner')).context
})

const latest = async (filter = {}) => (await call(owner, 'audit.list', { limit: 1, ...filter })).data[0]!

describe('what is written down', () => {
  test('who, what, whom, before and after, from where and in which request', async () => {
    const person = await newPerson(workspaceId)
    await call({ ...owner, requestId: 'request-1' }, 'user.set_role', { id: person.id, role: 'marketer' })
    expect(await latest()).toMatchObject({
      actor: { type: 'user', id: owner.actor.type === 'user' ? owner.actor.id : '', name: 'Person' },
      action: 'user.set_role',
      target: { type: 'user', id: person.id },
      before: { role: 'agent' },
      after: { role: 'marketer' },
      ip: '192.0.2.1',
      requestId: 'request-1',
    })
  })

  test('every sign-in, every refused one, and every sign-out', async () => {
    const person = await newPerson(workspaceId)
    await call(stranger(), 'session.create', { email: person.email, password })
    expect(await latest()).toMatchObject({ action: 'session.create', actor: { id: person.id } })
    await expect(call(stranger('192.0.2.7'), 'session.create', { email: person.email, password: 'wrong password' })).rejects.toThrow()
    await expect
      .poll(() => latest())
      .toMatchObject({ action: 'session.refused', actor: { type: 'system' }, target: { id: person.id }, ip: '192.0.2.7' })
    await call(person.context, 'session.delete', {})
    expect(await latest()).toMatchObject({ action: 'session.delete', actor: { id: person.id } })
  })

  test('nothing of what is refused', async () => {
    const before = await latest()
    await expect(call(owner, 'user.set_role', { id: v7(), role: 'agent' })).rejects.toThrow()
    await expect(call(owner, 'role.create', { name: 'Owner', permissions: [], scope: 'own', masked: [] })).rejects.toThrow()
    expect(await latest()).toEqual(before)
  })

  test('customers’ contact data only in part, however deep it lies; colleagues’ addresses whole', async () => {
    const values = { phone: '13812345678', more: [{ mail: 'lin@example.com' }], text: 'Lin <lin@example.com>' }
    await audit(owner, owner, { action: 'customer.update', target: { type: 'customer', id: v7() }, before: values, after: values })
    const masked = { phone: '13*****5678', more: [{ mail: 'l***@example.com' }], text: 'Lin <l***@example.com>' }
    expect(await latest()).toMatchObject({ before: masked, after: masked })
    await call(owner, 'invite.create', { email: 'colleague@example.com' })
    expect((await latest()).after).toEqual({ email: 'colleague@example.com', role: 'agent' })
  })
})

describe('the log', () => {
  test.each([
    `UPDATE audit_entries SET action = 'nothing'`,
    'DELETE FROM audit_entries',
    'TRUNCATE audit_entries',
    `INSERT INTO audit_entries SELECT * FROM audit_entries LIMIT 1 ON CONFLICT (id) DO UPDATE SET action = 'nothing'`,
  ])('refuses %s from Parley’s own connection', async (statement) => {
    await call(owner, 'workspace.update', { name: `Name ${v7()}` })
    const before = await pool().query('SELECT * FROM audit_entries ORDER BY id')
    await expect(pool().query(statement)).rejects.toThrow('append-only')
    expect((await pool().query('SELECT * FROM audit_entries ORDER BY id')).rows).toEqual(before.rows)
  })

  test('is read page by page, newest first, each entry once', async () => {
    const own = await newWorkspace()
    const { context } = await newPerson(own, 'owner')
    for (let n = 0; n < 7; n++) await audit(context, context, { action: `test.${n}` })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await call(context, 'audit.list', { limit: 3, ...(cursor && { cursor }) })
      seen.push(...page.data.map(({ action }) => action))
      cursor = page.next ?? undefined
    } while (cursor)
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `test.${n}`))
  })

  test('is found by who, what, whom, request and time, all at once', async () => {
    const own = await newWorkspace()
    const [one, two] = [await newPerson(own, 'owner'), await newPerson(own, 'owner')]
    const target = { type: 'customer', id: v7() }
    await audit(two.context, two.context, { action: 'customer.update', target })
    await audit(one.context, contextOf(own, one.context.actor, { requestId: 'wanted-1' }), { action: 'customer.update', target })
    await audit(one.context, one.context, { action: 'role.create' })
    const found = async (filter: object) => (await call(one.context, 'audit.list', filter)).data.map(({ action }) => action)
    expect(await found({ actorId: one.id })).toEqual(['role.create', 'customer.update'])
    expect(await found({ action: 'customer.' })).toHaveLength(2)
    expect(await found({ targetId: target.id, actorId: two.id })).toHaveLength(1)
    expect(await found({ requestId: 'wanted-1', action: 'customer' })).toEqual(['customer.update'])
    expect(await found({ from: new Date(Date.now() + 60_000).toISOString() })).toEqual([])
    expect(await found({ to: new Date(Date.now() + 60_000).toISOString() })).toHaveLength(3)
    expect(await found({ action: "%' OR '1'='1" })).toEqual([])
    await expect(call(one.context, 'audit.list', { cursor: 'bm9uc2Vuc2U' })).rejects.toMatchObject({ code: 'invalid', field: 'cursor' })
  })

  test('is another workspace’s secret, and not for roles without it', async () => {
    const agent = await newPerson(workspaceId)
    await expect(call(agent.context, 'audit.list', {})).rejects.toMatchObject({ code: 'forbidden' })
    const { context } = await newPerson(await newWorkspace(), 'owner')
    expect((await call(context, 'audit.list', {})).data).toEqual([])
  })
})
