import { v7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Condition } from '../../../contract/conditions.ts'
import { listViewFields } from '../../../inbox/conditions.ts'
import { assign } from '../../../inbox/assign.ts'
import { listConversations } from '../../../inbox/list.ts'
import { resolve } from '../../../inbox/resolve.ts'
import { createView, deleteView, listViews, updateView } from '../../../inbox/views.ts'
import { pool } from '../../../server/db.ts'
import { newConversation, newMailConversation, newScene, type Scene } from '../scene.ts'
import { useInbox } from '../serve.ts'
import { eventsOf } from '../workspaces.ts'
import { giveCustomer, newScoped, newTeam } from './people.ts'

useInbox()

let scene: Scene
beforeAll(async () => {
  scene = await newScene()
})

const found = async (filter: Condition, who = scene.owner.context, more: object = {}) =>
  (await listConversations(who, { view: 'all', status: 'open', sort: 'newest', limit: 50, filter, ...more })).data.map((one) => one.id)

describe('a filter of the inbox', () => {
  test('asks about the conversation and about its customer, together', async () => {
    const team = await newTeam(scene.workspaceId)
    const mail = await newMailConversation(scene, { from: `Mei <${v7()}@example.cn>`, subject: 'Green tea' })
    const chat = await newConversation(scene)
    await assign(scene.owner.context, { id: mail.id, teamId: team, assigneeId: scene.agent.id })
    await giveCustomer(mail.customer_id, { ownerId: scene.owner.id })
    const cases: [Condition, boolean, boolean][] = [
      [{ field: 'team', op: 'is', value: team }, true, false],
      [{ field: 'assignee', op: 'is_not_set' }, false, true],
      [{ field: 'channel_kind', op: 'is', value: 'email' }, true, false],
      [{ field: 'channel', op: 'is', value: scene.chat.id }, false, true],
      [{ field: 'subject', op: 'contains', value: 'TEA' }, true, false],
      [{ field: 'unread', op: 'more', value: 0 }, true, true],
      [{ field: 'waiting', op: 'is_set' }, true, true],
      [{ field: 'last_message', op: 'in_last_days', value: 1 }, true, true],
      [{ field: 'created', op: 'before', value: '2020-01-01' }, false, false],
      [{ field: 'customer.name', op: 'is', value: 'mei' }, true, false],
      [{ field: 'customer.owner', op: 'is', value: 'me' }, true, false],
      [{ all: [{ field: 'team', op: 'is', value: team }, { not: { field: 'customer.owner', op: 'is', value: 'me' } }] }, false, false],
      [
        {
          any: [
            { field: 'team', op: 'is', value: team },
            { field: 'channel_kind', op: 'is', value: 'webchat' },
          ],
        },
        true,
        true,
      ],
    ]
    for (const [filter, hasMail, hasChat] of cases) {
      const ids = await found(filter)
      expect([filter, ids.includes(mail.id), ids.includes(chat.id)]).toEqual([filter, hasMail, hasChat])
    }
  })

  test('narrows what one may see, and never widens it', async () => {
    const me = await newScoped(scene.workspaceId, 'own')
    const [mine, done] = [await newConversation(scene), await newConversation(scene)]
    for (const thread of [mine, done]) await assign(scene.owner.context, { id: thread.id, assigneeId: me.id })
    await resolve(scene.owner.context, { id: done.id })
    expect(await found({ any: [{ field: 'status', op: 'is', value: 'open' }, { all: [] }] }, me.context)).toEqual([mine.id])
    expect(await found({ all: [] }, me.context, { status: 'resolved' })).toEqual([done.id])
    expect(await found({ any: [] }, me.context)).toEqual([])
  })

  test('about something there is not is refused, saying which part', async () => {
    await expect(found({ all: [{ all: [] }, { field: 'shoe_size', op: 'is', value: 1 }] })).rejects.toThrow('Part 2 of the condition')
  })

  test('can ask about everything the editor offers', async () => {
    const { data } = await listViewFields(scene.owner.context)
    for (const { field, operators } of data.filter(({ operators }) => operators.includes('is_set')))
      expect([field, operators.length, Array.isArray(await found({ field, op: 'is_set' }))]).toEqual([field, operators.length, true])
    expect(data.map(({ field }) => field)).toEqual(expect.arrayContaining(['status', 'mood', 'customer.labels', 'customer.birthday']))
  })
})

describe('a saved view', () => {
  const shape = {
    name: 'Waiting mails',
    condition: { field: 'channel_kind', op: 'is', value: 'email' },
    sort: 'waiting',
    shared: false,
  } as const

  test('is its maker’s own until it is shared', async () => {
    const view = await createView(scene.agent.context, shape)
    const names = async (who: typeof scene.agent) =>
      (await listViews(who.context)).data.filter(({ id }) => id === view.id).map(({ name }) => name)
    expect([await names(scene.agent), await names(scene.owner)]).toEqual([['Waiting mails'], []])
    await expect(updateView(scene.owner.context, { ...shape, id: view.id, name: 'Mine' })).rejects.toThrow('does not exist')
    const shared = await updateView(scene.agent.context, { ...shape, id: view.id, shared: true })
    expect(shared.version).toBe(view.version + 1)
    expect(await names(scene.owner)).toEqual(['Waiting mails'])
  })

  test('that is shared can be changed by its maker and by who manages the workspace, not by others', async () => {
    const other = await newScoped(scene.workspaceId, 'all')
    const view = await createView(scene.agent.context, { ...shape, shared: true })
    await expect(updateView(other.context, { ...shape, id: view.id, name: 'Theirs' })).rejects.toThrow('somebody else’s')
    await expect(deleteView(other.context, { id: view.id })).rejects.toThrow('somebody else’s')
    await updateView(scene.owner.context, { ...shape, id: view.id, name: 'Ours', shared: true })
    await deleteView(scene.agent.context, { id: view.id })
    expect((await pool().query('SELECT 1 FROM inbox_views WHERE id = $1', [view.id])).rowCount).toBe(0)
  })

  test('that is shared no more is taken from the others, and stays its maker’s', async () => {
    const view = await createView(scene.agent.context, { ...shape, shared: true })
    await updateView(scene.agent.context, { ...shape, id: view.id, shared: false })
    const events = (await eventsOf(scene.workspaceId)).filter(
      ({ data }) => data['id'] === view.id || (data['view'] as { id: string } | undefined)?.id === view.id,
    )
    expect(events.map(({ name }) => name)).toEqual(['view.saved', 'view.deleted', 'view.saved'])
  })

  test('whose condition does not hold together is refused', async () => {
    await expect(createView(scene.agent.context, { ...shape, condition: { field: 'status', op: 'is', value: 'half' } })).rejects.toThrow(
      'Part 1',
    )
  })
})
