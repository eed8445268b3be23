import * as z from 'zod'
import { id, said } from './endpoint.ts'

/** The largest file anyone may attach, in bytes; a channel may allow less. */
export const maxFileBytes = 25 * 1024 * 1024

export const attachment = z.object({
  id,
  name: z.string(),
  /** By content, not by name. */
  type: z.string(),
  size: z.number().int(),
  /** Shown inside an HTML mail, not in the list of files. */
  inline: z.boolean(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  /** `waiting`: still being fetched from the provider, so its size and type are what was announced; `failed`: it could not be, see `reason`. */
  state: z.enum(['ready', 'waiting', 'failed']),
  reason: said.nullable(),
})
export type Attachment = z.infer<typeof attachment>
