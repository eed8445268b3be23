import { fold } from '../../language/folding.ts'
import { pinyinOf } from '../../language/pinyin.ts'

/** Beginnings longer than this are found by these characters. */
const longest = 16
const most = 80

/**
 * What a name is found by, exactly and by index: the beginnings of its words, of its characters from each of them on, of its pinyin
 * and of its initials, folded. 张伟 → 张, 张伟, 伟, z, zh … zhangwei, zw. At most 80; a name without letters has none.
 */
export function nameTokens(name: string): string[] {
  const parts = wordsOf(name)
  // 田中 太郎 is typed 田中太郎 as well.
  const words = parts.length > 1 && parts.every(isEastern) ? [parts.join(''), ...parts] : parts
  const { full, initials } = pinyinOf(name)
  const tokens = [...words.flatMap((word) => (isEastern(word) ? insides(word) : [word])), ...initials, ...full].flatMap(beginnings)
  return [...new Set(tokens)].slice(0, most)
}

/** What to look for in name tokens for what somebody types: every word of it must be among them. */
export function searchTokens(typed: string): string[] {
  return wordsOf(typed).map((word) => [...word].slice(0, longest).join(''))
}

/** Letters that no normal form takes apart, as they are typed without them (Unicode CLDR, Latin-ASCII). */
const plainLetters: Record<string, string> = {
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ø: 'o',
  ß: 'ss',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
}

/** The words of a text, folded and without accents; Chinese characters that stand together are one. */
export function wordsOf(text: string): string[] {
  return (
    fold(text)
      .normalize('NFD')
      .replace(/\p{Mn}/gu, '')
      .normalize('NFC')
      .replace(/[łđðøßıæœþħŧŋ]/g, (letter) => plainLetters[letter]!)
      .match(/\p{Script=Han}+|[^\P{L}\p{Script=Han}]+|\p{N}+/gu) ?? []
  )
}

/** Written without blanks, or with blanks one need not type: any character may begin what people call somebody. */
const isEastern = (word: string): boolean => /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word)

function insides(word: string): string[] {
  const characters = [...word].slice(0, longest)
  return characters.map((_, at) => characters.slice(at).join(''))
}

function beginnings(word: string): string[] {
  const characters = [...word].slice(0, longest)
  return characters.map((_, at) => characters.slice(0, at + 1).join(''))
}
