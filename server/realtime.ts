import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import type { DomainEvent } from '../contract/events.ts'
import { type Hint, hints } from '../contract/sync.ts'
import { missingBy } from './away.ts'
import { whileDatabaseAnswers } from './database-watch.ts'
import { pool } from './db.ts'
import { feedEnd, readFeed, type Stretch } from './events.ts'
import type { Feature, Packet } from './feature.ts'
import { waitForMore } from './feed-wait.ts'
import { actorById } from './grants.ts'
import { alarmWhen } from './health.ts'
import { hearingOf, hearsHints, untilRightsChange, type Hearing } from './hearings.ts'
import { forgetHorizon } from './horizon.ts'
import { log } from './log.ts'
import { maskOf } from './mask.ts'
import { metrics } from './metrics.ts'
import { isSameOrigin } from './origin.ts'
import { authenticate, cookieToken, sessionsHeld, type SignedIn } from './session.ts'
import { parkEvent, tellParked, TooManyParked, unreadable } from './parked-events.ts'
import { socketAdapter } from './socket-adapter.ts'
import { guardSockets, inTurn, largestPacket } from './socket-guard.ts'
import { type Agent, type Agents, type Line, type Person, socketsOf, tellable, type Told } from './telling.ts'
import { waitForWake, wakesSoFar } from './wake.ts'

/** The most one slow socket may have waiting; past it the line is cut and the client syncs from its cursor when it is back. */
const slowBytes = 4 * 1024 * 1024

let open: Line | undefined

/**
 * Sockets at `/realtime`. Each process follows the event feed itself and sends what committed to the sockets it holds, so nothing
 * depends on another process or on Redis; the socket.io adapter between processes carries only what may be lost (hints: who writes, who looks).
 */
export async function startRealtime(http: HttpServer, features: Feature[]): Promise<() => Promise<void>> {
  const io: Agents = new Server(http, {
    path: '/realtime',
    serveClient: false,
    maxHttpBufferSize: largestPacket,
    connectTimeout: 20_000,
    cors: { origin: true },
    adapter: await socketAdapter(),
    pingInterval: 20_000,
  })
  const stop = new AbortController()
  const line: Line = { io, features, cursor: await feedEnd(), hearings: new Map(), changes: 0 }
  open = line
  welcomeAgents(line)
  io.on('hint', (told) => passOnHint(line, told))
  for (const feature of features) feature.sockets?.(io as unknown as Server)
  guardSockets(io as unknown as Server)
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

/** Tells colleagues who may see the conversation (by its `access`), in every process, what somebody is doing in it. */
export function tellHint(workspaceId: string, access: readonly string[], hint: Hint): void {
  if (!open) return
  const told = { workspaceId, access, hint }
  passOnHint(open, told)
  open.io.serverSideEmit('hint', told)
}

function passOnHint({ io, hearings }: Line, { workspaceId, access, hint: { name, data } }: Told): void {
  for (const hearing of hearings.values())
    if (hearing.workspaceId === workspaceId && hearsHints(hearing, access))
      io.local.to(hearing.room).emit(name, (maskOf(hints[name])?.(data, hearing.actor.masked) ?? data) as never)
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
    whileDatabaseAnswers(() => inTurn(socket as unknown as Socket, () => authenticateNow(line, token))).then(
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

/** Follows the feed for as long as the process lives; a lost database only makes it late, and an event it cannot tell of is parked. */
async function follow(line: Line, signal: AbortSignal): Promise<void> {
  const reader = { name: readerName, cursor: () => line.cursor }
  let failingSince: number | null = null
  alarmWhen('screens', async () =>
    failingSince !== null && performance.now() - failingSince > quietMs
      ? 'no screen is told anything: the event feed cannot be read'
      : null,
  )
  while (!signal.aborted) {
    const seen = wakesSoFar('events')
    try {
      const stretch = await readFeed(line.cursor, batchSize)
      metrics.feedLag.set({ subscriber: readerName }, stretch?.age ?? 0)
      if (stretch) await take(line, stretch)
      failingSince = null
      if ((stretch?.length ?? 0) < batchSize) await waitForMore(reader, seen, 250, signal)
    } catch (error) {
      forgetHorizon()
      failingSince ??= performance.now()
      log.warn({ error: (error as Error).message }, 'the event feed could not be read; trying again')
      await waitForWake('events', 1_000, signal)
    }
  }
}

/** By which name this reader of the feed is known beside the subscribers. */
const readerName = 'realtime'
/** It may fail for so long before that is an alarm. */
const quietMs = 15_000
const batchSize = 500

async function take(line: Line, { events, unreadable: broken, end }: Stretch): Promise<void> {
  for (const event of broken) await park(event, unreadable)
  for (const run of untilRightsChange(events)) await publish(line, run)
  line.cursor = end
}

/** Screens never stand still: what is too much to be written down is stepped over all the same. */
async function park(event: DomainEvent, error: unknown): Promise<void> {
  try {
    tellParked([await parkEvent(pool(), readerName, event, error)])
  } catch (cause) {
    if (!(cause instanceof TooManyParked)) throw cause
    log.error({ reader: readerName, name: event.name.slice(0, 60) }, 'an event could not be told, and too many are parked already')
  }
}

/** Tells one run of events; a change of rights stands at its end, and is heeded before anything later is told. */
async function publish(line: Line, events: DomainEvent[]): Promise<void> {
  const telling = await tellable(line, events, park)
  for (const { hearing, heard } of telling.heard) tell(line, hearing, heard)
  for (const { socket, event } of telling.addressed) tellAddressee(line, socket, event)
  for (const { namespace, room, name, data } of telling.packets) namespace.local.to(room).emit(name, data)
  for (const event of telling.events) if (event.name === 'session.ended') cut(line, event.data.sessionIds)
  const last = telling.events.at(-1)
  if (last) line.cursor = last.cursor
  if (last?.name === 'access.changed') await renewRights(line, last.data.userIds)
}

function tell({ io }: Line, hearing: Hearing, heard: DomainEvent[]): void {
  const last = heard.at(-1)
  if (!last) return
  io.local.to(hearing.room).emit('events', { room: hearing.room, from: hearing.told, to: last.cursor, events: heard })
  hearing.told = last.cursor
}

/** An event for one person goes to their own sockets, beside the chain of batches: it moves nobody's cursor. */
function tellAddressee(line: Line, socket: Agent, event: DomainEvent): void {
  const { room = '' } = socket.data
  const told = line.hearings.get(room)?.told ?? line.cursor
  socket.emit('events', { room, from: told, to: told, events: [event] })
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
