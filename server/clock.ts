import { pool } from './db.ts'
import { log, nowAndThen } from './log.ts'
import { metrics } from './metrics.ts'

/**
 * The one clock of an installation is its database's: processes may be hours apart, and what one writes the others compare. Between two looks at it
 * time goes on by this process's own count of milliseconds, which nobody can set. SQL uses `now()`; code uses these, and `Date.now()` nowhere.
 */
let epochMs: number | null = null

/** Milliseconds since 1970 by the database's clock; by the machine's until it was asked for the first time. */
export function currentMs(): number {
  return epochMs === null ? Date.now() : epochMs + performance.now()
}

/** The time now by the database's clock. */
export function currentTime(): Date {
  return new Date(Math.floor(currentMs()))
}

const tellFromMs = 2_000
const tellSkew = nowAndThen()

/** SQL that tells the time, as `noteTime` takes it. */
export const databaseTime = 'SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms'

/** Asks the database for its time. */
export async function syncClock(): Promise<void> {
  const asked = performance.now()
  const { rows } = await pool().query<{ ms: number }>(databaseTime)
  noteTime(rows[0]!.ms, asked, performance.now())
}

/** Takes a time the database told between two moments of `performance.now()`; the uncertainty of a slow answer is no reason to change ours. */
export function noteTime(databaseMs: number, asked: number, answered: number): void {
  const doubt = (answered - asked) / 2
  const epoch = databaseMs - (asked + doubt)
  if (epochMs === null || Math.abs(epoch - epochMs) > doubt) epochMs = epoch
  const skewMs = Date.now() - currentMs()
  metrics.clockSkew.set(skewMs / 1_000)
  if (Math.abs(skewMs) <= tellFromMs) return
  tellSkew(skewMs > 0 ? 'ahead' : 'behind', () =>
    log.warn({ skewMs: Math.round(skewMs) }, 'the clocks of this machine and of the database differ; set both by NTP'),
  )
}
