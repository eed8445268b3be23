import type { Outbound, OutboundFile } from '../adapter.ts'
import type { Platform, Said } from './platform.ts'
import { upload } from './files.ts'

const megabyte = 1024 * 1024

/** Which files are shown as such, and up to which size. */
const shown = [
  { kind: 'image', types: /^image\/(jpeg|png)$/, maxBytes: 10 * megabyte },
  { kind: 'voice', types: /^audio\/(amr|mpeg|mp3)$/, maxBytes: 2 * megabyte },
  { kind: 'video', types: /^video\/mp4$/, maxBytes: 10 * megabyte },
]

/** A message as the platforms take it: its type, and under that name its content. */
export type Sendable = { msgtype: string; [type: string]: unknown }

/** A part of a message as its text, or its file, handed over first; or the refusal of that file. Throws `NoAnswer`. */
export async function toSendable(platform: Platform, { text, files: [file] }: Outbound, other: 'file' | 'link'): Promise<Sendable | Said> {
  const kind = file && kindOf(file, other)
  if (!kind) return { msgtype: 'text', text: { content: text } }
  if (kind === 'link') return { msgtype: 'text', text: { content: `${file.name}\n${file.link()}` } }
  const media_id = await upload(platform, kind, file)
  if (typeof media_id !== 'string') return media_id
  return { msgtype: kind, [kind]: kind === 'video' ? { media_id, title: file.name } : { media_id } }
}

const kindOf = (file: OutboundFile, other: 'file' | 'link') =>
  shown.find(({ types, maxBytes }) => types.test(file.type) && file.size <= maxBytes)?.kind ?? other
