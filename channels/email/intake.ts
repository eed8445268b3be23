import type { Socket } from 'node:net'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { isWithin, networkOf } from '../../server/networks.ts'
import { normalAddress } from './addresses.ts'

/**
 * What one network (an IPv4 address, 64 bits of IPv6), and one envelope sender within it, may bring in `seconds`. `connections` at once. Of a network
 * the large providers send a few mails a second from one address at most; a relay of one's own, through which everything comes, is exempt by
 * SMTP_TRUSTED_RELAYS. A sender counts within its network only, so that nobody uses up another's share by writing their address.
 */
export const intakeLimits = {
  seconds: 600,
  connections: 20,
  recipients: 10_000,
  network: { mails: 3_000, bytes: 1024 * 1024 * 1024 },
  sender: { mails: 600, bytes: 300 * 1024 * 1024 },
}
export type IntakeLimits = typeof intakeLimits

export type Intake = {
  /** Counts a connection until it closes. */
  connected: (socket: Socket) => void
  mayConnect: (ip: string) => boolean
  mayName: (ip: string) => Promise<boolean>
  /** Counts a mail that is about to come. */
  mayBegin: (ip: string, sender: string) => Promise<boolean>
  /** Counts the bytes of one that came. */
  mayBring: (ip: string, sender: string, bytes: number) => Promise<boolean>
}

/** Counts what comes in, in this process: one of an installation receives mail. `relays`: addresses and CIDR ranges that are not limited. */
export function countIntake(limits: IntakeLimits, relays: string[]): Intake {
  const open = new Map<string, number>()
  const counter = (keyPrefix: string, points: number) => new RateLimiterMemory({ keyPrefix, points, duration: limits.seconds })
  const recipients = counter('recipients', limits.recipients)
  const mails = { network: counter('mails', limits.network.mails), sender: counter('sender mails', limits.sender.mails) }
  const bytes = { network: counter('bytes', limits.network.bytes), sender: counter('sender bytes', limits.sender.bytes) }
  const isRelay = (ip: string) => relays.some((range) => isWithin(ip, range))
  const both = async (pair: typeof mails, ip: string, sender: string, points: number) => {
    if (isRelay(ip)) return true
    const network = networkOf(ip)
    // Bounces have no sender: they count for their network alone.
    const taken = [
      take(pair.network, network, points),
      ...(sender === '' ? [] : [take(pair.sender, `${network} ${normalAddress(sender)}`, points)]),
    ]
    return (await Promise.all(taken)).every(Boolean)
  }
  return {
    connected: (socket) => {
      const network = networkOf(socket.remoteAddress ?? '')
      open.set(network, (open.get(network) ?? 0) + 1)
      socket.once('close', () => {
        const left = (open.get(network) ?? 1) - 1
        if (left > 0) open.set(network, left)
        else open.delete(network)
      })
    },
    mayConnect: (ip) => isRelay(ip) || (open.get(networkOf(ip)) ?? 0) <= limits.connections,
    mayName: async (ip) => isRelay(ip) || take(recipients, networkOf(ip), 1),
    mayBegin: (ip, sender) => both(mails, ip, sender, 1),
    mayBring: (ip, sender, size) => both(bytes, ip, sender, size),
  }
}

async function take(counter: RateLimiterMemory, key: string, points: number): Promise<boolean> {
  const { consumedPoints } = await counter.penalty(key, points)
  return consumedPoints <= counter.points
}
