import type * as z from 'zod'
import { parseJson, TooDeep } from '../../server/bounded-json.ts'
import { ParseError, type Handle, type InboundItem, type InboundMessage, type Post } from '../adapter.ts'

/** The time of what bears none: parsing has no clock. */
export const epoch = '1970-01-01T00:00:00.000Z'

const year10000 = 253_402_300_800_000

/** Milliseconds since 1970 as ISO 8601; the epoch for what is no time before the year 10000. */
export function isoTime(ms: number | undefined): string {
  return ms !== undefined && ms >= 0 && ms < year10000 ? new Date(ms).toISOString() : epoch
}

/** `Mon Jul 16 18:09:20 +0800 2012` as ISO 8601; the epoch for what is written otherwise. */
export function writtenTime(text: string): string {
  const [, month, day, clock, zone, year] = /^\w{3} ([A-Z][a-z]{2}) (\d\d?) ([\d:]{8}) ([+-]\d{4}) (\d{4})$/.exec(text) ?? []
  return isoTime((month && Date.parse(`${day} ${month} ${year} ${clock} ${zone}`)) || undefined)
}

/** Whether a signed request is dated (in seconds since 1970) at most five minutes ago, or ahead; what is no date is not. */
export function isFresh(seconds: string | undefined, now: Date): boolean {
  return /^\d{1,12}$/.test(seconds ?? '') && Math.abs(now.getTime() / 1000 - Number(seconds)) <= 300
}

/** A raw body as JSON. Throws `ParseError`. */
export function readJson(body: Buffer): unknown {
  return parsed(body.toString('utf8'))
}

/** JSON whose strings `text` changes. Throws `ParseError`. */
export function parsed(json: string, text?: (value: string) => string): unknown {
  try {
    return parseJson(json, text)
  } catch (error) {
    if (error instanceof TooDeep) throw new ParseError('This JSON is nested deeper than any event. It was not read.')
    throw new ParseError('This is not JSON. Check its quotes, commas and brackets.')
  }
}

/** What is larger is no single event: nobody waits for it to be taken apart, and it is known by its bytes. */
const largestObject = 1024 * 1024

/** The fields of a raw body that is a JSON object; none of anything else, nor of more than 1 MB. */
export function objectIn(body: Buffer): Record<string, unknown> {
  if (body.length > largestObject) return {}
  try {
    return { ...(parseJson(body.toString('utf8')) as object | null) }
  } catch {
    return {}
  }
}

/** A name as it may stand in a line: no breaks, no control characters, none that turn the direction of writing. */
export function oneLine(text = ''): string {
  return text.replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2028\u2029\u2066-\u2069]+/g, ' ').trim()
}

/** A reader of what has this shape; null for what has not got it, which is kept as unknown. */
export function as<T>(shape: z.ZodType<T>, toItem: (read: T) => InboundItem): (given: object) => InboundItem | null {
  return (given) => {
    const known = shape.safeParse(given)
    return known.success ? toItem(known.data) : null
  }
}

type Said = Pick<InboundMessage, 'externalId' | 'thread' | 'from' | 'text' | 'sentAt'> & Partial<InboundMessage>

/** A message that is no mail: no subject, nothing quoted, nobody else addressed, unless said otherwise. */
export function plainMessage(said: Said): InboundMessage {
  return {
    ...{ type: 'message', participants: [], subject: null, quoted: null, html: null, to: [], cc: [], files: [], auto: false },
    ...said,
  }
}

type Under = { text?: string | undefined; url?: string | undefined; picture?: string | undefined; author?: string | undefined }

/** What a provider tells of the post comments are under, to be spread into their thread; nothing where it tells nothing. */
export function postOf({ text, url, picture, author }: Under): { post?: Post } {
  const words = text?.trim().slice(0, 2_000).toWellFormed()
  const post = { text: words || null, url: webAddress(url), picture: webAddress(picture), author: oneLine(author) || null }
  return (post.text ?? post.url ?? post.picture) ? { post } : {}
}

const webAddress = (url: string | undefined): string | null =>
  url !== undefined && url.length <= 4_000 && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : null

/** Somebody whose id the provider itself vouches for. */
export function vouchedFor(kind: Handle['kind'], value: string, name?: string): Handle {
  const shown = oneLine(name)
  return { kind, value, verified: true, ...(shown ? { name: shown } : {}) }
}

/** Understood, and nothing to do in a conversation; `warning` is what a person must do about the channel. */
export const ignored = (reason: string, warning?: string): InboundItem => ({ type: 'ignored', reason, ...(warning ? { warning } : {}) })
