import type Router from '@koa/router'
import type { Context } from 'koa'
import getRawBody from 'raw-body'
import { v7 } from 'uuid'
import { fail } from '../server/errors.ts'
import { findAccount, type LoadedAccount } from './accounts.ts'
import type { RawRequest } from './adapter.ts'
import { store } from './ingress.ts'
import { adapterFor } from './table.ts'

const largestBody = 5 * 1024 * 1024

/**
 * `POST|GET /webhooks/:channelId`: 200 once what came in is on disk (also when it was already), 401 for a bad signature (nothing is
 * kept), 404 for no such channel, 503 with Retry-After while the channel is paused, so that the provider comes back with it.
 */
export function webhookRoutes(router: Router): void {
  router.all('/webhooks/:channelId', async (ctx) => {
    const account = await findAccount(ctx.params['channelId'] ?? '')
    const body = await rawBody(ctx)
    if (!account) return fail('not_found', 'There is no such channel.')
    const verified = adapterFor(account.kind).verify?.(rawRequest(ctx, body), account, new Date()) ?? null
    if (!verified) return fail('unauthenticated', 'The signature does not fit this channel.')
    if (account.status === 'paused') return refuseForNow(ctx)
    await keep(account, ctx, verified)
  })
}

async function keep(account: LoadedAccount, ctx: Context, verified: { body: Buffer; dedupeKey: string }): Promise<void> {
  const outcome = await store(account, { ...verified, requestId: v7() })
  ctx.body = { ok: true, duplicate: outcome === 'duplicate' }
}

function refuseForNow(ctx: Context): void {
  ctx.status = 503
  ctx.set('Retry-After', '60')
  ctx.body = { error: { code: 'upstream', message: 'This channel is paused. Try again later.' } }
}

async function rawBody(ctx: Context): Promise<Buffer> {
  try {
    return await getRawBody(ctx.req, { limit: largestBody, length: ctx.req.headers['content-length'] ?? null })
  } catch (error) {
    return fail('invalid', 'The body is larger than 5 MB or was cut short.', { cause: error })
  }
}

function rawRequest(ctx: Context, body: Buffer): RawRequest {
  const single = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(', ') : value)
  const all = (values: Record<string, string | string[] | undefined>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, single(value)]))
  return { method: ctx.method, headers: all(ctx.headers), query: all(ctx.query), body }
}
