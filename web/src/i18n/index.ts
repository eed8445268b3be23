import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Locale } from '../../../contract/users.ts'
import { en, type Texts } from './en.ts'
import { zhCN } from './zh-CN.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app'
    resources: { app: Texts }
  }
}

/** What the browser prefers, as far as we speak it. */
export function browserLocale(): Locale {
  return navigator.languages.some((language) => language.toLowerCase().startsWith('zh')) ? 'zh-CN' : 'en'
}

/** Starts the texts in `locale`; both languages are on board, so switching is instant. */
export function startTexts(locale: Locale): void {
  void i18next.use(initReactI18next).init({
    lng: locale,
    fallbackLng: 'en',
    defaultNS: 'app',
    resources: { en: { app: en }, 'zh-CN': { app: zhCN } },
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  document.documentElement.lang = locale
}

export function setLocale(locale: Locale): void {
  void i18next.changeLanguage(locale)
  document.documentElement.lang = locale
}

export { t } from 'i18next'
