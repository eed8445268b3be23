import { beforeAll, describe, expect, test } from 'vitest'
import { apiOf } from '../http.ts'
import { useServer } from '../serve.ts'
import { chatIn, conversationsOf, messagesOf, newScene, receiveAll, type Scene } from '../scene.ts'
import { newPerson } from '../workspaces.ts'

const server = useServer()

let scene: Scene
let api: ReturnType<typeof apiOf>
beforeAll(async () => {
  scene = await newScene()
  api = apiOf(server.url, scene.owner.token)
})

async function intentOfNext(visitor: string, text: string): Promise<string | null> {
  await chatIn(scene, { visitor, text })
  await receiveAll()
  const conversation = (await conversationsOf(scene)).find((row) => row.thread_key === `visitor:${visitor}`)!
  return (await messagesOf(conversation.id)).at(-1)!.intent
}

describe('a phrase a workspace teaches', () => {
  test('shows beforehand what it would change, then counts for the next message', async () => {
    const text = '帮我改一下绣字的颜色'
    const before = await intentOfNext('before', text)
    expect(before).not.toBe('embroidery')
    const preview = (await api('POST', 'intents/embroidery/preview', { text })).body as {
      after: { name: string }
      changes: { text: string }[]
    }
    expect(preview.after.name).toBe('embroidery')
    expect(preview.changes.map((change) => change.text)).toContain(text)
    expect((await api('POST', 'intents/embroidery/phrases', { text })).status).toBe(200)
    expect(await intentOfNext('after', text)).toBe('embroidery')
  })

  test('shows of what customers wrote only what one may see', async () => {
    const text = '绣字的字体可以换吗'
    await intentOfNext('unseen', text)
    const role = (await api('POST', 'roles', { name: 'Teacher', permissions: ['inbox.read', 'language.train'], scope: 'own', masked: [] }))
      .body as {
      id: string
    }
    const teacher = await newPerson(scene.workspaceId, role.id)
    const preview = async (token: string) =>
      (await apiOf(server.url, token)('POST', 'intents/lettering/preview', { text })).body as { changes: { text: string }[] }
    expect((await preview(scene.owner.token)).changes.map((change) => change.text)).toContain(text)
    expect((await preview(teacher.token)).changes).toEqual([])
    const { id } = (await conversationsOf(scene)).find((row) => row.thread_key === 'visitor:unseen')!
    await api('POST', `conversations/${id}/assign`, { assigneeId: teacher.id })
    expect((await preview(teacher.token)).changes.map((change) => change.text)).toEqual([text])
  })

  test('is kept once, refused under another intent, and can be forgotten', async () => {
    const first = (await api('POST', 'intents/refund/phrases', { text: '这单不要了退给我' })).body as { id: string }
    expect((await api('POST', 'intents/refund/phrases', { text: '这单不要了退给我' })).body).toMatchObject({ id: first.id })
    expect((await api('POST', 'intents/price/phrases', { text: '这单不要了退给我' })).status).toBe(409)
    expect((await api('DELETE', `phrases/${first.id}`)).status).toBe(200)
    expect((await api('DELETE', `phrases/${first.id}`)).status).toBe(404)
  })

  test('is told in the list beside what comes with Parley', async () => {
    const { data } = (await api('GET', 'intents')).body as { data: { name: string; shipped: number; own: number; byRule: boolean }[] }
    expect(data.find(({ name }) => name === 'embroidery')).toMatchObject({ shipped: 0, own: 1 })
    expect(data.find(({ name }) => name === 'refund')!.shipped).toBeGreaterThanOrEqual(100)
  })
})

describe('the intent of a message', () => {
  const listed = async (visitor: string) => {
    const { id } = (await conversationsOf(scene)).find((row) => row.thread_key === `visitor:${visitor}`)!
    return (await messagesOf(id)).at(-1)!
  }

  test('is corrected by whoever works there, and can be taken back', async () => {
    expect(await intentOfNext('corrected', '转人工')).toBe('person')
    const { id } = await listed('corrected')
    const agent = apiOf(server.url, scene.agent.token)
    const corrected = await agent('POST', `messages/${id}/intent`, { intent: 'refund' })
    expect(corrected.body).toMatchObject({ intent: { name: 'refund', confidence: 1 }, intentCorrectedBy: scene.agent.id })
    const none = await agent('POST', `messages/${id}/intent`, { intent: null })
    expect(none.body).toMatchObject({ intent: null, intentCorrectedBy: scene.agent.id })
    const undone = await agent('DELETE', `messages/${id}/intent`)
    expect(undone.body).toMatchObject({ intent: { name: 'person', confidence: 1 }, intentCorrectedBy: null })
  })

  test('is one that is known, of a customer’s words', async () => {
    await intentOfNext('known', '多少钱')
    const { id, conversation_id } = await listed('known')
    const agent = apiOf(server.url, scene.agent.token)
    expect((await agent('POST', `messages/${id}/intent`, { intent: 'never_heard_of' })).status).toBe(400)
    expect((await agent('POST', `messages/${id}/intent`, { intent: 'embroidery' })).body).toMatchObject({ intent: { name: 'embroidery' } })
    const ours = (await agent('POST', `conversations/${conversation_id}/messages`, { text: '您好' })).body as { id: string }
    expect((await agent('POST', `messages/${ours.id}/intent`, { intent: 'price' })).status).toBe(409)
  })
})

test('which intents are taken for which is counted over phrases held back', async () => {
  const { intents, rows, accuracy } = (await api('GET', 'intents/confusion')).body as {
    intents: string[]
    rows: number[][]
    accuracy: number
  }
  expect(rows).toHaveLength(intents.length)
  expect(rows.every((row) => row.length === intents.length + 1)).toBe(true)
  expect(accuracy).toBeGreaterThan(0.6)
})
