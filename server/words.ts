import type { Locale } from '../contract/users.ts'
import { translator, type WordTable } from '../contract/words.ts'
import { zhCN } from '../contract/words.zh-CN.ts'

let table: WordTable = zhCN
let toChinese = translator(table)

/** Adds what a part of Parley that brings its own words says: a channel’s adapter. */
export function addWords(words: WordTable): void {
  table = { ...table, ...words }
  toChinese = translator(table)
}

/** A text of ours in the reader's language; what has no translation stays English. */
export function translate(text: string, locale: Locale): string {
  return locale === 'zh-CN' ? toChinese(text) : text
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
