import type { EndpointName } from '../../contract/api.ts'
import type { Answer, Api } from './http.ts'

type Operation = {
  operationId: EndpointName
  security: unknown[]
  parameters: { name: string; in: 'path' | 'query'; schema: JsonSchema }[]
  requestBody?: { content: { 'application/json': { schema: { properties: Record<string, JsonSchema> } } } }
}
export type JsonSchema = { type?: string; enum?: unknown[]; anyOf?: JsonSchema[]; default?: unknown; format?: string; items?: JsonSchema }
export type Field = { name: string; in: 'path' | 'query' | 'body'; schema: JsonSchema }
export type Documented = { name: EndpointName; method: string; path: string; fields: Field[]; isPublic: boolean }

/** What the OpenAPI document says there is. */
export function operationsOf(document: unknown): Documented[] {
  const { paths } = document as { paths: Record<string, Record<string, Operation>> }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: operation.operationId,
      method: method.toUpperCase(),
      path,
      isPublic: operation.security.length === 0,
      fields: [
        ...operation.parameters,
        ...Object.entries(operation.requestBody?.content['application/json'].schema.properties ?? {}).map(([name, schema]) => ({
          name,
          in: 'body' as const,
          schema,
        })),
      ],
    })),
  )
}

/** Sends an input where the document says each field goes; a field it does not know goes into the body, or the query where there is none. */
export function send(
  api: Api,
  operation: Documented,
  input: Record<string, unknown>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const rest = { ...input }
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent((typeof value === 'object' ? JSON.stringify(value) : String(value)).toWellFormed())
  })
  const hasBody = operation.method === 'POST' || operation.method === 'PATCH'
  const query = hasBody ? '' : queryOf(rest)
  return api(operation.method, `/api/v1${path}${query}`, hasBody ? rest : undefined, headers)
}

function queryOf(input: Record<string, unknown>): string {
  const pairs = Object.entries(input).flatMap(([name, value]) =>
    Array.isArray(value)
      ? value.map((item) => [name, String(item)])
      : value === undefined
        ? []
        : [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]],
  )
  return pairs.length ? `?${new URLSearchParams(pairs)}` : ''
}

export const isId = (field: Field) => /(^id|Id|Ids)$/.test(field.name)
