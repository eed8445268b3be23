import { compile, type FormatCallback } from 'html-to-text'

/** Quotations and lists within one another, as far as their marks are written: each level writes all lines within it anew. */
const deepestMarks = 10
let depth = 0

/** A formatter of the library's; deeper than anybody quotes, the content alone. */
const bounded =
  (name: string): FormatCallback =>
  (element, walk, builder, options) => {
    const format = builder.options.formatters?.[depth < deepestMarks ? name : 'block']
    depth += 1
    try {
      // What the mail says of numbers (`start`, `type`) may be made to be long.
      format?.(name === 'orderedList' ? { ...element, attribs: {} } : element, walk, builder, options)
    } finally {
      depth -= 1
    }
  }

/** What the library's own description of a node leaves out. */
type Linked = { type: string; prev?: Linked | null }

/** A tab between two cells of a row keeps columns apart. */
const cell: FormatCallback = (element, walk, builder) => {
  let before = (element as Linked).prev
  while (before && before.type !== 'tag') before = before.prev
  if (before) builder.addLiteral('\t')
  walk(element.children, builder)
}

const convert = compile({
  wordwrap: false,
  formatters: { quotation: bounded('blockquote'), bullets: bounded('unorderedList'), numbers: bounded('orderedList'), cell },
  limits: { maxInputLength: 1_000_000, maxDepth: 100, maxChildNodes: 50_000, ellipsis: '…' },
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false, noAnchorUrl: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'blockquote', format: 'quotation' },
    { selector: 'ul', format: 'bullets' },
    { selector: 'ol', format: 'numbers' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'td', format: 'cell' },
    { selector: 'th', format: 'cell' },
    { selector: 'table', format: 'block' },
    { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
  ],
})

/** How many characters of HTML a mail's texts are made of exactly. */
export const exactHtml = 150_000

/**
 * HTML as a person would read it in plain text; quotations keep a leading `>`. Not `exact`, or longer than `exactHtml`: a machine's, of which the
 * tags are dropped in one pass, in a tenth of the time.
 */
export function htmlToText(html: string, { exact = true } = {}): string {
  const visible = html.replace(/<!--[^]*?(?:-->|$)/g, '')
  return (exact && visible.length <= exactHtml ? convert(visible) : stripTags(visible)).replaceAll('\0', '').trim()
}

function stripTags(html: string): string {
  return unescape(
    html
      .replace(/<(style|script|head|title)\b[^<>]*>[^]*?(?:<\/\1\s*>|$)/gi, ' ')
      .replace(/<\/t[dh]\b[^<>]*>/gi, '\t')
      .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h[1-6]|\/table|\/blockquote)\b[^<>]*>/gi, '\n')
      .replace(/<[a-z/!?][^<>]*>/gi, ' '),
  )
    .replace(/[^\S\n\t]+/g, ' ')
    .replace(/[ \t]*\t[ \t]*/g, '\t')
    .replace(/[ \t]*\n[ \t\n]*/g, '\n')
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

function unescape(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return entities[name.toLowerCase()] ?? whole
    const code = decimal === undefined ? parseInt(hex!, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ''
  })
}

/** Text that may stand in HTML, in an attribute too. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}
