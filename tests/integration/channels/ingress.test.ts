import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { store } from '../../../channels/index.ts'
import { pauseChannel, resumeChannel } from '../../../channels/pause.ts'
import { issueToken } from '../../../channels/webchat/token.ts'
import { pool } from '../../../server/db.ts'
import { readFile } from '../../../server/storage.ts'
import { identitySecret, newScene, receiveAll, visitorToken, type Scene } from '../scene.ts'
import { useServer } from '../serve.ts'

const server = useServer()
let scene: Scene
beforeAll(async () => {
  scene = await newScene()
})

type Raw = { id: number; status: string; body: Buffer | null; body_hash: string | null; size: number; request_id: string | null }

async function raws(dedupeKey?: string): Promise<Raw[]> {
  const { rows } = await pool().query<Raw>('SELECT * FROM raw_events WHERE channel_id = $1 AND ($2::text IS NULL OR dedupe_key = $2)', [
    scene.chat.id,
    dedupeKey ?? null,
  ])
  return rows
}

const keep = (body: Buffer, dedupeKey: string) =>
  store({ workspaceId: scene.workspaceId, channelId: scene.chat.id }, { body, dedupeKey, requestId: null })

function post(body: object | string, token: string | null = visitorToken(scene.chat.id), channelId = scene.chat.id) {
  return fetch(`${server.url()}/webhooks/${channelId}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(token !== null && { Authorization: `Bearer ${token}` }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

const message = () => ({ type: 'message', id: v7(), text: 'Hello' })

describe('the store', () => {
  test('keeps a key once, however often and however at once it comes', async () => {
    const key = v7()
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => keep(Buffer.from('{}'), key)))
    expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1)
    expect(await raws(key)).toHaveLength(1)
  })

  test('puts a large body into storage and its address into the row', async () => {
    const [key, body] = [v7(), randomBytes(300 * 1024)]
    await keep(body, key)
    const [row] = await raws(key)
    expect([row?.body, row?.size]).toEqual([null, body.length])
    expect((await readFile(row!.body_hash!)).equals(body)).toBe(true)
  })

  test('takes any key a provider may make up', async () => {
    for (const key of ['k'.repeat(5_000), 'a\0b', '', '键']) {
      expect([await keep(Buffer.from('{}'), key), await keep(Buffer.from('{}'), key)]).toEqual(['stored', 'duplicate'])
    }
  })

  test('says nothing was kept when the database does not commit, and takes the same again later', async () => {
    const key = v7()
    const failing = vi.spyOn(pool(), 'query').mockImplementationOnce(() => Promise.reject(new Error('connection lost')))
    await expect(keep(Buffer.from('{}'), key)).rejects.toThrow('connection lost')
    failing.mockRestore()
    expect(await keep(Buffer.from('{}'), key)).toBe('stored')
  })
})

describe('the webhook door', () => {
  test('answers 200 once the body is on disk, and says when it was there already', async () => {
    const body = message()
    const first = await post(body)
    expect([first.status, await first.json()]).toEqual([200, { ok: true, duplicate: false }])
    expect(await (await post(body)).json()).toEqual({ ok: true, duplicate: true })
    const [row] = await raws(`message:${body.id}`)
    expect([row?.status, row?.request_id]).toEqual(['pending', first.headers.get('X-Request-Id')])
  })

  test('keeps nothing of what is not signed, signed for another channel, or expired', async () => {
    const before = (await raws()).length
    const old = issueToken({ channelId: scene.chat.id, visitorId: v7() }, identitySecret, new Date('2020-01-01'))
    for (const token of [null, '', 'x', visitorToken(scene.mail.id), old]) expect((await post(message(), token)).status).toBe(401)
    expect(await raws()).toHaveLength(before)
  })

  test('does not know channels that are none, or of a kind without webhooks', async () => {
    for (const id of [v7(), 'x', '%2e%2e', "'--"]) expect((await post(message(), null, id)).status).toBe(404)
    expect((await post(message(), null, scene.mail.id)).status).toBe(401)
  })

  test('takes no more than 5 MB', async () => {
    const before = (await raws()).length
    expect((await post({ ...message(), text: 'x'.repeat(6 * 1024 * 1024) })).status).toBe(400)
    expect(await raws()).toHaveLength(before)
  })

  test('tells the provider of a paused channel to come again, and takes it in after', async () => {
    const body = message()
    await pauseChannel(scene.owner.context, scene.chat)
    const refused = await post(body)
    expect([refused.status, Number(refused.headers.get('Retry-After')) > 0]).toEqual([503, true])
    expect(await raws(`message:${body.id}`)).toHaveLength(0)
    await resumeChannel(scene.owner.context, scene.chat)
    expect((await post(body)).status).toBe(200)
  })

  test('parks what cannot be read, beside what can', async () => {
    const good = message()
    await post('{"type":"message"}')
    await post(good)
    await receiveAll()
    expect((await raws(`message:${good.id}`))[0]?.status).toBe('done')
    expect((await raws()).filter((row) => row.status === 'parked').length).toBeGreaterThan(0)
  })
})
