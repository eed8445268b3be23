import { beforeAll, describe, expect, test } from 'vitest'
import { disableUser } from '../../../accounts/disable.ts'
import { deleteTeam } from '../../../accounts/edit-teams.ts'
import { mergeCustomers } from '../../../customers/merge/merge.ts'
import { assign } from '../../../inbox/assign.ts'
import { handBack } from '../../../inbox/hand-back.ts'
import { listConversations } from '../../../inbox/list.ts'
import { relink } from '../../../inbox/relink.ts'
import { reply } from '../../../inbox/reply.ts'
import { resolve } from '../../../inbox/resolve.ts'
import { share } from '../../../inbox/share.ts'
import { pool } from '../../../server/db.ts'
import { catchUp } from '../catch-up.ts'
import { messagesOf, newConversation, newScene, type Scene } from '../scene.ts'
import { useInbox } from '../serve.ts'
import { eventsOf, newPerson } from '../workspaces.ts'
import { giveCustomer, newScoped, newTeam } from './people.ts'

useInbox()

let scene: Scene
beforeAll(async () => {
  scene = await newScene()
})

const give = (id: string, to: { assigneeId?: string | null; teamId?: string | null }) => assign(scene.owner.context, { id, ...to })
const rowOf = async (id: string) => (await pool().query('SELECT * FROM conversations WHERE id = $1', [id])).rows[0]!
const linesOf = async (id: string) => (await messagesOf(id)).flatMap((row) => (row.event ? [row.event] : []))

/** What the events of a name say of a conversation or customer, in order. */
async function told(name: string, id: string) {
  const events = (await eventsOf(scene.workspaceId)).filter((event) => event.name === name)
  return events
    .map(({ data }) => data as { id?: string; lost?: string[]; access?: string[]; conversation?: { id: string } })
    .filter((data) => data.id === id || data.conversation?.id === id)
}

describe('a conversation goes', () => {
  test('to a team, keeping its person, and to a person, keeping its team; each leaves a line', async () => {
    const thread = await newConversation(scene)
    const team = await newTeam(scene.workspaceId)
    const { name } = (await pool().query('SELECT name FROM teams WHERE id = $1', [team])).rows[0]
    await give(thread.id, { assigneeId: scene.agent.id })
    const given = await give(thread.id, { teamId: team })
    expect(given).toMatchObject({ assigneeId: scene.agent.id, teamId: team })
    expect(new Set(given.access)).toEqual(new Set([scene.agent.id, team]))
    expect(await give(thread.id, { assigneeId: null, teamId: null })).toMatchObject({ assigneeId: null, teamId: null, access: [] })
    expect(await linesOf(thread.id)).toEqual([
      { name: 'assigned', to: { id: scene.agent.id, name: 'Person' } },
      { name: 'team_assigned', to: { id: team, name } },
      { name: 'team_assigned', to: null },
      { name: 'assigned', to: null },
    ])
  })

  test('to nobody unknown, of another workspace, or disabled', async () => {
    const thread = await newConversation(scene)
    const elsewhere = await newScene()
    await expect(give(thread.id, { teamId: await newTeam(elsewhere.workspaceId) })).rejects.toThrow('no such team')
    await expect(give(thread.id, { assigneeId: elsewhere.agent.id })).rejects.toThrow('no such person')
    expect(await linesOf(thread.id)).toEqual([])
  })

  test('away from those who could see it, who are told, with the customer they knew only by it', async () => {
    const [before, after] = [await newScoped(scene.workspaceId, 'own'), await newScoped(scene.workspaceId, 'own')]
    const thread = await newConversation(scene)
    await give(thread.id, { assigneeId: before.id })
    expect(await told('conversation.hidden', thread.id)).toEqual([])
    await give(thread.id, { assigneeId: after.id })
    expect(await told('conversation.hidden', thread.id)).toEqual([{ id: thread.id, lost: [before.id], access: [after.id] }])
    expect(await told('customer.hidden', thread.customer_id)).toEqual([{ id: thread.customer_id, lost: [before.id], access: [after.id] }])
  })

  test('to another customer, and with it to those who may see that one', async () => {
    const owner = await newScoped(scene.workspaceId, 'own')
    const [thread, other] = [await newConversation(scene), await newConversation(scene)]
    await giveCustomer(other.customer_id, { ownerId: owner.id })
    expect(await relink(scene.owner.context, { id: thread.id, customerId: other.customer_id })).toMatchObject({ access: [owner.id] })
    expect(await relink(scene.owner.context, { id: thread.id, customerId: thread.customer_id })).toMatchObject({ access: [] })
    expect(await told('conversation.hidden', thread.id)).toEqual([{ id: thread.id, lost: [owner.id], access: [] }])
  })
})

describe('a customer changes hands', () => {
  test('and their conversations are shared with who gains them, hidden from who loses them', async () => {
    const [first, second] = [await newScoped(scene.workspaceId, 'own'), await newScoped(scene.workspaceId, 'own')]
    const thread = await newConversation(scene)
    await catchUp(share)
    await giveCustomerToldly(thread.customer_id, first.id)
    await catchUp(share)
    expect((await told('conversation.shared', thread.id)).at(-1)).toMatchObject({
      conversation: { access: [first.id], version: thread.version + 1 },
    })
    expect(await told('conversation.hidden', thread.id)).toEqual([])
    await giveCustomerToldly(thread.customer_id, second.id)
    await catchUp(share)
    expect(await told('conversation.shared', thread.id)).toHaveLength(2)
    expect(await told('conversation.hidden', thread.id)).toEqual([{ id: thread.id, lost: [first.id], access: [second.id] }])
    await catchUp(share)
    expect(await told('conversation.shared', thread.id)).toHaveLength(2)
  })

  test('and a thread assigned to who loses the customer stays theirs to see', async () => {
    const me = await newScoped(scene.workspaceId, 'own')
    const thread = await newConversation(scene)
    await give(thread.id, { assigneeId: me.id })
    await giveCustomerToldly(thread.customer_id, me.id)
    await giveCustomerToldly(thread.customer_id, null)
    await catchUp(share)
    expect(await told('conversation.hidden', thread.id)).toEqual([])
    expect((await listConversations(me.context, { view: 'all', status: 'open', sort: 'newest', limit: 50 })).data).toHaveLength(1)
  })

  test('by a merge, and the thread is the other’s from then on, under their name', async () => {
    const me = await newScoped(scene.workspaceId, 'own')
    const [thread, other] = [await newConversation(scene), await newConversation(scene)]
    await giveCustomerToldly(other.customer_id, me.id)
    await mergeCustomers(scene.owner.context, { id: other.customer_id, otherId: thread.customer_id })
    await catchUp(share)
    const [seen] = (
      await listConversations(me.context, { view: 'all', status: 'open', sort: 'newest', limit: 50, customerId: thread.customer_id })
    ).data.filter((conversation) => conversation.id === thread.id)
    expect(seen?.customer.id).toBe(other.customer_id)
    expect((await told('conversation.shared', thread.id)).at(-1)).toMatchObject({ conversation: { customer: { id: other.customer_id } } })
    expect(await rowOf(thread.id)).toMatchObject({ customer_id: thread.customer_id, access: [me.id] })
  })

  /** As the profile does it: the change and its event in one. */
  async function giveCustomerToldly(id: string, ownerId: string | null) {
    await giveCustomer(id, { ownerId })
    await pool().query(
      `INSERT INTO events (workspace_id, name, data) VALUES ($1, 'customer.updated', jsonb_build_object('customer', jsonb_build_object('id', $2::text, 'version', 1)))`,
      [scene.workspaceId, id],
    )
  }
})

describe('who leaves', () => {
  test('hands their open conversations to who takes over; the done ones stay theirs', async () => {
    const [leaving, taking] = [await newPerson(scene.workspaceId), await newPerson(scene.workspaceId)]
    const [open, done] = [await newConversation(scene), await newConversation(scene)]
    for (const thread of [open, done]) await give(thread.id, { assigneeId: leaving.id })
    await resolve(scene.owner.context, { id: done.id })
    await catchUp(handBack)
    await disableUser(scene.owner.context, { id: leaving.id, handOverTo: taking.id })
    await catchUp(handBack)
    expect(await rowOf(open.id)).toMatchObject({ assignee_id: taking.id, access: [taking.id] })
    expect(await rowOf(done.id)).toMatchObject({ assignee_id: leaving.id })
    expect((await linesOf(open.id)).at(-1)).toEqual({ name: 'assigned', to: { id: taking.id, name: 'Person' } })
  })

  test('as a team leaves its conversations, open and done, to nobody', async () => {
    const team = await newTeam(scene.workspaceId)
    const [open, done] = [await newConversation(scene), await newConversation(scene)]
    for (const thread of [open, done]) await give(thread.id, { teamId: team })
    await resolve(scene.owner.context, { id: done.id })
    await catchUp(handBack)
    await deleteTeam(scene.owner.context, { id: team })
    await catchUp(handBack)
    for (const thread of [open, done]) expect(await rowOf(thread.id)).toMatchObject({ team_id: null, access: [] })
    expect((await linesOf(open.id)).at(-1)).toEqual({ name: 'team_assigned', to: null })
  })
})

test('who answers an unassigned conversation takes it, a line says so, and they see its customer from then on', async () => {
  const me = await newScoped(scene.workspaceId, 'all')
  const thread = await newConversation(scene)
  await reply(me.context, { id: thread.id, kind: 'text', text: 'Hello', attachmentIds: [] })
  expect(await rowOf(thread.id)).toMatchObject({ assignee_id: me.id, access: [me.id] })
  const [customer] = (await pool().query('SELECT access FROM customers WHERE id = $1', [thread.customer_id])).rows
  expect(customer).toEqual({ access: [me.id] })
  await reply(me.context, { id: thread.id, kind: 'text', text: 'And more', attachmentIds: [] })
  const { rows } = await pool().query('SELECT position, event, author_id FROM messages WHERE conversation_id = $1 AND kind = $2', [
    thread.id,
    'event',
  ])
  expect(rows).toEqual([{ position: 3, event: { name: 'assigned', to: { id: me.id, name: 'Person' }, why: 'wrote' }, author_id: me.id }])
})
