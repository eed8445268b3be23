import type Router from '@koa/router'
import type { Context } from 'koa'
import getRawBody from 'raw-body'
import { env } from '../server/env.ts'
import { fail } from '../server/errors.ts'
import { metrics } from '../server/metrics.ts'
import { networkOf } from '../server/networks.ts'
import { localeOf, translate } from '../server/words.ts'
import { findAccount, type LoadedAccount } from './accounts.ts'
import type { RawReply, RawRequest, Sender, Verified } from './adapter.ts'
import { store } from './ingress.ts'
import { adapterFor } from './table.ts'
import { currentTime } from '../server/clock.ts'

const largestBody = 5 * 1024 * 1024

/**
 * `POST|GET /webhooks/:channelId`: 200 once what came in is on disk (also when it was already), 401 for a bad signature (only counted),
 * 404 for no such channel, 503 with Retry-After while the channel is paused, so that the provider comes back with it.
 */
export function webhookRoutes(router: Router): void {
  router.register('/webhooks/:channelId', ['GET', 'POST'], async (ctx) => {
    const account = await findAccount(ctx.params['channelId'] ?? '')
    if (!account) return fail('not_found', 'There is no such channel.')
    const adapter = adapterFor(account.kind)
    const request = rawRequest(ctx, await rawBody(ctx, adapter.maxBody ?? largestBody))
    const answer = handshake(account, request)
    if (answer) return give(ctx, answer)
    const verified = verify(account, request)
    if (account.status === 'paused') return refuseForNow(ctx)
    await adapter.admit?.(verified, account, senderOf(ctx))
    const outcome = await keep(account, verified, ctx.state['requestId'] as string)
    if (adapter.acknowledgement) give(ctx, adapter.acknowledgement)
    else ctx.body = { ok: true, duplicate: outcome === 'duplicate' }
  })
}

/** Takes in what a webhook brought, as the route does; for the demo's stand-ins, whose requests do not travel. */
export async function takeWebhook(account: LoadedAccount, request: Omit<RawRequest, 'url'>, requestId: string): Promise<void> {
  if (account.status === 'paused') fail('conflict', 'This channel is paused. Resume it first.')
  const url = new URL(`${env().PUBLIC_URL}/webhooks/${account.channelId}`)
  for (const [name, value] of Object.entries(request.query)) url.searchParams.set(name, value ?? '')
  await keep(account, verify(account, { ...request, url: url.href }), requestId)
}

async function keep(account: LoadedAccount, verified: Verified, requestId: string): Promise<'stored' | 'duplicate'> {
  const outcome = await store(account, { ...verified, requestId })
  metrics.rawEvents.inc({ kind: account.kind, outcome })
  return outcome
}

function handshake(account: LoadedAccount, request: RawRequest): RawReply | null {
  const answer = adapterFor(account.kind).handshake?.(request, account) ?? null
  return answer === 'refused' ? refuse(account) : answer
}

function give(ctx: Context, { status = 200, type, body }: RawReply): void {
  ctx.status = status
  ctx.type = type
  ctx.body = body
}

// Too large or cut short is the server's own refusal; see server/middleware.ts.
function rawBody(ctx: Context, limit: number): Promise<Buffer> {
  return getRawBody(ctx.req, { limit, length: ctx.get('Content-Length') || null })
}

const senderOf = (ctx: Context): Sender => ({ network: networkOf(ctx.ip), origin: ctx.get('Origin') || undefined })

function verify(account: LoadedAccount, request: RawRequest): Verified {
  return adapterFor(account.kind).verify?.(request, account, currentTime()) ?? refuse(account)
}

function refuse(account: LoadedAccount): never {
  metrics.rawEvents.inc({ kind: account.kind, outcome: 'refused' })
  return fail('unauthenticated', 'The signature does not fit this channel. Check that both sides use the same secret.')
}

function refuseForNow(ctx: Context): void {
  ctx.status = 503
  ctx.set('Retry-After', '60')
  ctx.body = {
    error: { code: 'upstream', message: translate('This channel is paused. Try again later.', localeOf(ctx.get('Accept-Language'))) },
  }
}

function rawRequest(ctx: Context, body: Buffer): RawRequest {
  return { method: ctx.method, headers: singles(ctx.headers), query: singles(ctx.query), body, url: `${env().PUBLIC_URL}${ctx.url}` }
}

function singles(values: Record<string, string | string[] | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]))
}
