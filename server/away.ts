import { DatabaseAway } from './database-watch.ts'

/** What a request cannot be served without, and what is not there now; it will be the same for the next one, until somebody or time mends it. */
export type Missing = 'database' | 'disk'

/** What an error says is missing at the moment; null when it is about something else. Prisma's errors hold the driver's own. */
export function missingBy(error: unknown): Missing | null {
  for (let one = error, depth = 0; one instanceof Error && depth < 5; one = causeOf(one), depth += 1) {
    const missing = missingByItself(one)
    if (missing) return missing
  }
  return null
}

type Detailed = Error & { code?: unknown; syscall?: unknown; originalCode?: unknown; meta?: { driverAdapterError?: unknown } }

const causeOf = (error: Detailed): unknown => error.meta?.driverAdapterError ?? error.cause

function missingByItself(error: Detailed): Missing | null {
  if (error instanceof DatabaseAway) return 'database'
  const codes = [error.code, error.originalCode, ...within(error.cause)].map(String)
  if (codes.some((code) => diskCodes.has(code))) return 'disk'
  if (codes.some((code) => databaseCodes.test(code))) return 'database'
  if (error.code === 'ENOENT' && error.syscall === 'connect') return 'database'
  return lostConnection.test(error.message) ? 'database' : null
}

/**
 * Whether the same work may go well in a moment: the database or the disk is away, or another transaction was in the way (SQLSTATE classes 40,
 * 57 and 58). Any other error is about the work itself and comes again.
 */
export function isPassing(error: unknown): boolean {
  return missingBy(error) !== null || (error instanceof Error && 'code' in error && /^(40|57|58)\w{3}$/.test(String(error.code)))
}

/** The driver adapter keeps PostgreSQL's code in a plain object. */
function within(cause: unknown): unknown[] {
  const { code, originalCode, kind } = (cause ?? {}) as { code?: unknown; originalCode?: unknown; kind?: unknown }
  return [code, originalCode, kind]
}

const diskCodes = new Set(['ENOSPC', 'EDQUOT', '53100'])

// SQLSTATE: connections, resources, shutting down and starting up, read-only after a failover, idle for too long, locked by somebody; then Node's, then Prisma's.
const databaseCodes =
  /^(08\w{3}|53\w{3}|57P0[1-5]|25006|25P03|55P03|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EAI_AGAIN|ERR_STREAM_DESTROYED|ERR_STREAM_WRITE_AFTER_END|P1001|P1002|P1008|P1017|P2024|P2028|P2037|DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections)$/

// What `pg` says without a code.
const lostConnection =
  /^(Connection terminated|timeout expired|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Cannot use a pool after|the database is not open yet)/
