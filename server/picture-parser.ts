import sharp, { type Sharp } from 'sharp'
import { contentType, sniffBytes } from './content-type.ts'
import { fail } from './errors.ts'
import type { ParserTask } from './parsers/task.ts'

/** Width and height in pixels, as shown. */
export type PictureSize = { width: number; height: number }

const raster = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif']
// The largest phones' pictures are below 50 megapixels. AVIF is decoded whole, at some 20 bytes a pixel (the others: 5 at most).
const [mostPixels, mostAvifPixels] = [50_000_000, 16_000_000]

sharp.concurrency(1)
sharp.cache(false)

/** How large a picture is shown (turned by its EXIF orientation), from its header; null when it is none we show. */
export const pictureSizeParser: ParserTask<Uint8Array, PictureSize | null> = {
  name: 'server.picture-size',
  seconds: 10,
  lane: 'quick',
  parse: async (bytes) => {
    const image = await open(bytes)
    const size = await image?.metadata().catch(() => null)
    return size ? { width: size.autoOrient.width, height: size.autoOrient.height } : null
  },
}

/** A picture as WebP, at most `width` pixels wide. Refuses (`invalid`) what is no picture we show, is broken, or has too many pixels. */
export const smallPictureParser: ParserTask<{ bytes: Uint8Array; width: number }, Uint8Array> = {
  name: 'server.small-picture',
  seconds: 15,
  lane: 'picture',
  parse: async ({ bytes, width }) => {
    const image = (await open(bytes)) ?? fail('invalid', 'Only JPEG, PNG, GIF, WebP and AVIF pictures have a small version.')
    return image
      .autoOrient()
      .resize({ width, withoutEnlargement: true })
      .timeout({ seconds: 10 })
      .webp({ quality: 80 })
      .toBuffer()
      .catch((cause: unknown) => fail('invalid', brokenPicture, { cause }))
  },
}

/** Said of a picture that cannot be made small. */
export const brokenPicture = 'This picture is broken or too large to show small; download it instead.'

async function open(given: Uint8Array): Promise<Sharp | null> {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  // By content, because sharp would also read SVG, and with it whatever an SVG refers to.
  const type = await contentType(bytes.subarray(0, sniffBytes))
  if (!raster.includes(type)) return null
  return sharp(bytes, { limitInputPixels: type === 'image/avif' ? mostAvifPixels : mostPixels, failOn: 'truncated' })
}
