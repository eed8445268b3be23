import { type Clock, readHtml, startClock, TooComplex } from './bounded-html.ts'
import { safeAttributes } from './safe-attributes.ts'
import { longestStyle } from './safe-style.ts'

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
const longestText = 1_000_000

export type SafeHtml = { html: string; asText: boolean }

/**
 * A mail's HTML as it may be kept: only elements, attributes and styles from a list, written anew with everything escaped, so that no browser can
 * read it in a second way; once more over its own output changes nothing. `asText`: it was too complex for `htmlLimits`, and is its text alone.
 * Pictures keep the address they had: `withPictures` decides about each when it is shown, in a sandboxed frame under `frameCsp` all the same.
 */
export function safeHtml(html: string): SafeHtml {
  const clock = startClock()
  try {
    const settled = settle(html.replaceAll('\0', ''), clock)
    return settled === null ? { html: asText(html), asText: true } : { html: settled, asText: false }
  } catch (error) {
    if (!(error instanceof TooComplex)) throw error
    return { html: asText(html), asText: true }
  }
}

/** Passes until nothing changes: dropping an element can bring two together that may not be nested. Null: it will not settle. */
function settle(html: string, clock: Clock): string | null {
  const first = rewrite(html, clock)
  if (first.settled) return first.html
  let before = first.html
  for (let pass = 0; pass < maxPasses; pass++) {
    const after = rewrite(before, clock).html
    if (after === before) return after
    before = after
  }
  return null
}

const longestCss = 50_000

/** White words on a dark page are only seen if the page's colours stay: of its style sheet what it says of the body, and the body's own attributes. */
function bodyStyle(css: string, { bgcolor, text, style }: Record<string, string>): string {
  const [first = '', ...commented] = css.split('/*')
  const bare = [first, ...commented.map((piece) => piece.split('*/').slice(1).join('*/'))].join('')
  const rules = [...bare.matchAll(/(?:^|[\s},;])body\s*\{([^{}]{0,2000})\}/gi)].map((rule) => rule[1]!)
  const said = [bgcolor === undefined ? '' : `background-color:${bgcolor}`, text === undefined ? '' : `color:${text}`]
  return [...rules, ...said, style ?? ''].join(';').slice(0, longestStyle)
}

const asText = (html: string) => `<pre>${escapeText(html.replace(/<[^<>]*>/g, '').slice(0, longestText))}</pre>`

/** One pass. `settled`: no element was dropped around others inside a kept one, so another pass would change nothing. */
function rewrite(html: string, clock: Clock): { html: string; settled: boolean } {
  const out: string[] = []
  const open: string[] = []
  let settled = true
  let skipping: string[] = []
  let css = ''
  readHtml(
    html,
    {
      onopentag(tag, attributes) {
        const name = tag === 'body' ? 'div' : tag
        if (tag === 'body') attributes['style'] = bodyStyle(css, attributes)
        if (skipping.length > 0 || removed.has(name)) {
          if (!voidLike.has(name)) skipping.push(name)
          return
        }
        const shown = kept.has(name) && (empty.has(name) || open.length < maxDepth)
        if (shown) out.push(`<${name}${safeAttributes(name, attributes)}>`)
        // An element dropped or renamed here may have kept apart two that cannot stand in one another.
        if (open.length > 0 && (!shown || name !== tag)) settled = false
        if (!empty.has(name)) open.push(shown ? name : '')
      },
      ontext(text) {
        if (skipping.length === 0) out.push(escapeText(text))
        else if (skipping.at(-1) === 'style' && css.length < longestCss) css += text
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
    clock,
  )
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
