import { Parser } from 'htmlparser2'
import { safeAttributes, type ImageRules } from './safe-attributes.ts'

/** How pictures are shown: `images`: remote ones too, through `proxy`; `cid`: where a picture of the mail itself is found, null when it has none. */
export type SafeHtmlOptions = { images: boolean; cid: (contentId: string) => string | null; proxy: (url: string) => string }

const kept = new Set(
  `a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em figcaption figure font
   footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section small span strike strong sub sup table tbody td
   tfoot th thead tr tt u ul var wbr`.split(/\s+/),
)
const empty = new Set(['br', 'col', 'hr', 'img', 'wbr'])
/** What is dropped with everything inside; any other element is dropped and its content stays. */
const removed = new Set(
  `applet audio base canvas embed frame frameset head iframe link math meta noembed noframes noscript object option plaintext script select style svg
   template textarea title video xmp`.split(/\s+/),
)

const maxDepth = 200
const maxPasses = 4

/**
 * A mail's HTML as it may be shown: only elements, attributes and styles from a list, written anew with everything escaped, so that no browser can
 * read it in a second way. Once more over its own output changes nothing. Remote pictures are left out and counted unless asked for.
 * Linear in its input. It is to be shown in a sandboxed frame under `frameCsp` all the same.
 */
export function safeHtml(html: string, options: SafeHtmlOptions): { html: string; remoteImages: number } {
  if (isTooDeep(html)) return { html: asText(html), remoteImages: 0 }
  const rules: ImageRules = { ...options, remote: 0 }
  const first = rewrite(html, rules)
  if (first.settled) return { html: first.html, remoteImages: rules.remote }
  rules.remote = 0
  return { html: rewrite(settle(html), rules).html, remoteImages: rules.remote }
}

/** Passes until nothing changes: dropping an element can bring two together that may not be nested. What will not settle is shown as text. */
function settle(html: string): string {
  let before = html
  for (let pass = 0; pass < maxPasses; pass++) {
    const after = rewrite(before, null).html
    if (after === before) return after
    before = after
  }
  return asText(before)
}

const asText = (html: string) => `<pre>${escapeText(html.replace(/<[^<>]*>/g, ''))}</pre>`

/** The parser's time grows with the square of the depth; no mail program makes thousands of levels. */
function isTooDeep(html: string): boolean {
  let depth = 0
  for (const [tag, slash = '', name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (tag.length > 20 || closedByItself.has(name.toLowerCase())) continue
    depth = slash === '' ? depth + 1 : Math.max(0, depth - 1)
    if (depth > 5000) return true
  }
  return false
}

const closedByItself = new Set(
  'p li td th tr dd dt option area base basefont br col embed frame hr img input link meta param source track wbr'.split(' '),
)

/** One pass. Without image rules pictures keep the address they had. `settled`: no element was dropped around others inside a kept one. */
function rewrite(html: string, images: ImageRules | null): { html: string; settled: boolean } {
  const out: string[] = []
  const open: string[] = []
  let settled = true
  let skipping: string[] = []
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        const name = tag === 'body' ? 'div' : tag
        if (skipping.length > 0 || removed.has(name)) {
          if (!voidLike.has(name)) skipping.push(name)
          return
        }
        const shown = kept.has(name) && (empty.has(name) || open.length < maxDepth)
        if (shown) out.push(`<${name}${safeAttributes(name, attributes, images)}>`)
        // An element dropped or renamed here may have kept apart two that cannot stand in one another.
        if (open.length > 0 && (!shown || name !== tag)) settled = false
        if (!empty.has(name)) open.push(shown ? name : '')
      },
      ontext(text) {
        if (skipping.length === 0) out.push(escapeText(text))
      },
      onclosetag(tag) {
        if (skipping.length > 0) {
          if (!voidLike.has(tag)) skipping = skipping.slice(0, -1)
          return
        }
        if (removed.has(tag) || empty.has(tag)) return
        const name = open.pop()
        if (name !== undefined && name !== '') out.push(`</${name}>`)
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true, recognizeSelfClosing: false },
  )
  parser.end(html.replaceAll('\0', ''))
  return { html: out.join(''), settled }
}

/** Elements without an end tag: they open nothing that could be skipped. */
const voidLike = new Set([
  'area',
  'base',
  'basefont',
  'br',
  'col',
  'embed',
  'frame',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'param',
  'source',
  'track',
  'wbr',
])

/** Text that may stand between tags. */
function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (char) => (char === '&' ? '&amp;' : char === '<' ? '&lt;' : '&gt;'))
}

/** The policy the frame's document starts with: nothing runs, nothing is fetched but our own pictures. */
export const frameCsp =
  "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; font-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
