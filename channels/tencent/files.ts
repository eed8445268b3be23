import { Readable } from 'node:stream'
import { buffer, json } from 'node:stream/consumers'
import * as z from 'zod'
import { MediaError, type OutboundFile } from '../adapter.ts'
import { documented, fetchMedia, NoAnswer, notHandedOver } from '../provider/ask.ts'
import { call, urlOf, withToken, type Platform, type Said } from './platform.ts'

const refusal = z.looseObject({ errcode: z.coerce.number().default(0), errmsg: z.string().default(''), video_url: z.url().optional() })

/**
 * Opens a file by its media id. Such an address answers the file itself or, with 200 all the same, JSON: a refusal, or for some videos the
 * address where they lie. Throws `MediaError` for what is gone, `NoAnswer` for what may come another time.
 */
export async function openFile(platform: Platform, mediaId: string, maxBytes: number): Promise<{ stream: Readable; name?: string }> {
  const opened = await withToken(platform, async (access_token) => {
    const query = new URLSearchParams({ access_token, media_id: mediaId })
    const file = await fetchMedia(platform.account, `${urlOf(platform, 'media/get')}?${query}`, maxBytes)
    const { said, whole } = await listenTo(file)
    return { code: said?.errcode ?? 0, words: said?.errmsg ?? '', elsewhere: said?.video_url, stream: whole, name: file.fileName ?? '' }
  })
  if ('elsewhere' in opened && opened.elsewhere) return { stream: await fetchMedia(platform.account, opened.elsewhere, maxBytes) }
  if (opened.code === 0 && 'stream' in opened) return { stream: opened.stream, name: opened.name }
  if (opened.code === 40007) throw new MediaError('The provider has deleted this file: it keeps files for three days.')
  throw new NoAnswer(`The provider refused the file (${opened.code}): ${opened.words.slice(0, 200)}`, true)
}

const uploaded = z.looseObject({ media_id: z.string().min(1) })

/** Hands a file over for sending as an `image`, `voice`, `video` or `file`; gives its media id, or the refusal. Throws `NoAnswer`. */
export async function upload(platform: Platform, kind: string, file: OutboundFile): Promise<string | Said> {
  const body = new FormData()
  body.set('media', new Blob([new Uint8Array(await buffer(await file.open()))], { type: file.type }), file.name)
  const said = await notHandedOver(call(platform, 'media/upload', { method: 'POST', query: { type: kind }, body, timeoutMs: 60_000 }))
  return said.code ? said : documented(said.answer, uploaded, false).media_id
}

/** What a stream says when it is an answer rather than a file, and the stream as it was. */
async function listenTo(stream: Readable): Promise<{ said: z.infer<typeof refusal> | null; whole: Readable }> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>
  const first = await chunks.next()
  const whole = Readable.from(joined(first, chunks), { objectMode: false })
  if (!/^\s*\{\s*"(errcode|video_url)"/.test(first.value?.subarray(0, 100).toString('utf8') ?? '')) return { said: null, whole }
  return { said: refusal.catch({ errcode: -1, errmsg: '' }).parse(await json(whole)), whole }
}

async function* joined(first: IteratorResult<Buffer, undefined>, rest: AsyncIterator<Buffer, undefined>): AsyncGenerator<Buffer> {
  if (!first.done) yield first.value
  yield* { [Symbol.asyncIterator]: () => rest }
}
