import { beforeAll, describe, expect, test } from 'vitest'
import { assign } from '../../../inbox/assign.ts'
import { countListed, listConversations } from '../../../inbox/list.ts'
import { resolve } from '../../../inbox/resolve.ts'
import { seen } from '../../../inbox/seen.ts'
import { countSaved, createView } from '../../../inbox/views.ts'
import { pool } from '../../../server/db.ts'
import { newConversation, newMailConversation, newScene, type Scene } from '../scene.ts'
import { useInbox } from '../serve.ts'
import { newScoped, newTeam } from './people.ts'

useInbox()

let scene: Scene
beforeAll(async () => {
  scene = await newScene()
})

const all = { view: 'all', status: 'open' } as const

describe('how many there are', () => {
  test('of each team and each view is counted among the open ones one may see', async () => {
    const team = await newTeam(scene.workspaceId)
    const [mine, other, done] = [await newConversation(scene), await newConversation(scene), await newConversation(scene)]
    const me = await newScoped(scene.workspaceId, 'own')
    for (const { id } of [mine, other, done]) await assign(scene.owner.context, { id, teamId: team })
    await assign(scene.owner.context, { id: mine.id, assigneeId: me.id })
    await resolve(scene.owner.context, { id: done.id })
    const condition = { field: 'team', op: 'is', value: team } as const
    const view = await createView(scene.owner.context, { name: 'Of the team', condition, sort: 'newest', shared: true })
    for (const [who, n] of [
      [scene.owner, 2],
      [me, 1],
    ] as const) {
      const { teams, views } = await countSaved(who.context)
      expect([teams.find(({ id }) => id === team)?.n, views.find(({ id }) => id === view.id)?.n]).toEqual([n, n])
    }
  })

  test('of a list follows whatever narrows it', async () => {
    const mail = await newMailConversation(scene, { subject: 'Green tea' })
    const count = (more: object) => countListed(scene.agent.context, { ...all, ...more })
    const byMail = { channelId: scene.mail.id }
    expect(await count(byMail)).toEqual({ n: 1, more: false })
    expect(await count({ ...byMail, only: 'unread' })).toEqual({ n: 1, more: false })
    await seen(scene.agent.context, { id: mail.id, position: 1 })
    expect(await count({ ...byMail, only: 'unread' })).toEqual({ n: 0, more: false })
    expect(await count({ ...byMail, view: 'mine' })).toEqual({ n: 0, more: false })
    expect(
      (await listConversations(scene.agent.context, { ...all, ...byMail, sort: 'newest', limit: 10 })).data.map(({ id }) => id),
    ).toEqual([mail.id])
  })

  test('goes no further than a thousand', async () => {
    await pool().query(
      `INSERT INTO conversations (id, workspace_id, channel_id, channel_kind, customer_id, thread_key, subject)
       SELECT gen_random_uuid(), workspace_id, channel_id, channel_kind, customer_id, 'many ' || n, 'many' FROM conversations, generate_series(1, 1001) n
        WHERE id = (SELECT id FROM conversations WHERE workspace_id = $1 LIMIT 1)`,
      [scene.workspaceId],
    )
    expect(await countListed(scene.owner.context, { ...all, filter: { field: 'subject', op: 'is', value: 'many' } })).toEqual({
      n: 1_000,
      more: true,
    })
  })
})

test('a conversation bears its customer’s labels, for who may see customers', async () => {
  const { id, customer_id: customer } = await newConversation(scene)
  const label = '0197a000-0000-7000-8000-00000000001a'
  await pool().query('UPDATE customers SET label_ids = $2 WHERE id = $1', [customer, [label]])
  const labelsFor = async (who: Scene['owner']) =>
    (await listConversations(who.context, { ...all, sort: 'newest', limit: 10 })).data.find((one) => one.id === id)?.labelIds
  expect(await labelsFor(scene.owner)).toEqual([label])
  expect(await labelsFor(await newScoped(scene.workspaceId, 'all', ['inbox.read']))).toEqual([])
})
