import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Outbound, SendResult } from '../../../channels/adapter.ts'
import { deliver } from '../../../inbox/deliver.ts'
import { partIdOf } from '../../../inbox/parts.ts'
import { recoverLoop } from '../../../inbox/recover.ts'
import { reply } from '../../../inbox/reply.ts'
import { retry, settleUnknown } from '../../../inbox/retry.ts'
import { pool } from '../../../server/db.ts'
import { eventsOf } from '../workspaces.ts'
import { useInbox } from '../serve.ts'
import { conversationWith, fake, message, messageBy, newFakeScene, take, useFake, type FakeScene } from './fake-channel.ts'

useInbox()
useFake()

let scene: FakeScene
let people = 0
beforeAll(async () => {
  scene = await newFakeScene()
})
beforeEach(() => {
  fake.parts = 'split'
  fake.capabilities.text = { n: 10, unit: 'chars', parts: 5 }
})
afterEach(() => vi.restoreAllMocks())

const sent: SendResult = { outcome: 'sent' }
const later: SendResult = { outcome: 'failed', retry: 'later', code: '503', reason: 'Come again.' }
const refusedForGood: SendResult = { outcome: 'failed', retry: 'no', code: '400', reason: 'Not this.' }
const lost: SendResult = { outcome: 'unknown', code: 'no_answer', reason: 'No answer.' }

/** Answers the parts in this order, and those after them with `sent`; gives the parts it was handed. */
function answers(...results: SendResult[]): Outbound[] {
  const parts: Outbound[] = []
  vi.spyOn(fake, 'send').mockImplementation(async (_, part) => results[parts.push(part) - 1] ?? sent)
  return parts
}

/** Somebody wrote, and gets this answer, which is not on its way yet. */
async function answerTo(text: string, attachmentIds: string[] = []) {
  const by = `p${people++}`
  await take(scene, message({ by }))
  const thread = await conversationWith(scene, by)
  const { id } = await reply(scene.agent.context, { id: thread.id, kind: 'text', text, attachmentIds })
  return { id, threadId: thread.id, by }
}

async function row(id: string) {
  const { rows } = await pool().query('SELECT status, reason, parts, parts_sent, attempts, external_id FROM messages WHERE id = $1', [id])
  return rows[0] as { status: string; reason: string | null; parts: number; parts_sent: number; attempts: number; external_id: string }
}

async function upload(name: string, size = 1): Promise<string> {
  const { rows } = await pool().query<{ id: string }>(
    `INSERT INTO attachments (id, workspace_id, uploader, hash, name, type, size, inline) VALUES (gen_random_uuid(), $1, $2, 'none', $3, 'text/plain', $4, false) RETURNING id`,
    [scene.workspaceId, `user:${scene.agent.id}`, name, size],
  )
  return rows[0]!.id
}

const due = (id: string) => pool().query('UPDATE messages SET due_at = now() WHERE id = $1', [id])
const texts = (parts: Outbound[]) => parts.map((part) => part.text)

describe('a long text and its files', () => {
  test('go out one after the other, in order, each under an id of its own, and people see how far it got', async () => {
    const parts = answers({ outcome: 'sent', externalIds: ['x1'] }, { outcome: 'sent', externalIds: ['x2'] })
    const { id, threadId } = await answerTo('one two three four', [await upload('a.txt'), await upload('b.txt')])
    await deliver(threadId)
    expect(parts.map(({ text, files }) => [text, files.map(({ name }) => name)])).toEqual([
      ['one two', []],
      ['three four', []],
      ['', ['a.txt']],
      ['', ['b.txt']],
    ])
    expect(parts.map(({ partId }) => partId)).toEqual([0, 1, 2, 3].map((n) => partIdOf(id, n)))
    expect(await row(id)).toMatchObject({ status: 'sent', reason: null, parts: 4, parts_sent: 4, attempts: 1, external_id: 'x1' })
    const told = (await eventsOf(scene.workspaceId))
      .map(({ data }) => data['message'] as { id: string; parts: unknown })
      .filter((m) => m?.id === id)
    expect(told.map((m) => m.parts)).toEqual([0, 1, 2, 3, 4].map((n) => ({ sent: n, of: 4 })))
  })

  test('go out in one where the channel takes them so, and then tell of no parts', async () => {
    fake.parts = 'whole'
    const parts = answers()
    const { id, threadId } = await answerTo('short', [await upload('c.txt')])
    await deliver(threadId)
    expect(parts).toMatchObject([{ text: 'short', files: [{ name: 'c.txt' }], partId: id }])
    expect(await row(id)).toMatchObject({ status: 'sent', parts: 1 })
  })

  test('are refused before anything is written where they are too long, too many or too large', async () => {
    await expect(answerTo('a'.repeat(51))).rejects.toMatchObject({ code: 'invalid', field: 'text' })
    // Fits by its length, but not once it is cut between words.
    await expect(answerTo('aaaaaa '.repeat(7).trim())).rejects.toMatchObject({ code: 'invalid', field: 'text' })
    const files = await Promise.all(Array.from({ length: 6 }, (_, n) => upload(`${n}.txt`)))
    await expect(answerTo('', files)).rejects.toMatchObject({ code: 'invalid', field: 'attachmentIds' })
    await expect(answerTo('', [await upload('large.txt', 2_000_000)])).rejects.toMatchObject({ field: 'attachmentIds' })
  })

  test('are measured by what their surface takes', async () => {
    fake.capabilities.surfaces = { comment: { text: { n: 4, unit: 'chars', parts: 1 }, attachments: { maxBytes: 0, maxCount: 0 } } }
    await take(scene, message({ by: 'commenter', thread: { key: 'person:commenter', refs: [], surface: 'comment' } }))
    const { id } = await conversationWith(scene, 'commenter')
    const answer = (text: string, attachmentIds: string[] = []) => reply(scene.agent.context, { id, kind: 'text', text, attachmentIds })
    await expect(answer('12345')).rejects.toMatchObject({ field: 'text' })
    await expect(answer('', [await upload('d.txt')])).rejects.toMatchObject({ field: 'attachmentIds' })
    expect(await answer('1234')).toMatchObject({ status: 'queued', parts: null })
  })
})

describe('when a part does not go out', () => {
  test('for now, the next try goes on from it, and says which part waits', async () => {
    const parts = answers(sent, later)
    const { id, threadId } = await answerTo('one two three four five six')
    await deliver(threadId)
    expect(await row(id)).toMatchObject({ status: 'queued', reason: 'Part 2 of 3: Come again.', parts_sent: 1 })
    await due(id)
    await deliver(threadId)
    expect(texts(parts)).toEqual(['one two', 'three four', 'three four', 'five six'])
    expect(parts[1]!.partId).toBe(parts[2]!.partId)
    expect(await row(id)).toMatchObject({ status: 'sent', reason: null, parts_sent: 3 })
  })

  test('for good, a person has the rest sent again, and only that', async () => {
    const parts = answers(sent, refusedForGood)
    const { id, threadId } = await answerTo('one two three four')
    await deliver(threadId)
    expect(await row(id)).toMatchObject({ status: 'failed', reason: 'Part 2 of 2: Not this.', parts_sent: 1 })
    await retry(scene.agent.context, { id })
    await deliver(threadId)
    expect(texts(parts)).toEqual(['one two', 'three four', 'three four'])
    expect(await row(id)).toMatchObject({ status: 'sent', parts_sent: 2 })
  })

  test('and nobody can tell, a person who says that it arrived lets the rest go out', async () => {
    const parts = answers(lost)
    const { id, threadId } = await answerTo('one two three four')
    await deliver(threadId)
    expect(await row(id)).toMatchObject({ status: 'unknown', reason: 'Part 1 of 2: No answer.', parts_sent: 0 })
    expect(await settleUnknown(scene.agent.context, { id })).toMatchObject({ status: 'queued', parts: { sent: 1, of: 2 } })
    await deliver(threadId)
    expect(texts(parts)).toEqual(['one two', 'three four'])
    expect(await row(id)).toMatchObject({ status: 'sent', parts_sent: 2 })
  })

  test('one that came back after all of it was out goes out whole again', async () => {
    const parts = answers({ outcome: 'sent', externalIds: ['bounce-1'] })
    const { id, threadId } = await answerTo('one two three four')
    await deliver(threadId)
    await take(scene, { type: 'bounce', externalId: 'bounce-1', permanent: true, reason: 'Gone.', at: new Date().toISOString() })
    expect(await row(id)).toMatchObject({ status: 'failed', reason: 'Gone.' })
    await retry(scene.agent.context, { id })
    await deliver(threadId)
    expect(texts(parts)).toEqual(['one two', 'three four', 'one two', 'three four'])
  })
})

describe('when the process dies between parts', () => {
  const recover = async () => {
    const stop = new AbortController()
    const running = recoverLoop(stop.signal)
    await vi.waitFor(async () => expect((await pool().query(`SELECT 1 FROM messages WHERE status = 'sending'`)).rows).toEqual([]), 15_000)
    stop.abort()
    await running
  }
  const diesInPart2 = async () => {
    answers(sent, later)
    const answer = await answerTo('one two three four five six')
    await deliver(answer.threadId)
    await pool().query(`UPDATE messages SET status = 'sending', sending_by = 'a dead process' WHERE id = $1`, [answer.id])
    return answer
  }

  test('the part it was at is unknown, and named; nothing is sent again by itself', async () => {
    const { id, threadId } = await diesInPart2()
    const parts = answers()
    await recover()
    await deliver(threadId)
    expect(parts).toEqual([])
    expect(await row(id)).toMatchObject({ status: 'unknown', reason: expect.stringMatching(/^Part 2 of 3: .*interrupted/), parts_sent: 1 })
  })

  test('or goes out again where that cannot double it, those before it do not', async () => {
    vi.spyOn(fake, 'repeatable').mockReturnValue(true)
    const { id, threadId } = await diesInPart2()
    const parts = answers()
    await recover()
    await deliver(threadId)
    expect(texts(parts)).toEqual(['three four', 'five six'])
    expect(await row(id)).toMatchObject({ status: 'sent', parts_sent: 3 })
  })
})

describe('the provider’s own ids', () => {
  test('lead receipts and answers to the message, whichever part they name, also those that come while it is being sent', async () => {
    const parts = answers()
    vi.spyOn(fake, 'send').mockImplementation(async (_, part) => {
      const n = parts.push(part)
      const externalId = `own-${n}`
      if (n === 1)
        await take(scene, {
          type: 'receipt',
          for: { externalId },
          status: 'delivered',
          upTo: false,
          thread: null,
          at: part.window.openedAt!,
        })
      return { outcome: 'sent', externalIds: [externalId] }
    })
    const { id, threadId, by } = await answerTo('one two three four')
    await deliver(threadId)
    expect(await row(id)).toMatchObject({ status: 'delivered', external_id: 'own-1' })
    await take(scene, {
      type: 'receipt',
      for: { externalId: 'own-2' },
      status: 'read',
      upTo: false,
      thread: null,
      at: new Date().toISOString(),
    })
    expect(await row(id)).toMatchObject({ status: 'read' })
    await take(scene, message({ by, externalId: 'answer', thread: { key: 'elsewhere', refs: ['own-2'] } }))
    expect((await messageBy(scene, 'answer')).conversation_id).toBe(threadId)
  })

  test('one that another message has already stays with that', async () => {
    await take(scene, message({ by: 'first', externalId: 'taken' }))
    answers({ outcome: 'sent', externalIds: ['taken'] })
    const { id, threadId } = await answerTo('hello')
    await deliver(threadId)
    expect(await row(id)).toMatchObject({ status: 'sent', external_id: null })
  })
})
