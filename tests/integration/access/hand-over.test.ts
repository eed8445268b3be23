import { beforeAll, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { handOver } from '../../../customers/hand-over.ts'
import { handBack } from '../../../inbox/hand-back.ts'
import { call } from '../call.ts'
import { catchUp } from '../catch-up.ts'
import { conversationsOf, newConversation, newScene, type Scene } from '../scene.ts'
import { apiOf } from '../http.ts'
import { useServer } from '../serve.ts'
import { newPerson } from '../workspaces.ts'

const server = useServer()

let scene: Scene
beforeAll(async () => {
  scene = await newScene()
  await catchUp(handOver)
  await catchUp(handBack)
})

const newCustomer = async (owner: string | null, team: string | null) =>
  (await call(scene.owner.context, 'customer.create', { name: `C ${v7()}`, changes: { owner: { value: owner }, team: { value: team } } }))
    .id

const holderOf = async (id: string) => {
  const { ownerId, teamId } = await call(scene.owner.context, 'customer.get', { id })
  return { ownerId, teamId }
}

test('a disabled person’s customers and open conversations go to whoever takes over', async () => {
  const [leaving, taking] = [await newPerson(scene.workspaceId), await newPerson(scene.workspaceId)]
  const [customer, other] = [await newCustomer(leaving.id, null), await newCustomer(taking.id, null)]
  const conversation = await newConversation(scene)
  const api = apiOf(server.url, scene.owner.token)
  await api('POST', `conversations/${conversation.id}/assign`, { assigneeId: leaving.id })
  await call(scene.owner.context, 'user.disable', { id: leaving.id, handOverTo: taking.id })
  await catchUp(handOver)
  await catchUp(handBack)
  expect([await holderOf(customer), await holderOf(other)]).toEqual([
    { ownerId: taking.id, teamId: null },
    { ownerId: taking.id, teamId: null },
  ])
  const [after] = (await conversationsOf(scene)).filter(({ id }) => id === conversation.id)
  expect(after!.assignee_id).toBe(taking.id)
  const { data } = await call(scene.owner.context, 'audit.list', { action: 'customer.hand_over' })
  expect(data[0]).toMatchObject({ before: { owner: leaving.id }, after: { owner: taking.id, ids: [customer] } })
})

test('without one they belong to nobody, and a removed team has none', async () => {
  const leaving = await newPerson(scene.workspaceId)
  const team = await call(scene.owner.context, 'team.create', { name: 'Short-lived' })
  const customer = await newCustomer(leaving.id, team.id)
  await call(scene.owner.context, 'user.disable', { id: leaving.id })
  await catchUp(handOver)
  expect(await holderOf(customer)).toEqual({ ownerId: null, teamId: team.id })
  await call(scene.owner.context, 'team.delete', { id: team.id })
  await catchUp(handOver)
  expect(await holderOf(customer)).toEqual({ ownerId: null, teamId: null })
})

test('nobody takes over who has no access themselves, or is the one who leaves', async () => {
  const [leaving, gone] = [await newPerson(scene.workspaceId), await newPerson(scene.workspaceId)]
  await call(scene.owner.context, 'user.disable', { id: gone.id })
  for (const handOverTo of [gone.id, leaving.id])
    await expect(call(scene.owner.context, 'user.disable', { id: leaving.id, handOverTo })).rejects.toMatchObject({
      code: 'conflict',
      field: 'handOverTo',
    })
  await expect(call(scene.owner.context, 'user.disable', { id: leaving.id, handOverTo: v7() })).rejects.toMatchObject({ code: 'not_found' })
})
