/** Texts in English to the same in another language. `{}` stands for each part filled in; `{1}`, `{2}` … where their order changes. */
export type WordTable = Readonly<Record<string, string>>

/**
 * Gives a text in another language, or as it came where the table has nothing for it. `show` is asked how what is not ours stands in it: what
 * fills the parts, and a text the table does not have.
 */
export type Translate = (text: string, show?: (part: string) => string) => string

/** Texts within texts: a reason that quotes a reason that quotes one is as far as it goes. */
const deepest = 3

/**
 * Makes a translator of a table. What the server says arises in English where it arises and is translated where it is read.
 * A whole text first, then texts with parts, the one with the most fixed letters first; what fills a part is translated too when the
 * table has it. Each line is a text of its own. Takes time in proportion to the text: pieces are looked for one after the other, never again.
 */
export function translator(table: WordTable): Translate {
  const whole = new Map(Object.entries(table))
  const patterns = Object.entries(table)
    .filter(([english]) => english.includes('{}'))
    .map(([english, other]) => ({ pieces: english.split('{}'), other }))
    .sort((a, b) => letters(b.pieces) - letters(a.pieces))

  function translate(text: string, depth: number, show: (part: string) => string): string {
    const known = whole.get(text)
    if (known !== undefined) return known
    if (depth === deepest) return show(text)
    for (const { pieces, other } of patterns) {
      const parts = partsBetween(pieces, text)
      if (parts) return fill(other, parts.map((part) => translate(part, depth + 1, show))) // prettier-ignore
    }
    return show(text)
  }
  return (text, show = asItIs) => text.split('\n').map((line) => translate(line, 0, show)).join('\n') // prettier-ignore
}

const asItIs = (part: string) => part
const letters = (pieces: string[]) => pieces.join('').length

/** What stands between the pieces, when `text` begins with the first, ends with the last, and has the others in order; else null. */
function partsBetween(pieces: string[], text: string): string[] | null {
  const [first = '', ...rest] = pieces
  const last = rest.pop() ?? ''
  const end = text.length - last.length
  if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return null
  const parts: string[] = []
  let at = first.length
  for (const piece of rest) {
    const found = text.indexOf(piece, at)
    if (found < 0 || found + piece.length > end) return null
    parts.push(text.slice(at, found))
    at = found + piece.length
  }
  return [...parts, text.slice(at, end)]
}

function fill(text: string, parts: string[]): string {
  let next = 0
  return text.replace(/\{(\d?)\}/g, (_, place: string) => parts[place === '' ? next++ : Number(place) - 1] ?? '')
}
