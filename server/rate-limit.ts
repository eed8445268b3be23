import ipaddr from 'ipaddr.js'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { sha256 } from './crypto.ts'
import { pool } from './db.ts'
import { fail } from './errors.ts'

export type Limit = {
  /** Counts one try; refuses with rate_limited, saying how long to wait, once there were too many. */
  take: (key: string) => Promise<void>
  /** Takes one counted try back: it was none. */
  giveBack: (key: string) => Promise<void>
  clear: (key: string) => Promise<void>
}

/** At most `points` tries in `seconds`, counted in the database, so that all processes share the count and a restart forgets nothing. */
export function limit(name: string, { points, seconds }: { points: number; seconds: number }): Limit {
  const limiter = () =>
    new RateLimiterPostgres({
      storeClient: pool(),
      tableName: 'rate_limits',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: name,
      points,
      duration: seconds,
    })
  return {
    take: async (key) => {
      await limiter().consume(sha256(key)).catch(refuse)
    },
    giveBack: async (key) => {
      await limiter().reward(sha256(key))
    },
    clear: async (key) => {
      await limiter().delete(sha256(key))
    },
  }
}

function refuse(reason: unknown): never {
  if (!(reason instanceof RateLimiterRes)) throw reason
  const minutes = Math.ceil(reason.msBeforeNext / 60_000)
  return fail('rate_limited', `There were too many tries. Wait ${minutes} min, then try again.`)
}

/** What one household or machine cannot choose freely: an IPv4 address, or the first 64 bits of an IPv6 address. */
export function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip
  const address = ipaddr.process(ip)
  return address.kind() === 'ipv4' ? address.toString() : address.toByteArray().slice(0, 8).join('.')
}

/** Removes the counters whose time is over. */
export async function dropExpiredLimits(): Promise<void> {
  await pool().query('DELETE FROM rate_limits WHERE expire < $1::bigint', [Date.now()])
}
