import type { InboundFile } from '../../adapter.ts'

/** A file as it comes in a mail; `called`: what HTML may refer to it by (Content-ID, Content-Location, name), '' where it has none. */
export type MailFile = InboundFile & { called?: string[] }

/**
 * Finds the pictures that the HTML shows. It refers to them in many ways (`cid:` in any case, with escapes and blanks, or a bare name): afterwards
 * always by `cid:` and the picture's `contentId`. A picture it shows is inline even when its client said attachment; one it does not show is in the
 * list of files.
 */
export function showPictures(html: string | null, files: MailFile[]): { html: string | null; files: InboundFile[] } {
  const byReference = new Map<string, number>()
  for (const [n, file] of files.entries()) {
    if (!isPicture(file)) continue
    for (const name of file.called ?? [])
      if (reference(name) !== '' && !byReference.has(reference(name))) byReference.set(reference(name), n)
  }
  const shown = new Map<number, string>()
  const rewritten = html?.replace(/<img\b[^<>]*>/gi, (tag) =>
    tag.replace(/(?<![\w-])src\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i, (whole, double?: string, single?: string, bare?: string) => {
      const n = byReference.get(reference(double ?? single ?? bare ?? ''))
      if (n === undefined) return whole
      const id = shown.get(n) ?? contentIdOf(files[n]!, n)
      shown.set(n, id)
      return `src="cid:${id}"`
    }),
  )
  const placed = files.map(({ name, type, content, inline }, n) => {
    const contentId = shown.get(n)
    return contentId === undefined ? { name, type, content, inline } : { name, type, content, inline: true, contentId }
  })
  return { html: rewritten ?? null, files: placed }
}

const isPicture = ({ type, name }: InboundFile) =>
  type.startsWith('image/') || (type === 'application/octet-stream' && /\.(png|jpe?g|gif|webp|bmp|avif)$/i.test(name))

const longest = 300

/** A reference in the form in which two are compared. */
function reference(written: string): string {
  const bare = written.slice(0, longest).replaceAll('&amp;', '&').trim().replace(/^cid:/i, '').replace(/[<>\s]/g, '') // prettier-ignore
  return unescaped(bare).replace(/\s/g, '').toLowerCase()
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function contentIdOf(file: MailFile, n: number): string {
  const id = reference(file.called?.[0] ?? '').replace(/[^\w.@+-]/g, '_')
  return id === '' ? `picture-${n + 1}` : id
}
