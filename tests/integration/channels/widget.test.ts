import { request } from 'node:http'
import { connect } from 'node:net'
import { io, type Socket } from 'socket.io-client'
import { v7 } from 'uuid'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import sharp from 'sharp'
import { updateChannel } from '../../../channels/update.ts'
import type { WidgetMessage, WidgetSession } from '../../../contract/widget.ts'
import { tellPresence } from '../../../inbox/visitor-presence.ts'
import { hmac } from '../../../server/crypto.ts'
import { pool } from '../../../server/db.ts'
import { env } from '../../../server/env.ts'
import { conversationsOf, identitySecret, newScene, receiveAll, visitorToken, type Scene } from '../scene.ts'
import { useServer } from '../serve.ts'

const server = useServer()
let scene: Scene
beforeAll(async () => {
  scene = await newScene()
})

const sockets: Socket[] = []
afterEach(() => sockets.splice(0).forEach((socket) => socket.disconnect()))

async function line(token: unknown): Promise<Socket> {
  const socket = io(`${server.url()}/widget`, {
    path: '/realtime',
    transports: ['websocket'],
    auth: { token },
    forceNew: true,
    reconnection: false,
  })
  sockets.push(socket)
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject))
  return socket
}

type Answer<T> = { ok: true; data: T } | { ok: false; code: string; message: string }
const say = (socket: Socket, input: object): Promise<Answer<{ id: string }>> => socket.timeout(15_000).emitWithAck('send', input)
async function historyOf(token: string): Promise<WidgetMessage[]> {
  const answer: Answer<{ messages: WidgetMessage[] }> = await (await line(token)).timeout(15_000).emitWithAck('history', {})
  if (!answer.ok) throw new Error(answer.message)
  return answer.data.messages
}

function post(path: string, body: BodyInit, headers: Record<string, string> = {}) {
  return fetch(`${server.url()}${path}`, { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } })
}
const session = (input: object, headers: Record<string, string> = {}) =>
  post('/widget/session', JSON.stringify({ channelId: scene.chat.id, ...input }), headers)
const tokenOf = async (input: object = {}) => ((await (await session(input)).json()) as WidgetSession).token
const identity = (id: string) => ({ id, hash: hmac(identitySecret, id), name: 'Mei' })

const png = () =>
  sharp({ create: { width: 4, height: 4, channels: 3, background: '#c93a22' } })
    .png()
    .toBuffer()
const upload = (token: string, bytes: Buffer, name = 'picture.png') =>
  post(`/widget/files?name=${encodeURIComponent(name)}`, new Uint8Array(bytes), {
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/octet-stream',
  })

describe('who sees what', () => {
  test('a visitor who claims a known customer’s address, name or visitor id sees nothing of hers', async () => {
    const signed = await tokenOf({ identity: { ...identity('shop-77'), email: 'mei@example.cn' } })
    await say(await line(signed), { id: v7(), text: 'My order number is 4711' })
    await receiveAll()
    expect(await historyOf(signed)).toHaveLength(1)
    const claims = [{ claim: { name: 'Mei', email: 'mei@example.cn' } }, { claim: { email: 'MEI@example.cn' } }, {}]
    for (const claim of claims) expect(await historyOf(await tokenOf(claim))).toEqual([])
    await say(await line(await tokenOf(claims[0]!)), { id: v7(), text: 'It is me' })
    await receiveAll()
    const { rows } = await pool().query(`SELECT 1 FROM identities WHERE workspace_id = $1 AND kind = 'email'`, [scene.workspaceId])
    expect(rows).toEqual([])
  })

  test('a signed customer finds her thread again on another device; without the signature nobody does', async () => {
    await say(await line(await tokenOf({ identity: identity('shop-88') })), { id: v7(), text: 'From my phone' })
    await receiveAll()
    expect((await historyOf(await tokenOf({ identity: identity('shop-88') }))).map((message) => message.text)).toEqual(['From my phone'])
    expect((await session({ identity: { ...identity('shop-88'), hash: hmac('guess', 'shop-88') } })).status).toBe(403)
  })

  test('what somebody wrote before they signed in goes on as theirs, with one customer; what is written after they signed out does not', async () => {
    const anonymous = await tokenOf()
    await say(await line(anonymous), { id: v7(), text: 'Do you have oolong?' })
    await receiveAll()
    const before = (await conversationsOf(scene)).length
    const signed = await tokenOf({ token: anonymous, identity: identity('shop-101') })
    expect((await historyOf(signed)).map(({ text }) => text)).toEqual(['Do you have oolong?'])
    await say(await line(signed), { id: v7(), text: 'It is me, with an account' })
    await say(await line(anonymous), { id: v7(), text: 'Sent from another tab' })
    await receiveAll()
    expect(await conversationsOf(scene)).toHaveLength(before)
    const texts = ['Do you have oolong?', 'It is me, with an account', 'Sent from another tab']
    expect((await historyOf(signed)).map(({ text }) => text)).toEqual(texts)
    expect((await historyOf(await tokenOf({ identity: identity('shop-101') }))).map(({ text }) => text)).toEqual(texts)
    const { rows } = await pool().query(
      `SELECT count(DISTINCT c.root_id)::int AS people, count(*)::int AS ids FROM identities i JOIN customers c ON c.id = i.customer_id
        WHERE i.workspace_id = $1 AND (i.value LIKE '%shop-101' OR i.value LIKE '%' || $2)`,
      [scene.workspaceId, ((await (await session({ token: anonymous })).json()) as WidgetSession).visitorId],
    )
    expect(rows).toEqual([{ people: 1, ids: 2 }])
    const after = await tokenOf({ token: signed })
    expect(await historyOf(after)).toEqual([])
  })

  test('who has a conversation already keeps that one; what was written before signing in is the same customer’s', async () => {
    await say(await line(await tokenOf({ identity: identity('shop-102') })), { id: v7(), text: 'From my phone' })
    await receiveAll()
    const anonymous = await tokenOf()
    await say(await line(anonymous), { id: v7(), text: 'From my desk' })
    await receiveAll()
    const signed = await tokenOf({ token: anonymous, identity: identity('shop-102') })
    expect((await historyOf(signed)).map(({ text }) => text)).toEqual(['From my phone'])
    const customers = (await conversationsOf(scene)).slice(-2).map(({ customer_id }) => customer_id)
    const { rows } = await pool().query('SELECT DISTINCT root_id FROM customers WHERE id = ANY ($1::uuid[])', [customers])
    expect(rows).toHaveLength(1)
  })

  test('a visitor is told whether somebody is here to answer, and when that changes', async () => {
    const own = await newScene()
    const socket = io(`${server.url()}/widget`, {
      path: '/realtime',
      transports: ['websocket'],
      auth: { token: visitorToken(own.chat.id) },
      forceNew: true,
    })
    sockets.push(socket)
    const told: boolean[] = []
    socket.on('here', (here: boolean) => told.push(here))
    const idle = (minutes: number) =>
      pool().query(`UPDATE sessions SET last_seen_at = now() - make_interval(mins => $2) WHERE workspace_id = $1`, [
        own.workspaceId,
        minutes,
      ])
    await vi.waitFor(() => expect(told).toEqual([true]))
    await tellPresence.run('')
    await idle(11)
    await tellPresence.run('')
    await vi.waitFor(() => expect(told.at(-1)).toBe(false))
    await idle(0)
    await tellPresence.run('')
    await vi.waitFor(() => expect(told.at(-1)).toBe(true))
  })

  test('no socket without a token of ours', async () => {
    const other = await newScene()
    for (const token of [undefined, '', 'x', [visitorToken(scene.chat.id)], { token: 'x' }, visitorToken(v7())]) {
      await expect(line(token)).rejects.toThrow('unauthenticated')
    }
    expect(await historyOf(visitorToken(other.chat.id))).toEqual([])
  })
})

describe('what a visitor sends', () => {
  test('is acknowledged when stored, and the same id again is stored once', async () => {
    const socket = await line(await tokenOf())
    const message = { id: v7(), text: 'Hello' }
    expect(await Promise.all([say(socket, message), say(socket, message), say(socket, message)])).toEqual(
      Array(3).fill({ ok: true, data: { id: message.id } }),
    )
    await receiveAll()
    expect((await pool().query('SELECT 1 FROM messages WHERE external_id = $1', [message.id])).rows).toHaveLength(1)
  })

  test('is refused with a reason when it is empty, odd, or too much at once', async () => {
    const socket = await line(await tokenOf())
    for (const input of [
      { id: v7() },
      { id: v7(), text: '  ' },
      { id: 'x', text: 'a' },
      { id: v7(), text: ['a'] },
      { id: v7(), text: 'a', role: 'agent' },
      7,
      null,
    ]) {
      expect(await say(socket, input as object)).toMatchObject({ ok: false, code: 'invalid' })
    }
    const answers = await Promise.all(Array.from({ length: 25 }, () => say(socket, { id: v7(), text: 'again' })))
    expect(answers.filter((answer) => !answer.ok && answer.code === 'rate_limited')).toHaveLength(5)
  })

  test('takes no packet of a megabyte, and harms nobody else by trying', async () => {
    const [bad, good] = [await line(await tokenOf()), await line(await tokenOf())]
    const cut = new Promise((resolve) => bad.once('disconnect', resolve))
    bad.emit('send', { id: v7(), text: 'x'.repeat(2_000_000) })
    await cut
    expect(await say(good, { id: v7(), text: 'still here' })).toMatchObject({ ok: true })
  })
})

describe('files', () => {
  test('go up, come along with a message, and open by their link only', async () => {
    const token = await tokenOf()
    const file = (await (await upload(token, await png(), '../..\\evil\r\nname.png')).json()) as { id: string; url: string; name: string }
    expect(file.name).not.toMatch(/[\\/\r\n]/)
    expect(await say(await line(token), { id: v7(), attachmentIds: [file.id] })).toMatchObject({ ok: true })
    await receiveAll()
    const [message] = await historyOf(token)
    const answer = await fetch(server.url() + message!.attachments[0]!.url)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Content-Disposition')).toMatch(/^attachment/)
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(answer.headers.get('Content-Security-Policy')).toContain('sandbox')
    for (const query of ['', '?expires=9999999999&key=x', '?key='])
      expect((await fetch(`${server.url()}/widget/files/${file.id}${query}`)).status).toBe(404)
    expect((await fetch(`${server.url()}${file.url}&width=120`)).headers.get('Content-Type')).toBe('image/webp')
  })

  test('of another visitor cannot be attached', async () => {
    const file = (await (await upload(await tokenOf(), await png())).json()) as { id: string }
    expect(await say(await line(await tokenOf()), { id: v7(), attachmentIds: [file.id] })).toMatchObject({ ok: false, code: 'not_found' })
  })

  test('are judged by content: markup, programs, empty and oversized ones are refused, and nothing is kept', async () => {
    const token = await tokenOf()
    const before = await pool().query('SELECT count(*) FROM attachments')
    const bad = [
      '<html><script>alert(1)</script>',
      '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
      'MZ\x90\0\x03',
      '',
      '\x7fELF\x02\x01\x01\0',
    ]
    for (const bytes of bad) expect((await upload(token, Buffer.from(bytes, 'latin1'), 'photo.png')).status).toBe(400)
    expect((await upload(token, Buffer.alloc(11 * 1024 * 1024, 'a'), 'long.txt').catch(() => ({ status: 400 }))).status).toBe(400)
    expect((await upload('x', await png())).status).toBe(401)
    expect((await pool().query('SELECT count(*) FROM attachments')).rows).toEqual(before.rows)
  })
})

/** Opens a session under the name of another host, which `fetch` does not let us choose. */
const statusAs = (host: string, input: object, headers: Record<string, string>) =>
  new Promise<number | undefined>((resolve, reject) => {
    const options = { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers, Host: host } }
    const sent = request(`${server.url()}/widget/session`, options, (answer) => resolve(answer.resume().statusCode))
    sent.once('error', reject).end(JSON.stringify(input))
  })

describe('the page around it', () => {
  test('may be any site until the channel names some; then only those may open a chat', async () => {
    const origin = { Origin: 'https://evil.test' }
    const answer = await session({}, origin)
    expect([answer.status, answer.headers.get('Access-Control-Allow-Origin')]).toEqual([200, 'https://evil.test'])
    expect(answer.headers.get('Access-Control-Allow-Credentials')).toBeNull()
    await updateChannel(scene.owner.context, { id: scene.chat.id, config: { allowedOrigins: 'https://shop.example.com' } })
    expect((await session({}, origin)).status).toBe(403)
    expect((await session({}, { Origin: 'https://shop.example.com' })).status).toBe(200)
    expect((await session({}, { Origin: env().PUBLIC_URL })).status).toBe(200)
    // What it calls us is the caller's to choose.
    expect(await statusAs('evil.test', { channelId: scene.chat.id }, origin)).toBe(403)
    await updateChannel(scene.owner.context, { id: scene.chat.id, config: { allowedOrigins: '' } })
  })

  test('gets the script from anywhere, and a preflight answer without any credential', async () => {
    const answer = await fetch(`${server.url()}/widget/session`, {
      method: 'OPTIONS',
      headers: { Origin: 'https://a.test', 'Access-Control-Request-Method': 'POST' },
    })
    expect([answer.status, answer.headers.get('Access-Control-Allow-Headers')]).toEqual([204, 'Authorization, Content-Type'])
  })

  test('cannot open chats without end, whatever address it says it comes from', async () => {
    const token = await tokenOf()
    const statuses = await Promise.all(
      Array.from({ length: 400 }, (_, n) => session({}, { 'X-Forwarded-For': `198.51.100.${n}` }).then(({ status }) => status)),
    )
    expect(statuses).toContain(429)
    // Who has been here opens hers on every page, however many others do.
    for (let page = 0; page < 10; page++) expect((await session({ token })).status).toBe(200)
    expect((await session({ token: `${token}x` })).status).toBe(429)
  })
})

test('a peer that trickles a request keeps nobody else waiting', async () => {
  const { hostname, port } = new URL(server.url())
  const slow = connect(Number(port), hostname)
  slow.write('POST /widget/session HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n{')
  expect((await fetch(`${server.url()}/healthz`)).status).toBe(200)
  slow.destroy()
  expect((await conversationsOf(scene)).length).toBeGreaterThan(0)
})
