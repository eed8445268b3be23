import { v7 } from 'uuid'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { email } from '../../../channels/email/index.ts'
import { listOutbox } from '../../../channels/email/outbox.ts'
import { pauseChannel } from '../../../channels/pause.ts'
import type { Input } from '../../../contract/api.ts'
import { createCustomer } from '../../../customers/create.ts'
import { deliver } from '../../../inbox/deliver.ts'
import { listWays } from '../../../inbox/reach.ts'
import { reply } from '../../../inbox/reply.ts'
import { start } from '../../../inbox/start.ts'
import { pool } from '../../../server/db.ts'
import { conversationsOf, mailIn, messagesOf, newConversation, newMailConversation, newScene, receiveAll, type Scene } from '../scene.ts'
import { useInbox } from '../serve.ts'
import { newScoped } from './people.ts'

useInbox()

let scene: Scene
beforeAll(async () => {
  scene = await newScene()
})
afterEach(() => vi.restoreAllMocks())

/** Somebody we know by a mail address, and who has never written. */
const known = async () => {
  const address = `${v7()}@example.cn`
  const customer = await createCustomer(scene.owner.context, { name: 'Mei', email: address })
  return { address, customer, identityId: customer.identities[0]!.id }
}

const begin = async ({ customer, identityId }: Awaited<ReturnType<typeof known>>, more: Partial<Input<'conversation.start'>> = {}) =>
  start(scene.agent.context, {
    customerId: customer.id,
    channelId: scene.mail.id,
    identityId,
    subject: 'Your order',
    text: 'It is ready.',
    attachmentIds: [],
    ...more,
  })

describe('the ways to a customer', () => {
  test('are the newest thread of each channel, then a new one to each address a channel can write to first', async () => {
    const thread = await newMailConversation(scene, { from: `${v7()}@example.cn` })
    const { data } = await listWays(scene.agent.context, { id: thread.customer_id })
    expect(data.map((way) => [way.channelKind, way.conversation?.id ?? null, way.identity?.kind ?? null])).toEqual([
      ['email', thread.id, null],
      ['email', null, 'email'],
    ])
    expect(data[0]).toMatchObject({ subject: false, allowance: { allowed: true, reason: null, textLimit: { n: 100_000 } } })
    expect(data[1]).toMatchObject({
      subject: true,
      permits: [
        { purpose: 'service', allowed: true },
        { purpose: 'marketing', allowed: false },
      ],
    })
  })

  test('each name whom it goes to: who wrote last in a thread, whom we wrote to, the address of a new one', async () => {
    const from = `${v7()}@example.cn`
    const thread = await newMailConversation(scene, { from })
    const ways = (await listWays(scene.agent.context, { id: thread.customer_id })).data
    expect(ways.map(({ recipient }) => recipient?.value)).toEqual([from, from])
    const person = await known()
    await begin(person)
    const begun = (await listWays(scene.agent.context, { id: person.customer.id })).data
    expect(begun.map(({ conversation, recipient }) => [conversation !== null, recipient?.id])).toEqual([
      [true, person.identityId],
      [false, person.identityId],
    ])
    const chat = await newConversation(scene)
    const [answer] = (await listWays(scene.agent.context, { id: chat.customer_id })).data
    expect(answer?.recipient?.kind).toBe('visitor')
  })

  test('through a chat are only answers', async () => {
    const thread = await newConversation(scene)
    const { data } = await listWays(scene.agent.context, { id: thread.customer_id })
    expect(data.map((way) => way.conversation?.id)).toEqual([thread.id])
  })

  test('say when a channel is paused, and do not show threads one may not see', async () => {
    const own = await newScene()
    const thread = await newMailConversation(own)
    await pauseChannel(own.owner.context, { id: own.mail.id })
    const { data } = await listWays(own.owner.context, { id: thread.customer_id })
    expect(data[0]!.allowance).toMatchObject({ allowed: true, reason: expect.stringContaining('paused') })
    const me = await newScoped(own.workspaceId, 'own')
    await pool().query('UPDATE customers SET access = $2 WHERE id = $1', [thread.customer_id, [me.id]])
    expect((await listWays(me.context, { id: thread.customer_id })).data.map((way) => way.conversation)).toEqual([null])
  })
})

describe('writing first', () => {
  test('opens a thread of the writer’s, mails it without “Re:”, and the answer comes into it', async () => {
    const person = await known()
    const { conversation, message } = await begin(person)
    expect(conversation).toMatchObject({
      assigneeId: scene.agent.id,
      customer: { id: person.customer.id },
      subject: 'Your order',
      unread: 0,
      position: 1,
    })
    await deliver(conversation.id)
    const [mail] = (await listOutbox(scene.workspaceId, { limit: 1 })).data
    expect(mail).toMatchObject({ to: [person.address], subject: 'Your order', inReplyTo: null })
    await mailIn(scene, {
      from: person.address,
      subject: 'Re: Your order',
      text: 'Thanks',
      answers: [mail!.messageId.replace(/[<>]/g, '')],
    })
    await receiveAll()
    expect((await messagesOf(conversation.id)).map((row) => [row.direction, row.text, row.status])).toEqual([
      ['out', 'It is ready.', 'sent'],
      ['in', 'Thanks', 'received'],
    ])
    expect(message.position).toBe(1)
  })

  test('an answer to it by somebody else opens a thread of its own', async () => {
    const { conversation } = await begin(await known())
    await deliver(conversation.id)
    const [mail] = (await listOutbox(scene.workspaceId, { limit: 1 })).data
    await mailIn(scene, { from: 'stranger@example.com', text: 'Me too', answers: [mail!.messageId.replace(/[<>]/g, '')] })
    await receiveAll()
    expect(await messagesOf(conversation.id)).toHaveLength(1)
  })

  test('twice under one message id, also at once, is one thread and one mail', async () => {
    const person = await known()
    const messageId = v7()
    const started = await Promise.all([1, 2, 3].map(() => begin(person, { messageId })))
    expect(new Set(started.map((one) => one.conversation.id)).size).toBe(1)
    const { rows } = await pool().query('SELECT id FROM conversations WHERE customer_id = $1', [person.customer.id])
    expect(rows).toHaveLength(1)
    expect(await messagesOf(rows[0]!.id)).toHaveLength(1)
  })

  test('is refused where only the customer can begin, to another’s address, without a subject, and to whom one may not see', async () => {
    const [person, other] = [await known(), await known()]
    await expect(begin(person, { channelId: scene.chat.id })).rejects.toThrow('only the customer can begin')
    await expect(begin(person, { identityId: other.identityId })).rejects.toThrow('does not have this address')
    await expect(begin(person, { subject: undefined })).rejects.toThrow('Write a subject')
    await expect(begin(person, { text: ' ' })).rejects.toThrow('Write something')
    const me = await newScoped(scene.workspaceId, 'own')
    const asked = { customerId: person.customer.id, channelId: scene.mail.id, identityId: person.identityId }
    await expect(start(me.context, { ...asked, subject: 'Hi', text: 'Hi', attachmentIds: [] })).rejects.toThrow('no such customer')
    const { rows } = await pool().query('SELECT id FROM conversations WHERE customer_id = $1', [person.customer.id])
    expect(rows).toEqual([])
  })
})

describe('to somebody who was erased nothing is sent', () => {
  const erase = (id: string) => pool().query('UPDATE customers SET erased_at = now() WHERE id = $1', [id])

  test('neither written then nor waiting since before', async () => {
    const send = vi.spyOn(email, 'send')
    const thread = await newMailConversation(scene, { from: `${v7()}@example.cn` })
    const waiting = await reply(scene.agent.context, { id: thread.id, kind: 'text', text: 'On its way', attachmentIds: [] })
    await erase(thread.customer_id)
    await deliver(thread.id)
    expect((await messagesOf(thread.id)).find((row) => row.id === waiting.id)).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('erased'),
    })
    expect(send).not.toHaveBeenCalled()
    await expect(reply(scene.agent.context, { id: thread.id, kind: 'text', text: 'Hello?', attachmentIds: [] })).rejects.toThrow('erased')
    await reply(scene.agent.context, { id: thread.id, kind: 'note', text: 'Gone', attachmentIds: [] })
    expect((await conversationsOf(scene)).find((row) => row.id === thread.id)).toMatchObject({ last_preview: 'Gone' })
  })
})
