import { utimes } from 'node:fs/promises'
import { v7 } from 'uuid'
import type { Socket } from 'socket.io-client'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import sharp from 'sharp'
import { updateChannel } from '../../channels/update.ts'
import { tidyInbox } from '../../inbox/tidy.ts'
import { pool } from '../../server/db.ts'
import { newScene, receiveAll, visitorToken, type Scene } from '../integration/scene.ts'
import { useServer } from '../integration/serve.ts'
import { signedIn } from '../integration/workspaces.ts'
import { connect } from './connect.ts'

const server = useServer()
let scene: Scene
beforeAll(async () => {
  scene = await newScene()
})

const sockets: Socket[] = []
afterEach(() => sockets.splice(0).forEach((socket) => socket.disconnect()))

async function chat(token = visitorToken(scene.chat.id), headers: Record<string, string> = {}): Promise<Socket> {
  const socket = await connect(`${server.url()}/widget`, token, headers)
  sockets.push(socket)
  return socket
}

const rawsOf = async (channelId: string) =>
  (await pool().query<{ n: number }>('SELECT count(*)::int AS n FROM raw_events WHERE channel_id = $1', [channelId])).rows[0]!.n

const post = (token: string, body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(`${server.url()}/webhooks/${scene.chat.id}`, {
    method: 'POST',
    body,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
  })

describe('a visitor’s socket', () => {
  test('that sends packets without end is cut, and nobody else waits for it', async () => {
    const flooder = await chat()
    const cut = new Promise((resolve) => flooder.once('disconnect', resolve))
    for (let n = 0; n < 30_000; n++) flooder.emit('typing')
    const other = await chat()
    expect(await other.timeout(15_000).emitWithAck('history', {})).toMatchObject({ ok: true })
    await cut
    expect(other.connected).toBe(true)
  })

  test('tells colleagues once in a while that she types, however often it says so', async () => {
    const token = visitorToken(scene.chat.id)
    const socket = await chat(token)
    await socket.timeout(15_000).emitWithAck('send', { id: v7(), text: 'hello' })
    await receiveAll()
    const agent = await connect(`${server.url()}/`, (await signedIn(scene.agent.id, scene.workspaceId)).token)
    sockets.push(agent)
    const heard: unknown[] = []
    agent.on('typing', (typing) => heard.push(typing))
    for (let n = 0; n < 40; n++) socket.emit('typing')
    // An answer behind them all: every packet before it has been looked at.
    await socket.timeout(15_000).emitWithAck('history', {})
    await expect.poll(() => heard.length).toBeGreaterThan(0)
    expect(heard).toHaveLength(1)
  })

  test('is told when it asks for history too often', async () => {
    const socket = await chat()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => socket.timeout(15_000).emitWithAck('history', {}) as Promise<{ ok: boolean; code?: string }>),
    )
    // Thirty in ten seconds; a slow machine may begin the next ten.
    expect(answers.filter(({ ok }) => !ok).length).toBeGreaterThan(0)
    expect(new Set(answers.flatMap(({ code }) => code ?? []))).toEqual(new Set(['rate_limited']))
  })
})

describe('the web chat’s webhook', () => {
  test('has the limits the widget has: of one visitor’s flood a handful gets in', async () => {
    const token = visitorToken(scene.chat.id)
    const before = await rawsOf(scene.chat.id)
    const message = () => JSON.stringify({ type: 'message', id: v7(), text: 'again' })
    const statuses = await Promise.all(Array.from({ length: 300 }, () => post(token, message()).then(({ status }) => status)))
    const taken = statuses.filter((status) => status === 200).length
    // Twenty in ten seconds; a slow machine may begin the next ten, or the ones after.
    expect(taken).toBeGreaterThanOrEqual(20)
    expect(taken).toBeLessThanOrEqual(60)
    expect(statuses.filter((status) => status === 429)).toHaveLength(300 - taken)
    expect((await rawsOf(scene.chat.id)) - before).toBe(taken)
  })

  test('keeps nothing that is no visitor’s event: neither large, nor deep, nor odd', async () => {
    const before = await rawsOf(scene.chat.id)
    const bodies = [
      'x'.repeat(4_000_000),
      '['.repeat(60_000),
      `{"type":"message","id":"${v7()}","text":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      `{"type":"message","id":"${v7()}","more":${'{"a":'.repeat(15_000)}1${'}'.repeat(15_000)}}`,
      '{"type":"unheard of"}',
      'no JSON',
      '7',
      '',
      JSON.stringify({ type: 'message', id: v7(), text: 'x'.repeat(20_000) }),
    ]
    for (const body of bodies) {
      const { status } = await post(visitorToken(scene.chat.id), body).catch(() => ({ status: 413 }))
      expect([400, 413]).toContain(status)
    }
    expect(await rawsOf(scene.chat.id)).toBe(before)
  })

  test('stamps what it takes: fields nobody knows do not come in', async () => {
    const id = v7()
    const token = visitorToken(scene.chat.id)
    expect((await post(token, JSON.stringify({ type: 'receipt', status: 'read', upTo: id, secret: 'x'.repeat(1_000) }))).status).toBe(200)
    const { rows } = await pool().query<{ body: Buffer }>('SELECT body FROM raw_events WHERE channel_id = $1 ORDER BY id DESC LIMIT 1', [
      scene.chat.id,
    ])
    expect(rows[0]!.body.toString()).toContain(id)
    expect(rows[0]!.body.toString()).not.toContain('secret')
  })
})

describe('a chat that names its sites', () => {
  test('is closed to all others at every door', async () => {
    const mine = await newScene()
    const token = visitorToken(mine.chat.id)
    await updateChannel(mine.owner.context, { id: mine.chat.id, config: { allowedOrigins: 'https://shop.example.com' } })
    const from = (origin: string) => ({ Origin: origin })
    const hook = (origin: string) =>
      fetch(`${server.url()}/webhooks/${mine.chat.id}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, ...from(origin) },
        body: JSON.stringify({ type: 'message', id: v7(), text: 'hi' }),
      })
    const upload = (origin: string) =>
      fetch(`${server.url()}/widget/files?name=a.txt`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, ...from(origin) },
        body: 'hello',
      })
    await expect(chat(token, from('https://evil.example'))).rejects.toThrow('unauthenticated')
    expect((await hook('https://evil.example')).status).toBe(403)
    expect((await upload('https://evil.example')).status).toBe(401)
    const own = await chat(token, from('https://shop.example.com'))
    expect(own.connected).toBe(true)
    expect((await hook('https://shop.example.com')).status).toBe(200)
    expect((await upload('https://shop.example.com')).status).toBe(200)
  })

  test('takes its tokens as they were given and in no other writing', async () => {
    const token = visitorToken(scene.chat.id)
    for (const other of [`${token}.`, `${token}.x`, `${token}=`, ` ${token}`, token.replace('.', '..')])
      await expect(chat(other)).rejects.toThrow('unauthenticated')
  })
})

describe('uploads nobody sends', () => {
  const upload = (token: string, bytes: Buffer) =>
    fetch(`${server.url()}/widget/files?name=a.png`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
    })
  const picture = (n: number) =>
    sharp({ create: { width: 8, height: 8, channels: 3, background: `rgb(${n}, 1, 2)` } })
      .png()
      .toBuffer()
  const unsentOf = (visitorId: string) =>
    pool().query<{ hash: string }>('SELECT hash FROM attachments WHERE uploader = $1', [`visitor:${scene.chat.id}:${visitorId}`])

  test('are bounded', async () => {
    const visitorId = v7()
    const token = visitorToken(scene.chat.id, visitorId)
    await pool().query(
      `INSERT INTO attachments (id, workspace_id, uploader, hash, name, type, size)
       SELECT gen_random_uuid(), $1, $2, repeat('a', 64), 'x', 'image/png', 5000000 FROM generate_series(1, 10)`,
      [scene.workspaceId, `visitor:${scene.chat.id}:${visitorId}`],
    )
    const large = Buffer.concat([await picture(1), Buffer.alloc(4_000_000)])
    expect((await upload(token, large)).status).toBe(429)
    expect((await unsentOf(visitorId)).rows).toHaveLength(10)
  })

  test('go after two days, with their bytes', async () => {
    const visitorId = v7()
    const { url } = (await (await upload(visitorToken(scene.chat.id, visitorId), await picture(7))).json()) as { url: string }
    const [file] = (await unsentOf(visitorId)).rows
    const stored = `${process.env['DATA_DIR']}/files/${file!.hash.slice(0, 2)}/${file!.hash.slice(2)}`
    const longAgo = new Date(Date.now() - 3 * 86_400_000)
    await utimes(stored, longAgo, longAgo)
    await pool().query(`UPDATE attachments SET created_at = now() - interval '3 days' WHERE hash = $1`, [file!.hash])
    await tidyInbox.run('')
    expect((await fetch(server.url() + url)).status).toBe(404)
    await expect(utimes(stored, longAgo, longAgo)).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
