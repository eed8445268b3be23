const keyword = /^[a-z-]{1,30}$/i
const size =
  /^(0|auto|none|normal|inherit|initial|\d{0,5}(\.\d{1,4})?(px|pt|em|rem|ex|ch|%|in|cm|mm|pc)?|(x+-)?(small|large)|medium|thin|thick|smaller|larger)$/i
const colour = /^(#[0-9a-f]{3,8}|[a-z]{3,25}|(rgb|hsl)a?\([\d\s.,%/deg]{1,60}\))$/i
const sizes = pieces(size, 4)
const border = /^([\d.]{1,6}(px|pt|em)?|[a-z]{3,25}|#[0-9a-f]{3,8}|(rgb|hsl)a?\([\d\s.,%/deg]{1,60}\)|\s){1,8}$/i
const font = /^[\p{L}\p{N}\s,.'"%/-]{1,300}$/u

type Rule = { test: (value: string) => boolean }

const sides = ['', '-top', '-right', '-bottom', '-left']
/** What a mail may style, and with what. Nothing that fetches (`url()`), refers (`var()`), leaves its place (`position`) or moves. */
const rules = new Map<string, Rule>([
  ['color', colour], ['background-color', colour], ['background', colour], ['font', font], ['font-family', font], ['font-size', size],
  ['font-weight', /^([a-z]{4,10}|[1-9]00)$/i], ['font-style', keyword], ['font-variant', keyword], ['line-height', size], ['letter-spacing', size],
  ['word-spacing', size], ['text-align', keyword], ['text-indent', size], ['text-transform', keyword], ['text-decoration', pieces(colour, 4)],
  ['text-decoration-line', keyword], ['text-decoration-color', colour], ['text-decoration-style', keyword], ['vertical-align', size], ['white-space', keyword],
  ['word-break', keyword], ['word-wrap', keyword], ['overflow-wrap', keyword], ['direction', /^(ltr|rtl)$/i], ['width', size], ['height', size],
  ['max-width', size], ['min-width', size], ['max-height', size], ['min-height', size], ['box-sizing', keyword], ['border-radius', sizes],
  ['border-collapse', keyword], ['border-spacing', sizes], ['border-color', pieces(colour, 4)], ['border-style', pieces(keyword, 4)], ['border-width', sizes],
  ['caption-side', keyword], ['table-layout', keyword], ['empty-cells', keyword], ['list-style', keyword], ['list-style-type', keyword],
  ['display', /^(none|inline|block|inline-block|list-item|table|inline-table|table-(row|cell|caption|column|row-group|header-group|footer-group))$/i],
  ['float', /^(left|right|none)$/i], ['clear', keyword],
  ...sides.flatMap((side): [string, Rule][] => [[`padding${side}`, sizes], [`margin${side}`, sizes], [`border${side}`, border]]),
]) // prettier-ignore

export const longestStyle = 10_000

/** The declarations of a style attribute that are on the list, written anew; '' when none is. */
export function safeStyle(style: string): string {
  if (style.length > longestStyle) return ''
  return style.split(';').map(declaration).filter((kept) => kept !== '').join(';') // prettier-ignore
}

function declaration(text: string): string {
  const colon = text.indexOf(':')
  if (colon < 1) return ''
  const name = text.slice(0, colon).trim().toLowerCase()
  // The rest is matched as it stands: a value with an escape, a comment or an entity fits no rule.
  const value = text.slice(colon + 1).replace(/!\s*important\s*$/i, '').replace(/\s+/g, ' ').trim() // prettier-ignore
  return value !== '' && rules.get(name)?.test(value) ? `${name}:${value}` : ''
}

/** Up to `most` values, each after the rule. */
function pieces(rule: RegExp, most: number): Rule {
  return {
    test: (value) => {
      const parts = value.split(/\s+(?![^(]*\))/)
      return parts.length <= most && parts.every((part) => rule.test(part))
    },
  }
}
