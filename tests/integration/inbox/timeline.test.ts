import { v7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Input } from '../../../contract/api.ts'
import { record } from '../../../customers/timeline-entries.ts'
import { mergeCustomers } from '../../../customers/merge/merge.ts'
import { assign } from '../../../inbox/assign.ts'
import { relink } from '../../../inbox/relink.ts'
import { reply } from '../../../inbox/reply.ts'
import { listTimeline } from '../../../inbox/timeline.ts'
import type { Context } from '../../../server/context.ts'
import { pool } from '../../../server/db.ts'
import { chatIn, newConversation, newMailConversation, newScene, receiveAll, type Scene } from '../scene.ts'
import { call } from '../call.ts'
import { useInbox } from '../serve.ts'
import { newScoped } from './people.ts'

useInbox()

let scene: Scene
let context: Context
beforeAll(async () => {
  scene = await newScene()
  context = scene.owner.context
})

type Asked = Partial<Input<'timeline.list'>> & { id: string }
const list = (asked: Asked, who = context) => listTimeline(who, { limit: 50, ...asked })

/** What a page shows, oldest first: a message's text, another entry's type. */
const brief = async (asked: Asked, who = context) =>
  (await list(asked, who)).data.map((entry) => (entry.type === 'message' ? entry.message.text : entry.type)).reverse()

/** A customer who wrote by chat and by mail, was answered, noted on and changed. */
async function story() {
  const visitor = v7()
  const chat = await newConversation(scene, visitor, 'chat 1')
  const mail = await newMailConversation(scene, { text: 'mail 1' })
  await relink(context, { id: mail.id, customerId: chat.customer_id })
  const customerId = chat.customer_id
  const say = (id: string, kind: 'text' | 'note', text: string) => reply(scene.agent.context, { id, kind, text, attachmentIds: [] })
  await record(context, { customerId, type: 'note', data: { text: 'likes tea' } })
  await say(chat.id, 'text', 'answer')
  await record(context, { customerId, type: 'change', data: { field: 'company', before: null, after: 'Tea Ltd', source: 'person' } })
  await say(chat.id, 'note', 'call her')
  await chatIn(scene, { visitor, text: 'chat 2' })
  await receiveAll()
  return { customerId, chat, mail }
}

describe('a customer’s timeline', () => {
  test('is everything over all channels, in order, without the lines of a single thread', async () => {
    const { customerId } = await story()
    expect(await brief({ id: customerId })).toEqual(['chat 1', 'mail 1', 'note', 'answer', 'change', 'call her', 'chat 2'])
  })

  test('comes in pages that neither repeat nor leave out, whatever their size, also at one and the same moment', async () => {
    const { customerId } = await story()
    await pool().query(
      `UPDATE timeline_entries SET at = (SELECT max(created_at) FROM messages WHERE author_id = $1) WHERE customer_id = $1`,
      [customerId],
    )
    const whole = (await list({ id: customerId })).data.map((entry) => entry.id)
    for (const limit of [1, 2, 3, 5]) {
      const ids: string[] = []
      for (let cursor: string | undefined, next: string | null = ''; next !== null; cursor = next ?? undefined) {
        const page = await list({ id: customerId, limit, cursor })
        ids.push(...page.data.map((entry) => entry.id))
        next = page.next
        cursor = next ?? undefined
      }
      expect(ids).toEqual(whole)
    }
  })

  test('can be of some kinds, or of one channel', async () => {
    const { customerId } = await story()
    expect(await brief({ id: customerId, kinds: ['messages'] })).toEqual(['chat 1', 'mail 1', 'answer', 'chat 2'])
    expect(await brief({ id: customerId, kinds: ['notes'] })).toEqual(['note', 'call her'])
    expect(await brief({ id: customerId, kinds: ['changes'] })).toEqual(['change'])
    expect(await brief({ id: customerId, kinds: ['consent'] })).toEqual([])
    expect(await brief({ id: customerId, channelId: scene.mail.id })).toEqual(['mail 1'])
  })

  test('holds what was written by all who turned out to be one, asked for by any of them', async () => {
    const [one, other] = [await story(), await newConversation(scene, undefined, 'other 1')]
    await mergeCustomers(context, { id: one.customerId, otherId: other.customer_id })
    const merged = await brief({ id: other.customer_id })
    expect(merged).toEqual(await brief({ id: one.customerId }))
    expect(merged).toEqual(expect.arrayContaining(['chat 1', 'mail 1', 'other 1', 'merge']))
  })

  test('has a merge once while two are one, on both when they are two again, and never about the customer itself', async () => {
    const [one, other] = [
      await call(context, 'customer.create', { name: 'One' }),
      await call(context, 'customer.create', { name: 'Other' }),
    ]
    const merges = async (id: string) =>
      (await list({ id })).data.flatMap((entry) => (entry.type === 'merge' ? [`${entry.undone ? 'undid' : 'with'} ${entry.other}`] : []))
    const undo = async (id: string) => call(context, 'merge.undo', { id: (await call(context, 'merge.list', { id })).data[0]!.id })
    await call(context, 'merge.create', { id: one.id, otherId: other.id })
    expect(await merges(one.id)).toEqual(['with Other'])
    await undo(one.id)
    expect(await merges(one.id)).toEqual(['undid Other', 'with Other'])
    expect(await merges(other.id)).toEqual(['undid One', 'with One'])
    await call(context, 'merge.create', { id: other.id, otherId: one.id })
    expect(await merges(one.id)).toEqual(['with One', 'undid One', 'with One'])
    const third = await call(context, 'customer.create', { name: 'Third' })
    await call(context, 'merge.create', { id: third.id, otherId: other.id })
    expect(new Set(await merges(third.id))).toEqual(new Set(['with Other', 'with One', 'undid Other']))
    expect(await merges(third.id)).toHaveLength(4)
  })

  test('names nobody in a merge whom one may not see', async () => {
    const me = await newScoped(scene.workspaceId, 'own')
    const mine = await call(context, 'customer.create', { name: 'Mine', changes: { owner: { value: me.id } } })
    const theirs = await call(context, 'customer.create', { name: 'Theirs' })
    const mergesFor = async (who: Context) =>
      (await list({ id: mine.id, kinds: ['changes'] }, who)).data.filter(({ type }) => type === 'merge')
    await call(context, 'merge.create', { id: mine.id, otherId: theirs.id })
    expect(await mergesFor(me.context)).toHaveLength(1)
    await call(context, 'merge.undo', { id: (await call(context, 'merge.list', { id: mine.id })).data[0]!.id })
    expect(await mergesFor(context)).toHaveLength(2)
    expect(await mergesFor(me.context)).toEqual([])
  })

  test('has what was linked to a customer by hand, and unlinked', async () => {
    const { id, identities } = await call(context, 'customer.create', { name: 'Linked', phone: '138 0013 8123' })
    const more = await call(context, 'identity.add', { id, kind: 'email', value: 'Linked@tea.example' })
    await call(context, 'identity.remove', { id, identityId: identities[0]!.id })
    expect(more.identities).toHaveLength(2)
    const entries = (await list({ id, kinds: ['changes'] })).data.filter(({ type }) => type === 'identity')
    expect(entries).toMatchObject([
      { kind: 'phone', value: '+8613800138123', added: false, by: { type: 'user', name: context.actor.name } },
      { kind: 'email', value: 'linked@tea.example', added: true },
    ])
  })

  test('leaves out the threads one may not see, and is not there at all for who sees none', async () => {
    const { customerId, mail } = await story()
    const me = await newScoped(scene.workspaceId, 'own')
    await expect(list({ id: customerId }, me.context)).rejects.toThrow('no such customer')
    await assign(context, { id: mail.id, assigneeId: me.id })
    expect(await brief({ id: customerId, kinds: ['messages', 'notes'] }, me.context)).toEqual(['mail 1', 'note'])
  })

  test('finds the newest page in the few threads that moved last, and the older ones behind them', async () => {
    const thread = await newConversation(scene, undefined, 'first')
    for (let n = 0; n < 9; n++) {
      const next = await newConversation(scene, undefined, `thread ${n}`)
      await relink(context, { id: next.id, customerId: thread.customer_id })
    }
    const expected = ['first', ...Array.from({ length: 9 }, (_, n) => `thread ${n}`)].reverse()
    const seen: string[] = []
    for (let cursor: string | undefined, more = true; more;) {
      const page = await list({ id: thread.customer_id, kinds: ['messages', 'notes'], limit: 4, cursor })
      seen.push(...page.data.map((entry) => (entry.type === 'message' ? entry.message.text : entry.type)))
      cursor = page.next ?? undefined
      more = page.next !== null
    }
    expect(seen).toEqual(expected)
  })
})
