import type Router from '@koa/router'
import type { Context as KoaContext } from 'koa'
import type * as z from 'zod'
import { endpoints, type EndpointName } from '../contract/api.ts'
import { can, isPublic } from '../contract/can.ts'
import { contextOf, type Context } from './context.ts'
import { inLane } from './db.ts'
import { AppError, fail } from './errors.ts'
import type { Feature, Handlers } from './feature.ts'
import { once } from './idempotency.ts'
import { explainIssue } from './issues.ts'
import { assertSameOrigin } from './origin.ts'
import { maskOutput } from './mask.ts'
import { readJson } from './json-body.ts'
import { authenticate, bearerToken, cookieToken, sessionCookie } from './session.ts'

/** Endpoints whose answer starts a session in the browser. */
const signsIn: ReadonlySet<EndpointName> = new Set<EndpointName>(['session.create', 'setup.create', 'invite.accept'])

/** Binds every endpoint of the contract to its handler; refuses to start when one has none. */
export function endpointRoutes(router: Router, features: Feature[]): void {
  const handlers: Handlers = Object.assign({}, ...features.map((feature) => feature.handlers))
  // Fixed segments are matched before `:id`, in whatever order the contract names them.
  const names = (Object.keys(endpoints) as EndpointName[]).sort(
    (a, b) => Number(endpoints[a].path.includes(':')) - Number(endpoints[b].path.includes(':')),
  )
  for (const name of names) bind(router, name, handlers[name] as Handler | undefined)
}

type Handler = (context: Context, input: unknown) => Promise<unknown>

function bind(router: Router, name: EndpointName, handler: Handler | undefined): void {
  if (!handler) throw new Error(`the endpoint ${name} has no handler: list its feature in main.ts`)
  const { method, path } = endpoints[name]
  router[method](`/api/v1${path}`, async (ctx) => {
    const context = await admit(ctx, name)
    const body = method === 'get' || method === 'delete' ? {} : await readJson(ctx, { stranger: isPublic(name) })
    const input = parseInput(name, { ...ctx.query, ...body, ...ctx.params })
    ctx.set('Cache-Control', 'no-store')
    const run = () => once(ctx, context, body, () => handler(context, input))
    ctx.body = maskOutput(name, context.actor, await inLane(method === 'get' ? 'requests' : 'commands', run))
    if (signsIn.has(name)) ctx.append('Set-Cookie', sessionCookie((ctx.body as { token?: string }).token ?? null))
    if (name === 'session.delete') leaveNothing(ctx)
  })
}

/** The cookie ends, and what the browser kept of our files goes. */
function leaveNothing(ctx: KoaContext): void {
  ctx.append('Set-Cookie', sessionCookie(null))
  ctx.set('Clear-Site-Data', '"cache"')
}

/** Who asks, and whether they may: before anything of the request is read. */
async function admit(ctx: KoaContext, name: EndpointName): Promise<Context> {
  const request = requestOf(ctx)
  assertSameOrigin(ctx)
  if (isPublic(name)) return contextOf('', { type: 'system', name: '' }, request)
  const context = await signedIn(ctx)
  if (!can(context.actor, name)) fail('forbidden', 'Your role does not allow this. Ask an owner of the workspace.')
  return context
}

/** The context of whoever is signed in, by cookie or bearer token; refuses when nobody is. For plain routes too. */
export async function signedIn(ctx: KoaContext): Promise<Context> {
  const found = await authenticate(bearerToken(ctx.get('Authorization')) ?? cookieToken(ctx.get('Cookie')))
  if (!found) fail('unauthenticated', 'Sign in first: your session is missing, has expired, or was ended.')
  ctx.state['locale'] = found.locale
  ctx.state['actor'] = found.user
  return contextOf(found.workspaceId, found.user, { ...requestOf(ctx), sessionId: found.sessionId })
}

const requestOf = (ctx: KoaContext) => ({
  requestId: String(ctx.state['requestId']),
  ip: ctx.ip,
  userAgent: ctx.get('User-Agent'),
  gone: goneSignal(ctx),
})

/** Aborts when the client hangs up before it has its answer. */
function goneSignal({ res }: KoaContext): AbortSignal {
  const gone = new AbortController()
  res.once('close', () => res.writableFinished || gone.abort(new AppError('upstream', 'The client hung up.')))
  return gone.signal
}

/** An input through its endpoint’s schema; refuses with what does not fit. For plain routes that take the same query. */
export function parseInput(name: EndpointName, given: unknown): unknown {
  const result = (endpoints[name].input as z.ZodObject).safeParse(given, { error: explainIssue })
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const field = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path.join('.')
  return fail('invalid', issue?.message ?? 'The request does not fit. See /api/docs.', { ...(field && { field }) })
}
