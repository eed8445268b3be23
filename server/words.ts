import type { Locale } from '../contract/users.ts'
import { translator, type WordTable } from '../contract/words.ts'
import { zhCN } from '../contract/words.zh-CN.ts'

let table: WordTable = zhCN
let toChinese = translator(table)
let toEnglish = translator(itself(table))

/** Adds what a part of Parley that brings its own words says: a channel’s adapter. */
export function addWords(words: WordTable): void {
  table = { ...table, ...words }
  toChinese = translator(table)
  toEnglish = translator(itself(table))
}

/**
 * A text of ours in the reader's language; what has no translation stays English. `show`: how what is not ours is shown in it, such as a
 * customer's number in a refusal; our own words, and the examples in them, stay as they are.
 */
export function translate(text: string, locale: Locale, show?: (part: string) => string): string {
  if (locale === 'zh-CN') return toChinese(text, show)
  return show ? toEnglish(text, show) : text
}

function itself(words: WordTable): WordTable {
  return Object.fromEntries(Object.keys(words).map((text) => [text, text]))
}

/** The language of ours a browser likes best, by its `Accept-Language`; English when it names neither. Any Chinese is zh-CN. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  const ranges = (acceptLanguage ?? '').slice(0, 500).split(',').map(readRange)
  const best = ranges.filter(({ language, weight }) => weight > 0 && (language === 'zh' || language === 'en')).sort((a, b) => b.weight - a.weight)[0] // prettier-ignore
  return best?.language === 'zh' ? 'zh-CN' : 'en'
}

/** `zh-Hans;q=0.8` → zh, 0.8 (RFC 9110, 12.5.4). */
function readRange(range: string): { language: string; weight: number } {
  const [tag = '', ...parameters] = range
    .trim()
    .toLowerCase()
    .split(/\s*;\s*/)
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1'
  return { language: tag.split('-')[0] ?? '', weight: Number(weight) || 0 }
}
