import { v7 } from 'uuid'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Outbound, SendResult } from '../../channels/adapter.ts'
import { email } from '../../channels/email/index.ts'
import { pauseChannel, resumeChannel } from '../../channels/pause.ts'
import { webchat } from '../../channels/webchat/index.ts'
import { disableUser } from '../../accounts/disable.ts'
import { assign } from '../../inbox/assign.ts'
import { deliver } from '../../inbox/deliver.ts'
import { handBack } from '../../inbox/hand-back.ts'
import { recoverLoop } from '../../inbox/recover.ts'
import { reply } from '../../inbox/reply.ts'
import { resolve } from '../../inbox/resolve.ts'
import { discard, retry, settleUnknown } from '../../inbox/retry.ts'
import { pool } from '../../server/db.ts'
import { catchUp } from './catch-up.ts'
import { chatIn, conversationsOf, messagesOf, newConversation, newMailConversation, newScene, receiveAll, type Scene } from './scene.ts'
import { apiOf } from './http.ts'
import { useServer } from './serve.ts'
import { newPerson } from './workspaces.ts'

const server = useServer()

let scene: Scene
beforeAll(async () => {
  scene = await newScene()
})
afterEach(() => vi.restoreAllMocks())

const say = (conversationId: string, text: string, more: object = {}) =>
  reply(scene.agent.context, { id: conversationId, messageId: v7(), kind: 'text', text, attachmentIds: [], ...more })
const message = async (conversationId: string, id: string) => (await messagesOf(conversationId)).find((row) => row.id === id)!
const due = (conversationId: string) =>
  pool().query(`UPDATE messages SET due_at = now() - interval '1 s' WHERE conversation_id = $1 AND status = 'queued'`, [conversationId])

/** Replaces what the mail adapter does with a message; gives the texts it was handed. */
function sending(answer: (message: Outbound, n: number) => SendResult | Promise<SendResult>): string[] {
  const texts: string[] = []
  vi.spyOn(email, 'send').mockImplementation(async (_, outbound) => answer(outbound, texts.push(outbound.text)))
  return texts
}
const sent: SendResult = { outcome: 'sent' }
const later: SendResult = { outcome: 'failed', retry: 'later', code: '451', reason: 'Come again' }

describe('what an agent wrote goes out', () => {
  test('in the order it was written, once, whoever drains and however many at a time', async () => {
    const thread = await newMailConversation(scene)
    let underWay = 0
    const texts = sending(async () => {
      expect(++underWay).toBe(1)
      await new Promise((done) => setTimeout(done, 5))
      underWay--
      return sent
    })
    const wanted = Array.from({ length: 12 }, (_, n) => `line ${n}`)
    for (const text of wanted) await say(thread.id, text)
    await Promise.all(Array.from({ length: 5 }, () => deliver(thread.id)))
    await deliver(thread.id)
    expect(texts).toEqual(wanted)
    const out = (await messagesOf(thread.id)).filter(({ direction }) => direction === 'out')
    expect(out.map((row) => row.status)).toEqual(wanted.map(() => 'sent'))
  })

  test('again after a refusal for now, not before its time, and what is behind it waits', async () => {
    const thread = await newMailConversation(scene)
    const texts = sending((_, n) => (n === 1 ? later : sent))
    const [first, second] = [await say(thread.id, 'first'), await say(thread.id, 'second')]
    await deliver(thread.id)
    await deliver(thread.id)
    expect(texts).toEqual(['first'])
    expect(await message(thread.id, first.id)).toMatchObject({ status: 'queued', reason: 'Come again', attempts: 1 })
    await due(thread.id)
    await deliver(thread.id)
    expect(texts).toEqual(['first', 'first', 'second'])
    expect(await message(thread.id, first.id)).toMatchObject({ status: 'sent', reason: null })
    expect(await message(thread.id, second.id)).toMatchObject({ status: 'sent' })
  })

  test('ever more seldom, until it has failed with its reason', async () => {
    const thread = await newMailConversation(scene)
    const texts = sending(() => later)
    const { id } = await say(thread.id, 'never')
    const waits: number[] = []
    while ((await message(thread.id, id)).status !== 'failed') {
      await due(thread.id)
      await deliver(thread.id)
      const { rows } = await pool().query<{ wait: number }>(
        'SELECT extract(epoch FROM due_at - now())::float8 AS wait FROM messages WHERE id = $1',
        [id],
      )
      waits.push(Math.round(rows[0]!.wait))
    }
    expect(texts).toHaveLength(9)
    expect(waits.slice(0, -1)).toEqual(waits.slice(0, -1).toSorted((a, b) => a - b))
    expect(waits[0]).toBeGreaterThan(0)
    expect(await message(thread.id, id)).toMatchObject({ status: 'failed', reason: 'Come again' })
  })

  test('not again after a refusal for good, and what is behind it goes on', async () => {
    const thread = await newMailConversation(scene)
    const texts = sending((_, n) => (n === 1 ? { outcome: 'failed', retry: 'no', code: '550', reason: 'Unknown user' } : sent))
    const [first, second] = [await say(thread.id, 'bad'), await say(thread.id, 'good')]
    await deliver(thread.id)
    await deliver(thread.id)
    expect(texts).toEqual(['bad', 'good'])
    expect(await message(thread.id, first.id)).toMatchObject({ status: 'failed', reason: 'Unknown user' })
    expect(await message(thread.id, second.id)).toMatchObject({ status: 'sent' })
  })

  test('not while its channel is paused, and then at once', async () => {
    const own = await newScene()
    const thread = await newMailConversation(own)
    const texts = sending(() => sent)
    await reply(own.agent.context, { id: thread.id, kind: 'text', text: 'waits', attachmentIds: [] })
    await pauseChannel(own.owner.context, { id: own.mail.id })
    await deliver(thread.id)
    expect(texts).toEqual([])
    await resumeChannel(own.owner.context, { id: own.mail.id })
    await deliver(thread.id)
    expect(texts).toEqual(['waits'])
  })

  test('not blindly again when the adapter broke: a person decides', async () => {
    const thread = await newMailConversation(scene)
    const texts = sending(() => {
      throw new Error('a bug')
    })
    const { id } = await say(thread.id, 'odd')
    await deliver(thread.id)
    await deliver(thread.id)
    expect(texts).toEqual(['odd'])
    expect(await message(thread.id, id)).toMatchObject({ status: 'unknown', reason: expect.any(String) })
  })
})

describe('a message that failed', () => {
  const failedIn = async (thread: { id: string }, attachmentIds: string[] = []) => {
    const texts = sending((_, n) => (n === 1 ? { outcome: 'failed', retry: 'no', code: '550', reason: 'Unknown user' } : sent))
    const { id } = await say(thread.id, 'bad', { attachmentIds })
    await deliver(thread.id)
    return { id, texts }
  }
  const eventsAbout = async (id: string) =>
    (
      await pool().query<{ name: string; status: string }>(
        `SELECT name, data -> 'message' ->> 'status' AS status FROM events WHERE data -> 'message' ->> 'id' = $1 ORDER BY xact, id`,
        [id],
      )
    ).rows

  test('can be let be: it is never sent again, and the list says so no more', async () => {
    const thread = await newMailConversation(scene)
    const { id, texts } = await failedIn(thread)
    expect(await discard(scene.agent.context, { id })).toMatchObject({ status: 'discarded', reason: null })
    await expect(retry(scene.agent.context, { id })).rejects.toMatchObject({ code: 'conflict' })
    await expect(discard(scene.agent.context, { id })).rejects.toMatchObject({ code: 'conflict' })
    await deliver(thread.id)
    expect(texts).toEqual(['bad'])
    const { rows } = await pool().query('SELECT last_status FROM conversations WHERE id = $1', [thread.id])
    expect(rows).toEqual([{ last_status: 'discarded' }])
    expect((await eventsAbout(id)).at(-1)).toEqual({ name: 'message.changed', status: 'discarded' })
  })

  test('is discarded by the one that is written in its place, which takes its files along', async () => {
    const thread = await newMailConversation(scene)
    const form = new FormData()
    form.append('file', new Blob(['hello']), 'hello.txt')
    const upload = await fetch(`${server.url()}/api/v1/files`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${scene.agent.token}` },
      body: form,
    })
    const file = ((await upload.json()) as { id: string }).id
    const { id, texts } = await failedIn(thread, [file])
    const messageId = v7()
    const anew = () => say(thread.id, 'good', { messageId, replaces: id, attachmentIds: [file] })
    const [written, again] = [await anew(), await anew()]
    expect(again.id).toBe(written.id)
    expect(written.attachments).toMatchObject([{ name: 'hello.txt' }])
    expect(await message(thread.id, id)).toMatchObject({ status: 'discarded' })
    expect((await eventsAbout(id)).at(-1)).toEqual({ name: 'message.changed', status: 'discarded' })
    await deliver(thread.id)
    expect(texts).toEqual(['bad', 'good'])
  })

  test('that is tried again meanwhile, or is no such message, is replaced by nothing', async () => {
    const [thread, other] = [await newMailConversation(scene), await newMailConversation(scene)]
    const { id } = await failedIn(thread)
    await expect(say(other.id, 'x', { replaces: id })).rejects.toMatchObject({ code: 'not_found', field: 'replaces' })
    await expect(say(thread.id, 'x', { replaces: id, kind: 'note' })).rejects.toMatchObject({ field: 'replaces' })
    await retry(scene.agent.context, { id })
    await expect(say(thread.id, 'x', { replaces: id })).rejects.toMatchObject({ code: 'conflict', field: 'replaces' })
    await expect(discard(scene.agent.context, { id })).rejects.toMatchObject({ code: 'conflict' })
    expect((await messagesOf(thread.id)).filter(({ text }) => text === 'x')).toEqual([])
  })
})

describe('when the process that was sending is gone', () => {
  const dies = (id: string) =>
    pool().query(`UPDATE messages SET status = 'sending', sending_by = 'a dead process', attempts = 1 WHERE id = $1`, [id])
  const recover = async () => {
    const stop = new AbortController()
    const running = recoverLoop(stop.signal)
    await new Promise((done) => setTimeout(done, 400))
    stop.abort()
    await running
  }

  test('a mail is unknown, is never sent by itself, and a person can send it again or say that it arrived', async () => {
    // Sent for real, as against the scene's outbox, which may repeat.
    await pool().query(
      `UPDATE channels SET config = config || '{"delivery": "smtp", "smtp": {"host": "mx.example.com", "port": 25, "secure": "none"}}' WHERE id = $1`,
      [scene.mail.id],
    )
    await new Promise((done) => setTimeout(done, 2100))
    const thread = await newMailConversation(scene)
    const texts = sending(() => sent)
    const [again, arrived] = [await say(thread.id, 'again'), await say(thread.id, 'arrived')]
    await dies(again.id)
    await dies(arrived.id)
    await recover()
    await deliver(thread.id)
    expect(texts).toEqual([])
    for (const { id } of [again, arrived])
      expect(await message(thread.id, id)).toMatchObject({ status: 'unknown', reason: expect.stringContaining('interrupted') })
    await settleUnknown(scene.agent.context, { id: arrived.id })
    await retry(scene.agent.context, { id: again.id })
    await deliver(thread.id)
    expect(texts).toEqual(['again'])
    await expect(retry(scene.agent.context, { id: arrived.id })).rejects.toMatchObject({ code: 'conflict' })
  })

  test('a chat message simply goes out again', async () => {
    const thread = await newConversation(scene)
    const { id } = await say(thread.id, 'again')
    await dies(id)
    await recover()
    await deliver(thread.id)
    expect(await message(thread.id, id)).toMatchObject({ status: 'sent', attempts: 2 })
  })

  test('but one that is sending still is left alone', async () => {
    const thread = await newConversation(scene)
    const { id } = await say(thread.id, 'busy')
    await pool().query(`INSERT INTO leases (name, holder, until) VALUES ('process/busy', 'busy', now() + interval '1 minute')`)
    await pool().query(`UPDATE messages SET status = 'sending', sending_by = 'busy' WHERE id = $1`, [id])
    await recover()
    await deliver(thread.id)
    expect(await message(thread.id, id)).toMatchObject({ status: 'sending' })
  })

  test('a claim of ours whose answer got lost is begun again, one under way is not', async () => {
    const thread = await newConversation(scene)
    const { id } = await say(thread.id, 'lost answer')
    const { processId } = await import('../../server/leases.ts')
    await pool().query(`UPDATE messages SET status = 'sending', sending_by = $2, attempts = 1 WHERE id = $1`, [id, processId])
    const send = vi.spyOn(webchat, 'send')
    await Promise.all([deliver(thread.id), deliver(thread.id), deliver(thread.id)])
    expect(send).toHaveBeenCalledTimes(1)
    expect(await message(thread.id, id)).toMatchObject({ status: 'sent', attempts: 2 })
  })
})

describe('writing', () => {
  test('the same message id again, also at once and with another text, is one message', async () => {
    const thread = await newConversation(scene)
    const messageId = v7()
    const answers = await Promise.all(Array.from({ length: 6 }, () => say(thread.id, 'once', { messageId })))
    const late = await say(thread.id, 'something else', { messageId })
    expect(new Set([...answers, late].map((answer) => answer.id))).toEqual(new Set([messageId]))
    expect(late.text).toBe('once')
    expect((await messagesOf(thread.id)).filter((row) => row.direction === 'out')).toHaveLength(1)
  })

  test('another’s message id, or one of another thread, is refused and changes nothing', async () => {
    const [thread, other] = [await newConversation(scene), await newConversation(scene)]
    const { id: messageId } = await say(thread.id, 'mine')
    await expect(say(other.id, 'there', { messageId })).rejects.toMatchObject({ code: 'conflict', field: 'messageId' })
    const colleague = reply(scene.owner.context, { id: thread.id, messageId, kind: 'text', text: 'theirs', attachmentIds: [] })
    await expect(colleague).rejects.toMatchObject({ code: 'conflict' })
    expect((await messagesOf(other.id)).map((row) => row.text)).toEqual(['Hello'])
  })

  test('against a thread that went on is refused, with who wrote; my own lines and notes of events do not count', async () => {
    const thread = await newConversation(scene, 'racer')
    await say(thread.id, 'mine')
    await say(thread.id, 'mine too', { seen: 1 })
    await resolve(scene.owner.context, { id: thread.id })
    await say(thread.id, 'still fine', { seen: 4 })
    await chatIn(scene, { visitor: 'racer', text: 'wait!', name: 'Lin' })
    await receiveAll()
    const before = await messagesOf(thread.id)
    await expect(say(thread.id, 'too late', { seen: 6 })).rejects.toMatchObject({ code: 'conflict', field: 'seen' })
    expect(await messagesOf(thread.id)).toEqual(before)
    await say(thread.id, 'now', { seen: 7 })
  })

  test('with a colleague’s file, a used one, or none there is refused and takes nothing', async () => {
    const thread = await newConversation(scene)
    const api = apiOf(server.url, scene.agent.token)
    const upload = async (token: string) => {
      const form = new FormData()
      form.append('file', new Blob(['hello']), 'hello.txt')
      const answer = await fetch(`${server.url()}/api/v1/files`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}` },
        body: form,
      })
      return ((await answer.json()) as { id: string }).id
    }
    const [theirs, used] = [await upload(scene.owner.token), await upload(scene.agent.token)]
    const other = await newConversation(scene)
    const first = await api('POST', `conversations/${other.id}/messages`, { text: 'look', attachmentIds: [used] })
    for (const attachmentIds of [[theirs], [used], [v7()], [theirs, v7()]]) {
      const refused = await api('POST', `conversations/${thread.id}/messages`, { text: 'look', attachmentIds })
      expect(refused).toMatchObject({ status: 400, body: { error: { field: 'attachmentIds' } } })
    }
    expect(await messagesOf(thread.id)).toHaveLength(1)
    const { rows } = await pool().query('SELECT message_id FROM attachments WHERE id = ANY ($1) ORDER BY id', [[theirs, used]])
    expect(rows).toEqual([{ message_id: null }, { message_id: (first.body as { id: string }).id }])
  })
})

test('a disabled person’s open conversations go back to the queue, once, and the done ones stay theirs', async () => {
  const own = await newScene()
  const leaving = await newPerson(own.workspaceId)
  const threads = await Promise.all(Array.from({ length: 3 }, () => newConversation(own)))
  for (const thread of threads) await assign(own.owner.context, { id: thread.id, assigneeId: leaving.id })
  await resolve(own.owner.context, { id: threads[2]!.id })
  await catchUp(handBack)
  await disableUser(own.owner.context, { id: leaving.id, handOverTo: null })
  await catchUp(handBack)
  const after = new Map((await conversationsOf(own)).map((row) => [row.id, row]))
  expect(threads.map((thread) => after.get(thread.id)!.assignee_id)).toEqual([null, null, leaving.id])
  const lines = (await messagesOf(threads[0]!.id)).filter((row) => row.kind === 'event')
  expect(lines.map((row) => row.event)).toEqual([
    { name: 'assigned', to: { id: leaving.id, name: 'Person' } },
    { name: 'assigned', to: null },
  ])
})
