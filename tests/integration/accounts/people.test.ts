import { describe, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { authenticate } from '../../../server/session.ts'
import { call, stranger } from '../call.ts'
import { eventsOf, newPerson, newWorkspace, password, signedIn } from '../workspaces.ts'
import { useDatabase } from '../../support/database.ts'

useDatabase()

async function newTeam() {
  const workspaceId = await newWorkspace()
  return { workspaceId, owner: await newPerson(workspaceId, 'owner'), agent: await newPerson(workspaceId) }
}

describe('ending somebody’s access', () => {
  test('ends every session at once, tells their sockets, and is told to the inbox', async () => {
    const { workspaceId, owner, agent } = await newTeam()
    const second = await signedIn(agent.id, workspaceId)
    const disabled = await call(owner.context, 'user.disable', { id: agent.id })
    expect(disabled).toMatchObject({ id: agent.id, version: 2, disabledAt: expect.any(String) })
    expect([await authenticate(agent.token), await authenticate(second.token)]).toEqual([null, null])
    const [told, cut] = await eventsOf(workspaceId)
    expect(told).toEqual({ name: 'user.disabled', data: { user: disabled, handOverTo: null } })
    expect(cut!.name).toBe('session.ended')
    expect((cut!.data as { sessionIds: string[] }).sessionIds.sort()).toEqual([agent.context.sessionId, second.context.sessionId].sort())
  })

  test('twice changes nothing more', async () => {
    const { workspaceId, owner, agent } = await newTeam()
    const first = await call(owner.context, 'user.disable', { id: agent.id })
    expect(await call(owner.context, 'user.disable', { id: agent.id })).toEqual(first)
    expect(await eventsOf(workspaceId)).toHaveLength(2)
  })

  test('given back, they sign in anew; the old sessions stay over', async () => {
    const { workspaceId, owner, agent } = await newTeam()
    await call(owner.context, 'user.disable', { id: agent.id })
    const enabled = await call(owner.context, 'user.enable', { id: agent.id })
    expect(enabled).toMatchObject({ version: 3, disabledAt: null })
    expect(await authenticate(agent.token)).toBeNull()
    const { token } = await call(stranger(), 'session.create', { email: agent.email, password })
    expect(await authenticate(token)).toMatchObject({ user: { id: agent.id } })
    expect((await eventsOf(workspaceId)).at(-1)).toEqual({ name: 'user.updated', data: { user: enabled } })
  })

  test('nobody ends their own', async () => {
    const { owner } = await newTeam()
    await expect(call(owner.context, 'user.disable', { id: owner.id })).rejects.toMatchObject({ code: 'conflict' })
    expect(await authenticate(owner.token)).not.toBeNull()
  })

  test('two owners who end each other’s at the same moment leave one', async () => {
    for (let round = 0; round < 5; round++) {
      const workspaceId = await newWorkspace()
      const [one, two] = [await newPerson(workspaceId, 'owner'), await newPerson(workspaceId, 'owner')]
      await Promise.allSettled([call(one.context, 'user.disable', { id: two.id }), call(two.context, 'user.disable', { id: one.id })])
      const left = [await authenticate(one.token), await authenticate(two.token)].filter(Boolean)
      expect(left).toHaveLength(1)
    }
  })

  test('an agent may not, and nothing changes', async () => {
    const { workspaceId, owner, agent } = await newTeam()
    for (const name of ['user.disable', 'user.enable'] as const)
      await expect(call(agent.context, name, { id: owner.id })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await eventsOf(workspaceId)).toEqual([])
  })

  test('a person of another workspace is not found, nor is nobody', async () => {
    const { owner } = await newTeam()
    const elsewhere = await newPerson(await newWorkspace())
    for (const id of [elsewhere.id, v7()])
      for (const name of ['user.disable', 'user.enable'] as const)
        await expect(call(owner.context, name, { id })).rejects.toMatchObject({ code: 'not_found' })
    expect(await authenticate(elsewhere.token)).not.toBeNull()
  })
})

describe('the people of a workspace', () => {
  test('are listed in the order they joined, the disabled too, without their passwords', async () => {
    const { owner, agent } = await newTeam()
    await call(owner.context, 'user.disable', { id: agent.id })
    const { data } = await call(owner.context, 'user.list', {})
    expect(data.map(({ id, disabledAt }) => [id, disabledAt !== null])).toEqual([
      [owner.id, false],
      [agent.id, true],
    ])
    expect(JSON.stringify(data)).not.toContain('argon2')
  })
})

describe('what is mine', () => {
  test('name and language change, and colleagues are told', async () => {
    const { workspaceId, agent } = await newTeam()
    const user = await call(agent.context, 'user.update', { name: '新名', locale: 'zh-CN' })
    expect(user).toMatchObject({ id: agent.id, name: '新名', locale: 'zh-CN', version: 2 })
    expect(await eventsOf(workspaceId)).toEqual([{ name: 'user.updated', data: { user } }])
    expect(await authenticate(agent.token)).toMatchObject({ user: { name: '新名' }, locale: 'zh-CN' })
  })

  test('a new password needs the current one, and signs me out everywhere else', async () => {
    const { workspaceId, agent } = await newTeam()
    const elsewhere = await signedIn(agent.id, workspaceId)
    await call(agent.context, 'user.update', { currentPassword: password, password: 'another long one' })
    expect(await authenticate(agent.token)).not.toBeNull()
    expect(await authenticate(elsewhere.token)).toBeNull()
    await expect(call(stranger(), 'session.create', { email: agent.email, password })).rejects.toMatchObject({ code: 'unauthenticated' })
    await call(stranger(), 'session.create', { email: agent.email, password: 'another long one' })
  })

  test.each([undefined, '', 'wrong password'])('with “%s” as the current one it stays', async (currentPassword) => {
    const { workspaceId, agent } = await newTeam()
    const input = { name: 'Changed', password: 'another long one', ...(currentPassword === undefined ? {} : { currentPassword }) }
    await expect(call(agent.context, 'user.update', input)).rejects.toMatchObject({ code: 'invalid', field: 'currentPassword' })
    expect(await eventsOf(workspaceId)).toEqual([])
    await call(stranger(), 'session.create', { email: agent.email, password })
  })

  test('a stolen session cannot try out current passwords for ever', async () => {
    const { agent } = await newTeam()
    const guess = (n: number) => call(agent.context, 'user.update', { currentPassword: `guess ${n}`, password: 'another long one' })
    for (let n = 0; n < 10; n++) await expect(guess(n)).rejects.toMatchObject({ code: 'invalid' })
    await expect(guess(10)).rejects.toMatchObject({ code: 'rate_limited' })
  })
})

describe('the workspace', () => {
  test('changes its name, language and time zone, and everybody is told', async () => {
    const { workspaceId, owner } = await newTeam()
    const workspace = await call(owner.context, 'workspace.update', { name: '山茶小店', locale: 'zh-CN', timeZone: 'asia/shanghai' })
    expect(workspace).toEqual({ id: workspaceId, name: '山茶小店', locale: 'zh-CN', timeZone: 'Asia/Shanghai', leapDay: 'february' })
    expect(await eventsOf(workspaceId)).toEqual([{ name: 'workspace.updated', data: { workspace } }])
    expect((await call(owner.context, 'session.get', {})).workspace).toEqual(workspace)
  })

  test.each(['', 'Mars/Olympus', '+08:00', 'Asia/Shanghai\0', '../etc', 'x'.repeat(64)])('“%j” is no time zone', async (timeZone) => {
    const { workspaceId, owner } = await newTeam()
    await expect(call(owner.context, 'workspace.update', { timeZone })).rejects.toMatchObject({ code: 'invalid', field: 'timeZone' })
    expect(await eventsOf(workspaceId)).toEqual([])
  })

  test('is an owner’s to change', async () => {
    const { agent } = await newTeam()
    await expect(call(agent.context, 'workspace.update', { name: 'Mine now' })).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('changing one leaves the others alone', async () => {
    const [here, there] = [await newTeam(), await newTeam()]
    await call(here.owner.context, 'workspace.update', { name: 'Here only' })
    expect((await call(there.owner.context, 'session.get', {})).workspace.name).not.toBe('Here only')
  })
})
