import type Router from '@koa/router'
import * as z from 'zod'
import { endpoints, type EndpointName } from '../contract/api.ts'
import { isPublic } from '../contract/can.ts'
import { errorCodes } from '../contract/errors.ts'
import { env } from './env.ts'

type Json = Record<string, unknown>

/** `GET /api/v1/openapi.json`: made from the contract, so it cannot drift from what the server takes and gives. */
export function openApiRoutes(router: Router): void {
  // Made when first asked for, since it takes a while, and once, since anybody may ask.
  const made: { document?: string; page?: string } = {}
  router.get('/api/v1/openapi.json', (ctx) => {
    ctx.type = 'json'
    ctx.body = made.document ??= JSON.stringify(openApiDocument())
  })
  router.get('/api/docs', (ctx) => {
    ctx.type = 'html'
    ctx.body = made.page ??= docsPage()
  })
}

/** The OpenAPI 3.1 document of every endpoint below `/api/v1`. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {}
  const shared: Json = {}
  for (const name of Object.keys(endpoints) as EndpointName[]) {
    const { method, path } = endpoints[name]
    const address = path.replace(/:(\w+)/g, '{$1}')
    paths[address] = { ...paths[address], [method]: operation(name, shared) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Parley',
      version: '1',
      description: 'One real-time inbox for every channel. Sign in with POST /session and send its token as a bearer token.',
    },
    servers: [{ url: `${env().PUBLIC_URL}/api/v1` }],
    paths,
    components: {
      securitySchemes: { session: { type: 'http', scheme: 'bearer' } },
      schemas: { ...shared, Error: errorSchema },
    },
  }
}

const errorSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { enum: Object.keys(errorCodes) },
        message: { type: 'string' },
        field: { type: 'string' },
        requestId: { type: 'string' },
      },
    },
  },
}

function operation(name: EndpointName, shared: Json): Json {
  const { method, path, summary, input, output } = endpoints[name]
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, Json>
    required?: string[]
  }
  const inPath = new Set([...path.matchAll(/:(\w+)/g)].map((match) => match[1]))
  const rest = Object.entries(schema.properties ?? {}).filter(([field]) => !inPath.has(field))
  const hasBody = method === 'post' || method === 'patch'
  const isRequired = (field: string) => schema.required?.includes(field) ?? false
  const parameters = [
    ...Object.entries(schema.properties ?? {})
      .filter(([field]) => inPath.has(field))
      .map(([field, of]) => ({ name: field, in: 'path', required: true, schema: of })),
    ...(hasBody ? [] : rest.map(([field, of]) => ({ name: field, in: 'query', required: isRequired(field), schema: of }))),
  ]
  const body = {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(rest),
    required: rest.map(([field]) => field).filter(isRequired),
  }
  return {
    operationId: name,
    summary,
    security: isPublic(name) ? [] : [{ session: [] }],
    parameters,
    ...(hasBody &&
      rest.length > 0 && { requestBody: { required: body.required.length > 0, content: { 'application/json': { schema: body } } } }),
    responses: {
      200: {
        description: 'Done',
        content: { 'application/json': { schema: outputSchema(output, shared) } },
      },
      default: { description: 'Refused', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } },
    },
  }
}

/** Schemas with a name, which may contain themselves, go to `shared`, where a reference of the document finds them. */
function outputSchema(output: z.ZodType, shared: Json): Json {
  const { $defs = {}, ...schema } = z.toJSONSchema(output, { io: 'output', unrepresentable: 'any' })
  const moved = JSON.parse(JSON.stringify({ $defs, schema }).replaceAll('#/$defs/', '#/components/schemas/')) as {
    $defs: Json
    schema: Json
  }
  Object.assign(shared, moved.$defs)
  return moved.schema
}

/** A page a person can read, without scripts: every endpoint with what it takes. */
function docsPage(): string {
  const row = (name: EndpointName) => {
    const { method, path, summary, input } = endpoints[name]
    const fields = Object.keys(input.shape).map((field) => `<code>${escape(field)}</code>`)
    return `<tr><td><b>${method.toUpperCase()}</b></td><td><code>/api/v1${escape(path)}</code></td><td>${escape(summary)}<br><small>${fields.join(' ') || '–'}</small></td></tr>`
  }
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Parley API</title>
<style>body{font:14px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1e2430;background:#f7f5f1}table{border-collapse:collapse;width:100%}td{border-top:1px solid #e6e1d8;padding:.5rem .75rem .5rem 0;vertical-align:top}code{font-size:13px}small{color:#616878}@media(prefers-color-scheme:dark){body{background:#14171d;color:#e8e6e1}td{border-color:#2a303b}small{color:#989fac}a{color:#9db8f7}}</style>
<h1>Parley API</h1><p>Sign in with <code>POST /api/v1/session</code> and send its <code>token</code> as <code>Authorization: Bearer …</code>. Every POST honours <code>Idempotency-Key</code>;
lists take <code>cursor</code> and <code>limit</code> and answer <code>{data, next}</code>; refusals are <code>{error: {code, message, field?}}</code>. The machine-readable document: <a href="/api/v1/openapi.json">openapi.json</a>.</p>
<table>${(Object.keys(endpoints) as EndpointName[]).map(row).join('\n')}</table></html>`
}

const escape = (text: string) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)
