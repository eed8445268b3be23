import type { Context } from 'koa'
import getRawBody from 'raw-body'
import { fail } from './errors.ts'

const largestBody = 1024 * 1024
const deepest = 32

/** The request's JSON object, `{}` when it has no body. At most 1 MiB and 32 levels; keys that reach for prototypes are refused. */
export async function readJson(ctx: Context): Promise<Record<string, unknown>> {
  const bytes = await getRawBody(ctx.req, { limit: largestBody, length: ctx.get('Content-Length') || null })
  if (bytes.length === 0) return {}
  if (!ctx.is('json')) fail('invalid', 'Send JSON, with the header Content-Type: application/json.')
  const value = parse(bytes)
  if (value === null || typeof value !== 'object' || Array.isArray(value)) fail('invalid', 'Send a JSON object: { … }.')
  assertPlain(value, 0)
  return value as Record<string, unknown>
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch (cause) {
    return fail('invalid', 'This is not JSON. Check its quotes, commas and brackets.', { cause })
  }
}

function assertPlain(value: unknown, depth: number): void {
  if (value === null || typeof value !== 'object') return
  if (depth > deepest) fail('invalid', `This JSON is nested deeper than ${deepest} levels. Send it flatter.`)
  for (const [key, inner] of Object.entries(value)) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype')
      fail('invalid', `The key “${key}” is not allowed. Leave it out.`, { field: key })
    assertPlain(inner, depth + 1)
  }
}
