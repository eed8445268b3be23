import { beforeAll, describe, expect, test, vi } from 'vitest'
import { email } from '../../../channels/email/index.ts'
import { deliver } from '../../../inbox/deliver.ts'
import { apiOf } from '../http.ts'
import { mailIn, messagesOf, newConversation, newMailConversation, newScene, receiveAll, supportAddress, type Scene } from '../scene.ts'
import { useServer } from '../serve.ts'

const server = useServer()
let scene: Scene
beforeAll(async () => {
  scene = await newScene()
})

const api = () => apiOf(server.url, scene.agent.token)
const recipientsIn = async (id: string) =>
  ((await api()('GET', `conversations/${id}`)).body as { allowance: { recipients: unknown } }).allowance.recipients

/** Answers, and gives whom the mail went to. */
async function answer(id: string, more: object = {}): Promise<{ to: string; cc: string[] }> {
  const gone: { to: string; cc: string[] }[] = []
  const spy = vi.spyOn(email, 'send').mockImplementation(async (_, { to, cc }) => {
    gone.push({ to: to.value, cc })
    return { outcome: 'sent' }
  })
  expect((await api()('POST', `conversations/${id}/messages`, { text: 'Your invoice', ...more })).status).toBe(200)
  await deliver(id)
  spy.mockRestore()
  expect(gone).toHaveLength(1)
  return gone[0]!
}

describe('copies of an answer', () => {
  test.each([false, null])('do not go to those a forger names (verified: %s), and the writer is told', async (verified) => {
    const from = `mei-${verified}@example.com`
    const { id } = await newMailConversation(scene, { from, cc: 'spy@evil.example', id: `forged-${verified}@x`, verified })
    expect(await recipientsIn(id)).toEqual({ to: from, cc: [], unconfirmed: ['spy@evil.example'] })
    expect(await answer(id)).toEqual({ to: from, cc: [] })
    expect((await messagesOf(id)).at(-1)!.cc).toEqual([])
  })

  test('go to those a verified sender named, without ourselves', async () => {
    const mail = { from: 'lin@example.com', cc: `li@example.cn, ${supportAddress}`, id: 'genuine@x', verified: true }
    const { id } = await newMailConversation(scene, mail)
    expect(await recipientsIn(id)).toEqual({ to: 'lin@example.com', cc: ['li@example.cn'], unconfirmed: [] })
    expect(await answer(id)).toEqual({ to: 'lin@example.com', cc: ['li@example.cn'] })
    expect((await messagesOf(id)).at(-1)!.cc).toEqual(['li@example.cn'])
  })

  test('go to the unverified once a person says so; after that they are known in this thread, and others are not', async () => {
    const from = 'wang@example.com'
    const { id } = await newMailConversation(scene, { from, cc: 'colleague@example.com', id: 'asked@x' })
    expect(await answer(id, { copies: 'all' })).toEqual({ to: from, cc: ['colleague@example.com'] })
    await mailIn(scene, { from, cc: 'colleague@example.com, spy@evil.example', id: 'asked-2@x', answers: ['asked@x'] })
    await receiveAll()
    expect(await recipientsIn(id)).toEqual({ to: from, cc: ['colleague@example.com'], unconfirmed: ['spy@evil.example'] })
    expect(await answer(id)).toEqual({ to: from, cc: ['colleague@example.com'] })
  })

  test('are decided when the answer is written, not when it goes out', async () => {
    const from = 'zhao@example.com'
    const { id } = await newMailConversation(scene, { from, cc: 'li@example.cn', id: 'waits@x', verified: true })
    await api()('POST', `conversations/${id}/messages`, { text: 'first' })
    await mailIn(scene, { from, cc: 'other@example.cn', id: 'waits-2@x', answers: ['waits@x'], verified: true })
    await receiveAll()
    const gone: string[][] = []
    const spy = vi.spyOn(email, 'send').mockImplementation(async (_, { cc }) => {
      gone.push(cc)
      return { outcome: 'sent' }
    })
    await deliver(id)
    spy.mockRestore()
    expect(gone).toEqual([['li@example.cn']])
  })

  test('are none of a note’s, and of a chat’s', async () => {
    const { id } = await newMailConversation(scene, { from: 'sun@example.com', cc: 'li@example.cn', id: 'note@x', verified: true })
    await api()('POST', `conversations/${id}/messages`, { kind: 'note', text: 'between us', copies: 'all' })
    expect((await messagesOf(id)).at(-1)!.cc).toEqual([])
    expect(await recipientsIn((await newConversation(scene)).id)).toBeNull()
  })
})
