import * as z from 'zod'

export const id = z.uuid()
export const time = z.iso.datetime({ offset: true })
export const cursor = z.string().max(1_000)
export const limit = z.coerce.number().int().min(1).max(100).default(50)

/** Text that is or may be contact data (a phone number, a mail address): shown in part to roles that may not see it. See `mask.ts`. */
export const contact = z.string().meta({ contact: true })

/** A page of a list: `next` is the cursor of the following page, null at the end. */
export const page = <T extends z.ZodType>(item: T) => z.object({ data: z.array(item), next: z.string().nullable() })

export const nothing = z.object({})

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

/** Running text: any characters PostgreSQL can keep (all but NUL). */
export const text = (max: number) =>
  z
    .string()
    .overwrite(whole)
    .max(max)
    .refine((value) => !value.includes('\0'), 'Remove the NUL character.')

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
