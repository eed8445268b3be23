import { setTimeout as sleep } from 'node:timers/promises'
import type { Socket } from 'socket.io-client'
import { v7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { pool } from '../../server/db.ts'
import { sha256 } from '../../server/crypto.ts'
import { apiOf } from '../integration/http.ts'
import { newScene, visitorToken, type Scene } from '../integration/scene.ts'
import { useServer } from '../integration/serve.ts'
import { signedIn } from '../integration/workspaces.ts'
import { connect } from './connect.ts'

const server = useServer()
let scene: Scene
beforeAll(async () => {
  scene = await newScene()
})

const agents = () => `${server.url()}/`
const visitors = () => `${server.url()}/widget`
const newToken = async () => (await signedIn(scene.agent.id, scene.workspaceId)).token
const endOf = (socket: Socket) => new Promise<string>((resolve) => socket.once('disconnect', resolve))

describe('an agent’s socket', () => {
  test.each([undefined, '', 'x', ['x'], {}, 1, null])('with the token %j is refused', async (token) => {
    await expect(connect(agents(), token)).rejects.toThrow('unauthenticated')
  })

  test('is opened by the cookie from our own pages, and from no other site', async () => {
    const Cookie = `parley_session=${await newToken()}`
    const own = await connect(agents(), undefined, { Cookie, Origin: server.url() })
    own.disconnect()
    for (const headers of [{ Origin: 'https://evil.example' }, { Origin: 'null' }, { 'Sec-Fetch-Site': 'cross-site' }])
      await expect(connect(agents(), undefined, { Cookie, ...headers } as Record<string, string>)).rejects.toThrow('unauthenticated')
  })

  test('ends with its session', async () => {
    const token = await newToken()
    const socket = await connect(agents(), token)
    const ended = endOf(socket)
    await apiOf(server.url, token)('DELETE', 'session')
    expect(await ended).toBe('io server disconnect')
  })

  test('ends when its session runs out, which no event tells', async () => {
    const [token, other] = [await newToken(), await newToken()]
    const [socket, kept] = [await connect(agents(), token), await connect(agents(), other)]
    const ended = endOf(socket)
    await pool().query(`UPDATE sessions SET expires_at = now() WHERE id = $1`, [sha256(token)])
    expect(await ended).toBe('io server disconnect')
    expect(kept.connected).toBe(true)
    kept.disconnect()
  })

  test('that does not read is cut, while others hear all', { timeout: 90_000 }, async () => {
    const [slow, quick] = [await rawSocket(await newToken()), await connect(agents(), await newToken())]
    let heard = 0
    quick.on('events', ({ events }: { events: unknown[] }) => (heard += events.length))
    slow.pause()
    await pool().query(
      `INSERT INTO events (workspace_id, name, data) SELECT $1, 'workspace.updated', jsonb_build_object('workspace', repeat('x', 500000)) FROM generate_series(1, 60)`,
      [scene.workspaceId],
    )
    await expect.poll(() => heard, { timeout: 40_000 }).toBeGreaterThanOrEqual(60)
    // Sockets are looked at every five seconds.
    await sleep(7_000)
    slow.resume()
    await expect.poll(() => slow.readyState).toBe(WebSocket.CLOSED)
    expect(quick.connected).toBe(true)
    quick.disconnect()
  })
})

describe('a visitor’s socket', () => {
  test('is cut by a packet that is too large, and the server goes on', async () => {
    const socket = await connect(visitors(), visitorToken(scene.chat.id))
    const ended = endOf(socket)
    socket.emit('send', { id: v7(), text: 'x'.repeat(5_000_000) })
    await ended
    expect((await fetch(`${server.url()}/healthz`)).status).toBe(200)
  })

  test('survives packets that are no packets', async () => {
    const socket = await connect(visitors(), visitorToken(scene.chat.id))
    for (const packet of [undefined, null, 1, 'x', [], { id: {} }, { after: {} }, { text: ['x'] }])
      for (const name of ['send', 'history', 'receipt', 'typing', 'join', 'constructor', '__proto__']) socket.emit(name, packet)
    const answer = (await socket.timeout(15_000).emitWithAck('history', { after: -1 })) as { ok: boolean }
    expect(answer.ok).toBe(false)
    expect(socket.connected).toBe(true)
    socket.disconnect()
  })
})

/** A signed-in socket below socket.io, which can stop reading. */
async function rawSocket(token: string): Promise<WebSocket> {
  const socket = new WebSocket(`${server.url().replace('http', 'ws')}/realtime/?EIO=4&transport=websocket`)
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject)
    socket.on('message', (packet) => {
      const text = String(packet)
      if (text === '2') socket.send('3')
      if (text.startsWith('0')) socket.send(`40${JSON.stringify({ token })}`)
      if (text.startsWith('42["hello"')) resolve()
    })
  })
  return socket
}
