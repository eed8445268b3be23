import type { Context } from 'koa'
import getRawBody from 'raw-body'
import { fail } from '../server/errors.ts'

/** A request's body, byte for byte. Refuses (`invalid`) more than `maxBytes` or one that was cut short. */
export async function rawBody(ctx: Context, maxBytes: number): Promise<Buffer> {
  try {
    return await getRawBody(ctx.req, { limit: maxBytes, length: ctx.req.headers['content-length'] ?? null })
  } catch (cause) {
    return fail('invalid', `The body is larger than ${Math.floor(maxBytes / 1024)} KB or was cut short.`, { cause })
  }
}

/** A request's body as JSON. Refuses (`invalid`) what is none. */
export async function jsonBody(ctx: Context, maxBytes: number): Promise<unknown> {
  const body = await rawBody(ctx, maxBytes)
  try {
    return JSON.parse(body.toString('utf8'))
  } catch (cause) {
    return fail('invalid', 'Send a JSON object.', { cause })
  }
}
