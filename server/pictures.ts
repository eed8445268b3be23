import { Readable } from 'node:stream'
import { fail } from './errors.ts'
import { inParser } from './parsers/pool.ts'
import { ParserFailed } from './parsers/task.ts'
import { brokenPicture, type PictureSize, pictureSizeParser, smallPictureParser } from './picture-parser.ts'
import { keyOf, openDerived, putDerived, readFile, removeDerived } from './storage.ts'

const widths = [120, 240, 480, 960, 1600]

/** What is being made small at the moment, by its key: who asks for the same waits for the same. */
const making = new Map<string, Promise<Buffer>>()

/**
 * A kept picture made small, as WebP, at most `width` pixels wide (rounded up to a step, so the cache stays small). `who` asks: one who wants many
 * does not keep others waiting. Refuses (`invalid`) what is not a JPEG, PNG, GIF, WebP or AVIF, is broken, or has more than 50 megapixels (AVIF: 16).
 */
export async function thumbnail(hash: string, { width, who }: { width: number; who: string }): Promise<{ stream: Readable; type: string }> {
  const step = widths.find((candidate) => candidate >= width) ?? widths.at(-1)!
  const key = thumbnailKey(hash, step)
  const kept = await openDerived(key)
  if (kept) return { stream: kept, type: 'image/webp' }
  const made = making.get(key) ?? make(key, hash, step, who).finally(() => making.delete(key))
  making.set(key, made)
  return { stream: Readable.from([await made]), type: 'image/webp' }
}

/** Removes every small copy of a picture. */
export async function forgetPicture(hash: string): Promise<void> {
  await Promise.all(widths.map((step) => removeDerived(thumbnailKey(hash, step))))
}

const thumbnailKey = (hash: string, step: number) => `thumbnails/${keyOf(hash)}-${step}.webp`

/** Width and height in pixels as shown, from the picture's header; null when it is not a picture we show. */
export async function imageSize(hash: string): Promise<PictureSize | null> {
  return inParser(pictureSizeParser, await readFile(hash), { key: 'pictures' }).catch((error: unknown) => {
    if (error instanceof ParserFailed) return null
    throw error
  })
}

async function make(key: string, hash: string, width: number, who: string): Promise<Buffer> {
  const small = await inParser(smallPictureParser, { bytes: await readFile(hash), width }, { key: who }).catch((cause: unknown) => {
    if (cause instanceof ParserFailed) fail('invalid', brokenPicture, { cause })
    throw cause
  })
  const bytes = Buffer.from(small)
  await putDerived(key, bytes)
  return bytes
}
