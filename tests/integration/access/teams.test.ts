import { beforeEach, describe, expect, test } from 'vitest'
import { v7 } from 'uuid'
import type { Context } from '../../../server/context.ts'
import { pool } from '../../../server/db.ts'
import { authenticate } from '../../../server/session.ts'
import { call } from '../call.ts'
import { eventsOf, newPerson, newWorkspace } from '../workspaces.ts'
import { useDatabase } from '../../support/database.ts'

useDatabase()

let workspaceId: string
let owner: Context
beforeEach(async () => {
  workspaceId = await newWorkspace()
  owner = (await newPerson(workspaceId, 'owner')).context
})

const newTeam = async (name: string, parentId: string | null = null, memberIds: string[] = []) =>
  (await call(owner, 'team.create', { name, parentId, memberIds })).id

/** Somebody who sees the work of their teams. */
async function newLead() {
  const role = { name: `Lead ${v7()}`, permissions: ['inbox.read' as const], scope: 'team' as const, masked: [] }
  return newPerson(workspaceId, (await call(owner, 'role.create', role)).id)
}

/** Whose work a person sees now. */
const keysOf = async ({ token }: { token: string }) => (await authenticate(token))!.user.keys?.toSorted()

/** Who was told so far that they see more or less. */
const told = async () =>
  (await eventsOf(workspaceId)).filter(({ name }) => name === 'access.changed').map(({ data }) => (data as { userIds: string[] }).userIds)

describe('who sees a team’s work', () => {
  test('its people see theirs and that of the teams below, never that of the team above', async () => {
    const [boss, worker, stranger] = [await newLead(), await newLead(), await newPerson(workspaceId)]
    const sales = await newTeam('Sales', null, [boss.id])
    const north = await newTeam('North', sales, [worker.id])
    const city = await newTeam('City', north, [stranger.id])
    expect(await keysOf(boss)).toEqual([boss.id, sales, north, worker.id, city, stranger.id].toSorted())
    expect(await keysOf(worker)).toEqual([worker.id, north, city, stranger.id].toSorted())
  })

  test('a change tells exactly those whose view it changes', async () => {
    const [boss, worker, aside] = [await newLead(), await newLead(), await newLead()]
    const agent = await newPerson(workspaceId)
    const sales = await newTeam('Sales', null, [boss.id])
    const north = await newTeam('North', sales, [worker.id])
    await newTeam('Aside', null, [aside.id])
    const before = (await told()).length
    await call(owner, 'team.update', { id: north, memberIds: [worker.id, agent.id] })
    await call(owner, 'team.update', { id: north, name: 'Far north' })
    await call(owner, 'team.update', { id: north, parentId: null })
    await call(owner, 'team.update', { id: north, memberIds: [] })
    expect((await told()).slice(before).map((ids) => ids.toSorted())).toEqual([[boss.id, worker.id].toSorted(), [boss.id], [worker.id]])
    expect(await keysOf(worker)).toEqual([worker.id])
  })

  test('who sees all or only their own is not disturbed', async () => {
    const agent = await newPerson(workspaceId)
    const sales = await newTeam('Sales', null, [agent.id])
    await call(owner, 'team.delete', { id: sales })
    expect(await told()).toEqual([])
    expect(await keysOf(agent)).toBeUndefined()
  })
})

describe('the tree', () => {
  test('has no circle, also when two moves at the same moment would make one', async () => {
    for (let round = 0; round < 4; round++) {
      const [one, two] = [await newTeam(`One ${round}`), await newTeam(`Two ${round}`)]
      const moves = await Promise.allSettled([
        call(owner, 'team.update', { id: one, parentId: two }),
        call(owner, 'team.update', { id: two, parentId: one }),
      ])
      expect(moves.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    }
    const self = await newTeam('Self')
    await expect(call(owner, 'team.update', { id: self, parentId: self })).rejects.toMatchObject({ code: 'conflict', field: 'parentId' })
  })

  test('is ten deep at most, counted from the top of what is moved', async () => {
    let last: string | null = null
    for (let n = 1; n <= 10; n++) last = await newTeam(`Level ${n}`, last)
    await expect(newTeam('Level 11', last)).rejects.toMatchObject({ code: 'conflict', field: 'parentId' })
    const above = await newTeam('Above')
    const top = (await call(owner, 'team.list', {})).data.find(({ name }) => name === 'Level 1')!
    await expect(call(owner, 'team.update', { id: top.id, parentId: above })).rejects.toMatchObject({ code: 'conflict', field: 'parentId' })
  })

  test('closes where a team is removed: those below move up', async () => {
    const sales = await newTeam('Sales')
    const north = await newTeam('North', sales)
    const city = await newTeam('City', north)
    await call(owner, 'team.delete', { id: north })
    const { data } = await call(owner, 'team.list', {})
    expect(data.map(({ id, parentId, version }) => [id, parentId, version])).toEqual([
      [city, sales, 2],
      [sales, null, 1],
    ])
    expect((await pool().query('SELECT 1 FROM team_members WHERE team_id = $1', [north])).rowCount).toBe(0)
  })

  test('takes names of their own, parents and people that there are', async () => {
    const elsewhere = await newPerson(await newWorkspace())
    await newTeam('Sales')
    await expect(newTeam('sales')).rejects.toMatchObject({ code: 'conflict', field: 'name' })
    await expect(newTeam('Lost', v7())).rejects.toMatchObject({ code: 'not_found', field: 'parentId' })
    await expect(newTeam('Foreign', null, [elsewhere.id])).rejects.toMatchObject({ code: 'not_found', field: 'memberIds' })
    expect((await call(owner, 'team.list', {})).data).toHaveLength(1)
  })
})
