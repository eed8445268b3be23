import { Readable } from 'node:stream'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { MediaError } from '../../../channels/adapter.ts'
import { eraseThreads } from '../../../inbox/erase-threads.ts'
import { fetchMedia, sweepMedia } from '../../../inbox/media.ts'
import { pool, sqlTransaction } from '../../../server/db.ts'
import { apiOf } from '../http.ts'
import { receiveAll } from '../scene.ts'
import { useServer } from '../serve.ts'
import { eventsOf, newPerson, newWorkspace } from '../workspaces.ts'
import { bring, conversationWith, echo, fake, listMessages, message, newFakeScene, take, useFake, type FakeScene } from './fake-channel.ts'

useFake()
const server = useServer()

const picture = await sharp({ create: { width: 192, height: 120, channels: 3, background: 'red' } })
  .png()
  .toBuffer()
let scene: FakeScene
beforeEach(async () => {
  scene = await newFakeScene()
})
afterEach(() => {
  vi.restoreAllMocks()
  delete fake.openMedia
})

const remote = (ref = 'f1', more: object = {}) => ({ ref: { id: ref }, name: 'photo.jpg', type: 'image/jpeg', size: 7, ...more })
const shown = async () => (await listMessages(scene, 'mei'))[0]!
const fileOf = async () => (await shown()).attachments[0]!
const again = (id: string) => pool().query('UPDATE attachments SET due_at = now() WHERE id = $1', [id])
const api = () => apiOf(server.url, scene.agent.token)

/** Answers each call for the file with the next of these; gives how often it was asked. */
function provider(...answers: (Buffer | Error)[]): { asked: () => number } {
  let n = 0
  fake.openMedia = async (_, ref) => {
    expect(ref).toEqual({ id: 'f1' })
    const answer = answers[Math.min(n++, answers.length - 1)]!
    if (answer instanceof Error) throw answer
    return { stream: Readable.from([answer]), name: '../real name.png' }
  }
  return { asked: () => n }
}

test('a file that lies with the provider comes after its message, by content, and its readers are told', async () => {
  provider(picture)
  await take(scene, message({ by: 'mei', text: '', files: [remote()] }))
  const waiting = await fileOf()
  expect(waiting).toMatchObject({ state: 'waiting', name: 'photo.jpg', type: 'image/jpeg', size: 7 })
  expect(await api()('GET', `files/${waiting.id}`)).toMatchObject({
    status: 409,
    body: { error: { message: expect.stringContaining('on its way') } },
  })
  expect((await api()('GET', `files/${waiting.id}/thumbnail`)).status).toBe(409)
  await fetchMedia.run(waiting.id)
  expect(await fileOf()).toMatchObject({
    state: 'ready',
    name: '.. real name.png',
    type: 'image/png',
    size: picture.length,
    width: 192,
    height: 120,
  })
  const events = await eventsOf(scene.workspaceId)
  expect(events.slice(-2).map(({ name }) => name)).toEqual(['message.changed', 'conversation.advanced'])
  expect((await conversationWith(scene, 'mei')).last_preview).toBe('.. real name.png')
  const given = await fetch(`${server.url()}/api/v1/files/${waiting.id}`, { headers: { Authorization: `Bearer ${scene.agent.token}` } })
  expect(Buffer.from(await given.arrayBuffer()).equals(picture)).toBe(true)
})

test('an echo’s files come the same way, and a replay asks for none twice', async () => {
  const { asked } = provider(picture)
  await bring(scene, [echo({ to: 'mei', externalId: 'e1', text: '', files: [remote()] })])
  await receiveAll()
  const { id } = await fileOf()
  await Promise.all([fetchMedia.run(id), fetchMedia.run(id), fetchMedia.run(id)])
  await take(scene, echo({ to: 'mei', externalId: 'e1', text: '', files: [remote()] }))
  await sweepMedia.run('')
  await fetchMedia.run(id)
  expect(asked()).toBe(1)
  expect((await shown()).attachments).toHaveLength(1)
})

describe('a file that cannot be had', () => {
  test('now is tried again, ever more seldom, and never takes its message with it', async () => {
    provider(new Error('timeout'), new Error('timeout'), picture)
    await take(scene, message({ by: 'mei', text: 'Look', files: [remote()] }))
    const { id } = await fileOf()
    const waits: number[] = []
    for (let n = 0; n < 2; n++) {
      await fetchMedia.run(id)
      await fetchMedia.run(id)
      const { rows } = await pool().query<{ wait: number }>(
        'SELECT extract(epoch FROM due_at - now())::float8 AS wait FROM attachments WHERE id = $1',
        [id],
      )
      waits.push(rows[0]!.wait)
      await again(id)
    }
    expect(waits[1]!).toBeGreaterThan(waits[0]!)
    expect(await shown()).toMatchObject({ text: 'Look', attachments: [{ state: 'waiting' }] })
    await fetchMedia.run(id)
    expect(await fileOf()).toMatchObject({ state: 'ready' })
  })

  test('any more has failed with the reason, until a person asks for it once more', async () => {
    const { asked } = provider(new MediaError('It was deleted.'), picture)
    await take(scene, message({ by: 'mei', files: [remote()] }))
    const { id } = await fileOf()
    await fetchMedia.run(id)
    await fetchMedia.run(id)
    expect(asked()).toBe(1)
    expect(await fileOf()).toMatchObject({ state: 'failed', reason: 'It was deleted.' })
    expect((await api()('GET', `files/${id}`)).status).toBe(404)
    const asks = await api()('POST', `attachments/${id}/fetch`, {})
    expect(asks).toMatchObject({ status: 200, body: { attachments: [{ id, state: 'waiting', reason: null }] } })
    await fetchMedia.run(id)
    expect(await fileOf()).toMatchObject({ state: 'ready' })
    expect(await api()('POST', `attachments/${id}/fetch`, {})).toMatchObject({ status: 200, body: { attachments: [{ state: 'ready' }] } })
  })

  test('after the last try has failed too', async () => {
    const { asked } = provider(new Error('timeout'))
    await take(scene, message({ by: 'mei', files: [remote()] }))
    const { id } = await fileOf()
    while ((await fileOf()).state === 'waiting') {
      await again(id)
      await fetchMedia.run(id)
    }
    expect(asked()).toBe(8)
    expect(await fileOf()).toMatchObject({ state: 'failed', reason: 'timeout' })
  })

  test('because it is too large has failed, and nothing of it is kept', async () => {
    provider(Buffer.alloc(25 * 1024 * 1024 + 1))
    await take(scene, message({ by: 'mei', files: [remote()] }))
    const { id } = await fileOf()
    await fetchMedia.run(id)
    expect(await fileOf()).toMatchObject({ state: 'failed', reason: expect.stringContaining('25 MB') })
    const { rows } = await pool().query('SELECT hash FROM attachments WHERE id = $1', [id])
    expect(rows).toEqual([{ hash: null }])
  })
})

test('somebody of another workspace asks for none', async () => {
  provider(new MediaError('It was deleted.'))
  await take(scene, message({ by: 'mei', files: [remote()] }))
  const { id } = await fileOf()
  await fetchMedia.run(id)
  const stranger = await newPerson(await newWorkspace())
  expect((await apiOf(server.url, stranger.token)('POST', `attachments/${id}/fetch`, {})).status).toBe(404)
  expect(await fileOf()).toMatchObject({ state: 'failed' })
})

test('a file that was erased while it was fetched is not kept', async () => {
  await take(scene, message({ by: 'mei', files: [remote()] }))
  const { id } = await fileOf()
  const thread = await conversationWith(scene, 'mei')
  fake.openMedia = async () => {
    await sqlTransaction(scene.workspaceId, (tx) => eraseThreads(tx, [thread.customer_id]))
    return { stream: Readable.from([Buffer.from(`erased in flight ${id}`)]) }
  }
  await fetchMedia.run(id)
  const { rows } = await pool().query('SELECT state, hash, source, name FROM attachments WHERE id = $1', [id])
  expect(rows).toEqual([{ state: 'failed', hash: '', source: null, name: '—' }])
  expect((await api()('POST', `attachments/${id}/fetch`, {})).status).toBe(409)
})

test('a file of a paused channel waits until it goes on', async () => {
  const { asked } = provider(picture)
  await take(scene, message({ by: 'mei', files: [remote()] }))
  const { id } = await fileOf()
  await pool().query(`UPDATE channels SET status = 'paused' WHERE id = $1`, [scene.channelId])
  await fetchMedia.run(id)
  expect(asked()).toBe(0)
  await pool().query(`UPDATE channels SET status = 'active' WHERE id = $1`, [scene.channelId])
  await fetchMedia.run(id)
  expect(await fileOf()).toMatchObject({ state: 'ready' })
})
