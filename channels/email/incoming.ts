import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { Refusal, tooMuch } from './refusal.ts'
import type { Room } from './room.ts'

export const largestBytes = 35 * 1024 * 1024
/** Network and sender are charged in steps of this many bytes. */
const stepBytes = 256 * 1024
/**
 * Pieces a mail comes in at most. The SMTP parser makes one of every line that begins with a dot, and lets everybody else in before it goes on: a
 * mail of nothing else is work for a minute. In packets of a kB the largest mail is 35,000.
 */
const mostPieces = 100_000

/** It is put together once, where it is needed in one: 30 MB are a tenth of a second. */
export type Mail = { size: number; hash: string; pieces: Buffer[] }

type Bringer = {
  room: Room
  network: string
  /** Charges the network and the sender; false when they have brought enough. */
  charge: (bytes: number) => Promise<boolean>
  /** Whether the sender waits for us and not we for them. */
  waiting: (isWaiting: boolean) => void
}

/**
 * A mail as it comes in, until `use` is done with it: what it takes in memory is counted so long. A large one waits for its turn, its sender
 * held back by TCP. The first limit it meets is thrown as a `Refusal`; the rest is not read.
 */
export async function withMail<T>(stream: Readable, bringer: Bringer, use: (mail: Mail) => Promise<T>): Promise<T> {
  const { room, network } = bringer
  const held = { bytes: 0, endTurn: () => undefined as void }
  try {
    return await use(await read(stream, bringer, held))
  } finally {
    held.endTurn()
    room.give(network, held.bytes)
  }
}

async function read(
  stream: Readable,
  { room, network, charge, waiting }: Bringer,
  held: { bytes: number; endTurn: () => void },
): Promise<Mail> {
  const pieces: Buffer[] = []
  const hash = createHash('sha256')
  let uncharged = 0
  let isLarge = false
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      uncharged += piece.length
      if (held.bytes + piece.length > largestBytes) throw new Refusal(552, `The mail is larger than ${largestBytes / (1024 * 1024)} MB.`)
      if (!room.take(network, piece.length)) throw new Refusal(452, 'Too much mail at once; please try again later.')
      held.bytes += piece.length
      pieces.push(piece)
      hash.update(piece)
      if (pieces.length > mostPieces) throw new Refusal(554, 'The mail has too many lines that begin with a dot.')
      if (uncharged >= stepBytes && !(await charge(take()))) throw tooMuch()
      if (!isLarge && held.bytes > room.limits.largeBytes) {
        isLarge = true
        waiting(true)
        held.endTurn = await room.turn(network, stream).finally(() => waiting(false))
      }
    }
    if (!(await charge(take()))) throw tooMuch()
  } finally {
    // What was broken off counts too.
    if (uncharged > 0) await charge(take())
  }
  return { size: held.bytes, hash: hash.digest('hex'), pieces }

  function take(): number {
    const bytes = uncharged
    uncharged = 0
    return bytes
  }
}
