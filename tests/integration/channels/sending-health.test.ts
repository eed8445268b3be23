import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { checkChannel, tryChannel } from '../../../channels/check.ts'
import { email } from '../../../channels/email/index.ts'
import { getChannel } from '../../../channels/channels.ts'
import { setHealth } from '../../../channels/health.ts'
import { updateChannel } from '../../../channels/update.ts'
import { deliver } from '../../../inbox/deliver.ts'
import { reply } from '../../../inbox/reply.ts'
import { retry } from '../../../inbox/retry.ts'
import { pool } from '../../../server/db.ts'
import { messagesOf, newMailConversation, newScene, type Scene } from '../scene.ts'
import { newFakeScene, take, useFake } from '../inbox/fake-channel.ts'
import { useInbox } from '../serve.ts'

useInbox()
useFake()

let scene: Scene
beforeEach(async () => {
  scene = await newScene()
})
afterEach(() => vi.restoreAllMocks())

const channel = () => getChannel(scene.owner.context, scene.mail.id)
const failure = { outcome: 'failed', retry: 'later', code: 'auth', reason: 'The password is wrong.', ofChannel: true } as const

async function waitingMail() {
  const thread = await newMailConversation(scene)
  const { id } = await reply(scene.agent.context, { id: thread.id, kind: 'text', text: 'Hello', attachmentIds: [] })
  vi.spyOn(email, 'send').mockResolvedValueOnce(failure)
  await deliver(thread.id)
  const current = async () => (await messagesOf(thread.id)).find((message) => message.id === id)!
  expect(await current()).toMatchObject({ status: 'queued', reason: failure.reason })
  return { id, thread, current }
}

const isDue = async (id: string) =>
  (await pool().query<{ due: boolean }>('SELECT due_at <= now() AS due FROM messages WHERE id = $1', [id])).rows[0]!.due

test('a channel that cannot send says so, beside how receiving does, and what waits goes out when it can again', async () => {
  await setHealth({ workspaceId: scene.workspaceId, channelId: scene.mail.id }, 'ok', null)
  const { id } = await waitingMail()
  expect(await channel()).toMatchObject({ health: { state: 'ok' }, sending: { state: 'failing', message: failure.reason } })
  expect(await isDue(id)).toBe(false)
  const other = await newMailConversation(scene)
  await reply(scene.agent.context, { id: other.id, kind: 'text', text: 'Also', attachmentIds: [] })
  await deliver(other.id)
  expect((await channel()).sending).toMatchObject({ state: 'ok', message: null })
  expect(await isDue(id)).toBe(true)
})

test('what went wrong beside a mail that went out is told with the channel, until one goes out without', async () => {
  const thread = await newMailConversation(scene)
  const warning = 'Mail goes out, but its copy could not be put into “Sent”.'
  const say = async () => {
    await reply(scene.agent.context, { id: thread.id, kind: 'text', text: 'Hello', attachmentIds: [] })
    await deliver(thread.id)
  }
  vi.spyOn(email, 'send').mockResolvedValueOnce({ outcome: 'sent', warning })
  await say()
  expect((await messagesOf(thread.id)).find(({ direction }) => direction === 'out')).toMatchObject({ status: 'sent' })
  expect((await channel()).sending).toMatchObject({ state: 'ok', message: warning })
  await say()
  expect((await channel()).sending).toMatchObject({ state: 'ok', message: null })
})

test('what a provider tells of the channel itself is a warning on it', async () => {
  const fakeScene = await newFakeScene()
  await take(fakeScene, { type: 'ignored', reason: 'The app was removed.', warning: 'Install it again.' })
  expect((await getChannel(fakeScene.owner.context, fakeScene.channelId)).health).toMatchObject({
    state: 'failing',
    message: 'The app was removed.\nInstall it again.',
  })
})

test('a refusal of one mail says nothing of the channel', async () => {
  const thread = await newMailConversation(scene)
  await reply(scene.agent.context, { id: thread.id, kind: 'text', text: 'Hello', attachmentIds: [] })
  vi.spyOn(email, 'send').mockResolvedValueOnce({ outcome: 'failed', retry: 'no', code: '550', reason: 'No such user.' })
  await deliver(thread.id)
  expect((await channel()).sending.state).toBe('unknown')
})

test('mended settings have what waits tried at once', async () => {
  const { id } = await waitingMail()
  await updateChannel(scene.owner.context, { id: scene.mail.id, config: { displayName: 'Shop' } })
  expect((await channel()).sending.state).toBe('unknown')
  expect(await isDue(id)).toBe(true)
})

test('a person has a waiting message tried now', async () => {
  const { id, thread, current } = await waitingMail()
  await retry(scene.agent.context, { id })
  await deliver(thread.id)
  expect((await current()).status).toBe('sent')
})

test('a second channel to one address is warned of', async () => {
  vi.spyOn(email, 'check').mockResolvedValue([])
  const config = { address: 'Support@Shop.test', receiver: true, delivery: 'outbox' }
  const { data } = await tryChannel(scene.owner.context, { kind: 'email', config })
  expect(data).toMatchObject([{ level: 'warning', field: 'address', subject: 'Another channel' }])
  expect((await tryChannel(scene.owner.context, { kind: 'email', config, channelId: scene.mail.id })).data).toEqual([])
})

test('a check tells of both halves', async () => {
  const finding = { subject: 'x', message: 'Broken', fix: null, field: null }
  vi.spyOn(email, 'check').mockResolvedValueOnce([
    { ...finding, level: 'ok', side: 'receiving' },
    { ...finding, level: 'error', side: 'sending' },
  ])
  await checkChannel(scene.owner.context, { id: scene.mail.id })
  expect(await channel()).toMatchObject({ health: { state: 'ok' }, sending: { state: 'failing', message: 'Broken' } })
})
