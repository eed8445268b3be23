import { type EventEmitter, once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { v7 } from 'uuid'
import { WebSocket } from 'ws'
import type { Parley } from './parley.ts'

type Flood = (parley: Parley, channelId: string) => Promise<unknown>

const deadToken = 'A'.repeat(43)
const deep = '['.repeat(30_000) + ']'.repeat(30_000)
const wide = `{${Array.from({ length: 5_000 }, (_, n) => `"k${n}":1`).join()}}`

/** What no person does: a stranger's, or a visitor's with a token of her own. */
export const floods: Record<string, Flood> = {
  '30,000 times a dead token on one socket': (parley) => frames(parley, 30_000, `40{"token":"${deadToken}"}`),
  '30,000 times a dead token for the chat on one socket': (parley) => frames(parley, 30_000, `40/widget,{"token":"${deadToken}"}`),
  '300 nested tokens of 60 kB': (parley) => frames(parley, 300, `40/widget,{"token":${deep}}`),
  '2,000 sockets with a dead token each, 50 at once': (parley) => each(2_000, 50, () => frames(parley, 1, `40{"token":"${deadToken}"}`)),
  '20 sockets, each 30,000 pings of WebSocket': (parley) =>
    each(20, 20, async () => {
      const socket = await engine(parley)
      await pour(socket, 30_000, () => socket.ping())
    }),
  '400 polls of 30,000 packets each, 20 at once': (parley) => each(400, 20, () => poll(parley, '6\x1e'.repeat(29_999) + '6')),
  '400 polls with a dead token each, 20 at once': (parley) => each(400, 20, () => poll(parley, `40{"token":"${deadToken}"}`)),
  '400 times the metrics, 20 at once': ({ url }) => each(400, 20, async () => (await fetch(`${url}/metrics`)).arrayBuffer()),
  '400 times the readiness, 20 at once': ({ url }) => each(400, 20, async () => (await fetch(`${url}/readyz`)).arrayBuffer()),
  '30,000 packets that she types': async (parley, channelId) => {
    const socket = await visitorSocket(parley, channelId)
    const cut = once(socket as unknown as EventEmitter, 'disconnect')
    for (let n = 0; n < 30_000; n++) socket.emit('typing')
    await cut
  },
  '20 sockets, each 30,000 packets that she types': (parley, channelId) =>
    each(20, 20, () => visitorFrames(parley, channelId, 30_000, '42/widget,["typing"]')),
  '300 wide packets of 55 kB': (parley, channelId) => visitorFrames(parley, channelId, 300, `42/widget,1["history",${wide}]`),
  '300 nested packets of 60 kB': (parley, channelId) => visitorFrames(parley, channelId, 300, `42/widget,1["send",${deep}]`),
  '20 sockets, each 300 nested packets of 60 kB': (parley, channelId) =>
    each(20, 20, () => visitorFrames(parley, channelId, 300, `42/widget,1["send",${deep}]`)),
  '5,000 messages by socket': async (parley, channelId) => {
    const socket = await visitorSocket(parley, channelId)
    const cut = once(socket as unknown as EventEmitter, 'disconnect')
    for (let n = 0; n < 5_000; n++) socket.emit('send', { id: v7(), text: 'again' })
    await cut
  },
  '1,500 messages by webhook': async ({ url }, channelId) => {
    const token = await visitorToken(url, channelId)
    await each(1_500, 16, async () => {
      const body = JSON.stringify({ type: 'message', id: v7(), text: 'again' })
      return (
        await fetch(`${url}/webhooks/${channelId}`, { method: 'POST', body, headers: { authorization: `Bearer ${token}` } })
      ).arrayBuffer()
    })
  },
}

/** A token as the chat's page gets one. */
export async function visitorToken(url: string, channelId: string): Promise<string> {
  const session = await fetch(`${url}/widget/session`, {
    method: 'POST',
    body: JSON.stringify({ channelId }),
    headers: { 'content-type': 'application/json' },
  })
  return ((await session.json()) as { token: string }).token
}

async function each(all: number, atOnce: number, work: () => Promise<unknown>): Promise<void> {
  let left = all
  const worker = async () => {
    while (left-- > 0) await work()
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

/** A socket below socket.io, before it has asked for anything. */
async function engine({ url }: Parley): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/realtime/?EIO=4&transport=websocket`)
  socket.on('error', () => undefined)
  await once(socket, 'message')
  return socket
}

async function frames(parley: Parley, count: number, frame: string): Promise<void> {
  const socket = await engine(parley)
  await pour(socket, count, () => socket.send(frame))
}

async function visitorFrames(parley: Parley, channelId: string, count: number, frame: string): Promise<void> {
  const token = await visitorToken(parley.url, channelId)
  const socket = await engine(parley)
  socket.send(`40/widget,${JSON.stringify({ token })}`)
  await once(socket, 'message')
  await pour(socket, count, () => socket.send(frame))
}

/** As fast as the peer takes it, until it has cut the line or all is sent and a second has passed. */
async function pour(socket: WebSocket, count: number, send: () => void): Promise<void> {
  const closed = once(socket, 'close')
  for (let n = 0; n < count && socket.readyState === WebSocket.OPEN; n++) {
    send()
    if (n % 1_000 === 999 || socket.bufferedAmount > 4e6) await sleep(1)
  }
  await Promise.race([closed, sleep(count === 1 ? 20 : 1_000)])
  socket.terminate()
}

/** One connection by polling, and one body sent over it. */
async function poll({ url }: Parley, body: string): Promise<void> {
  const address = `${url}/realtime/?EIO=4&transport=polling`
  const { sid } = JSON.parse((await (await fetch(address)).text()).slice(1)) as { sid: string }
  // Whoever is cut gets no answer.
  await fetch(`${address}&sid=${sid}`, { method: 'POST', body }).then(
    (answer) => answer.arrayBuffer(),
    () => undefined,
  )
}

async function visitorSocket({ url }: Parley, channelId: string): Promise<Socket> {
  const auth = { token: await visitorToken(url, channelId) }
  const socket = io(`${url}/widget`, { path: '/realtime', transports: ['websocket'], auth, forceNew: true, reconnection: false })
  await once(socket as unknown as EventEmitter, 'connect')
  return socket
}
