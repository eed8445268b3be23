import { beforeAll, describe, expect, test } from 'vitest'
import { judgeMessage, unjudgeMessage } from '../../../inbox/language/correct.ts'
import { listCorrections } from '../../../inbox/language/corrections.ts'
import { moodCurve } from '../../../inbox/language/curve.ts'
import { rescore, rescoreBatch } from '../../../inbox/language/rescore.ts'
import { listConversations } from '../../../inbox/list.ts'
import { reply } from '../../../inbox/reply.ts'
import { modelVersion } from '../../../language/index.ts'
import { pool } from '../../../server/db.ts'
import { apiOf } from '../http.ts'
import { useServer } from '../serve.ts'
import { chatIn, conversationsOf, messagesOf, newScene, receiveAll, type Scene } from '../scene.ts'
import { eventsOf, newPerson } from '../workspaces.ts'

const server = useServer()

let scene: Scene
beforeAll(async () => {
  scene = await newScene()
})

async function says(visitor: string, ...texts: string[]) {
  for (const text of texts) await chatIn(scene, { visitor, text })
  await receiveAll()
  const conversation = (await conversationsOf(scene)).find((row) => row.thread_key === `visitor:${visitor}`)!
  return { conversation, messages: await messagesOf(conversation.id) }
}

const angry = ['太差了，东西是坏的，非常失望', '还没有人理我，真的很生气，差评！']

describe('a customer’s message', () => {
  test('is read as it comes in: how it sounds, how sure, by which model', async () => {
    const { messages } = await says('reader', angry[0]!, 'Thank you so much, this is wonderful!')
    expect(messages.map((row) => row.sentiment)).toEqual(['negative', 'positive'])
    for (const row of messages) {
      expect(row.model).toBe(modelVersion)
      expect(row.confidence).toBeGreaterThan(0.3)
    }
  })

  test('tells what it wants where that is clear', async () => {
    const { messages } = await says('wanting', '转人工')
    expect(messages[0]!.intent).toBe('person')
  })

  test('of ours is not read', async () => {
    const { conversation } = await says('answered', '你好')
    await reply(scene.agent.context, { id: conversation.id, kind: 'text', text: '太差了', attachmentIds: [] })
    const [, answer] = await messagesOf(conversation.id)
    expect(answer!.sentiment).toBeNull()
  })
})

describe('the mood of a conversation', () => {
  test('is what its only message sounds like', async () => {
    const texts = [
      angry[0]!,
      '好的，不用了，谢谢',
      'Could I have a quote for 40 bowls?',
      '非常好，谢谢',
      'it was ok I guess, not great',
      '一般',
    ]
    for (const [n, text] of texts.entries()) {
      const { conversation, messages } = await says(`only-${n}`, text)
      expect(conversation.mood_label).toBe(messages[0]!.sentiment)
    }
  })

  test('follows its messages, and is told once when it turns negative', async () => {
    const { conversation } = await says('souring', '你好，谢谢你们，很满意！', ...angry, ...angry)
    expect(conversation.mood_label).toBe('negative')
    const soured = (await eventsOf(scene.workspaceId)).filter(
      ({ name, data }) => name === 'conversation.soured' && (data['conversation'] as { id: string }).id === conversation.id,
    )
    expect(soured).toHaveLength(1)
  })

  test('orders the inbox: the sourest first, page by page', async () => {
    await says('content', '非常好，很喜欢，谢谢！')
    const pages: (number | null)[] = []
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof listConversations>> = await listConversations(scene.agent.context, {
        view: 'all',
        status: 'open',
        sort: 'mood',
        limit: 2,
        ...(cursor && { cursor }),
      })
      pages.push(...page.data.map((row) => row.mood?.score ?? null))
      cursor = page.next
    } while (cursor)
    expect(pages.length).toBeGreaterThan(3)
    expect(pages).toEqual(pages.toSorted((a, b) => (a ?? 2) - (b ?? 2)))
  })

  test('is drawn over a customer’s messages, oldest first', async () => {
    const { conversation } = await says('drawn', '很好', angry[0]!)
    const { data } = await moodCurve(scene.agent.context, { id: conversation.customer_id })
    expect(data).toHaveLength(2)
    expect(data[1]!.score).toBeLessThan(data[0]!.score)
    expect(data[1]!.mood).toBeGreaterThan(data[1]!.score)
  })
})

const corrections = (token: string) => fetch(`${server.url()}/api/v1/corrections.jsonl`, { headers: { Authorization: `Bearer ${token}` } })

async function linesFor(token: string): Promise<{ text: string; label: string }[]> {
  const lines = (await (await corrections(token)).text()).split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line) as { text: string; label: string })
}

describe('a correction', () => {
  test('changes the message and the mood, is kept beside the model’s word, and survives a second opinion', async () => {
    const { conversation, messages } = await says('corrected', angry[0]!)
    const judged = await judgeMessage(scene.agent.context, { id: messages[0]!.id, label: 'neutral' })
    expect(judged.sentiment).toMatchObject({ label: 'neutral', score: 0, correctedBy: scene.agent.id })
    const [after] = (await conversationsOf(scene)).filter((row) => row.id === conversation.id)
    expect(after!.mood_label).toBe('neutral')
    await judgeMessage(scene.agent.context, { id: messages[0]!.id, label: 'positive' })
    const { data } = await listCorrections(scene.owner.context, { limit: 50 })
    expect(data.filter((row) => row.messageId === messages[0]!.id)).toMatchObject([{ was: 'negative', label: 'positive', text: angry[0] }])
  })

  test('taken back is no training data any more, and the model’s word counts again', async () => {
    const { conversation, messages } = await says('undone', angry[0]!)
    const { id } = messages[0]!
    await judgeMessage(scene.agent.context, { id, label: 'positive' })
    const undone = await unjudgeMessage(scene.agent.context, { id })
    expect(undone.sentiment).toMatchObject({ label: 'negative', correctedBy: null, model: modelVersion })
    expect(undone.sentiment!.confidence).toBeCloseTo(messages[0]!.confidence!)
    const [after] = (await conversationsOf(scene)).filter((row) => row.id === conversation.id)
    expect(after!.mood_label).toBe('negative')
    const { data } = await listCorrections(scene.owner.context, { limit: 50 })
    expect(data.map((row) => row.messageId)).not.toContain(id)
    expect(await unjudgeMessage(scene.agent.context, { id })).toEqual(undone)
  })

  test('of what no customer said is refused', async () => {
    const { conversation } = await says('refused', '你好')
    const mine = await reply(scene.agent.context, { id: conversation.id, kind: 'text', text: '您好', attachmentIds: [] })
    await expect(judgeMessage(scene.agent.context, { id: mine.id, label: 'negative' })).rejects.toMatchObject({ code: 'conflict' })
  })

  test('can be taken along as training data by whoever may train, a line each', async () => {
    const stranger = await newPerson(scene.workspaceId)
    expect((await corrections(stranger.token)).status).toBe(403)
    expect(await linesFor(scene.owner.token)).toContainEqual({ text: angry[0], label: 'positive' })
  })

  test('is listed, and taken along, only by who may see its message', async () => {
    const { conversation, messages } = await says('unseen', angry[1]!)
    await judgeMessage(scene.agent.context, { id: messages[0]!.id, label: 'neutral' })
    const shape = { name: 'Trainer', permissions: ['inbox.read', 'language.train'], scope: 'own', masked: [] }
    const owner = apiOf(server.url, scene.owner.token)
    const role = (await owner('POST', 'roles', shape)).body as { id: string }
    const trainer = await newPerson(scene.workspaceId, role.id)
    const listed = async () => {
      const { data } = (await apiOf(server.url, trainer.token)('GET', 'corrections')).body as { data: { text: string }[] }
      return data.map(({ text }) => text)
    }
    const taken = async () => (await linesFor(trainer.token)).map(({ text }) => text)
    const seen = async () => [await listed(), await taken()]
    expect(await seen()).toEqual([[], []])
    await owner('POST', `conversations/${conversation.id}/assign`, { assigneeId: trainer.id })
    expect(await seen()).toEqual([[angry[1]], [angry[1]]])
  })
})

describe('when the model changes', () => {
  test('history is read anew, what a person corrected stays, and every screen is told', async () => {
    const { messages } = await says('rescored', angry[0]!, '很好，谢谢')
    await judgeMessage(scene.agent.context, { id: messages[1]!.id, label: 'neutral' })
    await pool().query(`UPDATE messages SET model = 'old' WHERE conversation_id = $1`, [messages[0]!.conversation_id])
    await pool().query(`UPDATE messages SET sentiment = 'positive', sentiment_score = 1 WHERE id = $1`, [messages[0]!.id])
    await pool().query('DELETE FROM rescorings')
    await rescore.run('')
    while (!(await rescoreBatch())) continue
    const [first, second] = await messagesOf(messages[0]!.conversation_id)
    expect(first).toMatchObject({ sentiment: 'negative', model: modelVersion })
    expect(second).toMatchObject({ sentiment: 'neutral', corrected_by_id: scene.agent.id })
    expect((await eventsOf(scene.workspaceId)).map(({ name }) => name)).toContain('history.rescored')
  })

  test('a history that reads as before moves no screen: a first start is one', async () => {
    const told = async () => (await eventsOf(scene.workspaceId)).filter(({ name }) => name === 'history.rescored').length
    const before = await told()
    await pool().query('DELETE FROM rescorings')
    await rescore.run('')
    expect((await pool().query('SELECT finished_at IS NOT NULL AS done FROM rescorings')).rows).toEqual([{ done: true }])
    expect(await told()).toBe(before)
  })
})
