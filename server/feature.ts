import type Router from '@koa/router'
import type { Server } from 'socket.io'
import type { EndpointName, Input, Output } from '../contract/api.ts'
import type { DomainEvent, EventName } from '../contract/events.ts'
import type { Context } from './context.ts'
import type { SqlTx } from './db.ts'

export type Handlers = { [N in EndpointName]?: (context: Context, input: Input<N>) => Promise<Output<N>> }

/** Follows every committed change in order; effects and cursor commit together, so each event takes effect once. */
export type Subscriber = { name: string; events: readonly EventName[]; handle: (tx: SqlTx, events: DomainEvent[]) => Promise<void> }

/** One packet for the sockets of a room. The agents' own event stream needs none of these: see `server/realtime.ts`. */
export type Packet = { namespace: string; room: string; name: string; /** Made only when somebody is in the room. */ data: () => unknown }

/** A job waits, repeats, retries or is slow; it carries an id, never a payload that could go stale, and may run twice. */
export type Job = {
  name: string
  run: (id: string) => Promise<void>
  /** Run again and again, every so many ms. */ every?: number
  concurrency?: number
  attempts?: number
}

/** Runs until `signal` aborts, in one process of the installation only (a lease named `name`). */
export type Singleton = {
  name: string
  run: (signal: AbortSignal) => Promise<void>
  /** Returns by itself where it is switched off: that nobody runs it is no alarm. */ mayEnd?: true
}

/** A capability of Parley, listed by name in `main.ts`. */
export type Feature = {
  name: string
  handlers?: Handlers
  /** Plain HTTP beside `/api/v1` JSON: uploads, downloads, scripts, webhooks. */
  routes?: (router: Router) => void
  /** Socket namespaces beside the agents'. */
  sockets?: (io: Server) => void
  /** Extra packets a committed event causes on this process's sockets. */
  packets?: (event: DomainEvent) => Packet[]
  subscribers?: Subscriber[]
  jobs?: Job[]
  singletons?: Singleton[]
  /** For how many seconds the oldest thing has waited for one of its singletons. */
  waitingSeconds?: () => Promise<number>
}
