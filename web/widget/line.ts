import { io } from 'socket.io-client'
import type { WidgetMessage } from '../../contract/widget.ts'
import { guarded } from './guard.ts'
import type { Language } from './words.ts'

export type Answer<T> = { ok: true; data: T } | { ok: false; code: string; message: string }
export type History = { messages: WidgetMessage[]; more: boolean }

/** The live line to the server; every question gets an answer, `offline` when none came in time. */
export type Line = {
  send: (message: { id: string; text: string; attachmentIds: string[] }) => Promise<Answer<{ id: string }>>
  history: (range: { after?: number; before?: number }) => Promise<Answer<History>>
  receipt: (receipt: { status: 'delivered' | 'read'; upTo: string }) => void
  typing: () => void
  connected: () => boolean
  close: () => void
}

export type LineEvents = {
  connected: () => void
  lost: () => void
  messages: (messages: WidgetMessage[]) => void
  typing: (who: { name: string }) => void
  /** An agent has opened everything up to this position. */
  seen: (upTo: { position: number }) => void
  /** Whether somebody is here to answer. */
  here: (isSomebody: boolean) => void
  /** The server does not take the token any more. */
  refused: () => void
}

const answerMs = 8_000
/** Refusals that pass (many connect from one network, the database is away): then each comes back a little later, at a moment of its own. */
const passing = new Set(['rate_limited', 'upstream'])
const laterMs = 10_000
const offline = { ok: false, code: 'offline', message: '' } as const

/** Connects, and stays connected with backoff until `close`; refusals come in `locale`, and `token` is asked for at every attempt. */
export function openLine(base: string, locale: Language, token: () => string, events: LineEvents): Line {
  const socket = io(`${base}/widget`, {
    path: '/realtime',
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    forceNew: true,
    auth: (give) => give({ token: token(), locale }),
    reconnectionDelay: 500,
    reconnectionDelayMax: 8_000,
  })
  const ask = async <T>(name: string, input: object): Promise<Answer<T>> => {
    if (!socket.connected) return offline
    return socket
      .timeout(answerMs)
      .emitWithAck(name, input)
      .catch(() => offline) as Promise<Answer<T>>
  }
  socket.on('connect', guarded(events.connected))
  socket.on('disconnect', guarded(events.lost))
  socket.on('messages', guarded(events.messages))
  socket.on('typing', guarded(events.typing))
  socket.on('seen', guarded(events.seen))
  socket.on('here', guarded(events.here))
  // The server itself said no (a middleware's error), as against not being reachable: then the client does not try again by itself.
  socket.on(
    'connect_error',
    guarded((error: Error) => {
      if (socket.active) events.lost()
      else if (passing.has(error.message)) {
        events.lost()
        setTimeout(() => socket.connect(), laterMs * (1 + Math.random()))
      } else events.refused()
    }),
  )
  return {
    send: (message) => ask('send', message),
    history: (range) => ask('history', range),
    receipt: (receipt) => void socket.emit('receipt', receipt),
    typing: () => void socket.volatile.emit('typing'),
    connected: () => socket.connected,
    close: () => void socket.disconnect(),
  }
}
