import { fold } from '../../language/folding.ts'
import { pinyinOf } from '../../language/pinyin.ts'
import { wordsOf } from '../identity/name-tokens.ts'
import { commonChinese, commonGiven, commonSurnames, nicknames } from './common-names.ts'
import { isSlip, ordersOf } from './likeness.ts'

/** A name as it is compared: without remarks and forms of address, folded. */
export type NameTraits = {
  shown: string
  /** The Chinese characters of it, if it has any. */
  han: string | null
  /** Its Latin (and other) words. */
  words: string[]
  /** What is left of it is a surname with a form of address: 陈小姐. */
  surnameOnly: boolean
}

export type NameLikeness = { kind: 'same_name' | 'same_name_pinyin' | 'similar_name' | 'different_name'; weight: number }

const address = /(先生|女士|小姐|太太|老师|老板|师傅|经理|总监|同学|总|哥|姐)$/u
const title = /^(mr|mrs|ms|miss|dr|prof)$/

/** A name as it is compared; null for one that says nothing. */
export function nameTraits(name: string): NameTraits | null {
  const bare = fold(name).replace(/[(（【[].*?[)）】\]]/gu, ' ')
  const all = wordsOf(bare).filter((word) => !title.test(word) && !/^\p{N}+$/u.test(word))
  const written = all.filter((word) => /^\p{Script=Han}/u.test(word)).join('')
  const stripped = written.length > 1 ? written.replace(address, '') : written
  const han = stripped === '' ? null : stripped
  const words = all.filter((word) => !/^\p{Script=Han}/u.test(word))
  if (han === null && words.length === 0) return null
  return { shown: name, han, words, surnameOnly: han !== null && [...han].length === 1 }
}

/** How alike two names are, and how much that weighs; null when that says nothing either way. */
export function compareNames(a: NameTraits, b: NameTraits): NameLikeness | null {
  if (a.han !== null && b.han !== null) return compareChinese(a.han, b.han, a.surnameOnly || b.surnameOnly)
  if (a.han !== null) return compareAcross(a.han, b.words)
  if (b.han !== null) return compareAcross(b.han, a.words)
  return compareLatin(a.words, b.words)
}

const alike = (kind: NameLikeness['kind'], weight: number): NameLikeness => ({ kind, weight })
const different = alike('different_name', -3.2)

function compareChinese(a: string, b: string, surnameOnly: boolean): NameLikeness | null {
  if (surnameOnly) return a[0] === b[0] ? alike('similar_name', 0.8) : different
  if (a === b) return alike('same_name', commonChinese.has(a) ? 1.2 : a.length === 2 ? 2.7 : 4.5)
  if (readings(a).some((reading) => readings(b).includes(reading))) return alike('same_name_pinyin', a.length === 2 ? 1.3 : 2.6)
  if (a.endsWith(b) || b.endsWith(a)) return alike('similar_name', 2)
  if (a[0] === b[0] && Math.max(a.length, b.length) > 2 && isSlip(a, b)) return alike('similar_name', 1)
  return different
}

/** Chinese characters against Latin words: their pinyin in any order, or a surname beside an English name. */
function compareAcross(han: string, words: string[]): NameLikeness | null {
  const [read, written] = [readings(han), ordersOf(words)]
  if (written.some((one) => read.includes(one))) return alike('same_name_pinyin', han.length === 2 ? 2 : 3.4)
  if (han.length > 1 && written.some((one) => one.length > 5 && read.some((other) => isSlip(one, other)))) return alike('similar_name', 1.6)
  const [surname = ''] = readings([...han][0] ?? '')
  if (words.includes(surname)) return words.length > 1 && han.length > 1 ? alike('similar_name', 0.6) : null
  return words.length > 1 ? alike('different_name', -3) : null
}

const readings = (han: string): readonly string[] => pinyinOf(han).full

function compareLatin(a: string[], b: string[]): NameLikeness | null {
  const [one, other] = [a.toSorted().join(' '), b.toSorted().join(' ')]
  if (one === other || a.join('') === b.join('')) return alike('same_name', rarity(a.length > 1 ? a : b))
  if (a.length === 1 && b.length === 1) return isSlip(a[0]!, b[0]!) && one.length > 4 ? alike('similar_name', 0.5) : different
  if (a.length === 1 || b.length === 1) return isPart(a.length === 1 ? a[0]! : b[0]!, a.length === 1 ? b : a)
  const pairs = paired(a, b)
  if (pairs === null) return different
  if (pairs.every((likeness) => likeness >= 0.8)) return alike('similar_name', Math.min(3, rarity(a) - 0.6))
  return pairs.filter((likeness) => likeness === 1).length > 0 && pairs.every((likeness) => likeness > 0)
    ? alike('similar_name', 1)
    : different
}

function isPart(word: string, words: string[]): NameLikeness | null {
  if (words.some((other) => wordLikeness(word, other) >= 0.8)) return alike('similar_name', 0.7)
  return ordersOf(words).some((joined) => isSlip(joined, word)) ? alike('similar_name', 2) : different
}

/** How alike the words of two names are, each with its best partner; null when there is none for one. */
function paired(a: string[], b: string[]): number[] | null {
  const [few, many] = a.length <= b.length ? [a, b] : [b, a]
  const rest = [...many]
  const likenesses: number[] = []
  for (const word of few) {
    const best = Math.max(...rest.map((other) => wordLikeness(word, other)))
    if (best === 0) return null
    rest.splice(
      rest.findIndex((other) => wordLikeness(word, other) === best),
      1,
    )
    likenesses.push(best)
  }
  return likenesses
}

/** 1 the same, 0.9 short for it, 0.8 a slip away, 0.5 its initial, 0 another word. */
function wordLikeness(a: string, b: string): number {
  if (a === b) return 1
  if ((nicknames.get(a) ?? a) === (nicknames.get(b) ?? b)) return 0.9
  if (Math.min(a.length, b.length) > 3 && isSlip(a, b)) return 0.8
  const firsts = [a, nicknames.get(a) ?? a].map((word) => word[0])
  return (a.length === 1 || b.length === 1) && [b, nicknames.get(b) ?? b].some((word) => firsts.includes(word[0])) ? 0.5 : 0
}

function rarity(words: string[]): number {
  if (words.length < 2) return 0.8
  const common = words.filter((word) => commonGiven.has(word) || commonSurnames.has(word)).length
  const short = words.join('').length < 9
  return common >= 2 ? 1.6 : short ? 2.2 : common === 1 ? 3.6 : 4.4
}
