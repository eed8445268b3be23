import { Readable } from 'node:stream'
import type { Agent } from 'undici'
import * as z from 'zod'
import { currentMs } from '../../server/clock.ts'
import { parseJson } from '../../server/bounded-json.ts'
import { AppError } from '../../server/errors.ts'
import { assertAllowedHost, guardedLookup } from '../../server/ssrf.ts'
import { MediaError, type Account, type SendResult } from '../adapter.ts'
import { nameIn } from './file-name.ts'
import { askPeer, isPractice } from './peers.ts'

export type Ask = {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  headers?: Record<string, string>
  query?: Record<string, string>
  /** Sent as JSON unless it is bytes, a string, or a form. */
  body?: object | string | Buffer | FormData | URLSearchParams
  timeoutMs?: number
}

/** `json` is undefined when the body is none. */
export type Answer = { status: number; headers: Record<string, string | undefined>; body: Buffer; json: unknown }

/** No answer came. `handedOver`: the provider may have got the request all the same. `message` is for a person. */
export class NoAnswer extends Error {
  readonly handedOver: boolean

  constructor(message: string, handedOver: boolean, options?: ErrorOptions) {
    super(message, options)
    this.handedOver = handedOver
  }
}

const largestAnswer = 2 * 1024 * 1024
let agent: Agent | undefined

/** Loaded with the first call, because a parser process, which reads what providers send, makes none and pays 20 MB for it. */
async function client() {
  const { Agent: NewAgent, request } = await import('undici')
  agent ??= new NewAgent({ connect: { lookup: guardedLookup, timeout: 10_000 }, headersTimeout: 20_000, bodyTimeout: 20_000 })
  return { request, agent }
}

/**
 * One call to a channel's provider, the only way adapters speak HTTP: never into our own network, at most `timeoutMs` (15 s), no redirects.
 * Any status is an answer. An address that begins with `demo:` is the stand-in of that channel. Throws `NoAnswer`.
 */
export async function ask(account: Account, url: string, given: Ask = {}): Promise<Answer> {
  const { headers, body } = await encode(given)
  const target = withQuery(url, given.query)
  if (isPractice(target)) return answered(await askPeer(account, { method: given.method ?? 'GET', url: target, headers, body }))
  const response = await connect(target, given, headers, body)
  return answered({ status: response.statusCode, headers: singles(response.headers), body: await limited(response.body) })
}

/**
 * Opens a file at a provider, or on the host its ids lead to. Redirects are followed up to three times, each host checked; `headers` go to the
 * first host only; `fileName` is what the host calls it. Throws `MediaError` for what is gone (4xx) or larger than `maxBytes`, `NoAnswer` for what may come another time.
 */
export async function fetchMedia(
  account: Account,
  url: string,
  maxBytes: number,
  headers: Record<string, string> = {},
  hops = 0,
): Promise<Readable & { fileName?: string }> {
  if (isPractice(url)) {
    const answer = await ask(account, url, { headers })
    if (answer.status !== 200) throw new MediaError(`The provider answered ${answer.status}.`)
    return Object.assign(Readable.from([answer.body]), nameIn(answer.headers['content-disposition']))
  }
  const response = await connect(url, { timeoutMs: 60_000 }, headers, nothing)
  const location = response.headers['location']
  if (response.statusCode >= 300 && response.statusCode < 400 && typeof location === 'string') {
    await response.body.dump()
    if (hops >= 3) throw new MediaError('The file’s address leads on and on to other addresses.')
    const next = new URL(location, url)
    return fetchMedia(account, next.href, maxBytes, next.host === new URL(url).host ? headers : {}, hops + 1)
  }
  if (response.statusCode === 200 && Number(response.headers['content-length'] ?? 0) <= maxBytes)
    return Object.assign(response.body, nameIn(response.headers['content-disposition']))
  await response.body.dump()
  if (response.statusCode === 200) throw new MediaError(`The file is larger than ${Math.floor(maxBytes / 1_048_576)} MB.`)
  if (response.statusCode >= 400 && response.statusCode < 500 && response.statusCode !== 429)
    throw new MediaError(`The provider does not have this file (any more): it answered ${response.statusCode}.`)
  throw new NoAnswer(`The provider answered ${response.statusCode}.`, true)
}

/** How a send ended that got no answer: an unreached provider is tried again, a silent one leaves it open. */
export function unanswered(error: unknown): SendResult {
  if (!(error instanceof NoAnswer)) throw error
  if (!error.handedOver)
    return { outcome: 'failed', retry: 'later', code: 'unreachable', reason: [error.message, 'Parley tries again.'].join('\n') }
  return { outcome: 'unknown', code: 'no_answer', reason: [error.message, unclear].join('\n') }
}

const unclear = 'So nobody can tell whether the message arrived. Check, then send again or mark it as arrived.'

/**
 * What an answer holds where it is one the provider's documentation describes. Only that counts as its answer: a page of some proxy, an empty
 * body or fields we do not know say as little as silence does. Throws `NoAnswer`, `handedOver` as given.
 */
export function documented<T>(answer: Answer, shape: z.ZodType<T>, handedOver = true): T {
  const read = shape.safeParse(answer.json)
  if (!read.success) throw undocumented(handedOver)
  return read.data
}

/** How several providers answer, whatever it is about. */
export const okAnswer = z.looseObject({ ok: z.boolean(), error: z.string().default('') })

export const undocumented = (handedOver = true) =>
  new NoAnswer('The provider’s answer is none of those its documentation describes.', handedOver)

/** A step before the message itself: where it gets no answer, or trouble (5xx), nothing of the message got out, and it may be tried again. */
export async function notHandedOver<T extends Answer | { answer: Answer }>(step: Promise<T>): Promise<T> {
  try {
    const taken = await step
    const { status } = 'answer' in taken ? taken.answer : taken
    if (status >= 500) throw new NoAnswer(`The provider has trouble (${status}).`, false)
    return taken
  } catch (error) {
    throw error instanceof NoAnswer ? new NoAnswer(error.message, false, { cause: error }) : error
  }
}

type Failure = Extract<SendResult, { outcome: 'failed' }>

/** A failure every provider means the same by, from its HTTP status; `reason` in words for a person, what the provider said included. */
export function refused(answer: Answer, said: string, code = String(answer.status)): Failure {
  const { status } = answer
  const reason = [wordsForStatus(status, code), ...(said ? [`The provider says: ${said.slice(0, 300)}`] : [])].join('\n')
  if (status === 429) return { outcome: 'failed', retry: 'later', code, reason, ...waitIn(answer) }
  return inTrouble(answer, { outcome: 'failed', retry: status >= 500 ? 'later' : 'no', code, reason })
}

/** A provider that broke down over a message (5xx) may have taken it all the same. */
export function inTrouble({ status }: Answer, failure: Failure): Failure {
  return status >= 500 && failure.retry === 'later' ? { ...failure, mayBeOut: true } : failure
}

function wordsForStatus(status: number, code: string): string {
  if (status === 429) return 'The provider asks us to slow down; Parley tries again.'
  if (status >= 500) return `The provider has trouble (${status}); Parley tries again.`
  if (status === 401 || status === 403) return 'The provider refused our credentials. Check the channel’s settings.'
  return `The provider refused this message (${code}).`
}

/** How long the provider wants us to wait, a day at most: in seconds, or until a date. https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 */
function waitIn({ headers }: Answer): { retryAfterMs?: number } {
  const given = headers['retry-after'] ?? ''
  const ms = /^\s*[\d.]+\s*$/.test(given) ? Number(given) * 1000 : Date.parse(given) - currentMs()
  return ms > 0 ? { retryAfterMs: Math.min(ms, 86_400_000) } : {}
}

const nothing = Buffer.alloc(0)

/** Forms are written out here, so that a stand-in reads the same bytes a provider does. */
async function encode({ headers = {}, body }: Ask): Promise<{ headers: Record<string, string>; body: Buffer }> {
  if (body === undefined) return { headers, body: nothing }
  if (Buffer.isBuffer(body)) return { headers, body }
  if (typeof body === 'string') return { headers, body: Buffer.from(body) }
  if (body instanceof FormData || body instanceof URLSearchParams) {
    const form = new Response(body)
    return { headers: { 'content-type': form.headers.get('content-type') ?? '', ...headers }, body: Buffer.from(await form.arrayBuffer()) }
  }
  return { headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body: Buffer.from(JSON.stringify(body)) }
}

function withQuery(url: string, query: Record<string, string> = {}): string {
  const added = new URLSearchParams(query).toString()
  return added ? `${url}${url.includes('?') ? '&' : '?'}${added}` : url
}

async function connect(url: string, { method = 'GET', timeoutMs = 15_000 }: Ask, headers: Record<string, string>, body: Buffer) {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new NoAnswer('The provider’s address is no http address.', false)
  const target = new URL(url)
  try {
    await assertAllowedHost(target.hostname)
    const { request, agent: dispatcher } = await client()
    const sent = { method, headers: { 'user-agent': 'Parley', ...headers }, dispatcher, signal: AbortSignal.timeout(timeoutMs) }
    return await request(target, body.length > 0 ? { ...sent, body } : sent)
  } catch (cause) {
    if (cause instanceof AppError) throw new NoAnswer(cause.message, false, { cause })
    throw new NoAnswer(wordsFor(cause, target.hostname), !neverLeft(cause), { cause })
  }
}

const codeOf = (cause: unknown) => (cause as { code?: string }).code ?? ''

/** The connection was never made, so nothing of the request got out. */
const neverLeft = (cause: unknown) =>
  [
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EACCES',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'UND_ERR_CONNECT_TIMEOUT',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ].includes(codeOf(cause))

function wordsFor(cause: unknown, host: string): string {
  if (neverLeft(cause)) return `${host} cannot be reached (${codeOf(cause)}).`
  return `${host} did not answer in time, or hung up.`
}

async function limited(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > largestAnswer) throw new NoAnswer('The provider’s answer is too large to be one.', true)
      chunks.push(chunk)
    }
  } catch (cause) {
    if (cause instanceof NoAnswer) throw cause
    throw new NoAnswer('The provider hung up in the middle of its answer.', true, { cause })
  }
  return Buffer.concat(chunks)
}

function answered({ status, headers, body }: Omit<Answer, 'json'>): Answer {
  return { status, headers, body, json: parsed(body) }
}

function parsed(body: Buffer): unknown {
  try {
    return parseJson(body.toString('utf8'))
  } catch {
    return undefined
  }
}

function singles(headers: Record<string, string | string[] | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]))
}
