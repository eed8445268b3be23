import { pinyin } from 'pinyin-pro'
import { fold } from './folding.ts'

/** Names longer than this are no names; the rest is not read. */
const longestName = 100

/** How people type a syllable with ü: lv in an input method, lu and lü by ear, lyu as in a passport. */
const typedForms = ['v', 'u', 'ü', 'yu']

type Pinyin = { readonly full: readonly string[]; readonly initials: readonly string[] }

/**
 * How a name may be typed in Latin letters.
 * - `full`: every reading written together, the input method's first: 吕布 → lvbu, lubu, lübu, lyubu; 单田芳 → shantianfang (surnames are
 *   read as surnames: 单 shan, 仇 qiu, 尉迟 yu chi). Latin words stay, folded and joined: “Zhang Wei” → zhangwei.
 * - `initials`: the first letters of the same: 张伟 → zw; “Tom Smith” → ts.
 * Traditional characters read as their simplified ones. A name without letters has neither.
 */
export function pinyinOf(name: string): Pinyin {
  const known = remembered.get(name)
  if (known) return known
  if (remembered.size >= mostRemembered) remembered.clear()
  const read = readingsOf(name)
  remembered.set(name, read)
  return read
}

// Names are read again and again while customers are compared with one another.
const mostRemembered = 10_000
const remembered = new Map<string, Pinyin>()

function readingsOf(name: string): Pinyin {
  const syllables = syllablesOf(fold(name.slice(0, longestName)))
  if (syllables.length === 0) return { full: [], initials: [] }
  const full = typedForms.map((form) => syllables.map((syllable) => syllable.replace(/^([nl])v(?=[en]?$)/, `$1${form}`)).join(''))
  return { full: [...new Set(full)], initials: [syllables.map(([first]) => first).join('')] }
}

function syllablesOf(folded: string): string[] {
  const words = folded.match(/\p{Script=Han}+|[\p{L}\p{N}]+/gu) ?? []
  return words.flatMap((word, at) => (isHan(word) ? readingOf(word, at === 0) : [latinOf(word)]))
}

const isHan = (word: string): boolean => /\p{Script=Han}/u.test(word)

/** Only the first characters of a name can be its surname. Rare characters without a reading are left out. */
function readingOf(characters: string, first: boolean): string[] {
  const read = pinyin(characters, { type: 'array', toneType: 'none', v: true, surname: first ? 'head' : 'off' })
  return read.filter((syllable) => !isHan(syllable))
}

/** José and Jose are one name to somebody with another keyboard. */
const latinOf = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '') || word
