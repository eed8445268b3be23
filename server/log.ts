import pino, { type LogFn } from 'pino'

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** The level asked for; a wrong LOG_LEVEL is refused by `env()`, and until then it is not a reason to lose a warning. */
function level(): string {
  const asked = process.env['LOG_LEVEL']
  if (levels.some((name) => name === asked)) return String(asked)
  return process.env['VITEST'] ? 'silent' : 'warn'
}

const secrets = ['password', 'secret', 'token', 'authorization', 'cookie', 'passwordHash', 'APP_SECRET', 'DATABASE_URL', 'REDIS_URL']

/** So many lines with the same words are written in `windowMs`; the rest is counted, so that an outage or a flood cannot fill the disk. */
const mostInWindow = 20
const windowMs = 10_000

/**
 * The one logger: JSON lines on stderr, because stdout belongs to the two lines a person reads at start.
 * Log ids, counts and reasons; never a message's text, a subject, an address or a secret (known field names are blanked all the same).
 * Of warnings and errors with the same words only some are written: the last of them says how many were left out (`repeated`).
 */
export const log = pino(
  {
    level: level(),
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' },
    hooks: { logMethod: sampled() },
  },
  pino.destination({ dest: 2, sync: true }),
)

let hushed = false

/**
 * While `on`, warnings and errors that only hand on what went wrong elsewhere (as `error`) are left out, but for debugging: of one outage each loop
 * would tell again and again.
 */
export function hushFailures(on: boolean): void {
  hushed = on
}

/** Writes what lasts: when it is new or another (by `what`), and then every ten minutes. */
export function nowAndThen(ms = 600_000): (what: string, write: () => void) => void {
  let last = { what: '', at: -Infinity }
  return (what, write) => {
    if (what === last.what && performance.now() - last.at < ms) return
    last = { what, at: performance.now() }
    write()
  }
}

/** A pino hook that writes the first `most` lines of one level and message in each window, and at its end how many more there were. */
export function sampled({ most = mostInWindow, ms = windowMs } = {}) {
  const windows = new Map<string, { written: number; left: number }>()
  return function (this: unknown, args: Parameters<LogFn>, write: LogFn, severity: number): void {
    const message = args.find((arg) => typeof arg === 'string')
    if (severity < pino.levels.values['warn']! || message === undefined) return write.apply(this as pino.Logger, args)
    if (hushed && isHandedOn(args[0])) return
    const key = `${severity} ${message}`
    const window = windows.get(key) ?? { written: 0, left: 0 }
    if (window.written === 0) {
      windows.set(key, window)
      setTimeout(() => {
        windows.delete(key)
        if (window.left > 0) write.call(this as pino.Logger, { repeated: window.left }, message)
      }, ms).unref()
    }
    if (window.written >= most) return void (window.left += 1)
    window.written += 1
    write.apply(this as pino.Logger, args)
  }
}

const isHandedOn = (about: unknown) => typeof about === 'object' && about !== null && 'error' in about
