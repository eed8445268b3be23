import * as z from 'zod'
import { parsed } from './reading.ts'

/**
 * A raw body as JSON whose long whole numbers come as strings, since JavaScript would round them and ids are often such numbers. Halves of
 * surrogate pairs and NULs, which PostgreSQL refuses, are mended. Throws `ParseError`.
 */
export function readExactJson(body: Buffer): unknown {
  const text = body.toString('utf8')
  const value = parsed(text, mended)
  // Only what was valid JSON is searched, so every string in it ends.
  return longNumber.test(text) ? parsed(text.replace(tokens, quoteLong), mended) : value
}

const longNumber = /\d{16}/
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g
const quoteLong = (token: string) => (/^-?\d{16,}$/.test(token) ? `"${token}"` : token)

const mended = (text: string) => Buffer.from(text.replaceAll('\0', ''), 'utf8').toString('utf8')

/** What may be JSON written as text, opened; anything else as it is. */
export function openedJson(value: unknown): unknown {
  try {
    return typeof value === 'string' ? readExactJson(Buffer.from(value)) : value
  } catch {
    return value
  }
}

/** The numeric `id` of an object read here, as its digits; undefined where there is none. */
export function idIn(value: unknown): string | undefined {
  return z.looseObject({ id: longId }).safeParse(value).data?.id
}

/** A numeric id as `readExactJson` gives it, or as text: its digits. */
export const longId = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^\d{1,20}$/))

/** What need not be there, nor be as it should: then undefined. */
export const maybe = <T extends z.ZodType>(type: T) => type.optional().catch(undefined)

/** The same of every field of a shape. */
export const maybeEach = <S extends Record<string, z.ZodType>>(shape: S) =>
  Object.fromEntries(Object.entries(shape).map(([name, type]) => [name, maybe(type)])) as { [K in keyof S]: ReturnType<typeof maybe<S[K]>> }
