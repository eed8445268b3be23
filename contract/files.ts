import * as z from 'zod'
import { id } from './endpoint.ts'

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
})
export type Attachment = z.infer<typeof attachment>

/** Files travel as bytes, not as JSON: `POST /api/v1/files` (multipart, field `file`) answers an attachment;
 * `GET /api/v1/files/:id` and `GET /api/v1/files/:id/thumbnail` answer its bytes. */
export const filePath = (fileId: string, variant: 'original' | 'thumbnail' = 'original') =>
  `/api/v1/files/${fileId}${variant === 'thumbnail' ? '/thumbnail' : ''}`
