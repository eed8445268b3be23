import { safeStyle } from './safe-style.ts'

const length = /^\d{1,4}(\.\d{1,3})?(%|px)?$/
const number = /^\d{1,4}$/
const word = /^[a-z]{1,20}$/i
const colour = /^(#[0-9a-f]{3,8}|[a-z]{3,25})$/i
const phrase = /^[^\p{Cc}]{0,500}$/u

/** Attributes any kept element may have, and what their values look like. */
const allowed: Record<string, RegExp> = {
  align: word, valign: word, dir: /^(ltr|rtl|auto)$/i, lang: /^[a-z0-9-]{1,20}$/i, title: phrase, width: length, height: length, bgcolor: colour,
  color: colour, face: /^[\p{L}\p{N}\s,'"-]{1,200}$/u, size: /^[+-]?\d{1,2}$/, colspan: number, rowspan: number, cellpadding: number, cellspacing: number,
  border: number, nowrap: /^(nowrap)?$/i, start: number, type: /^[1aAiI]$/, alt: phrase, span: number,
} // prettier-ignore

/** The attributes of one element, written anew, each with a leading space. */
export function safeAttributes(tag: string, attributes: Record<string, string>): string {
  let out = ''
  for (const [name, value] of Object.entries(attributes)) {
    const rule = Object.hasOwn(allowed, name) ? allowed[name] : undefined
    if (rule?.test(value)) out += attribute(name, value)
    else if (name === 'style') out += styled(safeStyle(value))
  }
  if (tag === 'a') out += link(attributes['href'])
  if (tag === 'img') out += picture(attributes['src'])
  return out
}

const attribute = (name: string, value: string) => ` ${name}="${escapeAttribute(value)}"`
const styled = (style: string) => (style === '' ? '' : attribute('style', style))

function link(href: string | undefined): string {
  const url = href === undefined ? null : absolute(href, /^(https?|mailto|tel):$/)
  return url === null ? '' : `${attribute('href', url)} target="_blank" rel="noopener noreferrer nofollow"`
}

/** Last of its element: `withPictures` looks for it there. */
function picture(src: string | undefined): string {
  const kept = src === undefined ? null : source(src.trim())
  return kept === null ? '' : attribute('src', kept)
}

function source(src: string): string | null {
  if (/^data:image\/(png|jpeg|gif|webp);base64,[a-z0-9+/=\s]{1,500000}$/i.test(src) || /^cid:[^\s]{1,300}$/i.test(src)) return src
  return absolute(src.startsWith('//') ? `https:${src}` : src, /^https?:$/)
}

/** The address as a browser would understand it, or null for another scheme, a relative one or none. */
function absolute(written: string, schemes: RegExp): string | null {
  if (written.length > 8000 || !URL.canParse(written)) return null
  const url = new URL(written)
  return schemes.test(url.protocol) ? url.href : null
}

export function escapeAttribute(value: string): string {
  return value.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)
}
