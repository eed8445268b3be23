import type { Namespace, Server, Socket } from 'socket.io'
import { addressee, mayHear } from '../contract/audience.ts'
import type { Actor } from '../contract/can.ts'
import type { DomainEvent } from '../contract/events.ts'
import type { Hint, ServerToAgent } from '../contract/sync.ts'
import type { Feature, Packet } from './feature.ts'
import { groupBy } from './group.ts'
import { heardBy, type Hearing } from './hearings.ts'
import { maskEvent } from './mask.ts'
import type { SignedIn } from './session.ts'

export type Person = Actor & { type: 'user' }
export type Told = { workspaceId: string; access: readonly string[]; hint: Hint }
export type Agents = Server<Record<string, never>, ServerToAgent, { hint: (told: Told) => void }, { signedIn: SignedIn; room?: string }>
export type Agent = Agents extends Server<infer L, infer E, infer S, infer D> ? Socket<L, E, S, D> : never

/** The sockets of this process and how far they were told. */
export type Line = {
  io: Agents
  features: Feature[]
  /** Everything up to here was told to whoever may hear it. */
  cursor: string
  /** By room. */
  hearings: Map<string, Hearing>
  /** Grows whenever somebody's rights or sessions change: what was read of them before may be old. */
  changes: number
}

/** What a run of events means to the sockets here, made before any of it is sent: an event that cannot be told is parked, the others are told. */
export async function tellable(
  line: Line,
  events: DomainEvent[],
  park: (event: DomainEvent, error: unknown) => Promise<void>,
): Promise<Telling> {
  try {
    return tellingOf(line, events)
  } catch {
    const sound: DomainEvent[] = []
    for (const event of events) {
      try {
        tellingOf(line, [event])
        sound.push(event)
      } catch (error) {
        await park(event, error)
      }
    }
    return tellingOf(line, sound)
  }
}

type Telling = {
  events: DomainEvent[]
  heard: { hearing: Hearing; heard: DomainEvent[] }[]
  addressed: { socket: Agent; event: DomainEvent }[]
  packets: { namespace: Namespace; room: string; name: string; data: unknown }[]
}

function tellingOf(line: Line, events: DomainEvent[]): Telling {
  const byWorkspace = groupBy(events, (event) => event.workspaceId)
  for (const event of events) assertNamesPeople(event)
  return {
    events,
    heard: [...hearingsHere(line)].map((hearing) => ({ hearing, heard: heardBy(hearing, byWorkspace.get(hearing.workspaceId) ?? []) })),
    addressed: events.flatMap((event) => addressedBy(line, event)),
    packets: events.flatMap((event) =>
      line.features.flatMap((feature) => (feature.packets?.(event) ?? []).flatMap((one) => heldHere(line, one))),
    ),
  }
}

/** Whose rights or sessions changed has to be known before anything later is told. */
function assertNamesPeople(event: DomainEvent): void {
  const ids: unknown = event.name === 'access.changed' ? event.data.userIds : event.name === 'session.ended' ? event.data.sessionIds : []
  if (!Array.isArray(ids)) throw new Error('the event does not say whom it is about')
}

/** The hearings somebody is in; the others are forgotten. */
function* hearingsHere({ io, hearings }: Line): Generator<Hearing> {
  for (const hearing of hearings.values())
    if (io.sockets.adapter.rooms.has(hearing.room)) yield hearing
    else hearings.delete(hearing.room)
}

/** The sockets of the one person an event is for, as far as they may hear it, with what they may see of it. */
function addressedBy(line: Line, event: DomainEvent): Telling['addressed'] {
  const id = addressee(event)
  if (id === null) return []
  return socketsOf(line, id).flatMap((socket) => {
    const { user } = socket.data.signedIn
    return mayHear(user, event) ? [{ socket, event: maskEvent(event, user.masked) }] : []
  })
}

function heldHere({ io }: Line, packet: Packet): Telling['packets'] {
  const namespace: Namespace = (io as unknown as Server).of(packet.namespace)
  return namespace.adapter.rooms.has(packet.room) ? [{ namespace, room: packet.room, name: packet.name, data: packet.data() }] : []
}

export function socketsOf({ io }: Line, userId: string): Agent[] {
  const ids = io.sockets.adapter.rooms.get(`user:${userId}`) ?? []
  return [...ids].flatMap((id) => io.sockets.sockets.get(id) ?? [])
}
