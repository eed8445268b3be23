import type { Socket } from 'node:net'

/** Less than `bytes` in `ms`, and no mail taken: nobody sends like this but to hold a connection. `mostMs`: however quick it is. */
export const slowLimits = { ms: 30_000, bytes: 32 * 1024, mostMs: 15 * 60_000 }
export type SlowLimits = typeof slowLimits

/** What a connection has done besides sending bytes. */
export type Progress = { /** Mails taken. */ mails: number; /** We are at work on a mail of its. */ working: boolean }

/**
 * Closes a connection that makes no progress, whether it is silent or drips: after `ms` at the earliest, twice that at the latest. A client that waits
 * for us is not slow.
 */
export function closeWhenSlow(socket: Socket, progress: Progress, { ms, bytes, mostMs }: SlowLimits): void {
  const end = setTimeout(() => hangUp(socket, tooSlow), mostMs)
  let before = { bytes: 0, mails: 0 }
  const watch = setInterval(() => {
    const now = { bytes: socket.bytesRead, mails: progress.mails }
    if (!progress.working && now.mails === before.mails && now.bytes - before.bytes < bytes) hangUp(socket, tooSlow)
    before = now
  }, ms)
  socket.once('close', () => {
    clearTimeout(end)
    clearInterval(watch)
  })
}

const tooSlow = '421 4.4.2 Too slow; please try again later.'

/** Says a last line to a peer and closes, leaving it a moment to read that line: what it still sends is not looked at. */
export function hangUp(socket: Socket, line: string): void {
  if (socket.writable) socket.end(`${line}\r\n`)
  // A peer that does not read would keep it open.
  setTimeout(() => socket.destroy(), 2_000).unref()
}
