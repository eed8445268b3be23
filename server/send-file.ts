import type { Context as KoaContext } from 'koa'
import { byteRange } from './byte-range.ts'
import { openFile } from './storage.ts'

/**
 * Answers with a kept file's bytes, or with the part of them that is asked for: browsers move within sound and video by it, and Safari plays
 * none without. Who may have the file, as which type and under which name is said by the caller, before.
 */
export async function sendFile(ctx: KoaContext, { hash, size }: { hash: string; size: number }): Promise<void> {
  ctx.set('Accept-Ranges', 'bytes')
  ctx.etag = hash
  // Parts are of the bytes as they lie.
  ctx['compress'] = false
  const range = isOfThis(ctx, hash) ? byteRange(ctx.get('Range'), size) : null
  if (range === 'beyond') {
    ctx.set('Content-Range', `bytes */${size}`)
    ctx.status = 416
    return
  }
  ctx.status = range ? 206 : 200
  if (range) ctx.set('Content-Range', `bytes ${range.start}-${range.end}/${size}`)
  ctx.length = range ? range.end - range.start + 1 : size
  ctx.body = await openFile(hash, range)
}

/** Whether a part would go with what the browser has of the file already. */
function isOfThis(ctx: KoaContext, hash: string): boolean {
  const has = ctx.get('If-Range')
  return has === '' || has === `"${hash}"`
}
