import { fileTypeFromBuffer } from 'file-type'
import { Agent, request } from 'undici'
import { AppError, fail } from './errors.ts'
import { assertAllowedHost, guardedLookup } from './ssrf.ts'

const maxBytes = 5 * 1024 * 1024
const limitMs = 10_000
const maxRedirects = 3
/** Raster pictures only: an SVG is a document that can act. */
const types = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp'])

const agent = new Agent({ connect: { lookup: guardedLookup }, maxResponseSize: maxBytes, headersTimeout: limitMs, bodyTimeout: limitMs })

/**
 * Fetches a picture a mail shows, for the reader, who so stays unknown to the sender: no cookies, no referrer, nothing inside our own network,
 * at most 5 MB and 10 s. The type is the content's. Refuses with `invalid` (not such an address) or `upstream` (no such picture).
 */
export async function fetchImage(url: string): Promise<{ body: Buffer; type: string }> {
  const body = await fetchBytes(url, AbortSignal.timeout(limitMs), 0)
  const type = (await fileTypeFromBuffer(body))?.mime
  if (type === undefined || !types.has(type)) fail('upstream', 'What lies at this address is not a picture.')
  return { body, type }
}

async function fetchBytes(url: string, signal: AbortSignal, redirects: number): Promise<Buffer> {
  const target = httpUrl(url)
  await assertAllowedHost(target.hostname)
  try {
    const answer = await request(target, { dispatcher: agent, signal, headers: { accept: 'image/*', 'user-agent': 'Parley' } })
    const location = answer.headers['location']
    if (answer.statusCode >= 300 && answer.statusCode < 400 && typeof location === 'string') {
      await answer.body.dump()
      if (redirects >= maxRedirects) return fail('upstream', 'The picture’s address leads on and on to other addresses.')
      return await fetchBytes(new URL(location, target).href, signal, redirects + 1)
    }
    if (answer.statusCode !== 200) {
      await answer.body.dump()
      return fail('upstream', `The picture’s server answered ${answer.statusCode}.`)
    }
    return Buffer.from(await answer.body.arrayBuffer())
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    return fail('upstream', 'The picture could not be fetched.', { cause })
  }
}

function httpUrl(url: string): URL {
  if (url.length > 8000 || !URL.canParse(url)) return fail('invalid', 'This is not the address of a picture.', { field: 'url' })
  const parsed = new URL(url)
  if (!/^https?:$/.test(parsed.protocol) || parsed.username !== '')
    return fail('invalid', 'Only http and https addresses can be shown.', { field: 'url' })
  return parsed
}
