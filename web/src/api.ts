import { endpoints, type EndpointName, type Output, type RawInput } from '../../contract/api.ts'
import { isPublic } from '../../contract/can.ts'
import type { Method } from '../../contract/endpoint.ts'
import type { ErrorBody, ErrorCode } from '../../contract/errors.ts'
import type { Attachment } from '../../contract/files.ts'

/** A request that was refused, or (`offline`) never answered. `message` is the server's, for people; empty when offline. */
export class ApiError extends Error {
  readonly code: ErrorCode | 'offline'
  readonly field: string | undefined
  /** Who is in the way. */
  readonly customerId: string | undefined
  constructor(code: ErrorCode | 'offline', message: string, field?: string, customerId?: string) {
    super(message)
    this.code = code
    this.field = field
    this.customerId = customerId
  }
}

/** Marks requests as ours: a foreign page cannot set it without asking first. */
const guard = { 'X-Parley': 'web' }
const patience = 20_000
/** The language of the app, for refusals before the server knows who asks. */
const ourLanguage = () => ({ 'Accept-Language': document.documentElement.lang || 'en' })

const sessionEnded = new Set<() => void>()

/** Calls `listener` whenever the server says that nobody is signed in any more; returns its removal. */
export function onSessionEnded(listener: () => void): () => void {
  sessionEnded.add(listener)
  return () => sessionEnded.delete(listener)
}

/**
 * Calls one endpoint of the contract with the session's cookie.
 * @throws ApiError when refused, or after 20 s without an answer (then the server may or may not have done it).
 */
export async function call<N extends EndpointName>(name: N, input: RawInput<N>, how: How = {}): Promise<Output<N>> {
  const response = await answerTo(name, input, how)
  if (response.ok) return (await readJson(response)) as Output<N>
  if (response.status === 401 && !isPublic(name)) sessionEnded.forEach((listener) => listener())
  throw await refusal(response)
}

/** `keepalive`: it goes out though the page is about to go away. */
type How = { keepalive?: boolean }

async function answerTo(name: EndpointName, input: object, how: How): Promise<Response> {
  // In a browser there is nothing more to an endpoint than this: see `vite.config.ts`.
  const endpoint: { method: Method; path: string } = endpoints[name]
  const { path, rest } = fillPath(endpoint.path, input)
  const inQuery = endpoint.method === 'get' || endpoint.method === 'delete'
  const headers: Record<string, string> = { ...guard, Accept: 'application/json', ...ourLanguage() }
  if (!inQuery) headers['Content-Type'] = 'application/json'
  return fetch(`/api/v1${path}${inQuery ? query(rest) : ''}`, {
    method: endpoint.method.toUpperCase(),
    headers,
    credentials: 'same-origin',
    ...how,
    signal: AbortSignal.timeout(patience),
    ...(inQuery ? {} : { body: JSON.stringify(rest) }),
  }).catch(() => {
    throw new ApiError('offline', '')
  })
}

/** Moves the fields a path names (`/users/:id`) from the input into it. */
function fillPath(template: string, input: object): { path: string; rest: Record<string, unknown> } {
  const rest: Record<string, unknown> = { ...input }
  const path = template.replace(/:([a-zA-Z]+)/g, (_, field: string) => {
    const value = String(rest[field])
    delete rest[field]
    return encodeURIComponent(value)
  })
  return { path, rest }
}

function query(fields: Record<string, unknown>): string {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries.map(([key, value]) => [key, String(value)]))}`
}

async function readJson(response: Response): Promise<unknown> {
  return response.json().catch(() => {
    throw new ApiError('offline', '')
  })
}

async function refusal(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => null)) as Partial<ErrorBody> | null
  // A proxy in front of a stopped server answers 502–504 in its own words: to us that is no answer at all.
  if (!body?.error) return new ApiError('offline', '')
  return new ApiError(body.error.code, body.error.message, body.error.field, body.error.customerId)
}

/** Uploads one file for a message; `onProgress` gets 0…1. Aborting `signal` rejects with an ApiError `offline`. */
export function upload(file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<Attachment> {
  return sendFile<Attachment>('/api/v1/files', file, onProgress, signal)
}

/** Uploads one file to where it belongs and answers what the server makes of it. */
export function sendFile<T>(path: string, file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    for (const [name, value] of Object.entries({ ...guard, ...ourLanguage() })) request.setRequestHeader(name, value)
    request.responseType = 'json'
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total)
    request.onload = () => {
      if (request.status < 300) return resolve(request.response as T)
      const body = request.response as Partial<ErrorBody> | null
      reject(body?.error ? new ApiError(body.error.code, body.error.message, body.error.field) : new ApiError('offline', ''))
    }
    request.onerror = request.onabort = () => reject(new ApiError('offline', ''))
    signal.addEventListener('abort', () => request.abort())
    const form = new FormData()
    form.append('file', file)
    request.send(form)
  })
}
