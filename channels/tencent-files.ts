import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import * as z from 'zod'
import { MediaError, type OutboundFile } from './adapter.ts'
import { fetchMedia, NoAnswer } from './provider.ts'
import { call, notHandedOver, urlOf, withToken, type Platform, type Said } from './tencent.ts'

const refusal = z.looseObject({ errcode: z.number().default(0), errmsg: z.string().default(''), video_url: z.url().optional() })
const mostRefusalBytes = 16_384

/**
 * Opens a file by its media id. Such an address answers the file itself or, with 200 all the same, JSON: a refusal, or for some videos the
 * address where they lie. Throws `MediaError` for what is gone, `NoAnswer` for what may come another time.
 */
export async function openFile(platform: Platform, mediaId: string, maxBytes: number): Promise<{ stream: Readable }> {
  const opened = await withToken(platform, async (access_token) => {
    const query = new URLSearchParams({ access_token, media_id: mediaId })
    const stream = await fetchMedia(platform.account, `${urlOf(platform, 'media/get')}?${query}`, maxBytes)
    const said = await saidIn(stream)
    return { code: said?.errcode ?? 0, words: said?.errmsg ?? '', elsewhere: said?.video_url, stream }
  })
  if ('elsewhere' in opened && opened.elsewhere) return { stream: await fetchMedia(platform.account, opened.elsewhere, maxBytes) }
  if (opened.code === 0 && 'stream' in opened) return { stream: opened.stream }
  if (opened.code === 40007) throw new MediaError('The provider has deleted this file: it keeps files for three days.')
  throw new NoAnswer(`The provider refused the file (${opened.code}): ${opened.words.slice(0, 200)}`, true)
}

const uploaded = z.looseObject({ media_id: z.string().min(1) })

/** Hands a file over for sending as an `image`, `voice`, `video` or `file`; gives its media id, or the refusal. Throws `NoAnswer`. */
export async function upload(platform: Platform, kind: string, file: OutboundFile): Promise<string | Said> {
  const body = new FormData()
  body.set('media', new Blob([new Uint8Array(await buffer(await file.open()))], { type: file.type }), file.name)
  const said = await notHandedOver(call(platform, 'media/upload', { method: 'POST', query: { type: kind }, body, timeoutMs: 60_000 }))
  return uploaded.safeParse(said.answer.json).data?.media_id ?? said
}

/** What a stream says when it is an answer rather than a file; the stream stays whole when it is a file. */
async function saidIn(stream: Readable): Promise<z.infer<typeof refusal> | null> {
  if (stream.readableLength === 0 && !stream.readableEnded) await once(stream, 'readable')
  const head = stream.read() as Buffer | null
  if (head === null) return null
  stream.unshift(head)
  if (head.length > mostRefusalBytes || !/^\s*\{\s*"(errcode|video_url)"/.test(head.subarray(0, 100).toString('utf8'))) return null
  return refusal.catch({ errcode: -1, errmsg: '' }).parse(JSON.parse((await buffer(stream)).toString('utf8')))
}
