import pino from 'pino'

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** The level asked for; a wrong LOG_LEVEL is refused by `env()`, and until then it is not a reason to lose a warning. */
function level(): string {
  const asked = process.env['LOG_LEVEL']
  if (levels.some((name) => name === asked)) return String(asked)
  return process.env['VITEST'] ? 'silent' : 'warn'
}

const secrets = ['password', 'secret', 'token', 'authorization', 'cookie', 'passwordHash', 'APP_SECRET', 'DATABASE_URL', 'REDIS_URL']

/**
 * The one logger: JSON lines on stderr, because stdout belongs to the two lines a person reads at start.
 * Log ids, counts and reasons; never a message's text, a subject, an address or a secret (known field names are blanked all the same).
 */
export const log = pino(
  {
    level: level(),
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' },
  },
  pino.destination({ dest: 2, sync: true }),
)
