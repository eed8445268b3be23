import type { Server as HttpServer } from 'node:http'
import { Server, type Namespace, type Socket } from 'socket.io'
import { addressee, mayHear } from '../contract/audience.ts'
import type { Actor } from '../contract/can.ts'
import type { DomainEvent } from '../contract/events.ts'
import { typing as typingShape, type ServerToAgent, type Typing } from '../contract/sync.ts'
import { missingBy } from './away.ts'
import { whileDatabaseAnswers } from './database-watch.ts'
import { feedEnd, readFeed } from './events.ts'
import type { Feature, Packet } from './feature.ts'
import { waitForMore } from './feeds.ts'
import { actorById } from './grants.ts'
import { groupBy } from './group.ts'
import { heardBy, hearingOf, hearsTyping, untilRightsChange, type Hearing } from './hearings.ts'
import { log } from './log.ts'
import { maskEvent, maskOf } from './mask.ts'
import { metrics } from './metrics.ts'
import { isSameOrigin } from './origin.ts'
import { authenticate, cookieToken, sessionsHeld, type SignedIn } from './session.ts'
import { socketAdapter } from './socket-adapter.ts'
import { waitForWake, wakesSoFar } from './wake.ts'

type Person = Actor & { type: 'user' }
type Told = { workspaceId: string; access: readonly string[]; typing: Typing }
type Agents = Server<Record<string, never>, ServerToAgent, { typing: (told: Told) => void }, { signedIn: SignedIn; room?: string }>
type Agent = Agents extends Server<infer L, infer E, infer S, infer D> ? Socket<L, E, S, D> : never

/** The sockets of this process and how far they were told. */
type Line = {
  io: Agents
  features: Feature[]
  /** Everything up to here was told to whoever may hear it. */
  cursor: string
  /** By room. */
  hearings: Map<string, Hearing>
  /** Grows whenever somebody's rights or sessions change: what was read of them before may be old. */
  changes: number
}

/** The most one slow socket may have waiting; past it the line is cut and the client syncs from its cursor when it is back. */
const slowBytes = 4 * 1024 * 1024

let open: Line | undefined

/**
 * Sockets at `/realtime`. Each process follows the event feed itself and sends what committed to the sockets it holds, so nothing
 * depends on another process or on Redis; the socket.io adapter between processes carries only what may be lost (typing).
 */
export async function startRealtime(http: HttpServer, features: Feature[]): Promise<() => Promise<void>> {
  const io: Agents = new Server(http, {
    path: '/realtime',
    serveClient: false,
    maxHttpBufferSize: 256 * 1024,
    cors: { origin: true },
    adapter: await socketAdapter(),
    pingInterval: 20_000,
  })
  const stop = new AbortController()
  const line: Line = { io, features, cursor: await feedEnd(), hearings: new Map(), changes: 0 }
  open = line
  welcomeAgents(line)
  io.on('typing', (told) => passOnTyping(line, told))
  for (const feature of features) feature.sockets?.(io as unknown as Server)
  const following = follow(line, stop.signal)
  const watch = setInterval(
    () => void watchSockets(io).catch((error: Error) => log.warn({ error: error.message }, 'sockets could not be checked')),
    5_000,
  )
  return async () => {
    stop.abort()
    clearInterval(watch)
    await following
    await io.close()
  }
}

/** Tells colleagues who may see the conversation (by its `access`), in every process, that somebody is writing in it. */
export function tellTyping(workspaceId: string, access: readonly string[], typing: Typing): void {
  if (!open) return
  const told = { workspaceId, access, typing }
  passOnTyping(open, told)
  open.io.serverSideEmit('typing', told)
}

function passOnTyping({ io, hearings }: Line, { workspaceId, access, typing }: Told): void {
  for (const hearing of hearings.values())
    if (hearing.workspaceId === workspaceId && hearsTyping(hearing, access))
      io.local.to(hearing.room).emit('typing', (maskOf(typingShape)?.(typing, hearing.actor.masked) ?? typing) as Typing)
}

/** Sends one packet to a room in every process; for what may be lost. */
export function tellPacket(packet: Packet): void {
  const io = open?.io as Server | undefined
  io?.of(packet.namespace).to(packet.room).emit(packet.name, packet.data())
}

function welcomeAgents(line: Line): void {
  line.io.use((socket, next) => {
    const { headers, auth } = socket.handshake
    const sameOrigin = isSameOrigin((headers['sec-fetch-site'] as string) ?? '', headers.origin ?? '', headers.host ?? '')
    const token = typeof auth['token'] === 'string' ? auth['token'] : sameOrigin ? cookieToken(headers.cookie) : null
    whileDatabaseAnswers(() => authenticateNow(line, token)).then(
      (signedIn) => {
        if (!signedIn) return next(new Error('unauthenticated'))
        socket.data.signedIn = signedIn
        return next()
      },
      (error: Error) => next(missingBy(error) ? new Error('upstream') : error),
    )
  })
  line.io.on('connection', (socket) => {
    const { user, sessionId } = socket.data.signedIn
    void socket.join([`user:${user.id}`, `session:${sessionId}`])
    hearAs(line, socket, user)
    socket.emit('hello', { cursor: line.cursor })
  })
}

/** Whose token it is, asked again for as long as rights or sessions change while it is being asked. */
async function authenticateNow(line: Line, token: string | null): Promise<SignedIn | null> {
  for (;;) {
    const { changes } = line
    const signedIn = await authenticate(token)
    if (changes === line.changes) return signedIn
  }
}

/** From now on the socket hears what `person` may, and nothing else. */
function hearAs(line: Line, socket: Agent, person: Person): void {
  const hearing = hearingOf(socket.data.signedIn.workspaceId, person, line.cursor)
  if (socket.data.room !== undefined) void socket.leave(socket.data.room)
  void socket.join(hearing.room)
  socket.data.room = hearing.room
  socket.data.signedIn.user = person
  if (!line.hearings.has(hearing.room)) line.hearings.set(hearing.room, hearing)
}

/** Follows the feed for as long as the process lives; a lost database only makes it late. */
async function follow(line: Line, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const seen = wakesSoFar('events')
    try {
      const events = await readFeed(line.cursor, 500)
      for (const run of untilRightsChange(events)) await publish(line, run)
      if (events.length < 500) await waitForMore(seen, 250, signal)
    } catch (error) {
      log.warn({ error: (error as Error).message }, 'the event feed could not be read; trying again')
      await waitForWake('events', 1_000, signal)
    }
  }
}

/** Tells one run of events; a change of rights stands at its end, and is heeded before anything later is told. */
async function publish(line: Line, events: DomainEvent[]): Promise<void> {
  const byWorkspace = groupBy(events, (event) => event.workspaceId)
  for (const hearing of line.hearings.values()) tell(line, hearing, byWorkspace.get(hearing.workspaceId) ?? [])
  for (const event of events) {
    tellAddressee(line, event)
    for (const feature of line.features) for (const packet of feature.packets?.(event) ?? []) send(line.io, packet)
    if (event.name === 'session.ended') cut(line, event.data.sessionIds)
  }
  const last = events.at(-1)!
  line.cursor = last.cursor
  if (last.name === 'access.changed') await renewRights(line, last.data.userIds)
}

function tell({ io, hearings }: Line, hearing: Hearing, events: DomainEvent[]): void {
  if (!io.sockets.adapter.rooms.has(hearing.room)) return void hearings.delete(hearing.room)
  const heard = heardBy(hearing, events)
  const last = heard.at(-1)
  if (!last) return
  io.local.to(hearing.room).emit('events', { room: hearing.room, from: hearing.told, to: last.cursor, events: heard })
  hearing.told = last.cursor
}

/** An event for one person goes to their own sockets, beside the chain of batches: it moves nobody's cursor. */
function tellAddressee(line: Line, event: DomainEvent): void {
  const id = addressee(event)
  if (id === null) return
  for (const socket of socketsOf(line, id)) {
    const { signedIn, room = '' } = socket.data
    const told = line.hearings.get(room)?.told ?? line.cursor
    if (mayHear(signedIn.user, event))
      socket.emit('events', { room, from: told, to: told, events: [maskEvent(event, signedIn.user.masked)] })
  }
}

/** People whose rights changed hear by the new ones from here on, and their screens start over. */
async function renewRights(line: Line, userIds: string[]): Promise<void> {
  line.changes += 1
  const here = userIds.filter((id) => socketsOf(line, id).length > 0)
  await Promise.all(here.map((id) => renewRightsOf(line, id)))
}

async function renewRightsOf(line: Line, userId: string): Promise<void> {
  const person = await actorById(userId).catch((error: Error) => {
    log.warn({ error: error.message }, 'somebody’s new rights could not be read: their sockets have to come back')
    return null
  })
  for (const socket of socketsOf(line, userId)) {
    if (!person) socket.disconnect(true)
    else {
      hearAs(line, socket, person)
      socket.emit('reset', { cursor: line.cursor })
    }
  }
}

function socketsOf({ io }: Line, userId: string): Agent[] {
  const ids = io.sockets.adapter.rooms.get(`user:${userId}`) ?? []
  return [...ids].flatMap((id) => io.sockets.sockets.get(id) ?? [])
}

function send(io: Agents, packet: Packet): void {
  const namespace: Namespace = (io as unknown as Server).of(packet.namespace)
  if (namespace.adapter.rooms.has(packet.room)) namespace.local.to(packet.room).emit(packet.name, packet.data())
}

function cut(line: Line, sessionIds: string[]): void {
  line.changes += 1
  cutSockets(line.io, sessionIds)
}

function cutSockets(io: Agents, sessionIds: string[]): void {
  for (const id of sessionIds) {
    io.local.to(`session:${id}`).emit('signed_out')
    io.local.in(`session:${id}`).disconnectSockets(true)
  }
}

/** Every few seconds: sessions that ended unheard (expired) lose their sockets, and readers too slow to keep up are cut. */
async function watchSockets(io: Agents): Promise<void> {
  for (const [name, namespace] of io._nsps) metrics.socketClients.set({ namespace: name }, namespace.sockets.size)
  const sockets = [...io.sockets.sockets.values()]
  for (const socket of sockets) if (waitingBytes(socket.conn.transport) > slowBytes) socket.disconnect(true)
  const sessions = new Set(sockets.map((socket) => socket.data.signedIn.sessionId))
  const held = await sessionsHeld([...sessions])
  cutSockets(
    io,
    [...sessions].filter((id) => !held.has(id)),
  )
}

const waitingBytes = (transport: object) => (transport as { socket?: { bufferedAmount?: number } }).socket?.bufferedAmount ?? 0
