import type { Readable } from 'node:stream'

const MB = 1024 * 1024

/** Bytes of mails under way that are held in memory: of all together, and of one network; and how many large ones of a network come at once. */
export const roomLimits = { bytes: 256 * MB, networkBytes: 128 * MB, largeBytes: 5 * MB, large: 2 }
export type RoomLimits = typeof roomLimits

/** The memory there is for mails under way, from their first byte until they are stored. */
export type Room = {
  limits: RoomLimits
  /** False when there is none for so many more; then nothing is taken. */
  take: (network: string, bytes: number) => boolean
  give: (network: string, bytes: number) => void
  /** Resolves, with how to end it, when a large mail of the network may go on: until then nobody reads what its sender sends. Rejects when that has left. */
  turn: (network: string, stream: Readable) => Promise<() => void>
}

type Held = { bytes: number; large: number; waiting: (() => void)[] }

export function newRoom(limits: RoomLimits): Room {
  const networks = new Map<string, Held>()
  let total = 0
  const heldBy = (network: string) => networks.get(network) ?? { bytes: 0, large: 0, waiting: [] }
  const keep = (network: string, held: Held) => {
    if (held.bytes + held.large + held.waiting.length > 0) networks.set(network, held)
    else networks.delete(network)
  }
  const count = (network: string, bytes: number) => {
    const held = heldBy(network)
    held.bytes += bytes
    total += bytes
    keep(network, held)
  }
  const end = (network: string) => {
    const held = heldBy(network)
    held.large -= 1
    keep(network, held)
    if (held.large < limits.large) held.waiting.shift()?.()
  }
  return {
    limits,
    take: (network, bytes) => {
      if (total + bytes > limits.bytes || heldBy(network).bytes + bytes > limits.networkBytes) return false
      count(network, bytes)
      return true
    },
    give: (network, bytes) => count(network, -bytes),
    turn: (network, stream) =>
      new Promise((resolve, reject) => {
        const held = heldBy(network)
        const begin = () => {
          stream.off('close', leave)
          held.large += 1
          keep(network, held)
          resolve(() => end(network))
        }
        const leave = () => {
          held.waiting.splice(held.waiting.indexOf(begin), 1)
          keep(network, held)
          reject(new Error('the sender left'))
        }
        if (held.large < limits.large) return begin()
        stream.once('close', leave)
        held.waiting.push(begin)
        keep(network, held)
      }),
  }
}
