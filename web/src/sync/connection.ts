import { io, type Socket } from 'socket.io-client'
import type { DomainEvent } from '../../../contract/events.ts'
import { compareCursors } from '../../../contract/cursors.ts'
import type { EventBatch, ServerToAgent } from '../../../contract/sync.ts'
import { ApiError, call, onSessionEnded } from '../api.ts'
import { burst } from './burst.ts'
import { forgetLost } from './lost-sight.ts'
import { drainOutbox } from './outbox.ts'
import { loadReadings } from './readings.ts'
import { refetch, refreshCounts, relearnConversationsOf } from './snapshot.ts'
import { receive, useStore } from './store.ts'
import { noteTyping } from './typing.ts'
import { noteViewing } from './viewing.ts'

const asleep = 30_000

/**
 * Opens the live line and keeps the screen complete: batches are applied as they come; whenever one might be missing (a gap between
 * batches, a reconnect, a wake-up) everything after the last cursor is fetched. `cursor` is where the feed stood before the first fetch.
 * Returns how to close it.
 */
export function openConnection(cursor: string, onSignedOut: () => void): () => void {
  const follow = follower(cursor)
  const socket: Socket<ServerToAgent, Record<never, never>> = io({
    path: '/realtime',
    transports: ['websocket', 'polling'],
    reconnectionDelayMax: 5_000,
  })
  socket.on('hello', ({ cursor }) => {
    useStore.setState({ line: 'online' })
    void follow.hello(cursor)
    drainOutbox()
  })
  socket.on('events', (batch) => follow.batch(batch))
  socket.on('reset', ({ cursor }) => {
    // Without an answer the line is down: the position has not moved, and the next hello finds the reset in `GET /sync`.
    follow.startOver(cursor).catch(() => undefined)
  })
  socket.on('typing', noteTyping)
  socket.on('viewing', noteViewing)
  socket.on('signed_out', onSignedOut)
  socket.on('disconnect', (reason) => {
    useStore.setState({ line: 'offline', viewing: {} })
    // The server cut the line on purpose (a restart, an expired session): only we can take it up again.
    if (reason === 'io server disconnect') socket.connect()
  })
  socket.on('connect_error', () => {
    useStore.setState({ line: 'offline' })
    if (!socket.active) void retryRefused(socket)
  })
  const forgetWakeUp = onWakeUp(() => {
    if (!socket.connected) socket.connect()
    void follow.catchUp()
  })
  const forgetSession = onSessionEnded(onSignedOut)
  return () => {
    forgetWakeUp()
    forgetSession()
    socket.close()
  }
}

/** The server refused the socket: either the session is over, which this question finds out, or it was not ready yet. */
async function retryRefused(socket: Pick<Socket, 'connect'>): Promise<void> {
  const over = await call('session.get', {}).then(
    () => false,
    (error: unknown) => error instanceof ApiError && error.code === 'unauthenticated',
  )
  if (!over) setTimeout(() => socket.connect(), 2_000)
}

/** Follows the feed: knows how far the screen is, notices gaps, and fetches what is missing, one fetch at a time. */
export function follower(start: string) {
  let base = start
  const rooms = new Map<string, string>()
  const apply = burst<DomainEvent>(receiveAll)
  let running: Promise<void> | null = null

  const position = () => (rooms.size === 0 ? base : [...rooms.values()].reduce((a, b) => (compareCursors(a, b) <= 0 ? a : b)))

  function hello(cursor: string): Promise<void> | void {
    if (compareCursors(position(), cursor) < 0) return catchUp()
  }

  function batch(batch: EventBatch): void {
    const known = rooms.get(batch.room) ?? base
    const gap = compareCursors(batch.from, known) > 0
    apply(batch.events)
    if (gap) return void catchUp()
    if (compareCursors(batch.to, known) > 0) rooms.set(batch.room, batch.to)
  }

  function catchUp(): Promise<void> {
    running ??= fetchMissing().finally(() => (running = null))
    return running
  }

  async function fetchMissing(): Promise<void> {
    // A failed fetch is made up for by the next hello, wake-up or gap: the position has not moved.
    let answer = await call('sync.since', { since: position() }).catch(() => null)
    while (answer) {
      if (answer.reset) await startOver(answer.cursor)
      else apply(answer.events)
      moveTo(answer.cursor)
      answer = answer.more && !answer.reset ? await call('sync.since', { since: answer.cursor }).catch(() => null) : null
    }
  }

  /** What this person may see changed: nothing on the screen can be trusted. */
  async function startOver(cursor: string): Promise<void> {
    await refetch()
    base = cursor
    rooms.clear()
  }

  function moveTo(cursor: string): void {
    if (compareCursors(cursor, base) > 0) base = cursor
    for (const [room, at] of rooms) if (compareCursors(cursor, at) > 0) rooms.set(room, cursor)
  }

  return { hello, batch, catchUp, startOver }
}

const listeners = new Set<(events: readonly DomainEvent[]) => void>()

/** Calls `listener` with whatever the feed tells, once it is on the screen; returns its removal. */
export function onEvents(listener: (events: readonly DomainEvent[]) => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function receiveAll(events: readonly DomainEvent[]): void {
  const { conversations } = useStore.getState()
  const unknown = events.some(
    (event) => 'conversation' in event.data && event.name !== 'conversation.opened' && !conversations[event.data.conversation.id],
  )
  receive(events)
  void loadReadings(events.flatMap(({ data }) => ('conversation' in data ? [data.conversation.id] : [])))
  forgetLost(events)
  for (const event of events) if (event.name === 'customer.unmerged') void relearnConversationsOf(event.data.restoredId)
  if (unknown) refreshCounts()
  listeners.forEach((listener) => listener(events))
  if (events.some((event) => event.name === 'history.rescored')) void refetch()
}

/** Calls `listener` when the page comes back into view after a while, or the network does. */
function onWakeUp(listener: () => void): () => void {
  let hiddenAt = Date.now()
  const onVisibility = () => {
    if (document.visibilityState === 'hidden') hiddenAt = Date.now()
    else if (Date.now() - hiddenAt > asleep) listener()
  }
  document.addEventListener('visibilitychange', onVisibility)
  window.addEventListener('online', listener)
  return () => {
    document.removeEventListener('visibilitychange', onVisibility)
    window.removeEventListener('online', listener)
  }
}
