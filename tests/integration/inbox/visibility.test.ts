import { v7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import type { View } from '../../../contract/conversations.ts'
import { assign } from '../../../inbox/assign.ts'
import { countConversations, listConversations } from '../../../inbox/list.ts'
import type { Context } from '../../../server/context.ts'
import { pool } from '../../../server/db.ts'
import { apiOf, type Answer } from '../http.ts'
import { chatIn, messagesOf, newConversation, newMailConversation, newScene, receiveAll, type Scene } from '../scene.ts'
import { useServer } from '../serve.ts'
import { signedIn } from '../workspaces.ts'
import { giveCustomer, newScoped, newTeam } from './people.ts'

const server = useServer()

let scene: Scene
beforeAll(async () => {
  scene = await newScene()
})

const page = { view: 'all', status: 'open', sort: 'newest', limit: 50 } as const
const listed = async (context: Context, more: object = {}) =>
  (await listConversations(context, { ...page, ...more })).data.map((conversation) => conversation.id)
const give = (id: string, to: { assigneeId?: string | null; teamId?: string | null }) => assign(scene.owner.context, { id, ...to })

describe('with the scope “own”', () => {
  test('the inbox, its counts and its views hold what names me, by assignment or as my customer', async () => {
    const me = await newScoped(scene.workspaceId, 'own')
    const [mine, ofMyCustomer, other] = [await newConversation(scene), await newConversation(scene), await newConversation(scene)]
    await give(mine.id, { assigneeId: me.id })
    await give(other.id, { assigneeId: scene.agent.id })
    await giveCustomer(ofMyCustomer.customer_id, { ownerId: me.id })
    expect((await listed(me.context)).sort()).toEqual([mine.id, ofMyCustomer.id].sort())
    expect(await listed(me.context, { sort: 'waiting', view: 'mine' })).toEqual([mine.id])
    expect(await listed(me.context, { view: 'unassigned' })).toEqual([ofMyCustomer.id])
    expect(await listed(me.context, { customerId: other.customer_id })).toEqual([])
    expect(await countConversations(me.context)).toEqual({ mine: 1, unassigned: 1, all: 2 })
    expect((await listed(scene.owner.context)).length).toBeGreaterThanOrEqual(3)
  })

  test('what is not mine answers like what does not exist, everywhere, and nothing changes', async () => {
    const me = await newScoped(scene.workspaceId, 'own')
    const file = new FormData()
    file.append('file', new Blob(['secret']), 'secret.txt')
    const headers = { Authorization: `Bearer ${scene.agent.token}` }
    const { id: fileId } = (await (await fetch(`${server.url()}/api/v1/files`, { method: 'POST', headers, body: file })).json()) as {
      id: string
    }
    const thread = await newMailConversation(scene, { headers: [] })
    const sent = await apiOf(server.url, scene.agent.token)('POST', `conversations/${thread.id}/messages`, {
      text: 'Hi',
      attachmentIds: [fileId],
    })
    const messageId = (sent.body as { id: string }).id
    await pool().query(`UPDATE messages SET html = '<p>secret</p>', status = 'failed' WHERE id = $1`, [messageId])
    const before = await stateOf(thread.id)
    const api = apiOf(server.url, me.token)
    const attempts: Promise<Answer>[] = [
      api('GET', `conversations/${thread.id}`),
      api('GET', `conversations/${thread.id}/messages`),
      api('POST', `conversations/${thread.id}/messages`, { text: 'Mine now' }),
      api('POST', `conversations/${thread.id}/messages`, { text: 'Mine now', kind: 'note' }),
      api('POST', `conversations/${thread.id}/assign`, { assigneeId: me.id }),
      api('POST', `conversations/${thread.id}/resolve`, {}),
      api('POST', `conversations/${thread.id}/reopen`, {}),
      api('POST', `conversations/${thread.id}/read`, { position: 9 }),
      api('POST', `conversations/${thread.id}/customer`, { customerId: thread.customer_id }),
      api('POST', `conversations/${thread.id}/typing`, {}),
      api('GET', `messages/${messageId}/html`),
      api('POST', `messages/${messageId}/retry`, {}),
      api('POST', `messages/${messageId}/settle`, {}),
      api('GET', `files/${fileId}`),
      api('GET', `files/${fileId}/thumbnail`),
      api('GET', `customers/${thread.customer_id}/timeline`),
      api('GET', `customers/${thread.customer_id}/reach`),
    ]
    expect((await Promise.all(attempts)).map((answer) => answer.status)).toEqual(attempts.map(() => 404))
    expect(await stateOf(thread.id)).toEqual(before)
    expect((await apiOf(server.url, scene.agent.token)('GET', `files/${fileId}`)).text).toBe('secret')
  })

  async function stateOf(id: string) {
    const { rows } = await pool().query('SELECT * FROM conversations WHERE id = $1', [id])
    return { conversation: rows, messages: await messagesOf(id) }
  }

  test('a conversation can be linked only to a customer I may see', async () => {
    const me = await newScoped(scene.workspaceId, 'own')
    const [mine, other] = [await newConversation(scene), await newConversation(scene)]
    await give(mine.id, { assigneeId: me.id })
    const api = apiOf(server.url, me.token)
    expect((await api('POST', `conversations/${mine.id}/customer`, { customerId: other.customer_id })).status).toBe(404)
    await giveCustomer(other.customer_id, { ownerId: me.id })
    expect((await api('POST', `conversations/${mine.id}/customer`, { customerId: other.customer_id })).status).toBe(200)
  })

  test('I can give away what only I could see, and get the answer', async () => {
    const me = await newScoped(scene.workspaceId, 'own')
    const mine = await newConversation(scene)
    await give(mine.id, { assigneeId: me.id })
    const api = apiOf(server.url, me.token)
    const answer = await api('POST', `conversations/${mine.id}/assign`, { assigneeId: scene.agent.id })
    expect(answer).toMatchObject({ status: 200, body: { id: mine.id, assigneeId: scene.agent.id, access: [scene.agent.id] } })
    expect((await api('GET', `conversations/${mine.id}`)).status).toBe(404)
  })
})

describe('with the scope “team”', () => {
  test('what names my team, a team below it or somebody in one is seen, and nothing else', async () => {
    const [lead, member, below] = await Promise.all(['team', 'own', 'own'].map((scope) => newScoped(scene.workspaceId, scope as 'own')))
    const team = await newTeam(scene.workspaceId, [lead!.id, member!.id])
    const subTeam = await newTeam(scene.workspaceId, [below!.id], team)
    const other = await newTeam(scene.workspaceId, [])
    const { context } = await signedIn(lead!.id, scene.workspaceId)
    const threads = await Promise.all(Array.from({ length: 6 }, () => newConversation(scene)))
    const [toTeam, toMember, toSubTeam, toBelow, toOther] = threads.map((thread) => thread.id) as [string, string, string, string, string]
    await give(toTeam, { teamId: team })
    await give(toMember, { assigneeId: member!.id })
    await give(toSubTeam, { teamId: subTeam })
    await give(toBelow, { assigneeId: below!.id })
    await give(toOther, { teamId: other })
    expect(new Set(await listed(context))).toEqual(new Set([toTeam, toMember, toSubTeam, toBelow]))
    expect(await listed(context, { teamId: subTeam })).toEqual([toSubTeam])
    expect(await listed(context, { teamId: other })).toEqual([])
    expect(await countConversations(context)).toEqual({ mine: 0, unassigned: 2, all: 4 })
  })
})

test('every view and order shows scoped people exactly what they may see of what it shows to all', async () => {
  const own = await newScene()
  const me = await newScoped(own.workspaceId, 'own')
  for (let n = 0; n < 12; n++) {
    const thread = await newConversation(own)
    const assigneeId = [me.id, own.agent.id, null][n % 3]!
    await assign(own.owner.context, { id: thread.id, assigneeId })
    if (n % 4 === 0) await giveCustomer(thread.customer_id, { ownerId: me.id })
  }
  for (const view of ['all', 'unassigned'] satisfies View[])
    for (const sort of ['newest', 'waiting'] as const) {
      const all = (await listConversations(own.owner.context, { ...page, view, sort })).data
      const seen = all.filter((conversation) => conversation.access.includes(me.id)).map((conversation) => conversation.id)
      expect(seen.length).toBeGreaterThan(0)
      expect(await paged(me.context, view, sort)).toEqual(seen)
    }

  async function paged(context: Context, view: View, sort: 'newest' | 'waiting'): Promise<string[]> {
    const ids: string[] = []
    for (let cursor: string | undefined; ;) {
      const { data, next } = await listConversations(context, { ...page, view, sort, limit: 2, cursor })
      ids.push(...data.map((conversation) => conversation.id))
      if (next === null) return ids
      cursor = next
    }
  }
})

test('a new thread of my customer is mine to see at once, and its message says so', async () => {
  const me = await newScoped(scene.workspaceId, 'own')
  const visitor = v7()
  const thread = await newConversation(scene, visitor)
  await giveCustomer(thread.customer_id, { ownerId: me.id })
  await pool().query('DELETE FROM thread_refs WHERE conversation_id = $1', [thread.id])
  await pool().query(`UPDATE conversations SET thread_key = 'gone' WHERE id = $1`, [thread.id])
  await chatIn(scene, { visitor, text: 'Me again' })
  await receiveAll()
  const { rows } = await pool().query(
    `SELECT data->'thread'->'access' AS access FROM events WHERE name = 'message.received' AND workspace_id = $1 AND data->'message'->>'text' = 'Me again'`,
    [scene.workspaceId],
  )
  expect(rows).toEqual([{ access: [me.id] }])
  expect(await listed(me.context)).toHaveLength(2)
})
