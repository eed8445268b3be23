import { endpoints, type EndpointName, type Input, type Output } from '../../contract/api.ts'
import { errorCodes, type ErrorCode } from '../../contract/errors.ts'

type Handlers = { [N in EndpointName]?: (input: Input<N>) => Output<N> | Promise<Output<N>> }
type Call = { name: EndpointName; input: Record<string, unknown> }

/** Throw it from a handler: the server refuses. */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly field: string | undefined
  constructor(code: ErrorCode, message: string, field?: string) {
    super(message)
    this.code = code
    this.field = field
  }
}

/** Throw it from a handler: the line breaks before (or after) the handler has done its work, and no answer arrives. */
export class LineCut extends Error {}

/**
 * A server of the contract in memory, in place of `fetch`: routes by the contract's own methods and paths, validates inputs by its
 * schemas, answers its error shape. An endpoint without a handler fails the test that calls it.
 */
export function fakeServer(handlers: Handlers) {
  const calls: Call[] = []
  const fetch = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const { name, input } = route(url, init)
    calls.push({ name, input })
    const handler = handlers[name] as ((input: unknown) => unknown) | undefined
    if (!handler) throw new Error(`the fake server has no handler for ${name}`)
    try {
      return Response.json(await handler(endpoints[name].input.parse(input)))
    } catch (error) {
      if (error instanceof LineCut) throw new TypeError('network error')
      if (!(error instanceof Refusal)) throw error
      return Response.json({ error: { code: error.code, message: error.message, field: error.field } }, { status: errorCodes[error.code] })
    }
  }
  return { fetch, calls, handlers }
}

function route(url: string, init: RequestInit): Call {
  const { pathname, searchParams } = new URL(url, 'http://parley.test')
  const method = (init.method ?? 'GET').toLowerCase()
  for (const name of Object.keys(endpoints) as EndpointName[]) {
    const endpoint = endpoints[name]
    const params = endpoint.method === method ? matchPath(endpoint.path, pathname.replace('/api/v1', '')) : null
    if (!params) continue
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {}
    return { name, input: { ...Object.fromEntries(searchParams), ...body, ...params } }
  }
  throw new Error(`no endpoint answers ${method} ${pathname}`)
}

function matchPath(template: string, path: string): Record<string, string> | null {
  const [wanted, given] = [template.split('/'), path.split('/')]
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [at, part] of wanted.entries()) {
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(given[at]!)
    else if (part !== given[at]) return null
  }
  return params
}
