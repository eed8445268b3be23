import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Outbound, Quota, SendResult, Window } from '../../../channels/adapter.ts'
import type { Input } from '../../../contract/api.ts'
import { createCustomer } from '../../../customers/create.ts'
import { allowanceIn } from '../../../inbox/allowance.ts'
import { deliver } from '../../../inbox/deliver.ts'
import { markRead } from '../../../inbox/mark-read.ts'
import { listWays } from '../../../inbox/reach.ts'
import { reply } from '../../../inbox/reply.ts'
import { resolve } from '../../../inbox/resolve.ts'
import { seen } from '../../../inbox/seen.ts'
import { start } from '../../../inbox/start.ts'
import { pool } from '../../../server/db.ts'
import * as queue from '../../../server/queue.ts'
import { useInbox } from '../serve.ts'
import { eventsOf } from '../workspaces.ts'
import { conversationWith, fake, message, newFakeScene, person, take, threadOf, useFake, type FakeScene } from './fake-channel.ts'

useInbox()
useFake()

let scene: FakeScene
let people = 0
beforeAll(async () => {
  scene = await newFakeScene()
})

/** As a provider that takes three parts within two days of what a customer wrote, and after that only what it approved before. */
function threeInTwoDays({ openedAt, sent, closed }: Window, _: unknown, now: Date): Quota {
  const until = openedAt === null ? null : new Date(Date.parse(openedAt) + 48 * 3_600_000).toISOString()
  const reason = closed
    ? 'They left.'
    : until === null || until < now.toISOString()
      ? 'Two days are over.'
      : sent >= 3
        ? 'Three are out.'
        : null
  return {
    allowed: reason === null,
    remaining: Math.max(0, 3 - sent),
    until,
    reason,
    fallback: reason === null || closed ? null : 'template',
  }
}

beforeEach(() => {
  fake.parts = 'split'
  fake.capabilities.text = { n: 10, unit: 'chars', parts: 5 }
  fake.quota = threeInTwoDays
})
afterEach(() => {
  vi.restoreAllMocks()
  for (const key of ['quota', 'templates', 'threadFor', 'markRead'] as const) delete fake[key]
  Object.assign(fake.capabilities, { templates: false, starts: null })
})

async function somebody() {
  const by = `w${people++}`
  await take(scene, message({ by }))
  const { id } = await conversationWith(scene, by)
  const say = (text: string, more: Partial<Input<'message.reply'>> = {}) =>
    reply(scene.agent.context, { id, kind: 'text', text, attachmentIds: [], ...more })
  const allowance = async () => allowanceIn(scene.agent.context, await conversationWith(scene, by))
  return { by, id, say, allowance, outbound: () => outbound(id) }
}

async function outbound(conversationId: string) {
  const { rows } = await pool().query<{ id: string; status: string; reason: string | null; text: string }>(
    `SELECT id, status, reason, text FROM messages WHERE conversation_id = $1 AND direction = 'out' ORDER BY position`,
    [conversationId],
  )
  return rows
}

const age = (id: string) => pool().query(`UPDATE conversations SET window_opened_at = now() - interval '3 days' WHERE id = $1`, [id])

describe('a reply window', () => {
  test('is known before anything is sent, and counts what waits already', async () => {
    const { say, allowance } = await somebody()
    expect(await allowance()).toMatchObject({ allowed: true, remaining: 3, reason: null, until: expect.any(String) })
    await say('one two three four')
    expect(await allowance()).toMatchObject({ allowed: true, remaining: 1 })
    await say('five')
    expect(await allowance()).toMatchObject({ allowed: false, remaining: 0, reason: 'Three are out.', fallback: 'template' })
  })

  test('refuses what does not fit into it before anything is written, and opens again when they write', async () => {
    const { by, id, say, allowance, outbound } = await somebody()
    await say('one')
    await say('two')
    await expect(say('one two three four')).rejects.toMatchObject({
      code: 'conflict',
      field: 'text',
      message: expect.stringContaining('2 parts'),
    })
    await say('three')
    await expect(say('four')).rejects.toMatchObject({ code: 'conflict', field: 'text', message: 'Three are out.' })
    await deliver(id)
    expect(await outbound()).toMatchObject([{ status: 'sent' }, { status: 'sent' }, { status: 'sent' }])
    await expect(say('four')).rejects.toMatchObject({ message: 'Three are out.' })
    await take(scene, message({ by }))
    expect(await allowance()).toMatchObject({ allowed: true, remaining: 3 })
    await say('four')
  })

  test('leaves notes alone', async () => {
    const { id, say } = await somebody()
    await age(id)
    await expect(say('late')).rejects.toMatchObject({ message: 'Two days are over.' })
    expect(await say('a long note for colleagues', { kind: 'note' })).toMatchObject({ kind: 'note' })
  })

  test('that closed while a message waited fails it with its reason, unsent', async () => {
    const { id, say, outbound } = await somebody()
    const send = vi.spyOn(fake, 'send')
    await say('waits')
    await age(id)
    await deliver(id)
    expect(send).not.toHaveBeenCalled()
    expect(await outbound()).toMatchObject([{ status: 'failed', reason: 'Two days are over.' }])
  })

  test('that the provider says is closed stays so until they act, and open composers learn it', async () => {
    const { by, id, say, allowance } = await somebody()
    const closed: SendResult = { outcome: 'failed', retry: 'no', code: '45015', reason: 'They must write first.', closesWindow: 'provider' }
    vi.spyOn(fake, 'send').mockResolvedValueOnce(closed)
    await say('hello')
    const before = (await eventsOf(scene.workspaceId)).length
    await deliver(id)
    const told = (await eventsOf(scene.workspaceId)).slice(before)
    expect(told.map(({ name }) => name).toSorted()).toEqual(['conversation.advanced', 'message.failed'])
    expect(await allowance()).toMatchObject({ allowed: false, reason: 'They left.' })
    await expect(say('again')).rejects.toMatchObject({ message: 'They left.' })
    await take(scene, message({ by }))
    expect(await allowance()).toMatchObject({ allowed: true, remaining: 3 })
  })

  test('that the provider closes afterwards, by what it tells of a message that was out, is learnt too; one opened since stays open', async () => {
    const { by, id, say, allowance } = await somebody()
    vi.spyOn(fake, 'send').mockResolvedValueOnce({ outcome: 'sent', externalIds: [`${by}-out`] })
    await say('hello')
    await deliver(id)
    const told = {
      type: 'bounce',
      externalId: `${by}-out`,
      permanent: true,
      reason: 'They left the chat.',
      closesWindow: 'provider',
    } as const
    const before = (await eventsOf(scene.workspaceId)).length
    await take(scene, { ...told, at: new Date().toISOString() })
    const news = (await eventsOf(scene.workspaceId)).slice(before).map(({ name }) => name)
    expect(news.toSorted()).toEqual(['conversation.advanced', 'message.failed'])
    expect(await allowance()).toMatchObject({ allowed: false, reason: 'They left.' })
    await take(scene, message({ by }))
    await take(scene, { ...told, reason: 'They left the chat, it says again.', at: new Date().toISOString() })
    expect(await allowance()).toMatchObject({ allowed: true })
  })

  test('that the provider closes by its count is told as that', async () => {
    const { id, say } = await somebody()
    vi.spyOn(fake, 'send').mockResolvedValueOnce({
      outcome: 'failed',
      retry: 'no',
      code: '45047',
      reason: 'Used up.',
      closesWindow: 'count',
    })
    await say('hello')
    await deliver(id)
    const { rows } = await pool().query('SELECT window_closed FROM conversations WHERE id = $1', [id])
    expect(rows).toEqual([{ window_closed: 'count' }])
  })

  test('that they opened anew while the provider refused stays open', async () => {
    const { by, id, say, allowance } = await somebody()
    vi.spyOn(fake, 'send').mockImplementationOnce(async () => {
      await take(scene, message({ by }))
      return { outcome: 'failed', retry: 'no', code: '45015', reason: 'They must write first.', closesWindow: 'provider' }
    })
    await say('hello')
    await deliver(id)
    expect(await allowance()).toMatchObject({ allowed: true, remaining: 3 })
  })

  test('counts each part that went out, and tells of it by the conversation', async () => {
    const { by, id, say } = await somebody()
    await say('one two three four')
    const before = await conversationWith(scene, by)
    await deliver(id)
    const after = await conversationWith(scene, by)
    expect([before.window_sent, after.window_sent]).toEqual([0, 2])
    const versions = (await eventsOf(scene.workspaceId)).flatMap(({ name, data }) => {
      const conversation = data['conversation'] as { id: string; version: number } | undefined
      return name === 'conversation.advanced' && conversation?.id === id ? [conversation.version] : []
    })
    expect(versions.at(-1)).toBe(after.version)
  })

  test('that takes a person’s late answer lets it out', async () => {
    fake.quota = () => ({ allowed: false, remaining: null, until: null, reason: 'Marked as a late answer.', fallback: 'tag' })
    const { id, say, allowance, outbound } = await somebody()
    expect(await allowance()).toMatchObject({ allowed: true, fallback: 'tag', reason: 'Marked as a late answer.' })
    await say('late')
    await deliver(id)
    expect(await outbound()).toMatchObject([{ status: 'sent' }])
  })
})

describe('a prepared message', () => {
  beforeEach(() => {
    fake.capabilities.templates = true
    fake.templates = async () => [
      { name: 'ready', language: 'en', text: 'Hi {{1}}, order {{2}} is ready, {{1}}.', places: [place('who'), place('number')] },
    ]
  })
  const place = (name: string) => ({ name, example: null })
  const template = { name: 'ready', language: 'en', variables: ['Mei', '$& 7'] }

  test('goes out where free text may not, as one part, and is shown as the customer reads it', async () => {
    const { id, say, outbound } = await somebody()
    await age(id)
    const parts: Outbound[] = []
    vi.spyOn(fake, 'send').mockImplementation(async (_, part) => (parts.push(part), { outcome: 'sent' }))
    expect(await say('', { template })).toMatchObject({ text: 'Hi Mei, order $& 7 is ready, Mei.', template: 'ready', parts: null })
    await deliver(id)
    expect(parts).toMatchObject([{ template: { ...template, names: ['who', 'number'] }, text: 'Hi Mei, order $& 7 is ready, Mei.' }])
    expect(await outbound()).toMatchObject([{ status: 'sent' }])
  })

  test.each([
    ['nobody prepared', { ...template, name: 'other' }],
    ['in another language', { ...template, language: 'zh' }],
    ['with too few variables', { ...template, variables: ['Mei'] }],
    ['with an empty one', { ...template, variables: ['Mei', ' '] }],
  ])('%s is refused', async (_, wrong) => {
    const { say, outbound } = await somebody()
    await expect(say('', { template: wrong })).rejects.toMatchObject({ code: 'invalid', field: 'template' })
    expect(await outbound()).toEqual([])
  })

  test('with a text or a file besides, or where the channel has none, is refused', async () => {
    const { say } = await somebody()
    await expect(say('and a text', { template })).rejects.toMatchObject({ field: 'template' })
    await expect(say('', { template, kind: 'note' })).rejects.toMatchObject({ field: 'template' })
    await expect(say('', { template, attachmentIds: [scene.channelId] })).rejects.toMatchObject({ field: 'attachmentIds' })
    fake.capabilities.templates = false
    await expect(say('', { template })).rejects.toMatchObject({ field: 'template' })
  })

  test('begins a conversation where nothing else can', async () => {
    Object.assign(fake, { threadFor: ({ value }: { value: string }) => threadOf(value).key })
    fake.capabilities.starts = 'phone'
    const customer = await createCustomer(scene.owner.context, { name: 'Lin', phone: `+86138${Date.now() % 100_000_000}` })
    const { data } = await listWays(scene.agent.context, { id: customer.id })
    expect(data).toMatchObject([
      { channelId: scene.channelId, allowance: { allowed: false, fallback: 'template', reason: 'Two days are over.' } },
    ])
    const begin = (more: object) =>
      start(scene.agent.context, {
        ...{ customerId: customer.id, channelId: scene.channelId, identityId: customer.identities[0]!.id, text: '', attachmentIds: [] },
        ...more,
      })
    await expect(begin({ text: 'hello' })).rejects.toMatchObject({ code: 'conflict', message: 'Two days are over.' })
    expect(await begin({ template })).toMatchObject({ message: { status: 'queued', template: 'ready' } })
  })
})

describe('writing first where a person has one thread', () => {
  const phone = () => `+86139${String(people++).padStart(8, '0')}`
  beforeEach(() => {
    delete fake.quota
    fake.capabilities.starts = 'phone'
    fake.threadFor = ({ value }) => threadOf(value).key
  })
  const known = async () => {
    const value = phone()
    const customer = await createCustomer(scene.owner.context, { name: 'Lin', phone: value })
    const begin = (messageId?: string) =>
      start(scene.agent.context, {
        ...{ customerId: customer.id, channelId: scene.channelId, identityId: customer.identities[0]!.id },
        ...{ text: 'hello', attachmentIds: [], ...(messageId && { messageId }) },
      })
    const writes = () => take(scene, message({ by: value, from: { ...person(value), kind: 'phone' } } as Parameters<typeof message>[0]))
    return { value, customer, begin, writes }
  }

  test('their answer comes into that thread, though it names nothing of ours', async () => {
    const { value, begin, writes } = await known()
    const { conversation } = await begin()
    await writes()
    const thread = await conversationWith(scene, value)
    expect([thread.id, thread.position]).toEqual([conversation.id, 2])
  })

  test('a second beginning goes into the same thread, opened again; the way there is shown once', async () => {
    const { customer, begin } = await known()
    const first = await begin()
    await resolve(scene.agent.context, { id: first.conversation.id })
    const second = await begin()
    expect(second.conversation).toMatchObject({ id: first.conversation.id, status: 'open' })
    expect(await begin(second.message.id)).toMatchObject({ message: { id: second.message.id } })
    const { data } = await listWays(scene.agent.context, { id: customer.id })
    expect(data.map((way) => way.conversation?.id)).toEqual([first.conversation.id])
  })

  test('a thread that became another customer’s is not written in from here', async () => {
    const { value, begin } = await known()
    const { conversation } = await begin()
    const other = await createCustomer(scene.owner.context, { name: 'Other' })
    await pool().query('UPDATE conversations SET customer_id = $2 WHERE id = $1', [conversation.id, other.id])
    await expect(begin()).rejects.toMatchObject({ code: 'conflict', field: 'identityId' })
    expect((await conversationWith(scene, value)).position).toBe(1)
  })
})

describe('what an agent has seen', () => {
  test('is told to the customer’s side by their newest message before those nobody saw, where the channel can', async () => {
    const told: string[] = []
    fake.markRead = async (_, { key }, id) => void told.push(`${key} ${id}`)
    const enqueue = vi.spyOn(queue, 'enqueue')
    const { by, id } = await somebody()
    await take(scene, message({ by, externalId: `${by}-2` }))
    await take(scene, message({ by, externalId: `${by}-3` }))
    await seen(scene.agent.context, { id, position: 2 })
    expect(enqueue).toHaveBeenCalledWith('mark-read', id)
    await markRead.run(id)
    await seen(scene.agent.context, { id, position: 3 })
    await markRead.run(id)
    expect(told).toEqual([`person:${by} ${by}-2`, `person:${by} ${by}-3`])
  })
})
