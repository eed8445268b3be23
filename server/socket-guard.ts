import type { EventEmitter } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { Server, Socket } from 'socket.io'
import { clientAddress } from './client-address.ts'
import { metrics } from './metrics.ts'
import { isTrusted, networkOf } from './networks.ts'

/** A connection below namespaces: one WebSocket, or one peer that polls. */
type Connection = Socket['conn']
type Packet = { type: string; data?: string | Buffer }

/**
 * What may come in ten seconds, in points: one for a packet, and one for every 2 KB. Far above what a browser sends by itself; what uses it up is cut.
 * Once all of a network together did, only those are cut who sent more than a person does.
 */
const seconds = 10
const priced = 2_048
const most = { ofOne: 400, ofNetwork: 4_000, ofPerson: 40 }

/** How many of a network may not have said yet who they are; the one that has taken longest makes room. */
const mostStrangers = 1_000
/** The most characters of a packet: a visitor's longest message (files go by HTTP); a stranger's token, with room to spare. */
export const largestPacket = 64 * 1024
const strangersPacket = 4_096

/** Counts whatever comes over sockets before any of it is decoded, and cuts who sends what no client of ours does. To be called once all namespaces are there. */
export function guardSockets(io: Server): void {
  const pays = allowance()
  const strangers = new Map<string, Set<Connection>>()
  const forget = (connection: Connection, network: string) => {
    const left = strangers.get(network)
    if (left?.delete(connection) && left.size === 0) strangers.delete(network)
  }
  const welcome = ({ conn }: Socket) => {
    forget(conn, networkOfPeer(conn.request))
    limitBodies(conn, largestPacket)
  }
  io.engine.on('headers', (_: object, request: Upgrade) => {
    if (request.headers.upgrade) weigh(request, pays)
  })
  io.engine.on('connection', (connection: Connection) => {
    const network = networkOfPeer(connection.request)
    const asked = new Set<string>()
    const others = strangers.get(network) ?? new Set()
    strangers.set(network, others.add(connection))
    limitBodies(connection, strangersPacket)
    connection.once('close', () => forget(connection, network))
    connection.on('upgrading', () => pays(connection, network, 1) || cut(connection, 'flood'))
    connection.on('packet', (packet: Packet) => {
      if (!pays(connection, network, 1 + (packet.data?.length ?? 0) / priced)) cut(connection, 'flood')
      else if (!isOurs(packet, asked, others.has(connection))) cut(connection, 'packet')
    })
    const [oldest] = others
    if (oldest && others.size > mostStrangers && !isTrusted(network)) cut(oldest, 'stranger')
  })
  for (const namespace of io._nsps.values()) namespace.on('connection', welcome)
}

/** The network a socket comes from. */
export const networkOfPeer = (request: IncomingMessage): string => networkOf(clientAddress(request))

const turns = new Map<string, Promise<unknown>>()

/**
 * Asks who opens a socket, of one network one after the other; null for who has gone meanwhile. So strangers with tokens that belong to nobody
 * keep one connection to the database busy at most, and cost nobody else in their network more than the wait: they use nothing up.
 */
export async function inTurn<T>({ conn, request }: Socket, ask: () => Promise<T | null>): Promise<T | null> {
  const network = networkOfPeer(request)
  const work = async () => (conn.readyState === 'open' ? ask() : null)
  if (isTrusted(network)) return work()
  const turn = (turns.get(network) ?? Promise.resolve()).then(work)
  const over = turn.catch(() => undefined).finally(() => turns.get(network) === over && turns.delete(network))
  turns.set(network, over)
  return turn
}

type Allowance = (payer: object, network: string, points: number) => boolean

function allowance(): Allowance {
  const spent = new Map<object | string, number>()
  let until = 0
  const spend = (payer: object | string, points: number) => {
    if (performance.now() > until) {
      spent.clear()
      until = performance.now() + seconds * 1_000
    }
    const all = (spent.get(payer) ?? 0) + points
    spent.set(payer, all)
    return all
  }
  return (payer, network, points) => {
    const own = spend(payer, points)
    const all = isTrusted(network) ? 0 : spend(network, points)
    return own <= most.ofOne && (all <= most.ofNetwork || own <= most.ofPerson)
  }
}

type Upgrade = IncomingMessage & { websocket?: EventEmitter & { pong: () => void; terminate: () => void } }

/** Counts what a WebSocket carries below packets: pings, which are answered each, and pieces of frames that never end. */
function weigh(request: Upgrade, pays: Allowance): void {
  const { socket } = request
  const network = networkOfPeer(request)
  const pay = (points: number) => {
    if (socket.destroyed || pays(socket, network, points)) return
    metrics.socketCuts.inc({ reason: 'flood' })
    // It goes on with what it has read already, and answering that costs more the less there is to write to.
    if (request.websocket) request.websocket.pong = () => undefined
    request.websocket?.terminate()
  }
  // It is made in this same turn, and reads nothing before the next.
  process.nextTick(() => request.websocket?.on('ping', () => pay(1)).on('pong', () => pay(1)))
  socket.on('data', (bytes: Buffer) => pay(bytes.length / priced))
}

const binaryOrUnknown = /^[^0-3]/
const connectTo = /^0(\/[^,]*)?/

/** Whether a client of ours could send this: text, once for each namespace it wants to join, and nothing large before it has said who it is. */
function isOurs({ type, data = '' }: Packet, asked: Set<string>, isStranger: boolean): boolean {
  if (type !== 'message') return true
  if (typeof data !== 'string' || binaryOrUnknown.test(data)) return false
  if (isStranger && data.length > strangersPacket) return false
  const wanted = connectTo.exec(data)
  if (!wanted) return true
  const [, namespace = '/'] = wanted
  if (asked.has(namespace)) return false
  asked.add(namespace)
  return true
}

/** What one body of a peer that polls may hold: it is taken apart as a whole, before the first packet of it can be counted. */
function limitBodies({ transport }: Connection, bytes: number): void {
  if (transport.name === 'polling') Object.assign(transport, { maxHttpBufferSize: bytes })
}

/** Ends a connection at once, without a word: nothing it has sent besides is looked at. */
function cut(connection: Connection, reason: 'flood' | 'packet' | 'stranger'): void {
  if (connection.readyState !== 'open') return
  metrics.socketCuts.inc({ reason })
  ;(connection.transport as { socket?: { terminate: () => void } }).socket?.terminate()
  connection.close(true)
}
