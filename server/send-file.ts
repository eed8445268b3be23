import type { Context as KoaContext } from 'koa'
import type { Readable } from 'node:stream'
import { type ByteRange, byteRange } from './byte-range.ts'
import { openFile } from './storage.ts'

/** Bytes to answer with: `etag` names them, `open` gives them, or a part. */
export type Sent = { etag: string; size: number; open: (range: ByteRange | null) => Promise<Readable> | Readable }

/** Answers with a kept file; see `sendBytes`. */
export function sendFile(ctx: KoaContext, { hash, size }: { hash: string; size: number }): Promise<void> {
  return sendBytes(ctx, { etag: hash, size, open: (range) => openFile(hash, range) })
}

/**
 * Answers with bytes, or with the part of them that is asked for: browsers move within sound and video by it, and Safari plays
 * none without. Who may have the file, as which type and under which name is said by the caller, before.
 */
export async function sendBytes(ctx: KoaContext, { etag, size, open }: Sent): Promise<void> {
  ctx.set('Accept-Ranges', 'bytes')
  ctx.etag = etag
  // Parts are of the bytes as they lie.
  ctx['compress'] = false
  const range = isOfThis(ctx, etag) ? byteRange(ctx.get('Range'), size) : null
  if (range === 'beyond') {
    ctx.set('Content-Range', `bytes */${size}`)
    ctx.status = 416
    return
  }
  ctx.status = range ? 206 : 200
  if (range) ctx.set('Content-Range', `bytes ${range.start}-${range.end}/${size}`)
  ctx.length = range ? range.end - range.start + 1 : size
  ctx.body = await open(range)
}

/** Whether a part would go with what the browser has of the file already. */
function isOfThis(ctx: KoaContext, etag: string): boolean {
  const has = ctx.get('If-Range')
  return has === '' || has === `"${etag}"`
}
