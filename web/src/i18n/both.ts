import i18next from 'i18next'

/** What the server says in both languages at once (names and help of channels), in the app's language or the one given. */
export const sayBoth = (words: { en: string; 'zh-CN': string }, language = i18next.language): string =>
  language === 'zh-CN' ? words['zh-CN'] : words.en
