import i18next from 'i18next'
import type { Locale } from '../../../contract/users.ts'
import type { Translate, WordTable } from '../../../contract/words.ts'
import { useStore } from '../sync/store.ts'
import { en, type Texts } from './en.ts'
import { fullTime } from './time.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app'
    resources: { app: Texts }
  }
}

/** What the browser prefers, as far as we speak it. */
export function browserLocale(): Locale {
  const known = navigator.languages.find((language) => /^(zh|en)\b/i.test(language))
  return known?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

/** Starts the texts in English, which is on board; resolves when `locale` is shown. */
export async function startTexts(locale: Locale): Promise<void> {
  void i18next.init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'app',
    resources: { en: { app: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  await setLocale(locale)
}

let wanted: Locale = 'en'

/** Shows another language as soon as its texts are here. What cannot be fetched (no line) stays English until asked for again. */
export async function setLocale(locale: Locale): Promise<void> {
  wanted = locale
  const shown = locale === 'zh-CN' && !(await hasChinese()) ? 'en' : locale
  // Who chose again while the texts were on their way gets the later choice.
  if (wanted !== locale) return
  document.documentElement.lang = shown
  await i18next.changeLanguage(shown)
}

let toChinese: Translate | undefined
let makeTranslator: ((words: WordTable) => Translate) | undefined
let addedWords: WordTable = {}

/** Adds what the server's channels say in Chinese (`channel.words`). */
export function addWords(words: WordTable): void {
  addedWords = { ...addedWords, ...words }
  if (makeTranslator) toChinese = makeTranslator(addedWords)
}

async function hasChinese(): Promise<boolean> {
  if (toChinese) return true
  const chinese = await import('./chinese.ts').catch(() => null)
  if (!chinese) return false
  i18next.addResourceBundle('zh-CN', 'app', chinese.texts)
  makeTranslator = chinese.translatorWith
  addWords({})
  return true
}

/** What the server says, in the language of the app: it arises in English and is translated where it is read; times in it likewise. */
export function say(text: string): string {
  const said = i18next.language === 'zh-CN' && toChinese ? toChinese(text) : text
  const clock = { locale: i18next.language, timeZone: useStore.getState().workspace?.timeZone ?? 'UTC' }
  return said.replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, (at) => fullTime(clock, at))
}

/** A name as shown: the server calls who gave none `Visitor 77e1` (customers/naming.ts), which is a word of ours and the rest a name. */
export function nameOf(name: string): string {
  const nameless = /^Visitor ([\da-z]{4})$/.exec(name)?.[1]
  return nameless === undefined ? name : i18next.t('profile.visitor', { value: nameless })
}

export { t } from 'i18next'
