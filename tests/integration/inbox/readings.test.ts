import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { assign } from '../../../inbox/assign.ts'
import { listConversations } from '../../../inbox/list.ts'
import { listReadings } from '../../../inbox/readings.ts'
import { reply } from '../../../inbox/reply.ts'
import { reopen, resolve } from '../../../inbox/resolve.ts'
import { seen, unread } from '../../../inbox/seen.ts'
import { handBack } from '../../../inbox/hand-back.ts'
import { pool } from '../../../server/db.ts'
import { emit } from '../../../server/events.ts'
import type { Context } from '../../../server/context.ts'
import { catchUp } from '../catch-up.ts'
import { chatIn, conversationsOf, newConversation, newScene, receiveAll, type Scene } from '../scene.ts'
import { useInbox } from '../serve.ts'
import { eventsOf } from '../workspaces.ts'
import { newScoped } from './people.ts'

useInbox()

let scene: Scene
let id: string
let visitor: string
beforeAll(async () => {
  scene = await newScene()
})
beforeEach(async () => {
  const row = await newConversation(scene)
  ;({ id } = row)
  visitor = row.thread_key.replace('visitor:', '')
})

const list = { view: 'all', status: 'open', sort: 'newest', limit: 50 } as const
const of = async (who: { context: Context }, status: 'open' | 'resolved' = 'open') =>
  (await listConversations(who.context, { ...list, status })).data.find((one) => one.id === id)?.unread
const both = async () => [await of(scene.owner), await of(scene.agent)]
const position = async () => (await conversationsOf(scene)).find((one) => one.id === id)!.position
async function say(text: string): Promise<void> {
  await chatIn(scene, { visitor, text })
  await receiveAll()
}

describe('unread', () => {
  test('is per person: who reads reads for themselves, and what comes later is unread for both', async () => {
    expect(await both()).toEqual([1, 1])
    expect(await seen(scene.agent.context, { id, position: await position() })).toMatchObject({ unread: 0, unseen: 0 })
    expect(await both()).toEqual([1, 0])
    await say('And one more')
    expect(await both()).toEqual([2, 1])
  })

  test('is not what was read up to an earlier position, and never goes back by a late word of it', async () => {
    const early = await position()
    await say('second')
    expect(await seen(scene.agent.context, { id, position: early })).toMatchObject({ unread: 1, unseen: 1 })
    await seen(scene.agent.context, { id, position: await position() })
    expect(await seen(scene.agent.context, { id, position: early })).toMatchObject({ unread: 0 })
  })

  test('an answer reads for its writer alone, and does not stop others from having it to read', async () => {
    await reply(scene.agent.context, { id, kind: 'text', text: 'Hello', attachmentIds: [] })
    expect(await both()).toEqual([1, 0])
  })

  test('what is resolved is read by everybody, and the next message counts alone', async () => {
    await say('second')
    await resolve(scene.agent.context, { id })
    expect([await of(scene.owner, 'resolved'), await of(scene.agent, 'resolved')]).toEqual([0, 0])
    await say('third')
    expect(await both()).toEqual([1, 1])
    await reopen(scene.agent.context, { id })
  })

  test('can be marked by hand, for oneself, also when all is answered and resolved; looking takes it off', async () => {
    await resolve(scene.owner.context, { id })
    expect(await unread(scene.agent.context, { id })).toMatchObject({ unread: 1, reading: { marked: true } })
    expect([await of(scene.owner, 'resolved'), await of(scene.agent, 'resolved')]).toEqual([0, 1])
    const again = await unread(scene.agent.context, { id })
    expect(await unread(scene.agent.context, { id })).toEqual(again)
    expect(await seen(scene.agent.context, { id, position: await position() })).toMatchObject({ unread: 0 })
  })

  test('a thread that is given to somebody is unread for them, though they had read it; not one that they take', async () => {
    for (const who of [scene.owner, scene.agent]) await seen(who.context, { id, position: await position() })
    await assign(scene.owner.context, { id, assigneeId: scene.agent.id })
    expect(await both()).toEqual([0, 1])
    await seen(scene.agent.context, { id, position: await position() })
    await assign(scene.owner.context, { id, assigneeId: null })
    await assign(scene.agent.context, { id, assigneeId: scene.agent.id })
    expect(await both()).toEqual([0, 0])
  })

  test('what comes from somebody who was disabled is unread for who takes over', async () => {
    const leaver = await newScoped(scene.workspaceId, 'all')
    await assign(leaver.context, { id, assigneeId: leaver.id })
    await seen(scene.agent.context, { id, position: await position() })
    await catchUp(handBack)
    const user = {
      id: leaver.id,
      version: 1,
      name: '',
      email: '',
      role: '',
      locale: 'en' as const,
      teamIds: [],
      disabledAt: null,
      createdAt: '',
    }
    await scene.owner.context.sqlTransaction((tx) => emit(tx, 'user.disabled', { user: user as never, handOverTo: scene.agent.id }))
    await catchUp(handBack)
    expect(await both()).toEqual([1, 1])
  })

  test('can be asked for alone, in the list, by a filter and in what it asks of each', async () => {
    await seen(scene.agent.context, { id, position: await position() })
    const found = async (who: { context: Context }, more: object) =>
      (await listConversations(who.context, { ...list, ...more })).data.some((one) => one.id === id)
    const ways = [{ only: 'unread' }, { filter: { field: 'unread', op: 'more', value: 0 } }]
    for (const way of ways) expect([await found(scene.owner, way), await found(scene.agent, way)]).toEqual([true, false])
    await unread(scene.agent.context, { id })
    for (const way of ways) expect(await found(scene.agent, way)).toBe(true)
  })

  test('writes one row for who reads, none for the others, and tells their own screens alone', async () => {
    const before = (await eventsOf(scene.workspaceId)).length
    for (const n of [1, 2, 3]) await say(`message ${n}`)
    const rows = async () => (await pool().query('SELECT user_id, received, marked FROM readings WHERE conversation_id = $1', [id])).rows
    expect(await rows()).toEqual([])
    await seen(scene.owner.context, { id, position: await position() })
    await seen(scene.agent.context, { id, position: await position() })
    await seen(scene.agent.context, { id, position: await position() })
    expect(await rows()).toEqual([
      { user_id: scene.owner.id, received: 4, marked: false },
      { user_id: scene.agent.id, received: 4, marked: false },
    ])
    const told = (await eventsOf(scene.workspaceId)).slice(before).filter(({ name }) => /seen|read/.test(name))
    expect(told.map(({ name, data }) => [name, (data as { userId?: string }).userId])).toEqual([
      ['conversation.seen', undefined],
      ['conversation.read', scene.owner.id],
      ['conversation.read', scene.agent.id],
    ])
  })

  test('a reader who answers nobody reads for themselves, and the customer is told of nothing', async () => {
    const reader = await newScoped(scene.workspaceId, 'all', ['inbox.read'])
    expect(await seen(reader.context, { id, position: await position() })).toMatchObject({ unread: 0, unseen: 1 })
  })

  test('how far is told of what one may see, and only of that', async () => {
    const outsider = await newScoped(scene.workspaceId, 'own')
    expect((await listReadings(outsider.context, { ids: id })).data).toEqual([])
    await expect(unread(outsider.context, { id })).rejects.toThrow('not yours to see')
    await unread(scene.agent.context, { id })
    expect((await listReadings(scene.agent.context, { ids: id })).data).toEqual([
      { id, reading: { version: 1, received: 0, marked: true } },
    ])
    expect((await listReadings(scene.owner.context, { ids: id })).data).toEqual([
      { id, reading: { version: 0, received: 0, marked: false } },
    ])
  })
})

test('two screens of one person and a new message at once: nothing that came later counts as read', async () => {
  const at = await position()
  await Promise.all([seen(scene.agent.context, { id, position: at }), seen(scene.agent.context, { id, position: at }), say('meanwhile')])
  expect(await of(scene.agent)).toBe(1)
})
