import { derived } from './derived.ts'
import { fail } from './errors.ts'
import { inParser } from './parsers/pool.ts'
import { ParserFailed } from './parsers/task.ts'
import { brokenPicture, type PictureSize, pictureSizeParser, smallPictureParser } from './picture-parser.ts'
import { keyOf, readFile, removeDerived } from './storage.ts'

const widths = [120, 240, 480, 960, 1600]

/**
 * A kept picture made small, as WebP, at most `width` pixels wide (rounded up to a step, so the cache stays small). `who` asks: one who wants many
 * does not keep others waiting. Refuses (`invalid`) what is not a JPEG, PNG, GIF, WebP or AVIF, is broken, or has more than 50 megapixels (AVIF: 16).
 */
export async function thumbnail(hash: string, { width, who }: { width: number; who: string }): Promise<{ bytes: Buffer; type: string }> {
  const step = widths.find((candidate) => candidate >= width) ?? widths.at(-1)!
  const key = thumbnailKey(hash, step)
  return { bytes: await derived(key, () => make(hash, step, who)), type: 'image/webp' }
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

async function make(hash: string, width: number, who: string): Promise<Uint8Array> {
  return inParser(smallPictureParser, { bytes: await readFile(hash), width }, { key: who }).catch((cause: unknown) => {
    if (cause instanceof ParserFailed) fail('invalid', brokenPicture, { cause })
    throw cause
  })
}
