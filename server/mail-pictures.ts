import { escapeAttribute } from './safe-attributes.ts'

/** How pictures are shown: `images`: remote ones too, through `proxy`; `cid`: where a picture of the mail itself is found, null when it has none. */
export type PictureOptions = { images: boolean; cid: (contentId: string) => string | null; proxy: (url: string) => string }

/**
 * HTML that `safeHtml` wrote, with the addresses its pictures are shown under. Remote ones are left out and counted unless asked for. One pass:
 * in that HTML every `<`, `>` and `"` of a text or a value is escaped, so a picture is what it looks like.
 */
export function withPictures(safe: string, options: PictureOptions): { html: string; remoteImages: number } {
  let remoteImages = 0
  const html = safe.replace(/(<img\b[^<>]*?) src="([^"<>]*)">/g, (_, tag: string, value: string) => {
    const src = value.replace(/&#(\d{1,3});/g, (__, code: string) => String.fromCharCode(Number(code)))
    if (/^https?:/i.test(src)) remoteImages += 1
    const shown = address(src, options)
    return `${tag}${shown === null ? '' : ` src="${escapeAttribute(shown)}"`}>`
  })
  return { html, remoteImages }
}

function address(src: string, { images, cid, proxy }: PictureOptions): string | null {
  if (/^data:/i.test(src)) return src
  if (/^cid:/i.test(src)) return cid(contentId(src.slice(4)))
  return images ? proxy(src) : null
}

function contentId(written: string): string {
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}
