import type { Template } from '../../../../../contract/channels.ts'

const place = /\{\{(\d+)\}\}/g

/** A template's text as the customer reads it; where there is no value yet, what belongs there stands in brackets, as far as it is told. */
export function filled({ text, places }: Pick<Template, 'text' | 'places'>, variables: readonly string[]): string {
  return text.replace(place, (_, n: string) => {
    const { name = null, example = null } = places[Number(n) - 1] ?? {}
    return variables[Number(n) - 1] || `[${name === null ? (example ?? '…') : inWords(name)}]`
  })
}

/** Longer, a label is no label: so many characters of the words around a place, and so many of an unspaced script. */
const most = { spaced: 26, unspaced: 10 }

/**
 * What each place of a template is called: as the provider names it, or by the words that stand before it (“your order …”), or else behind
 * it (“… has shipped”); `numbered` where it stands alone.
 */
export function placeLabels({ text, places }: Pick<Template, 'text' | 'places'>, numbered: (n: number) => string): string[] {
  return places.map(({ name }, at) => (name === null ? (aroundPlace(text, at + 1) ?? numbered(at + 1)) : inWords(name)))
}

/** `customer_name` as `Customer name`. */
const inWords = (name: string) => name.replace(/[_-]+/g, ' ').replace(/^./u, (first) => first.toUpperCase())

function aroundPlace(text: string, n: number): string | null {
  const [head = '', tail = ''] = text.split(`{{${n}}}`)
  const before = trimmed(head.split(/\}\}|[\n.!?。！？]/).at(-1) ?? '')
  if (before) return /[:：]\s*$/.test(head) ? lastWords(before) : `${lastWords(before)} …`
  const behind = trimmed(tail.split(/\{\{|[\n.!?。！？]/)[0] ?? '')
  return behind ? `… ${firstWords(behind)}` : null
}

const trimmed = (part: string) => part.replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '')
const roomFor = (part: string) => (/\p{Script=Han}/u.test(part) ? most.unspaced : most.spaced)

function lastWords(part: string): string {
  const end = part.slice(-roomFor(part))
  return trimmed(end.length < part.length ? end.replace(/^\S*\s/, '') : end)
}

function firstWords(part: string): string {
  const start = part.slice(0, roomFor(part))
  return trimmed(start.length < part.length ? start.replace(/\s\S*$/, '') : start)
}
