import { randomUUID } from 'node:crypto'
import type { Context, Middleware, Next } from 'koa'
import helmet from 'koa-helmet'
import type { Actor } from '../contract/can.ts'
import { errorCodes, type ErrorBody, type ErrorCode } from '../contract/errors.ts'
import type { Locale } from '../contract/users.ts'
import { missingBy } from './away.ts'
import { DatabaseAway, databaseIsAway, whileDatabaseAnswers } from './database-watch.ts'
import { isUnkeepable } from './db.ts'
import { noteDiskFull } from './disk.ts'
import { env } from './env.ts'
import { AppError } from './errors.ts'
import { log } from './log.ts'
import { maskFor } from './mask.ts'
import { metrics } from './metrics.ts'
import { localeOf, translate } from './words.ts'

/** One id from the request through logs, raw events and jobs; a proxy's own is kept when it looks like one. */
export async function nameRequest(ctx: Context, next: Next): Promise<void> {
  const given = ctx.get('X-Request-Id')
  ctx.state['requestId'] = /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
  ctx.set('X-Request-Id', ctx.state['requestId'])
  await next()
}

/** Times and logs every request, by route pattern, never by address (which holds ids and tokens). */
export async function countRequest(ctx: Context, next: Next): Promise<void> {
  const start = performance.now()
  try {
    await next()
  } finally {
    const seconds = (performance.now() - start) / 1_000
    const route = String(ctx['_matchedRoute'] ?? 'static')
    metrics.httpSeconds.observe({ method: ctx.method, route, status: String(ctx.status) }, seconds)
    log.info(
      { requestId: ctx.state['requestId'], method: ctx.method, route, status: ctx.status, ms: Math.round(seconds * 1_000) },
      'request',
    )
  }
}

/** Headers for every answer; the policy allows our own scripts and pictures and nothing else. `/widget.js` and `/demo` set their own. */
export function secureHeaders(): Middleware {
  const https = env().PUBLIC_URL.startsWith('https:')
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        frameSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: https ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  })
}

/** Turns what is thrown into the one error shape, in the reader's language: a refusal as itself, anything else as 500 with the request's id and nothing more. */
export async function answerErrors(ctx: Context, next: Next): Promise<void> {
  try {
    if (!ctx.url.startsWith('/') && !URL.canParse(ctx.url))
      throw new AppError('invalid', 'This address cannot be read. Check how it is written.')
    await next()
    if (ctx.status === 404 && ctx.body === undefined && ctx.path.startsWith('/api/'))
      throw new AppError('not_found', 'There is no such address. See /api/docs.')
    if (ctx.status === 405 && ctx.body === undefined)
      throw new AppError('invalid', 'This address does not take that method. See /api/docs.')
  } catch (error) {
    const refusal: Refusal = error instanceof AppError ? error : (refusalOf(error, ctx) ?? absence(error, ctx) ?? bug(error, ctx))
    const { code, message, field, customerId, retryAfter } = refusal
    ctx.status = retryAfter === undefined ? errorCodes[code] : 503
    if (retryAfter !== undefined) ctx.set('Retry-After', String(retryAfter))
    // What it names may be contact data, and what it quotes a name that is a number; its own words hold none.
    const shown = maskFor((ctx.state['actor'] as Actor | undefined) ?? nobody)
    const text = translate(message, readersLocale(ctx), shown)
    ctx.body = {
      error: {
        code,
        message: text,
        ...(field !== undefined && { field: shown(field) }),
        ...(customerId !== undefined && { customerId }),
        requestId: ctx.state['requestId'],
      },
    } satisfies ErrorBody
  }
}

const nobody: Actor = { type: 'system', name: 'nobody' }

/** The language of who is signed in, else of the browser. */
function readersLocale(ctx: Context): Locale {
  return (ctx.state['locale'] as Locale | undefined) ?? localeOf(ctx.get('Accept-Language'))
}

type Refusal = {
  code: ErrorCode
  message: string
  field?: string | undefined
  customerId?: string | undefined
  /** In seconds. */
  retryAfter?: number
}

/** Refusals of what is below us: a body that is too large, cut off, or not what its headers say; a value the database cannot hold. */
function refusalOf(error: unknown, ctx: Context): Refusal | null {
  if (isUnkeepable(error)) return unkeepable(error, ctx)
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 0
  if (status === 413) return { code: 'invalid', message: 'This is too large to take. Send less at once.' }
  return status >= 400 && status < 500 ? { code: 'invalid', message: 'The request could not be read. Check its body and headers.' } : null
}

/** The database is away or a disk is full: nobody's fault in this request, and soon better. */
function absence(error: unknown, ctx: Context): Refusal | null {
  const missing = missingBy(error)
  if (!missing) return null
  // The watch has said it once already.
  if (!(error instanceof DatabaseAway))
    log.warn({ requestId: ctx.state['requestId'], missing, error: (error as Error).message }, 'a request could not be served for now')
  if (missing === 'database') return { code: 'upstream', message: databaseIsAway, retryAfter: 5 }
  noteDiskFull()
  return {
    code: 'upstream',
    message: 'Parley has no room left to keep this. Tell your administrator, and try again later.',
    retryAfter: 60,
  }
}

/** In front of whatever asks the database: while it is away nobody waits for it. */
export function refuseWhileAway(_: Context, next: Next): Promise<void> {
  return whileDatabaseAnswers(next)
}

/** The contract should have refused it: logged, so that it learns to. */
function unkeepable(error: unknown, ctx: Context): Refusal {
  log.warn({ requestId: ctx.state['requestId'], err: error }, 'the database refused a value that the contract let through')
  return { code: 'invalid', message: 'Something here is a number, date or text that cannot be kept. Change it, then try again.' }
}

function bug(error: unknown, ctx: Context): Refusal {
  log.error({ requestId: ctx.state['requestId'], err: error }, 'a request failed by our own fault')
  return { code: 'internal', message: 'Something went wrong on our side. Try again; if it stays, tell your administrator the request id.' }
}
