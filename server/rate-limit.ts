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

/** At most `points` tries in `seconds`, counted in the database and by its clock, so that all processes share the count and a restart forgets nothing. */
export function limit(name: string, { points, seconds }: { points: number; seconds: number }): Limit {
  const rowOf = (key: string) => `${name}:${sha256(key)}`
  return {
    take: async (key) => {
      const { used, leftMs } = await count(rowOf(key), seconds)
      if (used > points) refuse(leftMs)
    },
    giveBack: async (key) => {
      await pool().query('UPDATE rate_limits SET points = greatest(0, points - 1) WHERE key = $1', [rowOf(key)])
    },
    clear: async (key) => {
      await pool().query('DELETE FROM rate_limits WHERE key = $1', [rowOf(key)])
    },
  }
}

const nowMs = `(extract(epoch FROM clock_timestamp()) * 1000)::bigint`

/** Its time has passed; or it ends later than it ever may, and so was begun by a clock that was ahead: by more than tries at once wait for each other. */
const over = `(r.expire <= ${nowMs} OR r.expire > excluded.expire + 60000)`

/** Counts one use of a key within its window, which begins with the first; `leftMs`: until it ends. */
async function count(key: string, seconds: number): Promise<{ used: number; leftMs: number }> {
  const { rows } = await pool().query<{ used: number; leftMs: number }>(
    `INSERT INTO rate_limits AS r (key, points, expire) VALUES ($1, 1, ${nowMs} + $2::bigint * 1000)
     ON CONFLICT (key) DO UPDATE SET points = CASE WHEN ${over} THEN 1 ELSE r.points + 1 END, expire = CASE WHEN ${over} THEN excluded.expire ELSE r.expire END
     RETURNING points AS used, expire - ${nowMs} AS "leftMs"`,
    [key, seconds],
  )
  return rows[0]!
}

function refuse(leftMs: number): never {
  const minutes = Math.ceil(leftMs / 60_000)
  return fail('rate_limited', `There were too many tries. Wait ${minutes} min, then try again.`)
}

/** Removes the counters whose time is over. */
export async function dropExpiredLimits(): Promise<void> {
  await pool().query(`DELETE FROM rate_limits WHERE expire < ${nowMs}`)
}
