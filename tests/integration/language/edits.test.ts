import { expect, test } from 'vitest'
import { apiOf } from '../http.ts'
import { bring, conversationWith, listMessages, message, newFakeScene, useFake } from '../inbox/fake-channel.ts'
import { receiveAll } from '../scene.ts'
import { useServer } from '../serve.ts'
import { eventsOf } from '../workspaces.ts'

useFake()
const server = useServer()

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000).toISOString()

test('an edited message is read anew, and its conversation’s mood with it; what a person corrected stays', async () => {
  const scene = await newFakeScene()
  const mood = async () => (await conversationWith(scene, 'mei')).mood_label
  const edit = async (text: string, seconds: number) => {
    await bring(scene, [{ type: 'edit', externalId: 'm', text, at: at(seconds) }])
    await receiveAll()
    return (await listMessages(scene, 'mei'))[0]!
  }
  await bring(scene, [message({ by: 'mei', name: 'Mei', externalId: 'm', text: '你好', sentAt: at(1) })])
  await receiveAll()
  expect(await mood()).toBe('neutral')

  expect((await edit('太差了，气死我了，我要退款', 2)).sentiment?.label).toBe('negative')
  expect(await mood()).toBe('negative')
  const events = (await eventsOf(scene.workspaceId)).map(({ name }) => name)
  expect(events.filter((name) => name === 'conversation.soured')).toHaveLength(1)

  const { id } = (await listMessages(scene, 'mei'))[0]!
  await apiOf(server.url, scene.owner.token)('POST', `messages/${id}/intent`, { intent: 'birthday' })
  const edited = await edit('非常好，谢谢', 3)
  expect(edited).toMatchObject({ sentiment: { label: 'positive' }, intent: { name: 'birthday' } })
  expect(await mood()).toBe('positive')
})
