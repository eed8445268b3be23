import { Readable } from 'node:stream'
import sharp, { type Sharp } from 'sharp'
import { fail } from './errors.ts'
import { contentType, sniffBytes } from './content-type.ts'
import { keyOf, openDerived, putDerived, readFile, removeDerived } from './storage.ts'

const raster = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif']
const widths = [120, 240, 480, 960, 1600]
// A picture of 50 megapixels takes 200 MB decoded; the largest phones' pictures are below it.
const maxPixels = 50_000_000

// One picture at a time in one thread: the server's memory and answers matter more than a thumbnail's speed.
sharp.concurrency(1)
sharp.cache(false)

/**
 * A kept picture made small, as WebP, at most `width` pixels wide (rounded up to a step, so the cache stays small).
 * Refuses (`invalid`) what is not a JPEG, PNG, GIF, WebP or AVIF, is broken, or has more than 50 megapixels.
 */
export async function thumbnail(hash: string, { width }: { width: number }): Promise<{ stream: Readable; type: string }> {
  const step = widths.find((candidate) => candidate >= width) ?? widths.at(-1)!
  const key = thumbnailKey(hash, step)
  const kept = await openDerived(key)
  if (kept) return { stream: kept, type: 'image/webp' }
  const bytes = await shrink(await readFile(hash), step)
  await putDerived(key, bytes)
  return { stream: Readable.from([bytes]), type: 'image/webp' }
}

/** Removes every small copy of a picture. */
export async function forgetPicture(hash: string): Promise<void> {
  await Promise.all(widths.map((step) => removeDerived(thumbnailKey(hash, step))))
}

const thumbnailKey = (hash: string, step: number) => `thumbnails/${keyOf(hash)}-${step}.webp`

/** Width and height in pixels as shown (turned by its EXIF orientation), from the picture's header; null when it is not a picture we show. */
export async function imageSize(hash: string): Promise<{ width: number; height: number } | null> {
  const image = await decode(await readFile(hash))
  const size = await image?.metadata().catch(() => null)
  return size ? { width: size.autoOrient.width, height: size.autoOrient.height } : null
}

async function decode(bytes: Buffer): Promise<Sharp | null> {
  // By content, because sharp would also read SVG, and with it whatever an SVG refers to.
  if (!raster.includes(await contentType(bytes.subarray(0, sniffBytes)))) return null
  return sharp(bytes, { limitInputPixels: maxPixels, failOn: 'truncated' })
}

async function shrink(bytes: Buffer, width: number): Promise<Buffer> {
  const image = (await decode(bytes)) ?? fail('invalid', 'Only JPEG, PNG, GIF, WebP and AVIF pictures have a small version.')
  return image
    .autoOrient()
    .resize({ width, withoutEnlargement: true })
    .timeout({ seconds: 10 })
    .webp({ quality: 80 })
    .toBuffer()
    .catch((cause: unknown) => fail('invalid', 'This picture is broken or too large to show small; download it instead.', { cause }))
}
