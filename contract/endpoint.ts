import * as z from 'zod'

export const id = z.uuid()
/** A time as an answer gives it: ISO 8601 with its offset. What a caller may say is `dbTime`. */
export const time = z.iso.datetime({ offset: true })
/** Where a list goes on: what the `next` of its page before said, opaque to whoever sends it (`server/cursor.ts`). */
export const cursor = z
  .string()
  .max(2_000)
  .regex(/^[\w.-]*$/, 'Send as `cursor` the `next` of the page before.')
export const limit = z.coerce.number().int().min(1).max(100).default(50)

/** Text that is or may be contact data (a phone number, a mail address): shown in part to roles that may not see it. See `mask.ts`. */
export const contact = z.string().meta({ contact: true })

/** What we say of something, as it is kept: only what is quoted in it may be contact data. */
export const said = z.string().meta({ contact: 'said' })

/** A name of the provider's that may be made of contact data beyond recognition (WhatsApp's ids of messages): left out for the same roles. */
export const outsideId = z.string().meta({ contact: 'left out' })

/** A page of a list: `next` is the cursor of the following page, null at the end. */
export const page = <T extends z.ZodType>(item: T) => z.object({ data: z.array(item), next: z.string().nullable() })

export const nothing = z.object({})

// What callers may send of texts, numbers and times: all of it fits what the database can hold. Inputs are made of these and nothing looser
// (tests/security/inputs.test.ts walks every schema).

/** Halves of a character (an emoji cut in two) become �: PostgreSQL's text and JSON cannot hold them. */
const whole = (value: string) => value.replace(/\p{Cs}/gu, '\ufffd')

/** Text a person typed on one line: trimmed, no control characters, so no header or log line can be forged with it. */
export const line = (max: number) =>
  z
    .string()
    .overwrite(whole)
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'Remove line breaks and control characters.')

/** Running text: any characters PostgreSQL can keep (all but NUL), at most `max` UTF-16 units. */
export const dbText = (max: number) =>
  z
    .string()
    .overwrite(whole)
    .max(max)
    .refine((value) => !value.includes('\0'), 'Remove the NUL character.')

/** A whole number of an `integer` column. */
export const dbInt = (min = -(2 ** 31), max = 2 ** 31 - 1) => z.number().int().min(min).max(max)

/** Any other number: of a `double precision` column or of JSON, far from where those overflow or turn into 0. */
export const dbNumber = z
  .number()
  .refine((value) => value === 0 || (Math.abs(value) >= 1e-300 && Math.abs(value) <= 1e300), 'This number is too large or too small.')

const isKeptYear = (iso: string) => iso >= '1000'

/** A moment of the years 1000 to 9999, with its offset; read as UTC, in whole milliseconds. */
export const dbTime = time
  .refine((value) => isKeptYear(value) && isKeptYear(momentOf(value)), 'Give a time of the years 1000 to 9999.')
  .overwrite(momentOf)

/** A day of the years 1000 to 9999, as YYYY-MM-DD. */
export const dbDay = z.iso.date().refine(isKeptYear, 'Give a day of the years 1000 to 9999.')

/** In UTC. Years past 9999 get a sign, which sorts below every digit; what is no time stays for the format to refuse. */
function momentOf(value: string): string {
  const moment = new Date(value)
  return Number.isNaN(moment.getTime()) ? value : moment.toISOString()
}

/** JSON of a shape somebody else knows (an adapter's settings), without what PostgreSQL's JSON cannot hold. */
export const dbJson = z
  .record(z.string(), z.unknown())
  .refine((value) => !/(?<!\\)(\\\\)*\\u(0000|d[89a-f])/.test(JSON.stringify(value)), 'Remove NUL characters and halves of characters.')

export type Method = 'get' | 'post' | 'patch' | 'delete'

/**
 * Declares one endpoint. `path` is below `/api/v1`; its `:name` segments are filled from the input's field of that name. `shape` holds
 * path, query and body fields together; input objects are strict, so nobody can assign a column we did not name.
 */
export function endpoint<S extends z.ZodRawShape, O extends z.ZodType>(
  method: Method,
  path: `/${string}`,
  summary: string,
  shape: S,
  output: O,
) {
  return { method, path, summary, input: z.strictObject(shape), output } as const
}
