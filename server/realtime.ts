import type { Server as HttpServer } from 'node:http'
import { Server, type Namespace } from 'socket.io'
import type { DomainEvent } from '../contract/events.ts'
import type { EventBatch, ServerToAgent, Typing } from '../contract/sync.ts'
import { feedEnd, readFeed } from './events.ts'
import type { Feature, Packet } from './feature.ts'
import { waitForMore } from './feeds.ts'
import { groupBy } from './group.ts'
import { log } from './log.ts'
import { metrics } from './metrics.ts'
import { isSameOrigin } from './origin.ts'
import { authenticate, cookieToken, onSessionsEnded, sessionsHeld, type SignedIn } from './session.ts'
import { socketAdapter } from './socket-adapter.ts'
import { waitForWake, wakesSoFar } from './wake.ts'

type Agents = Server<Record<string, never>, ServerToAgent, Record<string, never>, { signedIn: SignedIn }>

/** The most one slow socket may have waiting; past it the line is cut and the client syncs from its cursor when it is back. */
const slowBytes = 4 * 1024 * 1024

let server: Server | undefined

/**
 * Sockets at `/realtime`. Each process follows the event feed itself and sends what committed to the sockets it holds, so nothing
 * depends on another process or on Redis; the socket.io adapter between processes carries only what may be lost (typing).
 */
export async function startRealtime(http: HttpServer, features: Feature[]): Promise<() => Promise<void>> {
  const io = new Server(http, {
    path: '/realtime',
    serveClient: false,
    maxHttpBufferSize: 256 * 1024,
    cors: { origin: true },
    adapter: await socketAdapter(),
    pingInterval: 20_000,
  })
  server = io
  const stop = new AbortController()
  const position = { cursor: await feedEnd() }
  const rooms = new Map<string, string>()
  welcomeAgents(io as Agents, position, rooms)
  for (const feature of features) feature.sockets?.(io)
  const following = follow(io as Agents, features, position, rooms, stop.signal)
  const offEnded = onSessionsEnded((ids) => cut(io as Agents, ids))
  const watch = setInterval(
    () => void watchSockets(io as Agents).catch((error: Error) => log.warn({ error: error.message }, 'sockets could not be checked')),
    5_000,
  )
  return async () => {
    stop.abort()
    offEnded()
    clearInterval(watch)
    await following
    await io.close()
  }
}

/** Tells colleagues who have the inbox open, in every process, that somebody is writing. */
export function tellTyping(workspaceId: string, typing: Typing): void {
  server?.of('/').to(roomOf(workspaceId)).emit('typing', typing)
}

/** Sends one packet to a room in every process; for what may be lost. */
export function tellPacket(packet: Packet): void {
  server?.of(packet.namespace).to(packet.room).emit(packet.name, packet.data())
}

const roomOf = (workspaceId: string) => `workspace:${workspaceId}`

function welcomeAgents(io: Agents, position: { cursor: string }, rooms: Map<string, string>): void {
  io.use((socket, next) => {
    const { headers, auth } = socket.handshake
    const sameOrigin = isSameOrigin((headers['sec-fetch-site'] as string) ?? '', headers.origin ?? '', headers.host ?? '')
    const token = typeof auth['token'] === 'string' ? auth['token'] : sameOrigin ? cookieToken(headers.cookie) : null
    authenticate(token).then(
      (signedIn) => {
        if (!signedIn) return next(new Error('unauthenticated'))
        socket.data.signedIn = signedIn
        return next()
      },
      (error: Error) => next(error),
    )
  })
  io.on('connection', (socket) => {
    const { workspaceId, user, sessionId } = socket.data.signedIn
    const room = roomOf(workspaceId)
    void socket.join([room, `user:${user.id}`, `session:${sessionId}`])
    if (!rooms.has(room)) rooms.set(room, position.cursor)
    socket.emit('hello', { cursor: position.cursor })
  })
}

/** Follows the feed for as long as the process lives; a lost database only makes it late. */
async function follow(
  io: Agents,
  features: Feature[],
  position: { cursor: string },
  rooms: Map<string, string>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const seen = wakesSoFar('events')
    try {
      const events = await readFeed(position.cursor, 500)
      if (events.length > 0) publish(io, features, events, position, rooms)
      if (events.length < 500) await waitForMore(seen, 250, signal)
    } catch (error) {
      log.warn({ error: (error as Error).message }, 'the event feed could not be read; trying again')
      await waitForWake('events', 1_000, signal)
    }
  }
}

function publish(io: Agents, features: Feature[], events: DomainEvent[], position: { cursor: string }, rooms: Map<string, string>): void {
  const byRoom = groupBy(events, (event) => roomOf(event.workspaceId))
  for (const [room, own] of byRoom) {
    const batch: EventBatch = { room, from: rooms.get(room) ?? position.cursor, to: own.at(-1)!.cursor, events: own }
    if (rooms.has(room)) rooms.set(room, batch.to)
    if (io.sockets.adapter.rooms.has(room)) io.local.to(room).emit('events', batch)
  }
  for (const event of events) {
    for (const feature of features) for (const packet of feature.packets?.(event) ?? []) send(io, packet)
    if (event.name === 'user.disabled') io.in(`user:${event.data.user.id}`).disconnectSockets(true)
  }
  position.cursor = events.at(-1)!.cursor
}

function send(io: Agents, packet: Packet): void {
  const namespace: Namespace = (io as unknown as Server).of(packet.namespace)
  if (namespace.adapter.rooms.has(packet.room)) namespace.local.to(packet.room).emit(packet.name, packet.data())
}

function cut(io: Agents, sessionIds: string[]): void {
  for (const id of sessionIds) {
    io.to(`session:${id}`).emit('signed_out')
    io.in(`session:${id}`).disconnectSockets(true)
  }
}

/** Every few seconds: sessions that ended elsewhere lose their sockets, and readers too slow to keep up are cut. */
async function watchSockets(io: Agents): Promise<void> {
  for (const [name, namespace] of io._nsps) metrics.socketClients.set({ namespace: name }, namespace.sockets.size)
  const sockets = [...io.sockets.sockets.values()]
  for (const socket of sockets) if (waitingBytes(socket.conn.transport) > slowBytes) socket.disconnect(true)
  const sessions = new Set(sockets.map((socket) => socket.data.signedIn.sessionId))
  const held = await sessionsHeld([...sessions])
  cut(
    io,
    [...sessions].filter((id) => !held.has(id)),
  )
}

const waitingBytes = (transport: object) => (transport as { socket?: { bufferedAmount?: number } }).socket?.bufferedAmount ?? 0
