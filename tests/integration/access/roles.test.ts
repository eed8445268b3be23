import { beforeAll, describe, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { permission } from '../../../contract/roles.ts'
import type { Context } from '../../../server/context.ts'
import { pool } from '../../../server/db.ts'
import { authenticate } from '../../../server/session.ts'
import { call } from '../call.ts'
import { eventsOf, newPerson, newWorkspace } from '../workspaces.ts'
import { useDatabase } from '../../support/database.ts'

useDatabase()

const reader = { name: 'Reader', permissions: ['inbox.read' as const], scope: 'own' as const, masked: ['phone' as const] }

let workspaceId: string
let owner: Context
beforeAll(async () => {
  workspaceId = await newWorkspace()
  owner = (await newPerson(workspaceId, 'owner')).context
})

/** A person who has a role of this shape, as they are at this moment. */
async function personWith(shape: {
  permissions: readonly (typeof permission.options)[number][]
  scope: 'own' | 'team' | 'all'
  masked?: ('phone' | 'email')[]
}) {
  const { id } = await call(owner, 'role.create', { name: `Role ${v7()}`, masked: [], ...shape, permissions: [...shape.permissions] })
  return { ...(await newPerson(workspaceId, id)), role: id }
}

describe('a role of the workspace’s own', () => {
  test('stands behind the built-in ones, is told to everybody, and can be had', async () => {
    const role = await call(owner, 'role.create', reader)
    expect(role).toMatchObject({ ...reader, version: 1, builtIn: false })
    expect((await call(owner, 'role.list', {})).data.map(({ id }) => id)).toEqual([
      'owner',
      'manager',
      'agent',
      'marketer',
      'analyst',
      role.id,
    ])
    expect((await eventsOf(workspaceId)).at(-1)).toEqual({ name: 'role.created', data: { role } })
    const person = await newPerson(workspaceId, role.id)
    expect(person.context.actor).toMatchObject({ permissions: ['inbox.read'], masked: ['phone'], keys: [person.id] })
  })

  test('changed, holds for the next request of everybody who has it, and their screens are told', async () => {
    const person = await personWith({ permissions: ['inbox.read', 'customer.read'], scope: 'own' })
    await call(owner, 'role.update', { ...reader, id: person.role, name: 'Less' })
    expect((await authenticate(person.token))!.user.permissions).toEqual(['inbox.read'])
    const told = (await eventsOf(workspaceId)).slice(-2)
    expect(told.map(({ name }) => name)).toEqual(['role.updated', 'access.changed'])
    expect(told[1]!.data).toEqual({ userIds: [person.id] })
  })

  test('is not overwritten by somebody who saw an older one', async () => {
    const { id } = await call(owner, 'role.create', { ...reader, name: 'Contested' })
    await call(owner, 'role.update', { ...reader, id, version: 1, name: 'Contested 2' })
    await expect(call(owner, 'role.update', { ...reader, id, version: 1, name: 'Contested 3' })).rejects.toMatchObject({ code: 'conflict' })
  })

  test('is removed only when nobody has it or is invited with it', async () => {
    const person = await personWith({ permissions: [], scope: 'own' })
    await expect(call(owner, 'role.delete', { id: person.role })).rejects.toMatchObject({ code: 'conflict' })
    await call(owner, 'user.set_role', { id: person.id, role: 'agent' })
    const invite = await call(owner, 'invite.create', { email: `${v7()}@example.com`, role: person.role })
    await expect(call(owner, 'role.delete', { id: person.role })).rejects.toMatchObject({ code: 'conflict' })
    await call(owner, 'invite.revoke', { id: invite.id })
    await call(owner, 'role.delete', { id: person.role })
    await expect(call(owner, 'user.set_role', { id: person.id, role: person.role })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('has a name of its own, which is no built-in role’s', async () => {
    await call(owner, 'role.create', { ...reader, name: 'Named' })
    for (const name of ['Named', 'named', 'Owner'])
      await expect(call(owner, 'role.create', { ...reader, name })).rejects.toMatchObject({ code: 'conflict', field: 'name' })
  })
})

describe('nobody gives what they do not have', () => {
  const staff = ['role.manage', 'people.manage', 'inbox.read'] as const

  test.each([
    ['a permission', { permissions: ['inbox.read', 'customer.export'], scope: 'own', masked: ['phone'] }],
    ['a wider scope', { permissions: ['inbox.read'], scope: 'all', masked: ['phone'] }],
    ['contact data they see in part', { permissions: ['inbox.read'], scope: 'own', masked: [] }],
  ] as const)('not %s, neither by a role, by giving it, nor by an invitation', async (_, more) => {
    const giver = await personWith({ permissions: staff, scope: 'team', masked: ['phone'] })
    const other = await newPerson(workspaceId, giver.role)
    const shape = { name: `More ${v7()}`, permissions: [...more.permissions], scope: more.scope, masked: [...more.masked] }
    await expect(call(giver.context, 'role.create', shape)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(call(giver.context, 'role.update', { id: giver.role, ...shape })).rejects.toMatchObject({ code: 'forbidden' })
    const { id: role } = await call(owner, 'role.create', shape)
    await expect(call(giver.context, 'user.set_role', { id: other.id, role })).rejects.toMatchObject({ code: 'forbidden' })
    const email = `${v7()}@example.com`
    await expect(call(giver.context, 'invite.create', { email, role })).rejects.toMatchObject({ code: 'forbidden' })
    expect((await pool().query('SELECT 1 FROM invites WHERE email = $1', [email])).rowCount).toBe(0)
  })

  test('nor touches the access of somebody who may do more', async () => {
    const giver = await personWith({ permissions: staff, scope: 'all' })
    const boss = await newPerson(workspaceId, 'owner')
    for (const input of [{ id: boss.id, role: giver.role }])
      await expect(call(giver.context, 'user.set_role', input)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(call(giver.context, 'user.disable', { id: boss.id })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await authenticate(boss.token)).not.toBeNull()
  })

  test('within their own rights they can', async () => {
    const giver = await personWith({ permissions: staff, scope: 'team' })
    const role = await call(giver.context, 'role.create', { ...reader, name: `Less ${v7()}` })
    const other = await newPerson(workspaceId, giver.role)
    expect(await call(giver.context, 'user.set_role', { id: other.id, role: role.id })).toMatchObject({ role: role.id, version: 2 })
  })
})

describe('owners', () => {
  test('the last one stays an owner, also when two resign at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const own = await newWorkspace()
      const people = [await newPerson(own, 'owner'), await newPerson(own, 'owner')]
      await Promise.allSettled(people.map(({ id, context }) => call(context, 'user.set_role', { id, role: 'agent' })))
      const { rows } = await pool().query(`SELECT 1 FROM users WHERE workspace_id = $1 AND role = 'owner'`, [own])
      expect(rows).toHaveLength(1)
    }
  })

  test('one whose role was taken while they asked is refused', async () => {
    const own = await newWorkspace()
    const [first, second] = [await newPerson(own, 'owner'), await newPerson(own, 'owner')]
    await call(first.context, 'user.set_role', { id: second.id, role: 'agent' })
    await expect(call(second.context, 'user.set_role', { id: first.id, role: 'agent' })).rejects.toMatchObject({ code: 'forbidden' })
  })
})
