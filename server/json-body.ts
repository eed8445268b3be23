import type { Context } from 'koa'
import getRawBody from 'raw-body'
import { fail } from './errors.ts'

/** The largest body, in bytes: of whom we know, and of strangers, who have nothing to send that is larger. */
const [largest, largestOfStrangers] = [1024 * 1024, 16 * 1024]
const deepest = 32
const mostValues = 10_000

/**
 * The request's JSON object, `{}` when it has no body. At most 1 MiB (16 KiB from strangers), 32 levels and 10,000 values; keys that reach for
 * prototypes are refused.
 */
export async function readJson(ctx: Context, { stranger = false } = {}): Promise<Record<string, unknown>> {
  const limit = stranger ? largestOfStrangers : largest
  const bytes = await getRawBody(ctx.req, { limit, length: ctx.get('Content-Length') || null })
  if (bytes.length === 0) return {}
  if (!ctx.is('json')) fail('invalid', 'Send JSON, with the header Content-Type: application/json.')
  if (hasMany(bytes)) fail('invalid', `This JSON has more than ${mostValues} values. Send it in parts.`)
  const value = parse(bytes)
  if (value === null || typeof value !== 'object' || Array.isArray(value)) fail('invalid', 'Send a JSON object: { … }.')
  assertPlain(value, 0)
  return value as Record<string, unknown>
}

const [quote, backslash, comma] = [...'"\\,'].map((char) => char.charCodeAt(0))

/** Whether it separates more values than we take: known before an object with so many keys is made, which takes long. */
function hasMany(bytes: Buffer): boolean {
  let separators = 0
  for (let at = 0, inText = false; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (byte === quote) inText = !inText
    else if (byte === backslash) at += 1
    else if (byte === comma && !inText) separators += 1
  }
  return separators >= mostValues
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
