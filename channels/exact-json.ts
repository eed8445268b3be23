import { ParseError } from './adapter.ts'

/**
 * A raw body as JSON whose long whole numbers come as strings, since JavaScript would round them and ids are often such numbers. Halves of
 * surrogate pairs and NULs, which PostgreSQL refuses, are mended. Throws `ParseError`.
 */
export function readExactJson(body: Buffer): unknown {
  const text = body.toString('utf8')
  const value = parse(text)
  // Only what was valid JSON is searched, so every string in it ends.
  return longNumber.test(text) ? parse(text.replace(tokens, quoteLong)) : value
}

const longNumber = /\d{16}/
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g
const quoteLong = (token: string) => (/^-?\d{16,}$/.test(token) ? `"${token}"` : token)

function parse(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) => (typeof value === 'string' ? mended(value) : value))
  } catch {
    throw new ParseError('This is not JSON. Check its quotes, commas and brackets.')
  }
}

const mended = (text: string) => Buffer.from(text.replaceAll('\0', ''), 'utf8').toString('utf8')

/** The numeric `id` of an object read here, as its digits; empty where there is none. */
export function idIn(value: unknown): string {
  const id = typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : ''
  return /^\d{1,20}$/.test(id) ? id : ''
}
